"""What pages, letters and lists of the office and the grantee read of a grant's money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from quartier.funding.models import CostLine, Grant
from quartier.funding.rules import Finding, Proposal, Rules, load, proposal
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import transfers
from quartier.spending import rules, states
from quartier.spending.models import Payment, Receipt, Reclaim, Settlement, SettlementResult


@dataclass(frozen=True)
class Line:
    """A line of the plan against what was handed in and accepted, in cents."""

    line: CostLine
    planned: int
    claimed: int
    accepted: int
    count: int
    finding: Finding | None = None

    @property
    def difference(self) -> int:
        return self.accepted - self.planned


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
    proposal: Proposal
    others_cents: int

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
    def cut_count(self) -> int:
        return sum(row.result in (states.CUT, states.REFUSED) for row in self.receipts)

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
    def difference(self) -> int:
        return self.accepted - self.planned

    @property
    def left_over(self) -> int:
        """What the proposal leaves of the grant, in cents: it goes back to the fund."""
        return self.grant.cents - self.proposal.grant

    @property
    def returned(self) -> int:
        """What went back to the fund, in cents: available again."""
        return self.grant.cents - self.grant.committed.balance - self.grant.paid.balance - self.grant.spent.balance

    @property
    def waiting(self) -> list[Payment]:
        return [row for row in self.payments if row.status == states.ORDERED]

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
    """The books of a grant; seven queries whatever the number of receipts."""
    known = load(grant.ruleset.text)
    application = grant.application
    rows = grant.spending_receipts.reviewed().select_related("line", "file", "by").order_by("-number")
    receipts = list(rows)
    words = dict(states.REVIEW)
    for row in receipts:
        row.result_label = str(words.get(row.result or "", ""))
        row.findings = rules.receipt_findings(
            grant, row, receipts, before_grant_source=known.source("start_before_grant")
        )
    lines = [_line(line, receipts) for line in application.cost_lines.all()]
    others = sum(row.cents for row in application.finance_lines.all())
    payments = list(grant.spending_payments.select_related("ordered_by", "booked_by").order_by("id"))
    settlement = (
        Settlement.objects.filter(grant=grant)
        .select_related("result__by", "result__reclaim__by", "document", "letter")
        .first()
    )
    result = getattr(settlement, "result", None) if settlement else None
    paid = sum(row.cents for row in payments if row.status == states.BOOKED)
    return Books(
        grant=grant, rules=known, receipts=receipts, lines=lines, payments=payments, bookings=bookings(grant),
        settlement=settlement, result=result, reclaim=getattr(result, "reclaim", None) if result else None,
        proposal=proposal(known, grant.cents, sum(line.accepted for line in lines), paid, others_cents=others),
        others_cents=others,
    )  # fmt: skip


def _line(line: CostLine, receipts: Sequence[Any]) -> Line:
    mine = [row for row in receipts if row.line_id == line.pk and row.result != states.WITHDRAWN]
    claimed = sum(row.cents for row in mine)
    accepted = sum(row.accepted or 0 for row in mine)
    return Line(line, line.cents, claimed, accepted, len(mine), rules.line_finding(line, claimed))


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


def proposal_of(grant: Grant) -> tuple[Proposal, int]:
    """What the settlement comes to by the accepted receipts, and the others' money that goes first, in cents."""
    accepted = Receipt.objects.filter(grant=grant).valid().aggregate(s=Coalesce(Sum("accepted"), 0))["s"]
    others = grant.application.finance_lines.aggregate(s=Coalesce(Sum("cents"), 0))["s"]
    known = load(grant.ruleset.text)
    return proposal(known, grant.cents, accepted, booked_cents(grant), others_cents=others), others


def booked_cents(grant: Grant) -> int:
    """What was paid out, in cents."""
    return _sum(Payment.objects.filter(grant=grant, status=states.BOOKED))


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
    rows = Receipt.objects.filter(grant__in=grants, reviews__isnull=True).order_by("grant_id", "at")
    found: dict[int, tuple[int, int, Any]] = {}
    for grant_id, cents, at in rows.values_list("grant_id", "cents", "at"):
        count, total, first = found.get(grant_id, (0, 0, at))
        found[grant_id] = (count + 1, total + cents, first)
    return found


def grants_by_thread(thread_ids: Iterable[int]) -> dict[int, int]:
    """Thread id -> grant id, so that a transfer's entry leads to its grant; one query."""
    rows = Grant.objects.filter(application__thread__in=set(thread_ids))
    return dict(rows.values_list("application__thread_id", "id"))


def account_in(scope_id: int, pk: int) -> Account | None:
    """The account, where it belongs to the quarter."""
    return Account.objects.filter(scope_id=scope_id, pk=pk).first()
