"""Whatever the order of the acts: the sum is zero, nothing is overdrawn, what is closed stays, nothing goes above a grant.

A machine draws acts and people at random, through the actions the pages use; what is refused changes nothing. The same
draws in every run. Longer: QUARTIER_DRAWS=500.
"""

import contextlib
import datetime as dt
import os
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quartier.funding import actions as funding
from quartier.funding import queries as funds
from quartier.funding import states as funding_states
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.models import BankAccount, FundYear, Grant, YearEnd
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.ledger.actions import close
from quartier.ledger.models import Account, PeriodClose, Transfer
from quartier.ledger.queries import wrong_balances
from quartier.spending import actions, queries, states
from quartier.spending.models import (
    Income,
    Payment,
    PaymentRequest,
    Receipt,
    Reclaim,
    Revocation,
    Settlement,
    SettlementResult,
)  # fmt: skip
from quartier.spending.tests.conftest import IBAN, Office, make_grant

CENTS = st.sampled_from([1, 9_999, 30_000, 55_000, 100_000, 110_000, 140_000])
WHICH = st.integers(0, 3)
IBANS = (IBAN, "DE89370400440532013000")
MOST_GRANTS = 3
WITH_MEANS = CostPlan(
    costs=(Cost("Material", 120_000), Cost("Miete", 20_000)),
    means=(Means(funding_states.OWN, "Kasse", 10_000), Means(funding_states.THIRD, "Stiftung", 20_000)),
)


def one(rows: Any, which: int) -> Any:
    """One of the rows there are; without one the act is not possible."""
    found = list(rows.order_by("id"))
    if not found:
        raise Refused("nichts da")
    return found[which % len(found)]


def given_a(name: str) -> Any:
    """Only drawn while there is something to act on; that somebody does it twice or too late remains possible."""
    return precondition(lambda self: name in self.there)


