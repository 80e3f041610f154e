"""What stands beside the receipts of a grant: offers, hours of voluntary work, things of the inventory."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from quartier.areas.models import Area
from quartier.funding.models import Grant
from quartier.funding.queries import plan_of
from quartier.funding.rules import Finding, Rules, load
from quartier.funding.rules.shares import Hours, price_step, volunteer_hours
from quartier.spending import rules
from quartier.spending.models import Income, Inspection, InventoryItem, Quote, VolunteerHours
from quartier.spending.queries.matches import elsewhere


def around(grant: Grant, receipts: Sequence[Any]) -> rules.Around:
    """Offers and things by receipt, and matches in the city; five queries whatever the number of receipts."""
    quotes: dict[int, list[Quote]] = {}
    for quote in Quote.objects.filter(grant=grant, receipt__isnull=False).order_by("id"):
        quotes.setdefault(quote.receipt_id or 0, []).append(quote)
    listed = frozenset(InventoryItem.objects.filter(grant=grant).values_list("receipt_id", flat=True))
    return rules.Around(quotes, listed, elsewhere(grant, receipts))


# Income -----------------------------------------------------------------------------------------------------------
def income_rows(grant: Grant) -> list[Income]:
    """What came in, the newest first; a row taken back has ``reversed_by``. One query."""
    rows = Income.objects.filter(grant=grant, reverses__isnull=True).select_related("reversed_by", "source")
    return list(rows.order_by("-received_on", "-id"))


# Offers -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Purchase:
    """What is bought or will be, with its offers and what the comparison still needs."""

    subject: str
    receipt: Any
    quotes: list[Quote]
    findings: list[Finding] = field(default_factory=list)


def purchases(grant: Grant, receipts: Sequence[Any]) -> list[Purchase]:
    """Purchases with offers, and receipts that ask for some; planned ones until they are bought. One query.

    ``receipts``: those that count; an offer with one taken back is told no more.
    """
    known = load(grant.ruleset.text)
    by_receipt = {row.pk: row for row in receipts}
    bought: dict[int, list[Quote]] = {}
    planned: dict[str, list[Quote]] = {}
    for quote in Quote.objects.filter(grant=grant).select_related("file").order_by("id"):
        if quote.receipt_id is None:
            planned.setdefault(quote.subject, []).append(quote)
        else:
            bought.setdefault(quote.receipt_id, []).append(quote)
    done = {quote.subject for pk, quotes in bought.items() if pk in by_receipt for quote in quotes}
    found = [
        Purchase(subject, None, quotes, _compared(known, quotes, max(q.net_cents for q in quotes if q.chosen)))
        for subject, quotes in planned.items()
        if subject not in done
    ]
    for pk, row in by_receipt.items():
        quotes, net = bought.get(pk, []), rules.net_of(row)
        if quotes or price_step(known, net=net):
            subject = quotes[-1].subject if quotes else row.purpose
            found.append(Purchase(subject, row, quotes, _compared(known, quotes, net)))
    return found


def _compared(known: Rules, quotes: list[Quote], net: int) -> list[Finding]:
    step = price_step(known, net=net)
    return rules.quote_findings(quotes, step, known.source("price_steps")) if step else []


# Hours ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class HoursSheet:
    """Hours of voluntary work; ``value`` is None where the rule set knows no rate for an hour."""

    rows: list[tuple[VolunteerHours, str]]  # with the length as „1:30“
    minutes: int
    eligible: int
    value: Hours | None
    source: str

    @property
    def clock(self) -> str:
        return rules.clock(self.minutes)


def hours_sheet(grant: Grant) -> HoursSheet:
    """The lines, the newest first, their sum, and what it counts as own share of the plan's costs. Three queries."""
    known = load(grant.ruleset.text)
    rows = VolunteerHours.objects.filter(grant=grant, reverses__isnull=True).select_related("reversed_by", "file")
    found = list(rows.order_by("-day", "-id"))
    minutes = sum(row.minutes for row in found if not hasattr(row, "reversed_by"))
    eligible = sum(line.cents for line in plan_of(grant))
    value = volunteer_hours(known, minutes=minutes, eligible=eligible)
    lines = [(row, rules.clock(row.minutes)) for row in found]
    return HoursSheet(lines, minutes, eligible, value, known.source("volunteer_rate"))


# Inventory --------------------------------------------------------------------------------------------------------
def things(rows: QuerySet[InventoryItem]) -> QuerySet[Any]:
    """Things with their receipt and case, and when somebody looked at them last: ``last_on``, ``last_result``."""
    newest = Inspection.objects.filter(item=OuterRef("pk")).order_by("-day", "-id")
    return rows.select_related("receipt", "grant__application__area", "grant__fund_year").annotate(
        last_on=Subquery(newest.values("day")[:1]), last_result=Subquery(newest.values("result")[:1])
    )


def to_inspect(rows: QuerySet[Any], today: dt.date) -> QuerySet[Any]:
    """Of ``things`` those still there and bound, that nobody has looked at for a year."""
    since = today - dt.timedelta(days=rules.INSPECT_DAYS)
    seen = Inspection.objects.filter(item=OuterRef("pk"), day__gt=since)
    bound = Q(bound_until__isnull=True) | Q(bound_until__gte=today)
    return rows.filter(~Exists(seen), bound, gone_on__isnull=True, bought_on__lte=since)


def things_of(area: Area) -> QuerySet[Any]:
    """All things of a quarter, the newest first."""
    return things(InventoryItem.objects.filter(grant__application__area=area)).order_by("-bought_on", "-id")
