"""Who may pay, hand in and decide, and what the office should see in receipts."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import Finding
from quartier.kit import access, dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import states

DOUBLE_CLICK = dt.timedelta(minutes=10)
TWO_CLICKS = dt.timedelta(seconds=30)  # between two orders of the same sum that were meant as one
FIRST_DAY_OF_MONEY = dt.date(2000, 1, 1)


def is_manager(by: Any, grant: Grant) -> bool:
    return grant.application.area.scope_id in access.scopes(by, access.MANAGER)


def is_grantee(by: Any, grant: Grant) -> bool:
    """The owner of the application, or somebody who may apply for its organisation."""
    application = grant.application
    if application.owner_id is not None and application.owner_id == getattr(by, "pk", None):
        return True
    organisation = application.organisation
    return organisation is not None and organisation.scope_id in access.scopes(by, access.APPLICANT)


def must_manage(by: Any, grant: Grant) -> None:
    if not is_manager(by, grant):
        raise Refused(_("Das kann nur das Team des Quartiersbüros."))


def must_hand_in(by: Any, grant: Grant) -> None:
    """Receipts and the settlement come from the grantee, or from the office for somebody who comes to the desk."""
    if not (is_grantee(by, grant) or is_manager(by, grant)):
        raise Refused(_("Zu dieser Bewilligung können Sie nichts einreichen."))


def must_be_open(grant: Grant) -> None:
    """Receipts and the settlement are changed while the grant is issued and not being settled."""
    if grant.status == funding.PROOF_IN:
        raise Refused(
            _("Ihre Abrechnung liegt beim Quartiersbüro. Wenn noch etwas fehlt, sagen Sie dort bitte Bescheid.")
        )
    if grant.status != funding.ISSUED:
        raise Refused(_("Diese Bewilligung ist abgeschlossen. Es kann nichts mehr dazukommen."))


def must_be_second(by: Any, first: Any, sentence: str) -> None:
    """Payments and refunds need a second pair of eyes."""
    if by.pk == first.pk:
        raise Refused(sentence)


def must_be_value_date(value_on: dt.date, since: dt.datetime) -> None:
    """The bank's date lies between the day of the act and today."""
    if value_on > dates.today():
        raise Refused(_("Die Wertstellung liegt in der Zukunft. Bitte nehmen Sie das Datum vom Kontoauszug."))
    if value_on < dates.local(since).date():
        raise Refused(
            _("Die Wertstellung liegt vor dem %(day)s. Bitte nehmen Sie das Datum vom Kontoauszug.")
            % {"day": dates.figures(dates.local(since))}
        )


def must_fit(cents: int, rest: int) -> None:
    """A payment is above zero and within what the grant leaves."""
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if cents > rest:
        raise Refused(
            _("So viel ist nicht mehr bewilligt. Höchstens %(rest)s können noch angewiesen werden.")
            % {"rest": euro(rest)}
        )


def must_be_receipt(grant: Grant, line: Any, payee: str, purpose: str, paid_on: dt.date, cents: int) -> None:
    """What a receipt needs to be one. Days outside the period are findings for the office, not refusals."""
    if line.application_id != grant.application_id:
        raise Refused(_("Diese Kostenzeile gehört zu einem anderen Antrag."))
    if not payee.strip() or not purpose.strip():
        raise Refused(_("Bitte schreiben Sie, wer bezahlt wurde und wofür."))
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if paid_on > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte nehmen Sie das Datum auf dem Beleg."))
    if paid_on < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann der Beleg nicht sein."))


def reviewed_cents(result: str, receipt_cents: int, cents: int | None, reason: str) -> int:
    """What a review accepts, in cents. A cut and a refusal need a sentence that the grantee reads."""
    if result == states.ACCEPTED:
        return receipt_cents
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Die Antragstellenden lesen ihn so."))
    if result == states.REFUSED:
        return 0
    if result != states.CUT:
        raise Refused(_("Bitte wählen Sie: ganz anerkennen, mit Kürzung oder nicht."))
    if cents is None or not 0 < cents < receipt_cents:
        raise Refused(
            _("Bei einer Kürzung liegt der anerkannte Betrag zwischen 0,00 € und %(whole)s.")
            % {"whole": euro(receipt_cents)}
        )
    return cents


def outside_period(grant: Grant, paid_on: dt.date) -> str:
    """A sentence for a day before the notice or after the end; empty where the day is fine."""
    granted = dates.local(grant.at).date()
    values = {"day": dates.figures(paid_on), "granted": dates.figures(granted), "end": dates.figures(grant.ends_on)}
    if paid_on < granted:
        return _("Der Beleg ist vom %(day)s. Bewilligt wurde am %(granted)s.") % values
    if paid_on > grant.ends_on:
        return _("Der Beleg ist vom %(day)s. Die Bewilligung gilt bis %(end)s.") % values
    return ""


