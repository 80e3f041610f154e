"""Interim reports: which are due, and the sums of a budget year by the structure of the plan."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import CostLine, Grant
from quartier.funding.queries import plan_of
from quartier.funding.rules import load
from quartier.kit import dates
from quartier.spending import states
from quartier.spending.models import Income, InterimReport, Payment, Receipt
from quartier.spending.rules.interim import due_years


@dataclass(frozen=True)
class YearLine:
    """A cost line with its target in force, what was spent in the year, and up to its end; cents."""

    line: CostLine
    target: int
    year: int
    all: int


@dataclass(frozen=True)
class YearSums:
    """The sums of a budget year by the structure of the plan (Nr. 6.3 ANBest-P); income as (label, year, all), cents."""

    lines: list[YearLine]
    income: list[tuple[str, int, int]]

    @property
    def target(self) -> int:
        return sum(row.target for row in self.lines)

    @property
    def spent(self) -> int:
        return sum(row.year for row in self.lines)

    @property
    def spent_all(self) -> int:
        return sum(row.all for row in self.lines)

    @property
    def came(self) -> int:
        return sum(year for _label, year, _all in self.income)

    @property
    def came_all(self) -> int:
        return sum(every for _label, _year, every in self.income)


def year_sums(grant: Grant, year: int) -> YearSums:
    """What was spent and what came in during ``year`` and up to its end, by line and by kind; five queries.

    A receipt counts in its budget year, else in the year it was paid; an amount that was cut counts as accepted.
    """
    spent: dict[int, tuple[int, int]] = {}
    for row in Receipt.objects.filter(grant=grant).valid():
        in_year = row.budget_year or row.paid_on.year
        cents = row.cents if row.accepted is None else row.accepted
        spent[row.line_id] = _added(spent.get(row.line_id, (0, 0)), in_year, year, cents)
    lines = [YearLine(row.line, row.cents, *spent.get(row.line.pk, (0, 0))) for row in plan_of(grant)]
    return YearSums(lines, list(_came_in(grant, year)))


def interim_sums(report: InterimReport) -> YearSums:
    """The same for the year of a report."""
    return year_sums(report.grant, report.year)


def _added(before: tuple[int, int], in_year: int, year: int, cents: int) -> tuple[int, int]:
    return before[0] + cents * (in_year == year), before[1] + cents * (in_year <= year)


def _came_in(grant: Grant, year: int) -> Iterator[tuple[str, int, int]]:
    """The grant's own payments first, then own money and that of others by kind; kinds without money drop out."""
    paid = (0, 0)
    for payment in Payment.objects.filter(grant=grant, status=states.BOOKED, value_on__isnull=False):
        paid = _added(paid, payment.value_on.year, year, payment.cents)  # type: ignore[union-attr]
    yield _("Diese Förderung"), *paid
    kinds: dict[str, tuple[int, int]] = {}
    for row in Income.objects.filter(grant=grant, reverses__isnull=True, reversed_by__isnull=True):
        kinds[row.kind] = _added(kinds.get(row.kind, (0, 0)), row.received_on.year, year, row.cents)
    for kind, label in states.INCOME:
        if kind in kinds:
            yield str(label), *kinds[kind]


@dataclass(frozen=True)
class Expected:
    """A budget year of a grant for which an interim report is wanted: its day, and the report where one was begun."""

    grant: Grant
    year: int
    due_on: dt.date
    report: InterimReport | None

    @property
    def is_open(self) -> bool:
        """Nothing was handed in yet, or it came back."""
        return self.report is None or self.report.status in (states.DRAFT, states.RETURNED)


def expected_interims(grants: Iterable[Grant]) -> list[Expected]:
    """The interim reports of running grants, by day; ``grants`` with rule set and area. One query."""
    running = [grant for grant in grants if grant.status == funding.ISSUED]
    known: dict[tuple[int, int], Any] = {
        (row.grant_id, row.year): row for row in InterimReport.objects.filter(grant__in=running)
    }
    found = []
    for grant in running:
        for year, due_on in _due(grant):
            found.append(Expected(grant, year, due_on, known.get((grant.pk, year))))
    return sorted(found, key=lambda row: (row.due_on, row.grant.pk))


def _due(grant: Grant) -> list[tuple[int, dt.date]]:
    land = grant.application.area.land
    return due_years(load(grant.ruleset.text), grant.starts_on, grant.ends_on, dates.today(), land=land)


def interims_of(grant: Grant) -> list[Expected]:
    """All interim reports of a grant, by year: those wanted now and those handed in before. One query."""
    reports = {row.year: row for row in InterimReport.objects.filter(grant=grant).select_related("document")}
    wanted = {}
    if grant.status == funding.ISSUED:
        wanted = dict(_due(grant))
    days = wanted | {year: row.due_on for year, row in reports.items()}
    return [Expected(grant, year, days[year], reports.get(year)) for year in sorted(days)]
