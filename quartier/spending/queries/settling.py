"""A grant as a case of its rule set: from the rows of its books to the sums a person decides on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from quartier.funding.models import Grant
from quartier.funding.queries import PlanLine, plan_of
from quartier.funding.rules import Case, Income, Outcome, Rules, load, settle
from quartier.kit import dates
from quartier.spending import states
from quartier.spending.models import FunderCheck, Payment, Receipt, ReceiptReview, Settlement
from quartier.spending.queries.incomes import Incomes, incomes
from quartier.spending.rules.retention import Clock, clocks


@dataclass(frozen=True)
class Reckoning:
    """What the settlement of a grant comes to by its rules: the case as it went in, and what came out."""

    rules: Rules
    case: Case
    outcome: Outcome
    came: Incomes

    @property
    def accepted(self) -> int:
        """Accepted receipts, in cents."""
        return sum(self.case.actual.values())

    @property
    def others(self) -> int:
        """Own money and that of others, in cents, as the settlement shows it beside the costs."""
        return self.case.own_brought + sum(one.cents for one in self.case.income)

    @property
    def borne(self) -> int:
        """Accepted costs that neither grant nor others pay, in cents."""
        return max(0, self.accepted - self.others - self.outcome.grant)


def reckoning_of(grant: Grant) -> Reckoning:
    """What the settlement comes to by the receipts accepted so far; seven queries."""
    accepted: dict[int, int] = {}
    for row in Receipt.objects.filter(grant=grant).valid():
        accepted[row.line_id] = accepted.get(row.line_id, 0) + (row.accepted or 0)
    known = load(grant.ruleset.text)
    return reckon(known, grant, plan_of(grant), accepted, incomes(grant), booked_cents(grant))


def reckon(
    known: Rules, grant: Grant, plan: Sequence[PlanLine], accepted: Mapping[int, int], came: Incomes, paid: int
) -> Reckoning:
    """The same from rows that were read already; ``accepted`` by the id of the cost line, in cents. No query."""
    case = Case(
        type=grant.financing, granted=grant.cents, rate=grant.rate, recurring=grant.recurring, paid=paid,
        plan={str(row.line.pk): row.cents for row in plan},
        actual={str(line): cents for line, cents in accepted.items() if cents},
        consented=frozenset(str(row.line.pk) for row in plan if row.consented),
        own_share=grant.own_cents, own_brought=came.own,
        income=tuple(Income(kind, cents, planned) for kind, cents, planned in came.others),
    )  # fmt: skip
    return Reckoning(known, case, settle(known, case), came)


def booked_cents(grant: Grant) -> int:
    """What was paid out, in cents."""
    booked = Payment.objects.filter(grant=grant, status=states.BOOKED)
    return booked.aggregate(s=Coalesce(Sum("cents"), 0))["s"] or 0


# Around the decision ----------------------------------------------------------------------------------------------
def clocks_of(settlement: Settlement, checked_on: dt.date | None = None) -> list[Clock]:
    """How long the papers of a settlement that was handed in are to be kept; one query."""
    newest = Receipt.objects.filter(grant=settlement.grant_id).valid().order_by("-paid_on").first()
    submitted_on = dates.local(settlement.submitted_at or dates.now()).date()
    known = load(settlement.grant.ruleset.text)
    return clocks(known, submitted_on, newest.paid_on.year if newest else None, checked_on)


def funder_word(settlement: Settlement) -> str:
    """The funder's newest word since the settlement was handed in, empty where there is none yet; one query."""
    since = settlement.submitted_at or dates.now()
    rows = FunderCheck.objects.filter(settlement=settlement, at__gte=since).order_by("-id")
    return rows.values_list("result", flat=True).first() or ""


def word_of_funder(grant: Grant) -> str:
    """The same for a grant; empty while nothing is handed in. Two queries."""
    settlement = Settlement.objects.filter(grant=grant, status=states.SUBMITTED).first()
    return funder_word(settlement) if settlement else ""


def checked_by(settlement: Settlement, user: Any) -> bool:
    """Whether it was this person who closed the funder's check since the settlement was handed in. One query."""
    since = settlement.submitted_at or dates.now()
    rows = FunderCheck.objects.filter(settlement=settlement, at__gte=since, result__in=states.CHECKED)
    return rows.filter(by=user.pk).exists()


def funder_cuts(settlement: Settlement) -> int:
    """How many receipts stand as the funder cut or refused them. One query."""
    newest = ReceiptReview.objects.filter(receipt=OuterRef("receipt")).order_by("-id").values("pk")[:1]
    rows = ReceiptReview.objects.filter(receipt__grant=settlement.grant_id, pk=Subquery(newest), by_funder=True)
    return rows.filter(result__in=(states.CUT, states.REFUSED)).count()


# Where the funder's check stands; for rows of ``checkable``
WITH_FUNDER = Q(status=states.SUBMITTED) & (Q(word__isnull=True) | Q(word=states.ANSWERED))
WITH_OFFICE = Q(status=states.SUBMITTED, word=states.QUESTION)
CHECKED = Q(word__in=states.CHECKED)


def checkable(settlements: QuerySet[Settlement]) -> QuerySet[Settlement]:
    """Settlements that were handed in to funds whose funder checks every one, with ``word``: its newest since then."""
    newest = FunderCheck.objects.filter(settlement=OuterRef("pk"), at__gte=OuterRef("submitted_at")).order_by("-id")
    rows = settlements.filter(grant__fund_year__fund__funder_checks=True, status__in=(states.SUBMITTED, states.DECIDED))
    return rows.annotate(word=Subquery(newest.values("result")[:1])).select_related(
        "grant__application__person", "grant__application__organisation", "grant__fund_year__fund"
    )
