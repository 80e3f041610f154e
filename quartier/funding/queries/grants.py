from collections.abc import Iterable
from dataclasses import dataclass

from quartier.funding.models import AmendedLine, CostLine, Grant


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan in force: its target in cents and whether an overrun of it is approved."""

    line: CostLine
    cents: int
    consented: bool = False


def plan_of(grant: Grant) -> list[PlanLine]:
    """The plan in force of a grant, in the order of the application: what the newest amendment of a line says,
    else the line itself. Two queries.
    """
    return plans_of([grant])[grant.pk]


def plans_of(grants: Iterable[Grant]) -> dict[int, list[PlanLine]]:
    """``plan_of`` for many grants, by the grant's id: two queries for any number of them."""
    by_application = {grant.application_id: grant.pk for grant in grants}
    found: dict[int, list[PlanLine]] = {pk: [] for pk in by_application.values()}
    amended = AmendedLine.objects.filter(amendment__grant__in=list(by_application.values()))
    newest = {row.line_id: row for row in amended.order_by("amendment__number")}
    for line in CostLine.objects.filter(application__in=list(by_application)):
        row = newest.get(line.pk)
        planned = PlanLine(line, row.new_cents, row.consented) if row else PlanLine(line, line.cents)
        found[by_application[line.application_id]].append(planned)
    return found