class Money(RuleBasedStateMachine):
    """A fund with up to three grants in two years. ``office`` is set by the test."""

    office: Office
    there: frozenset[str] = frozenset()

    @initialize(paid=st.sampled_from([0, 30_000, 110_000]))
    def begin(self, paid: int) -> None:
        self.stack = contextlib.ExitStack()
        attempt = transaction.atomic()
        attempt._from_testcase = True  # type: ignore[attr-defined]  # actions are durable; this block is thrown away
        self.stack.enter_context(attempt)
        self.first = Grant.objects.get()
        self.year = self.first.fund_year.year
        self.grants, self.frozen = 1, {}
        self.office.grant = self.first
        self.file = self.office.receipt(1).file
        if paid:
            self.office.paid(paid)
        self.look()

    def look(self) -> None:
        rows = {
            "grant": Grant.objects.filter(status=funding_states.ISSUED),
            "ordered": Payment.objects.filter(status=states.ORDERED), "payment": Payment.objects,
            "asked": PaymentRequest.objects.filter(status=states.ASKED), "receipt": Receipt.objects,
            "income": Income.objects, "handed_in": Settlement.objects.filter(status=states.SUBMITTED),
            "reclaim": Reclaim.objects.filter(status=states.OPEN), "year": FundYear.objects.filter(year=self.year + 1),
            "booked": Payment.objects.filter(status=states.BOOKED), "account": BankAccount.objects.filter(confirmed_at=None),
            "ended": YearEnd.objects,
        }  # fmt: skip
        self.there = frozenset(name for name, found in rows.items() if found.exists())

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            transaction.set_rollback(True)
            self.stack.close()
            self.office.grant = self.first

    def by(self, which: int) -> Any:
        return (self.office.clara, self.office.carla)[which % 2]

    def other(self, person: Any, who: int) -> Any:
        """The second person; once in four draws the same one tries it alone."""
        clara, carla = self.office.clara, self.office.carla
        return person if who == 3 else carla if person == clara else clara

    def grant(self, which: int) -> Grant:
        self.office.grant = one(Grant.objects, which)
        return self.office.again()

    # Applications and notices ---------------------------------------------------------------------------------------
    @rule()
    def grant_another(self) -> None:
        if self.grants < MOST_GRANTS:
            year, office = self.first.fund_year, self.office
            with contextlib.suppress(Refused):
                title = f"Fest {self.grants}"
                make_grant(office.area, year, office.owner, office.clara, title=title, plan=WITH_MEANS)
                self.grants += 1

    @rule(which=WHICH, cents=CENTS)
    def amend(self, which: int, cents: int) -> None:
        with contextlib.suppress(Refused):
            actions.amend_grant(grant=self.grant(which), cents=cents, reason="so", by=self.by(which))

    @given_a("booked")
    @rule(which=WHICH, share=st.integers(0, 100))
    def revoke(self, which: int, share: int) -> None:
        with contextlib.suppress(Refused):
            grant = self.grant(which)
            kept = grant.paid.balance * share // 100
            actions.revoke(grant=grant, reason="so", source="§ 49 VwVfG", kept_cents=kept, by=self.by(which))

    @given_a("booked")
    @rule(which=WHICH, iban=st.sampled_from(IBANS))
    def change_account(self, which: int, iban: str) -> None:
        with contextlib.suppress(Refused):
            by = (self.office.owner, self.by(which))[which // 2]
            funding.set_bank_account(application=self.grant(which).application, holder="Ada", iban=iban, by=by)

    @given_a("account")
    @rule(which=WHICH)
    def confirm_account(self, which: int) -> None:
        with contextlib.suppress(Refused, Conflict):
            account = one(BankAccount.objects, which)
            funding.confirm_account(application=account.application, seen=account.changed_at, by=self.by(which))

    # Payments -------------------------------------------------------------------------------------------------------
    @rule(which=WHICH, cents=CENTS)
    def request(self, which: int, cents: int) -> None:
        with contextlib.suppress(Refused):
            grant = self.grant(which)
            actions.request_payment(
                grant=grant, cents=cents, needed_on=dates.today(), purpose="Holz", by=self.office.owner
            )

    @given_a("asked")
    @rule(which=WHICH, verb=st.sampled_from(["order", "answer", "withdraw"]))
    def answer_request(self, which: int, verb: str) -> None:
        with contextlib.suppress(Refused):
            request = one(PaymentRequest.objects, which)
            if verb == "order":
                actions.order_payment(grant=request.grant, cents=request.cents, request=request, by=self.by(which))
            elif verb == "answer":
                actions.answer_request(request=request, answer="so", by=self.by(which))
            else:
                actions.withdraw_request(request=request, by=self.office.owner)

    @rule(which=WHICH, cents=CENTS)
    def order(self, which: int, cents: int) -> None:
        with contextlib.suppress(Refused):
            actions.order_payment(grant=self.grant(which), cents=cents, by=self.by(which))

    @given_a("ordered")
    @rule(which=WHICH, who=WHICH)
    def book(self, which: int, who: int) -> None:
        with contextlib.suppress(Refused):
            payment = one(Payment.objects.filter(status=states.ORDERED), which)
            by = self.other(payment.ordered_by, who)
            actions.book_payment(payment=payment, by=by, value_on=dates.today())

    @rule(which=WHICH, cents=CENTS)
    def pay(self, which: int, cents: int) -> None:
        """Ordered and booked in one go: the way most money takes."""
        with contextlib.suppress(Refused):
            self.grant(which)
            self.office.paid(cents)

    @given_a("payment")
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        with contextlib.suppress(Refused):
            actions.cancel_payment(payment=one(Payment.objects, which), by=self.by(which))

    @given_a("reclaim")
    @rule(which=WHICH, who=WHICH)
    def refund(self, which: int, who: int) -> None:
        with contextlib.suppress(Refused):
            reclaim = one(Reclaim.objects, which)
            by = self.other(reclaim.by, who)
            actions.book_reclaim(reclaim=reclaim, by=by, value_on=dates.today())

    # Receipts and settlement ----------------------------------------------------------------------------------------
    @rule(which=WHICH, cents=CENTS, payee=WHICH)
    def hand_in(self, which: int, cents: int, payee: int) -> None:
        with contextlib.suppress(Refused):
            grant = self.grant(which)
            actions.hand_in_receipt(
                grant=grant, line=self.office.lines[0], payee=f"Laden {payee}", purpose="Holz", paid_on=dates.today(),
                cents=cents, upload=self.file, by=self.office.owner,
            )  # fmt: skip

    @given_a("receipt")
    @rule(which=WHICH, cents=CENTS, result=st.sampled_from([states.ACCEPTED, states.CUT, states.REFUSED]))
    def review(self, which: int, cents: int, result: str) -> None:
        with contextlib.suppress(Refused):
            receipt = one(Receipt.objects, which)
            actions.review(receipt=receipt, result=result, cents=cents, reason="so", by=self.by(which))

    @given_a("receipt")
    @rule(which=WHICH)
    def withdraw_receipt(self, which: int) -> None:
        with contextlib.suppress(Refused):
            actions.withdraw_receipt(receipt=one(Receipt.objects, which), by=self.office.owner)

    @rule(
        which=WHICH, cents=st.just(0) | CENTS, kind=st.sampled_from([kind for kind, _label in states.INCOME]), of=WHICH
    )
    def note_income(self, which: int, cents: int, kind: str, of: int) -> None:
        """For a line of the plan or for none."""
        with contextlib.suppress(Refused):
            grant = self.grant(which)
            lines = [None, *grant.application.finance_lines.order_by("id")]
            actions.note_income(
                grant=grant, kind=kind, received_on=dates.today(), cents=cents, source=lines[of % len(lines)], payer="Stiftung",
                by=self.office.owner,
            )  # fmt: skip

    @given_a("income")
    @rule(which=WHICH)
    def reverse_income(self, which: int) -> None:
        with contextlib.suppress(Refused):
            actions.reverse_income(income=one(Income.objects, which), by=self.office.owner)

    @given_a("booked")
    @rule(which=WHICH)
    def submit(self, which: int) -> None:
        with contextlib.suppress(Refused):
            self.grant(which)
            self.office.submitted()

    @given_a("booked")
    @rule(which=WHICH, cents=CENTS)
    def settle(self, which: int, cents: int) -> None:
        """An accepted receipt, handed in and decided in one go."""
        with contextlib.suppress(Refused):
            grant = self.grant(which)
            self.hand_in(which, cents, which)
            for receipt in Receipt.objects.filter(grant=grant, reviews__isnull=True):
                actions.review(receipt=receipt, result=states.ACCEPTED, by=self.by(which))
            actions.decide_settlement(settlement=self.office.submitted(), by=self.by(which))

    @given_a("handed_in")
    @rule(which=WHICH)
    def send_back(self, which: int) -> None:
        with contextlib.suppress(Refused):
            actions.return_settlement(settlement=one(Settlement.objects, which), question="?", by=self.by(which))

    @given_a("handed_in")
    @rule(which=WHICH, lower=st.none() | CENTS)
    def decide(self, which: int, lower: int | None) -> None:
        with contextlib.suppress(Refused):
            settlement = one(Settlement.objects, which)
            for receipt in Receipt.objects.filter(grant=settlement.grant, reviews__isnull=True):
                actions.review(receipt=receipt, result=states.ACCEPTED, by=self.by(which))
            actions.decide_settlement(settlement=settlement, by=self.by(which), grant_cents=lower, reason="so")

    # Years ----------------------------------------------------------------------------------------------------------
    @given_a("booked")
    @rule(cents=CENTS)
    def new_year(self, cents: int) -> None:
        """The tenth of January, once; the pot of the new year is opened."""
        if dates.today().year == self.year:
            self.stack.enter_context(dates.clock_at(dates.at(dt.date(self.year + 1, 1, 10), 9)))
            fund, rules = self.first.fund_year.fund, self.first.fund_year.ruleset
            with contextlib.suppress(Refused):
                funding.open_year(fund=fund, year=self.year + 1, ruleset=rules, pot_cents=cents, by=self.by(0))

    @given_a("year")
    @rule(share=st.integers(0, 110), who=WHICH)
    def end_year(self, share: int, who: int) -> None:
        year = FundYear.objects.select_related("available", "source", "fund__area__scope").earliest("year")
        with contextlib.suppress(Refused):
            carried = year.available.balance * share // 100
            funding.end_year(fund_year=year, carried_cents=carried, reason="so", by=self.by(who))

    @given_a("ended")
    @rule(share=st.integers(0, 110), late=st.booleans(), who=WHICH)
    def move_on(self, share: int, late: bool, who: int) -> None:
        """Money that came back into a pot that was ended goes on; once in a while somebody saw another sum."""
        ended = FundYear.objects.filter(year_ends__isnull=False).distinct()
        year = ended.select_related("available", "source", "fund__area__scope").earliest("year")
        rest = year.available.balance
        with contextlib.suppress(Refused):
            carried, seen = rest * share // 100, rest + late
            funding.move_on(fund_year=year, carried_cents=carried, seen_cents=seen, reason="so", by=self.by(who))

    @given_a("year")
    @rule(who=WHICH)
    def close_books(self, who: int) -> None:
        with contextlib.suppress(Refused):
            until = dt.date(self.year, 12, 31)
            close(scope=self.office.area.scope, until=until, by=self.by(who))
            self.frozen[until] = self.booked_until(until)

    def booked_until(self, day: dt.date) -> Any:
        rows = Transfer.objects.filter(booked_on__lte=day)
        return rows.aggregate(n=Count("pk"), s=Sum("cents"), last=Max("pk"))

    # What must hold after every act ---------------------------------------------------------------------------------
    @invariant()
    def the_ledger_is_sound(self) -> None:
        if not hasattr(self, "stack"):
            return
        assert Account.objects.aggregate(s=Sum("balance"))["s"] == 0
        assert not wrong_balances().exists()
        assert not Account.objects.filter(outside=False, balance__lt=0).exists()
        assert {day: self.booked_until(day) for day in self.frozen} == self.frozen
        assert len(self.frozen) == PeriodClose.objects.count()
        self.look()

    @invariant()
    def every_pot_is_what_was_put_in(self) -> None:
        if not hasattr(self, "stack"):
            return
        for pot in funds.pots(FundYear.objects.all()):
            assert pot.used + pot.paid + pot.committed + pot.available == pot.total
        for end in YearEnd.objects.select_related("into"):
            assert min(end.carried_cents, end.lapsed_cents) >= 0 and bool(end.into) == bool(end.carried_cents)
            assert end.into is None or end.into.year > self.year

    @invariant()
    def nobody_gets_more_than_granted(self) -> None:
        if not hasattr(self, "stack"):
            return
        for grant in Grant.objects.select_related("committed", "paid", "spent"):
            held, paid, spent = grant.committed.balance, grant.paid.balance, grant.spent.balance
            booked = queries.booked_cents(grant)
            assert paid + spent <= booked <= queries.promised_cents(grant) <= grant.cents
            back = Reclaim.objects.filter(status=states.BOOKED)
            if grant.status in (funding_states.ISSUED, funding_states.PROOF_IN):
                assert (held + paid, spent, paid) == (grant.cents, 0, booked)
            if result := SettlementResult.objects.filter(settlement__grant=grant).first():
                asked = 0 if not Reclaim.objects.filter(result=result).exists() else result.refund_cents
                refunded = back.filter(result=result).aggregate(s=Sum("cents"))["s"] or 0
                assert spent <= result.grant_cents <= min(grant.cents, result.recognised_cents)
                assert queries.promised_cents(grant) - result.refund_cents <= result.grant_cents
                assert paid == asked - refunded
            if gone := Revocation.objects.filter(grant=grant).first():
                refunded = back.filter(revocation=gone).aggregate(s=Sum("cents"))["s"] or 0
                assert (held, paid, spent) == (0, gone.refund_cents - refunded, gone.kept_cents)
                assert gone.kept_cents + gone.refund_cents == gone.paid_cents == booked

    @invariant()
    def two_people_for_money(self) -> None:
        if not hasattr(self, "stack"):
            return
        assert all(row.booked_by_id != row.ordered_by_id for row in Payment.objects.filter(status=states.BOOKED))
        assert all(row.booked_by_id != row.by_id for row in Reclaim.objects.filter(status=states.BOOKED))


def test_no_order_of_acts_breaks_the_books(office: Office) -> None:
    def machine() -> Money:
        made = Money()
        made.office = office
        return made

    draws = int(os.environ.get("QUARTIER_DRAWS", "14"))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=draws, stateful_step_count=20, deadline=None, derandomize=draws < 100, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
