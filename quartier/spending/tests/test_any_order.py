"""Whatever the order of receipts, cuts, payments, settlement and refund: the sum is zero, nothing is overdrawn, nothing
goes above the grant."""

import contextlib
from typing import Any

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.models import Account
from quartier.ledger.queries import wrong_balances
from quartier.spending import actions, queries, states
from quartier.spending.models import Payment, Receipt, Reclaim, Settlement, SettlementResult
from quartier.spending.tests.conftest import Office

cents = st.sampled_from([1, 9_999, 30_000, 55_000, 100_000, 110_000, 140_000])
one = st.integers(0, 3)
step = st.one_of(
    st.tuples(st.just("order"), cents, one),
    st.tuples(st.just("book"), st.just(0), one),
    st.tuples(st.just("cancel"), st.just(0), one),
    st.tuples(st.just("receipt"), cents, one),
    st.tuples(st.just("review"), cents, one),
    st.tuples(st.just("withdraw"), st.just(0), one),
    st.tuples(st.just("submit"), st.just(0), one),
    st.tuples(st.just("return"), st.just(0), one),
    st.tuples(st.just("decide"), cents, one),
    st.tuples(st.just("refund"), st.just(0), one),
)


def act(office: Office, kind: str, cents: int, n: int) -> None:
    by = (office.clara, office.carla)[n % 2]
    payment = Payment.objects.order_by("-status", "id").first()
    receipts = list(Receipt.objects.order_by("id"))
    settlement, reclaim = Settlement.objects.first(), Reclaim.objects.first()
    if kind == "order":
        actions.order_payment(grant=office.grant, cents=cents, by=by)
    elif kind == "book" and payment:
        actions.book_payment(payment=payment, by=by, value_on=dates.today())
    elif kind == "cancel" and payment:
        actions.cancel_payment(payment=payment, by=by)
    elif kind == "receipt":
        actions.hand_in_receipt(
            grant=office.grant, line=office.lines[0], payee=f"Laden {n}", purpose="Holz", paid_on=dates.today(),
            cents=cents, upload=office.file, by=office.owner,  # type: ignore[attr-defined]
        )  # fmt: skip
    elif kind == "review":
        for receipt in receipts[n:]:
            result = (states.ACCEPTED, states.CUT, states.REFUSED, states.ACCEPTED)[n]
            actions.review(receipt=receipt, result=result, cents=cents, reason="so", by=by)
    elif kind == "withdraw" and receipts:
        actions.withdraw_receipt(receipt=receipts[n % len(receipts)], by=office.owner)
    elif kind == "submit":
        office.submitted()
    elif kind == "return" and settlement:
        actions.return_settlement(settlement=settlement, question="?", by=by)
    elif kind == "decide" and settlement:
        for receipt in Receipt.objects.filter(reviews__isnull=True):
            actions.review(receipt=receipt, result=states.ACCEPTED, by=by)
        given_cents = None if n < 3 else cents
        actions.decide_settlement(settlement=settlement, by=by, grant_cents=given_cents, reason="so")
    elif kind == "refund" and reclaim:
        actions.book_reclaim(reclaim=reclaim, by=by, value_on=dates.today())


def must_hold(office: Office) -> None:
    assert Account.objects.aggregate(s=Sum("balance"))["s"] == 0
    assert not wrong_balances().exists()
    grant = office.again()
    committed, paid, spent, available = office.balances()
    assert min(committed, paid, spent, available) >= 0
    assert committed + paid + spent + available == 1_000_000
    assert queries.promised_cents(grant) <= grant.cents
    assert paid + spent <= queries.booked_cents(grant) <= grant.cents
    result = SettlementResult.objects.first()
    if result:
        refunded = Reclaim.objects.filter(status=states.BOOKED).aggregate(s=Sum("cents"))["s"] or 0
        assert spent <= result.grant_cents <= min(grant.cents, result.recognised_cents)
        assert queries.promised_cents(grant) - result.refund_cents <= result.grant_cents
        assert paid == result.refund_cents - refunded


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(step, min_size=4, max_size=16))
def test_no_order_of_steps_breaks_the_books(office: Any, steps: list[tuple[str, int, int]]) -> None:
    attempt = transaction.atomic()
    attempt._from_testcase = True  # actions are durable; this block is thrown away after each example
    with attempt:
        office.file = office.receipt(1).file
        for kind, amount, n in steps:
            with contextlib.suppress(Refused):
                act(office, kind, amount, n)
            must_hold(office)
        transaction.set_rollback(True)
