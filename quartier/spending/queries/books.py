"""What pages, letters and lists of the office and the grantee read of a grant's money."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from quartier.funding import states as funding
from quartier.funding.models import CostLine, Grant
from quartier.funding.queries import PlanLine, plan_of
from quartier.funding.rules import Finding, Outcome, Rules, load
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import transfers
from quartier.spending import rules, states
from quartier.spending.models import Payment, Receipt, ReceiptReview, Reclaim, Settlement, SettlementResult
from quartier.spending.queries.incomes import Means, financing, incomes
from quartier.spending.queries.settling import Reckoning, reckon
from quartier.spending.queries.sheets import around


@dataclass(frozen=True)
class Line:
    """A line of the plan against what was handed in and accepted, in cents; ``target`` is the plan in force."""

    line: CostLine
    planned: int  # as the notice has it
    target: int  # as the newest amendment has it
    claimed: int
    accepted: int
    count: int
    findings: list[Finding]

    @property
    def difference(self) -> int:
        return self.accepted - self.target

    @property
    def percent(self) -> str:
        """The difference in percent of the target, with one digit; empty where nothing was planned."""
        return rules.percent(self.difference, self.target)


@dataclass(frozen=True)
class Booking:
    """A transfer as a row with one column per account; amounts in cents, signed, 0 where it does not touch one."""

    transfer: Transfer
    available: int
    committed: int
    paid: int
    spent: int

    @property
    def columns(self) -> tuple[int, int, int, int]:
        return self.available, self.committed, self.paid, self.spent


@dataclass(frozen=True)
class Books:
    """Everything about the money of a grant, read once."""

    grant: Grant
    rules: Rules
    receipts: list[Any]
    lines: list[Line]
    payments: list[Payment]
    bookings: list[Booking]
    settlement: Settlement | None
    result: SettlementResult | None
    reclaim: Reclaim | None
    reckoning: Reckoning
    findings: list[Finding]  # on the sums; those on a line stand beside it

    @property
    def outcome(self) -> Outcome:
        return self.reckoning.outcome

    @property
    def steps(self) -> list[Any]:
        """How the sum comes about, step by step, for people."""
        return rules.steps_of(self.reckoning.rules, self.reckoning.case, self.reckoning.outcome)

    @property
    def all_findings(self) -> list[Finding]:
        return [finding for line in self.lines for finding in line.findings] + self.findings

    @property
    def financing(self) -> list[Means]:
        """Planned and actual means: the grant, and what stands beside it."""
        return financing(self.grant, self.reckoning.came, self.paid)

    @property
    def paid(self) -> int:
        """What was paid out, in cents; after the decision, as it stood then."""
        return self.reckoning.case.paid

    @property
    def open(self) -> list[Any]:
        return [row for row in self.receipts if row.result is None]

    @property
    def checked(self) -> list[Any]:
        return [row for row in self.receipts if row.result in (states.ACCEPTED, states.CUT, states.REFUSED)]

    @property
    def withdrawn(self) -> list[Any]:
        return [row for row in self.receipts if row.result == states.WITHDRAWN]

    @property
    def valid(self) -> list[Any]:
        return [row for row in self.receipts if row.result != states.WITHDRAWN]

    @property
    def open_cents(self) -> int:
        return sum(row.cents for row in self.open)

    @property
    def cuts(self) -> list[Any]:
        """Receipts the office or the funder did not take in full."""
        return [row for row in self.receipts if row.result in (states.CUT, states.REFUSED)]

    @property
    def cut_count(self) -> int:
        return len(self.cuts)

    @property
    def planned(self) -> int:
        return sum(line.planned for line in self.lines)

    @property
    def claimed(self) -> int:
        return sum(line.claimed for line in self.lines)

    @property
    def accepted(self) -> int:
        return sum(line.accepted for line in self.lines)

    @property
    def target(self) -> int:
        return sum(line.target for line in self.lines)

    @property
    def amended(self) -> bool:
        return any(line.target != line.planned for line in self.lines)

    @property
    def difference(self) -> int:
        return self.accepted - self.target

    @property
    def percent(self) -> str:
        return rules.percent(self.difference, self.target)

    @property
    def left_over(self) -> int:
        """What the proposal leaves of the grant, in cents: it goes back to the fund, but for a small sum waived."""
        return self.grant.cents - self.outcome.grant - self.waived

    @property
    def waived(self) -> int:
        """What of a refund is not asked back, in cents: as decided, else as proposed."""
        return self.result.waived_cents if self.result else self.outcome.refund - self.outcome.claimable

    @property
    def returned(self) -> int:
        """What went back to the fund, in cents: available again."""
        return self.grant.cents - self.grant.committed.balance - self.grant.paid.balance - self.grant.spent.balance

    @property
    def waiting(self) -> list[Payment]:
        return [row for row in self.payments if row.status == states.ORDERED]

    @property
    def booked(self) -> list[tuple[dt.date, int]]:
        """(the bank's day, cents) of what was paid out, in order."""
        return sorted(
            (row.value_on, row.cents) for row in self.payments if row.status == states.BOOKED and row.value_on
        )

    @property
    def limit(self) -> int:
        """The most that may ever be paid out, in cents: the grant, after the decision what it came to."""
        return self.result.grant_cents if self.result else self.grant.cents

    @property
    def rest(self) -> int:
        """What may still be ordered, in cents."""
        promised = sum(row.cents for row in self.payments if row.status != states.CANCELLED)
        return max(0, self.limit - promised)


def books(grant: Grant) -> Books:
    """The books of a grant; fourteen queries whatever the number of receipts."""
    known = load(grant.ruleset.text)
    receipts = _receipts(grant, known)
    payments = list(grant.spending_payments.select_related("ordered_by", "booked_by").order_by("id"))
    settlement = (
        Settlement.objects.filter(grant=grant)
        .select_related("result__by", "result__reclaim__by", "document", "letter", "bundle", "bundle_pdf")
        .first()
    )
    result = getattr(settlement, "result", None) if settlement else None
    paid = result.paid_cents if result else sum(row.cents for row in payments if row.status == states.BOOKED)
    plan, accepted = plan_of(grant), _accepted(receipts)
    reckoning = reckon(known, grant, plan, accepted, incomes(grant), paid)
    titles = {str(row.line.pk): row.line.title for row in plan}
    found = rules.findings_of(reckoning.outcome.notes, titles, reckoning.came.sources)
    written = rules.chapter_findings(settlement.chapters) if settlement and settlement.submitted_at else []
    return Books(
        grant=grant, rules=known, receipts=receipts, lines=[_line(row, receipts, found) for row in plan],
        payments=payments, bookings=bookings(grant), settlement=settlement, result=result,
        reclaim=getattr(result, "reclaim", None) if result else None, reckoning=reckoning,
        findings=[finding for finding in found if finding.line is None] + written,
    )  # fmt: skip


def _receipts(grant: Grant, known: Rules) -> list[Any]:
    rows = grant.spending_receipts.reviewed().select_related("line", "file", "by").order_by("-number")
    receipts, words = list(rows), dict(states.REVIEW)
    found = rules.receipt_findings(grant, receipts, known, around(grant, receipts))
    for row in receipts:
        row.result_label = str(words.get(row.result or "", ""))
        row.findings = found[row.pk]
    return receipts


def _accepted(receipts: Sequence[Any]) -> dict[int, int]:
    """By line what was accepted, in cents; receipts that were taken back count nothing."""
    found: dict[int, int] = {}
    for row in receipts:
        if row.result != states.WITHDRAWN:
            found[row.line_id] = found.get(row.line_id, 0) + (row.accepted or 0)
    return found


def _line(row: PlanLine, receipts: Sequence[Any], found: Sequence[Finding]) -> Line:
    mine = [receipt for receipt in receipts if receipt.line_id == row.line.pk and receipt.result != states.WITHDRAWN]
    claimed = sum(receipt.cents for receipt in mine)
    accepted = sum(receipt.accepted or 0 for receipt in mine)
    said = [finding for finding in found if finding.line == row.line.pk]
    early = rules.line_finding(row.line, claimed, row.cents) if not said else None
    return Line(row.line, row.line.cents, row.cents, claimed, accepted, len(mine), said or ([early] if early else []))


def bookings(grant: Grant) -> list[Booking]:
    """The transfers of the grant in order, with one column per account; each column's sum is that account's balance."""
    names = {grant.committed_id: "committed", grant.paid_id: "paid", grant.spent_id: "spent"}
    found = []
    for row in transfers(list(names)):
        columns = {"available": 0, "committed": 0, "paid": 0, "spent": 0}
        if row.source_id in names:
            columns[names[row.source_id]] -= row.cents
        if row.target_id in names:
            columns[names[row.target_id]] += row.cents
        else:  # back to the fund
            columns["available"] += row.cents
        found.append(Booking(row, **columns))
    return found


def promised_cents(grant: Grant) -> int:
    """What was paid out or ordered, in cents."""
    return _sum(Payment.objects.filter(grant=grant).promised())


def waiting_cents(grant: Grant) -> int:
    """What is ordered and waits for a second person, in cents."""
    return _sum(Payment.objects.filter(grant=grant, status=states.ORDERED))


def _sum(payments: QuerySet[Payment]) -> int:
    return payments.aggregate(s=Coalesce(Sum("cents"), 0))["s"] or 0


def payment_limit(grant: Grant) -> int:
    """The most that may be paid out, in cents: the grant; after the decision what it came to."""
    decided = SettlementResult.objects.filter(settlement__grant=grant).values_list("grant_cents", flat=True).first()
    return grant.cents if decided is None else min(grant.cents, decided)


def with_counts(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Grants as lists show them, with accounts, project and applicant; one query. Waiting things: ``waiting_counts``."""
    return grants.select_related(
        "application__person", "application__organisation", "project", "fund_year__fund", "committed", "paid", "spent",
        "spending_settlement",
    )  # fmt: skip


def open_receipts(grants: QuerySet[Grant]) -> dict[int, tuple[int, int, Any]]:
    """By grant: number, sum in cents and first day of the receipts nobody has looked at; one query."""
    seen = ReceiptReview.objects.filter(receipt=OuterRef("pk"))
    running = grants.exclude(status=funding.SETTLED)  # who settles has looked at every receipt
    rows = Receipt.objects.filter(~Exists(seen), grant__in=running)
    sums = rows.order_by().values_list("grant_id").annotate(Count("pk"), Sum("cents"), Min("at"))
    return {grant: (count, cents, first) for grant, count, cents, first in sums}


def grants_by_thread(thread_ids: Iterable[int]) -> dict[int, int]:
    """Thread id -> grant id, so that a transfer's entry leads to its grant; one query."""
    rows = Grant.objects.filter(application__thread__in=set(thread_ids))
    return dict(rows.values_list("application__thread_id", "id"))


def account_in(scope_id: int, pk: int) -> Account | None:
    """The account, where it belongs to the quarter."""
    return Account.objects.filter(scope_id=scope_id, pk=pk).first()
