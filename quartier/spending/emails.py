"""Mails to the grantee about money: subject and text, as functions of rows."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.kit import links
from quartier.kit.money import euro
from quartier.spending import states
from quartier.spending.models import (
    InterimReport,
    Payment,
    PaymentRequest,
    Receipt,
    ReceiptReview,
    Reclaim,
    Revocation,
    Settlement,
    SettlementResult,
)


def address(grant: Grant) -> str:
    """Where the grantee reads mail; empty when they gave none."""
    application = grant.application
    return application.owner.email if application.owner else application.person.email


def _written(grant: Grant, subject: str, paragraphs: list[str], page: str, **arguments: Any) -> tuple[str, str]:
    area = grant.application.area
    url = links.absolute(links.to(page, **arguments), area.domain)
    greeting = _("Guten Tag,")
    closing = _("Ihr Quartiersbüro %(area)s") % {"area": area.name}
    return subject, "\n\n".join([greeting, *paragraphs, url, closing])


def paid(payment: Payment) -> tuple[str, str]:
    """The money is on its way."""
    grant = payment.grant
    with override("de"):
        return _written(
            grant,
            _("%(sum)s für „%(title)s“ sind überwiesen") % {"sum": euro(payment.cents), "title": grant.application.title},
            [
                _("wir haben %(sum)s überwiesen, Wertstellung %(day)s.")
                % {"sum": euro(payment.cents), "day": f"{payment.value_on:%d.%m.%Y}"},
                _("Das ist der Rest nach Ihrer Abrechnung. Sie müssen nichts mehr tun. Hier steht alles noch einmal:")
                if grant.status == funding.SETTLED
                else _("Bitte heben Sie alle Belege auf. Einreichen können Sie sie hier, am einfachsten gleich nach dem Einkauf:"),
            ],
            "spending:my_grant", pk=grant.pk,
        )  # fmt: skip


def reviewed(receipt: Receipt, review: ReceiptReview) -> tuple[str, str]:
    """A receipt was cut or not accepted, with the reason."""
    grant = receipt.grant
    with override("de"):
        if review.result == states.CUT:
            fact = _("von Beleg %(n)d über %(sum)s erkennen wir %(accepted)s an.")
        else:
            fact = _("Beleg %(n)d über %(sum)s können wir nicht anerkennen.")
        values = {"n": receipt.number, "sum": euro(receipt.cents), "accepted": euro(review.cents)}
        return _written(
            grant,
            _("Beleg %(n)d zu „%(title)s“") % {"n": receipt.number, "title": grant.application.title},
            [fact % values, _("Der Grund: %(reason)s") % {"reason": review.reason}, _("Alle Ihre Belege sehen Sie hier:")],
            "spending:my_receipts", pk=grant.pk,
        )  # fmt: skip


def returned(settlement: Settlement) -> tuple[str, str]:
    """The office has a question on the settlement."""
    grant = settlement.grant
    with override("de"):
        return _written(
            grant,
            _("Eine Rückfrage zu Ihrer Abrechnung „%(title)s“") % {"title": grant.application.title},
            [_("wir haben eine Frage zu Ihrer Abrechnung:"), settlement.question, _("Hier können Sie antworten und ändern:")],
            "spending:my_settlement", pk=grant.pk,
        )  # fmt: skip


def interim_returned(report: InterimReport) -> tuple[str, str]:
    """The office has a question on an interim report."""
    grant = report.grant
    values = {"year": report.year, "title": grant.application.title}
    with override("de"):
        return _written(
            grant,
            _("Eine Rückfrage zu Ihrem Zwischennachweis %(year)s „%(title)s“") % values,
            [_("wir haben eine Frage zu Ihrem Zwischennachweis:"), report.answer, _("Hier können Sie antworten und ändern:")],
            "spending:my_interim", pk=grant.pk, year=report.year,
        )  # fmt: skip


def decided(result: SettlementResult, reclaim: Reclaim | None) -> tuple[str, str]:
    """The result of the settlement; the letter is on the page."""
    grant = result.settlement.grant
    with override("de"):
        if reclaim:
            fact = _("bitte zahlen Sie bis zum %(day)s %(sum)s zurück. Wie das geht, steht im Brief.") % {
                "day": f"{reclaim.due_on:%d.%m.%Y}", "sum": euro(reclaim.cents),
            }  # fmt: skip
        elif result.waived_cents:
            fact = _("%(sum)s waren zu viel ausgezahlt. So wenig fordern wir nicht zurück. Sie müssen nichts mehr tun.") % {
                "sum": euro(result.waived_cents),
            }  # fmt: skip
        elif result.remaining_cents:
            fact = _("Sie bekommen noch %(sum)s.") % {"sum": euro(result.remaining_cents)}
        else:
            fact = _("alles ist abgerechnet, Sie müssen nichts mehr tun.")
        return _written(
            grant,
            _("Ihre Abrechnung „%(title)s“ ist entschieden") % {"title": grant.application.title},
            [
                _("wir haben Ihre Abrechnung geprüft. Ihre Förderung beträgt %(sum)s.") % {"sum": euro(result.grant_cents)},
                fact[0].upper() + fact[1:],
                _("Das Ergebnis und den Brief finden Sie hier:"),
            ],
            "spending:my_settlement", pk=grant.pk,
        )  # fmt: skip


def repaid(reclaim: Reclaim) -> tuple[str, str]:
    """The refund has arrived."""
    grant = reclaim.grant
    with override("de"):
        return _written(
            grant,
            _("Ihre Rückzahlung zu „%(title)s“ ist da") % {"title": grant.application.title},
            [_("%(sum)s sind angekommen. Damit ist alles erledigt. Vielen Dank.") % {"sum": euro(reclaim.cents)}],
            "spending:my_grant", pk=grant.pk,
        )  # fmt: skip


def request_answered(request: PaymentRequest) -> tuple[str, str]:
    """Why the money that was asked for does not come now, in the office's words."""
    grant = request.grant
    with override("de"):
        values = {"sum": euro(request.cents), "title": grant.application.title}
        return _written(
            grant,
            _("Ihre Anforderung zu „%(title)s“") % values,
            [_("Sie haben %(sum)s angefordert. Unsere Antwort:") % values, request.answer, _("Hier können Sie neu anfordern:")],
            "spending:my_money", pk=grant.pk,
        )  # fmt: skip


def revoked(revocation: Revocation) -> tuple[str, str]:
    """The notice no longer holds; the reason stands in the letter, the mail says what to do."""
    grant = revocation.grant
    reclaim = getattr(revocation, "reclaim", None)
    with override("de"):
        fact = (
            _("Bitte zahlen Sie %(sum)s bis zum %(day)s zurück.")
            % {"sum": euro(reclaim.cents), "day": f"{reclaim.due_on:%d.%m.%Y}"}
            if reclaim
            else _("Zurückzahlen müssen Sie nichts.")
        )
        return _written(
            grant,
            _("Ihr Bescheid zu „%(title)s“ ist widerrufen") % {"title": grant.application.title},
            [
                _("wir haben den Bescheid %(number)s widerrufen. Warum, steht im Brief.") % {"number": grant.number},
                fact,
                _("Den Brief finden Sie hier. Wenn Sie Fragen haben, rufen Sie uns an oder kommen Sie vorbei."),
            ],
            "spending:my_grant", pk=grant.pk,
        )  # fmt: skip
