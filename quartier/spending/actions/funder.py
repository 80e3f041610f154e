"""The funder's check of a settlement: cuts at receipts, a word on the whole, questions to the office and back."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.history.actions import action, lock, record, touch
from quartier.kit.errors import Refused
from quartier.mail.actions import send
from quartier.spending import emails, queries, rules, states
from quartier.spending.actions.settlements import order_papers
from quartier.spending.models import FunderCheck, Receipt, ReceiptReview, Settlement
from quartier.spending.rules import funder


@action
def cut_by_funder(
    *, receipt: Receipt, result: str, cents: int | None = None, reason: str = "", by: Any
) -> ReceiptReview:
    """The funder's word on a receipt; from then on only the funder changes it.

    Before: the settlement is submitted, the receipt was not taken back, the funder has not closed its check. ``result``,
    ``cents``, ``reason`` as in ``review``. Effect: a review row marked as the funder's, an internal entry; when cut or
    refused a mail to the grantee. The same word again changes nothing.
    """
    grant = lock(receipt.grant)
    funder.must_be_funder(by, grant)
    settlement = Settlement.objects.filter(grant=grant).first()
    funder.must_be_submitted(settlement)
    funder.must_not_be_checked(queries.funder_word(settlement))  # type: ignore[arg-type]
    newest = receipt.reviews.order_by("-id").first()
    if newest and newest.result == states.WITHDRAWN:
        raise Refused(_("Dieser Beleg ist zurückgezogen."))
    most = rules.eligible_cents(receipt, input_tax=grant.application.input_tax)
    accepted = rules.reviewed_cents(result, receipt.cents, cents, reason, most=most)
    words = "" if result == states.ACCEPTED else reason.strip()[:300]
    if newest and newest.by_funder and (newest.result, newest.cents, newest.reason) == (result, accepted, words):
        return newest
    row = ReceiptReview.objects.create(
        receipt=receipt, result=result, cents=accepted, reason=words, by_funder=True, by=by
    )
    area, thread = grant.application.area, grant.application.thread_id
    record(scope=area.scope_id, verb=f"funder_{result}", row=receipt, by=by, thread=thread, because=words)
    touch(area.scope_id)
    if result != states.ACCEPTED and (to := emails.address(grant)):
        subject, body = emails.reviewed(receipt, row)
        send(scope=area.scope, to=to, subject=subject, body=body, about=receipt)
    return row


@action
def check_by_funder(*, settlement: Settlement, result: str, note: str = "", by: Any) -> FunderCheck:
    """The funder's word on a settlement: fine, with cuts, or a question back to the office.

    Before: submitted; every receipt looked at by the office, but for a question; not checked since it was handed in.
    Effect: a row, an internal entry; where the fund wants it, the office may decide now; but for a question the papers
    are made anew, with the cuts and the funder's word. Law: Nr. 6, 7 ANBest-P.
    """
    grant = lock(settlement.grant)
    funder.must_be_funder(by, grant)
    row = lock(settlement)
    funder.must_be_submitted(row)
    funder.must_not_be_checked(queries.funder_word(row))
    said = funder.checked_as(result, queries.funder_cuts(row), note)
    if said != states.QUESTION:
        funder.must_be_looked_at(Receipt.objects.filter(grant=grant, reviews__isnull=True).count())
    check = _said(row, grant, said, note, by)
    if said != states.QUESTION:
        order_papers(settlement=row)
    return check


@action
def answer_funder(*, settlement: Settlement, note: str, by: Any) -> FunderCheck:
    """The office answers the funder's question; the settlement lies with the funder again. Before: a question is open."""
    grant = lock(settlement.grant)
    rules.must_manage(by, grant)
    row = lock(settlement)
    funder.must_be_submitted(row)
    if queries.funder_word(row) != states.QUESTION:
        raise Refused(_("Der Geldgeber hat zurzeit keine Frage."))
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie Ihre Antwort."))
    return _said(row, grant, states.ANSWERED, note, by)


def _said(settlement: Settlement, grant: Any, result: str, note: str, by: Any) -> FunderCheck:
    check = FunderCheck.objects.create(settlement=settlement, result=result, note=note.strip(), by=by)
    application = grant.application
    record(
        scope=application.area.scope_id, verb=f"funder_check_{result}", row=settlement, by=by,
        thread=application.thread_id, because=note.strip(),
    )  # fmt: skip
    return check