def receipt_findings(
    grant: Grant, receipt: Any, others: Sequence[Any], *, before_grant_source: str = ""
) -> list[Finding]:
    """What the office should see in a receipt; ``others`` are the grant's receipts with their files. No query."""
    found = []
    if sentence := outside_period(grant, receipt.paid_on):
        early = receipt.paid_on < dates.local(grant.at).date()
        title = _("Vor der Bewilligung bezahlt") if early else _("Nach dem Ende bezahlt")
        found.append(Finding("warn", "period", receipt.line_id, title, sentence, before_grant_source if early else ""))
    earlier = [row for row in others if row.number < receipt.number and row.result != states.WITHDRAWN]
    same_file = [row for row in earlier if row.file.sha256 == receipt.file.sha256]
    same_facts = [row for row in earlier if _facts(row) == _facts(receipt)]
    if same_file:
        numbers = ", ".join(str(row.number) for row in same_file)
        found.append(
            Finding("warn", "same_file", receipt.line_id, _("Dieselbe Datei wie Beleg %(n)s") % {"n": numbers},
                    _("Vielleicht zeigt ein Foto zwei Belege, vielleicht ist es doppelt."))
        )  # fmt: skip
    if same_facts:
        numbers = ", ".join(str(row.number) for row in same_facts)
        found.append(
            Finding("warn", "same_facts", receipt.line_id, _("Gleiche Angaben wie Beleg %(n)s") % {"n": numbers},
                    _("Empfänger, Tag und Betrag stimmen überein."))
        )  # fmt: skip
    return found


def _facts(receipt: Any) -> tuple[Any, ...]:
    return receipt.payee.strip().casefold(), receipt.paid_on, receipt.cents


def line_finding(line: Any, claimed_cents: int) -> Finding | None:
    """A line above its plan: the office looks whether others make up for it."""
    over = claimed_cents - line.cents
    if over <= 0:
        return None
    percent = f"{over * 1000 // line.cents / 10:.1f}".replace(".", ",")
    return Finding(
        "warn", "over_plan", line.pk, _("%(sum)s über dem Plan") % {"sum": euro(over)},
        _("Die Zeile liegt %(percent)s\u00a0%% darüber. Bitte prüfen Sie, ob andere Zeilen es ausgleichen.")
        % {"percent": percent},
    )  # fmt: skip


def must_decide(open_receipts: int, waiting_cents: int) -> None:
    """A settlement is decided when every receipt was looked at and no payment is under way."""
    if open_receipts:
        raise Refused(
            ngettext(
                "Ein Beleg ist noch nicht geprüft. Dann kann die Abrechnung entschieden werden.",
                "%(n)d Belege sind noch nicht geprüft. Dann kann die Abrechnung entschieden werden.",
                open_receipts,
            )
            % {"n": open_receipts}
        )
    if waiting_cents:
        raise Refused(
            _("Eine Auszahlung über %(sum)s ist angewiesen. Bitte buchen Sie sie zuerst oder nehmen Sie sie zurück.")
            % {"sum": euro(waiting_cents)}
        )


def decided_cents(proposed: int, granted: int, given: int | None, reason: str) -> int:
    """What the grant comes to: the proposal, or a lower sum with its reason. Never above the grant."""
    if given is None or given == proposed:
        return proposed
    if given < 0 or given > min(proposed, granted):
        raise Refused(
            _("Höchstens %(most)s: So viel ist nachgewiesen und bewilligt. Weniger geht mit einer Begründung.")
            % {"most": euro(min(proposed, granted))}
        )
    if not reason.strip():
        raise Refused(_("Sie entscheiden niedriger als der Vorschlag. Bitte schreiben Sie dazu, warum."))
    return given


def next_step(books: Any) -> str:
    """What the office does next with a grant, in one sentence or two. No query."""
    grant, waiting, open_ = books.grant, books.waiting, len(books.open)
    due = dates.figures(grant.proof_due_on)
    if grant.status == funding.REVOKED:
        return _("Die Bewilligung ist widerrufen.")
    if waiting:
        return _("Die Auszahlung über %(sum)s buchen, wenn die Bank sie ausgeführt hat.") % {
            "sum": euro(waiting[0].cents)
        }
    if books.reclaim and books.reclaim.status == states.OPEN:
        return _("Auf die Rückzahlung von %(sum)s warten, fällig am %(day)s.") % {
            "sum": euro(books.reclaim.cents), "day": dates.figures(books.reclaim.due_on),
        }  # fmt: skip
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


def my_next_step(books: Any) -> str:
    """The same for the grantee. No query."""
    grant, settlement = books.grant, books.settlement
    due = dates.figures(grant.proof_due_on)
    if grant.status == funding.REVOKED:
        return _("Die Bewilligung ist widerrufen. Bei Fragen hilft Ihnen das Büro.")
    if books.reclaim and books.reclaim.status == states.OPEN:
        return _("Bitte zahlen Sie %(sum)s bis zum %(day)s zurück. Alles dazu steht im Brief.") % {
            "sum": euro(books.reclaim.cents), "day": dates.figures(books.reclaim.due_on),
        }  # fmt: skip
    if books.result:
        if books.rest or books.waiting:
            return _("Ihre Abrechnung ist fertig. Die Restzahlung ist auf dem Weg.")
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
