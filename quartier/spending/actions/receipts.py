"""Receipts come in, are looked at, and are taken back; the rows themselves never change."""

import datetime as dt
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from quartier.files.actions import keep
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import CostLine, Grant
from quartier.history.actions import action, lock, next_number, record, touch
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.actions import send
from quartier.spending import emails, queries, rules, states
from quartier.spending.models import InventoryItem, Receipt, ReceiptReview
from quartier.spending.rules.funder import must_leave_to_funder, must_not_be_checked


@action
def hand_in_receipt(
    *, grant: Grant, line: CostLine, payee: str, purpose: str, paid_on: dt.date, cents: int,
    upload: BinaryIO | File, invoice_number: str = "", ordered_on: dt.date | None = None,
    invoiced_on: dt.date | None = None, net_cents: int | None = None, vat_cents: int | None = None,
    budget_year: int | None = None, payment_proof: BinaryIO | File | None = None, instead_of: Receipt | None = None,
    by: Any,
) -> Receipt:  # fmt: skip
    """Hand in a receipt with its photo or PDF.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. Effect: a numbered row, the
    cleaned files (``upload`` and ``payment_proof``, or ones kept before), an internal entry. ``cents`` is what was paid,
    above zero; ``budget_year`` None: the year of payment; ``instead_of``: the receipt taken back whose offers and things
    stand with this one from now on. A day outside the period, VAT that does not add up and a likely
    double are findings for the office, not refusals. The same file with the same facts within ten minutes is the same
    receipt: a double click, not a second one. Law: Nr. 6.4 ANBest-P.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    rules.must_be_receipt(grant, line, payee, purpose, paid_on, cents)
    rules.must_be_details(ordered_on, invoiced_on, net_cents, vat_cents, budget_year)
    area = grant.application.area
    file = upload if isinstance(upload, File) else _kept(upload, grant)
    facts = {"payee": payee.strip()[:120], "paid_on": paid_on, "cents": cents}
    recent = Receipt.objects.filter(
        grant=grant, file__sha256=file.sha256, at__gte=dates.now() - rules.DOUBLE_CLICK, **facts
    )
    if same := recent.valid().order_by("id").first():
        return same
    proof = payment_proof if isinstance(payment_proof, File | None) else _kept(payment_proof, grant)
    receipt = Receipt.objects.create(
        grant=grant, line=line, number=next_number(scope=area.scope_id, series=f"receipt-{grant.pk}"),
        purpose=purpose.strip()[:160], file=file, by=by, invoice_number=invoice_number.strip()[:60],
        ordered_on=ordered_on, invoiced_on=invoiced_on, net_cents=net_cents, vat_cents=vat_cents,
        budget_year=None if budget_year == paid_on.year else budget_year, payment_proof=proof, **facts,
    )  # fmt: skip
    record(scope=area.scope_id, verb="handed_in", row=receipt, by=by, thread=grant.application.thread_id)
    touch(area.scope_id)  # the public page counts receipts
    if instead_of is not None:
        _take_over(instead_of, receipt, by)
    return receipt


def _take_over(old: Receipt, new: Receipt, by: Any) -> None:
    """Offers come along as rows of their own, things move; nothing where ``old`` still counts or is of another grant."""
    newest = old.reviews.order_by("-id").first()
    if old.grant_id != new.grant_id or newest is None or newest.result != states.WITHDRAWN:
        return
    for row in old.quotes.order_by("id"):
        row.pk, row.receipt, row.by, row.at = None, new, by, dates.now()
        row.save(force_insert=True)
    InventoryItem.objects.filter(receipt=old).update(receipt=new)


def _kept(upload: BinaryIO, grant: Grant) -> File:
    return keep(upload=upload, name=getattr(upload, "name", "") or "beleg", scope=grant.application.area.scope)


@action
def review(*, receipt: Receipt, result: str, cents: int | None = None, reason: str = "", by: Any) -> ReceiptReview:
    """The office's word on a receipt; the newest one counts until the settlement is decided.

    ``result``: accepted (whole), cut (``cents`` between zero and the receipt's, with a reason), refused (with a reason).
    Where VAT comes back to the grantee, the whole is not accepted: at most the net sum (Nr. 6.2 ANBest-P).
    Effect: a review row, an internal entry; when cut or refused a mail with the reason. The same word again changes
    nothing. Refused for a receipt that was taken back, that the funder cut, after the funder's check and after the decision.
    """
    grant = lock(receipt.grant)
    rules.must_manage(by, grant)
    if grant.status not in (funding.ISSUED, funding.PROOF_IN):
        raise Refused(_("Die Abrechnung ist entschieden. An den Belegen ändert sich nichts mehr."))
    most = rules.eligible_cents(receipt, input_tax=grant.application.input_tax)
    accepted = rules.reviewed_cents(result, receipt.cents, cents, reason, most=most)
    newest = receipt.reviews.order_by("-id").first()
    if newest and newest.result == states.WITHDRAWN:
        raise Refused(_("Dieser Beleg ist zurückgezogen."))
    must_leave_to_funder(newest)
    must_not_be_checked(queries.word_of_funder(grant))
    reason = "" if result == states.ACCEPTED else reason.strip()[:300]
    if newest and (newest.result, newest.cents, newest.reason) == (result, accepted, reason):
        return newest
    row = _reviewed(receipt, grant, result, accepted, reason, by)
    if result != states.ACCEPTED and (to := emails.address(grant)):
        subject, body = emails.reviewed(receipt, row)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=receipt)
    return row


@action
def withdraw_receipt(*, receipt: Receipt, by: Any) -> ReceiptReview:
    """Take a receipt back that was handed in by mistake; the row stays, it no longer counts.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. Again changes nothing. Refused
    where the funder has spoken on it: handed in anew it would come back without the cut.
    """
    grant = lock(receipt.grant)
    rules.must_hand_in(by, grant)
    newest = receipt.reviews.order_by("-id").first()
    if newest and newest.result == states.WITHDRAWN:
        return newest
    rules.must_be_open(grant)
    must_leave_to_funder(newest)
    return _reviewed(receipt, grant, states.WITHDRAWN, 0, "", by)


def _reviewed(receipt: Receipt, grant: Grant, result: str, cents: int, reason: str, by: Any) -> ReceiptReview:
    row = ReceiptReview.objects.create(receipt=receipt, result=result, cents=cents, reason=reason, by=by)
    scope = grant.application.area.scope_id
    record(
        scope=scope, verb=f"receipt_{result}", row=receipt, by=by, thread=grant.application.thread_id, because=reason
    )
    touch(scope)
    return row
