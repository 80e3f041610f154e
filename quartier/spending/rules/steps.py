"""What comes next with a grant, for the office and for the grantee, in one sentence or two."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding import states as funding
from quartier.kit import dates
from quartier.kit.money import euro
from quartier.spending import states


def next_step(books: Any, reclaim: Any = None) -> str:
    """What the office does next with a grant, in one sentence or two; ``reclaim``: of a revocation. No query."""
    grant, waiting, open_ = books.grant, books.waiting, len(books.open)
    due = dates.figures(grant.proof_due_on)
    back = reclaim or books.reclaim
    if waiting:
        return _("Die Auszahlung über %(sum)s buchen, wenn die Bank sie ausgeführt hat.") % {
            "sum": euro(waiting[0].cents)
        }
    if back and back.status == states.OPEN:
        values = {"sum": euro(back.cents), "day": dates.figures(back.due_on)}
        return _("Auf die Rückzahlung von %(sum)s warten, fällig am %(day)s.") % values
    if grant.status == funding.REVOKED:
        return _("Die Bewilligung ist widerrufen.")
    if books.result:
        if books.rest:
            return _("Die Restzahlung von %(sum)s anweisen.") % {"sum": euro(books.rest)}
        return _("Alles ist abgerechnet. Hier ist nichts mehr zu tun.")
    checking = ngettext("Einen Beleg prüfen", "%(n)d Belege prüfen", open_) % {"n": open_} if open_ else ""
    if grant.status == funding.PROOF_IN:
        return (
            _("%(checking)s, dann die Abrechnung entscheiden.") % {"checking": checking}
            if open_
            else _("Die Abrechnung entscheiden.")
        )
    if open_:
        return checking + "."
    if not books.payments:
        return _("Die erste Auszahlung anweisen. Abrechnen sollen die Antragstellenden bis zum %(day)s.") % {"day": due}
    return _("Auf Belege und Abrechnung warten, Frist ist der %(day)s.") % {"day": due}


def my_next_step(books: Any, reclaim: Any = None) -> str:
    """The same for the grantee. No query."""
    grant, settlement = books.grant, books.settlement
    due = dates.figures(grant.proof_due_on)
    back = reclaim or books.reclaim
    if back and back.status == states.OPEN:
        values = {"sum": euro(back.cents), "day": dates.figures(back.due_on)}
        return _("Bitte zahlen Sie %(sum)s bis zum %(day)s zurück. Alles dazu steht im Brief.") % values
    if grant.status == funding.REVOKED:
        return _("Die Bewilligung ist widerrufen. Bei Fragen hilft Ihnen das Büro.")
    if books.result:
        if books.waiting:
            return _("Ihre Abrechnung ist fertig. Die Restzahlung ist auf dem Weg.")
        if books.rest:
            return _(
                "Ihre Abrechnung ist fertig. Das Büro überweist Ihnen noch %(sum)s. Bitte sehen Sie nach, ob Ihr Konto stimmt."
            ) % {"sum": euro(books.rest)}
        return _("Ihre Abrechnung ist fertig. Sie müssen nichts mehr tun.")
    if settlement and settlement.status == states.SUBMITTED:
        return _("Ihre Abrechnung ist beim Büro. Sie hören per E-Mail, wenn sie geprüft ist.")
    if settlement and settlement.status == states.RETURNED:
        return _("Das Büro hat eine Frage zu Ihrer Abrechnung.")
    if not books.valid:
        return _("Heben Sie jeden Beleg auf und fotografieren Sie ihn gleich hier. Abrechnen bis zum %(day)s.") % {
            "day": due
        }
    return _("Reichen Sie weitere Belege ein. Wenn alles bezahlt ist, rechnen Sie ab, bis zum %(day)s.") % {"day": due}


def wait_for_funder(word: str) -> str:
    """What the office does while the funder's check stands before its decision; ``word``: the funder's newest."""
    if word == states.QUESTION:
        return _("Die Frage des Geldgebers beantworten.")
    return _("Auf die Prüfung des Geldgebers warten, dann die Abrechnung entscheiden.")
