"""Money goes to the grantee and comes back: always by two people."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.actions import action, lock, move, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.actions import Posting, post
from quartier.mail.actions import send
from quartier.spending import emails, queries, rules, states
from quartier.spending.models import Payment, PaymentRequest, Reclaim


@action
def order_payment(*, grant: Grant, cents: int, by: Any, request: PaymentRequest | None = None) -> Payment:
    """Order a payment to the grantee; it moves no money until another manager books it.

    Before: the grant is not revoked; the account is there, and a change of it after the grant confirmed. Effect: a Payment
    row „ordered“ that keeps holder and IBAN as they are now, an internal entry; ``request``, where the grantee asked for
    it, is ordered too. ``cents``: above zero and, with all ordered and booked payments, never above the grant (after the
    decision: never above what the grant came to); Refused with the rest named. The same sum by the same person within
    half a minute, for the same request or none, not booked yet, is the same order: a double click. Law: Nr. 1.4 ANBest-P; four
    eyes § 70 LHO.
    """
    rules.must_manage(by, grant)
    grant = lock(grant)
    if grant.status == funding.REVOKED:
        raise Refused(_("Diese Bewilligung ist widerrufen. Es kann nichts mehr ausgezahlt werden."))
    recent = Payment.objects.filter(grant=grant, status=states.ORDERED, ordered_at__gte=dates.now() - dates.TWO_CLICKS)
    if same := recent.filter(cents=cents, ordered_by=by, request=request).order_by("id").first():
        return same
    rules.must_fit(cents, queries.payment_limit(grant) - queries.promised_cents(grant))
    account = rules.must_have_account(queries.account_of(grant))
    area, thread = grant.application.area, grant.application.thread_id
    if request is not None:
        move(request, states.ORDERED, by=by, scope=area.scope_id, verb="request_ordered")
    payment = Payment.objects.create(
        grant=grant, cents=cents, ordered_by=by, holder=account.holder, iban=account.iban, request=request
    )
    record(scope=area.scope_id, verb="ordered", row=payment, by=by, thread=thread, facts={"cents": cents})
    return payment


@action
def book_payment(*, payment: Payment, by: Any, value_on: dt.date, reference: str = "") -> Payment:
    """Book what the bank has carried out; only by another manager than the one who ordered it.

    Before: ordered. Effect: committed → paid in the ledger (after the decision on to spent), a public entry with the sum
    only, a mail to the grantee. ``value_on``: the bank's date, not in the future; ``reference``: as on the statement.
    Refused for the same person, for a payment already booked or taken back, when the account changed since the order,
    and when the ledger has not enough.
    """
    grant = lock(payment.grant)
    rules.must_manage(by, grant)
    rules.must_be_second(
        by, payment.ordered_by, _("Sie haben diese Auszahlung angewiesen. Buchen muss sie jemand anderes aus dem Team.")
    )
    rules.must_be_value_date(value_on, payment.ordered_at)
    rules.must_be_same_account(payment, queries.account_of(grant))
    area, thread = grant.application.area, grant.application.thread_id
    Payment.objects.filter(pk=payment.pk, status=states.ORDERED).update(
        booked_by=by, value_on=value_on, reference=reference.strip()[:140]
    )
    facts = {"cents": payment.cents}
    entry = move(
        payment, states.BOOKED, by=by, scope=area.scope_id, verb="paid", thread=thread, public=True, facts=facts
    )
    payment.refresh_from_db()
    reason = f"Auszahlung {grant.number}"
    postings = [Posting(grant.committed, grant.paid, payment.cents, reason, value_on)]
    if grant.status == funding.SETTLED:
        postings.append(Posting(grant.paid, grant.spent, payment.cents, f"Restzahlung {grant.number}", value_on))
    post(postings=postings, entry=entry)
    _tell(grant, payment, emails.paid(payment))
    return payment


@action
def cancel_payment(*, payment: Payment, by: Any) -> Payment:
    """Take an ordered payment back, before it is booked. After: its sum can be ordered anew, and the request it came from
    is open again. Refused once booked."""
    grant = lock(payment.grant)
    rules.must_manage(by, grant)
    area, thread = grant.application.area, grant.application.thread_id
    facts = {"cents": payment.cents}
    move(payment, states.CANCELLED, by=by, scope=area.scope_id, verb="payment_cancelled", thread=thread, facts=facts)
    if payment.request is not None:
        move(payment.request, states.ASKED, by=by, scope=area.scope_id, verb="request_reopened")
    return payment


@action
def book_reclaim(*, reclaim: Reclaim, by: Any, value_on: dt.date, reference: str = "") -> Reclaim:
    """Book the refund that has come in; only by another manager than the one who decided on it: settlement or revocation.

    Before: open. Effect: paid → available of the fund year in the ledger, a public entry with the sum, a mail. ``value_on``:
    the bank's date between the grant and today: some pay back before they are asked to. Law: § 49a VwVfG; four eyes § 70 LHO.
    """
    grant = lock(reclaim.grant)
    rules.must_manage(by, grant)
    rules.must_be_second(
        by,
        reclaim.by,
        _("Sie haben die Rückzahlung verlangt. Buchen muss sie jemand anderes aus dem Team."),
    )
    rules.must_be_value_date(value_on, grant.at)  # some pay back before anybody has decided
    area, thread = grant.application.area, grant.application.thread_id
    Reclaim.objects.filter(pk=reclaim.pk, status=states.OPEN).update(
        booked_by=by, value_on=value_on, reference=reference.strip()[:140]
    )
    facts = {"cents": reclaim.cents}
    entry = move(
        reclaim, states.BOOKED, by=by, scope=area.scope_id, verb="repaid", thread=thread, public=True, facts=facts
    )
    reclaim.refresh_from_db()
    reason = f"Rückzahlung {grant.number}"
    post(postings=[Posting(grant.paid, grant.fund_year.available, reclaim.cents, reason, value_on)], entry=entry)
    _tell(grant, reclaim, emails.repaid(reclaim))
    return reclaim


def _tell(grant: Grant, about: Any, mail: tuple[str, str]) -> None:
    if to := emails.address(grant):
        send(scope=grant.application.area.scope, to=to, subject=mail[0], body=mail[1], about=about)
