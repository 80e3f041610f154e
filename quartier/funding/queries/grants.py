from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quartier.funding import states
from quartier.funding.models import AmendedLine, Amendment, Application, ChangeRequest, CostLine, Grant
from quartier.history.models import Entry


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


def purpose_of(grant: Grant) -> str:
    """What the money is for, as it holds now: the newest amendment that says it, else the application. One query."""
    said = (
        Amendment.objects.filter(grant=grant).exclude(purpose="").order_by("-number").values_list("purpose", flat=True)
    )
    return said.first() or grant.application.summary


def means_of(application: Application) -> tuple[int, int, int]:
    """What else pays for it as planned, in cents: own money, own work and things, others' money."""
    rows = [(row.kind, row.cents) for row in application.finance_lines.all()]
    own = sum(cents for kind, cents in rows if kind == states.OWN)
    work = sum(cents for kind, cents in rows if kind in states.NOT_CASH)
    return own, work, sum(cents for _kind, cents in rows) - own - work


def wishes_of(grant: Grant) -> list[ChangeRequest]:
    """What the grantee asked to change, the newest first, with lines and answers. One query where nothing was, else three."""
    rows = grant.change_requests.select_related("by", "reply__amendment", "reply__by")
    return list(rows.prefetch_related("lines__line").order_by("-pk"))


@dataclass(frozen=True)
class ChangedLine:
    """A line of the plan before and after an amendment, in cents; ``consented``: an overrun is approved from then on."""

    line: CostLine
    old: int
    new: int
    consented: bool

    @property
    def difference(self) -> int:
        return self.new - self.old


@dataclass(frozen=True)
class Change:
    """An amendment with the whole plan before and after it. ``failed``: why its letter could not be made, if so.

    ``old_purpose``: what the money was for before, where the amendment says something new; else empty.
    """

    amendment: Amendment
    lines: tuple[ChangedLine, ...]
    failed: str = ""
    old_purpose: str = ""

    @property
    def has_paper(self) -> bool:
        return hasattr(self.amendment, "paper")

    @property
    def letter_name(self) -> str:
        """What its letter is called in an address."""
        return f"aenderung-{self.amendment.number}"

    @property
    def difference(self) -> int:
        return self.new - self.old

    @property
    def old(self) -> int:
        return sum(row.old for row in self.lines)

    @property
    def new(self) -> int:
        return sum(row.new for row in self.lines)


def changes_of(grant: Grant) -> list[Change]:
    """The amendments of a grant, the first first. One query where there are none, else four whatever their number."""
    rows = list(grant.amendments.select_related("by", "paper"))
    if not rows:
        return []
    amended: dict[int, dict[int, AmendedLine]] = {row.pk: {} for row in rows}
    for item in AmendedLine.objects.filter(amendment__in=rows):
        amended[item.amendment_id][item.line_id] = item
    failed, found, purpose = _failures(rows), [], grant.application.summary
    plan = {line: (line.cents, False) for line in CostLine.objects.filter(application=grant.application_id)}
    for row in rows:
        before, items = plan, amended[row.pk]
        plan = {
            line: (items[line.pk].new_cents, items[line.pk].consented) if line.pk in items else known
            for line, known in before.items()
        }
        lines = tuple(ChangedLine(line, before[line][0], *plan[line]) for line in plan)
        found.append(Change(row, lines, failed.get(row.pk, ""), purpose if row.purpose else ""))
        purpose = row.purpose or purpose
    return found


def _failures(rows: Sequence[Amendment]) -> dict[int, str]:
    """Why a letter could not be made, by amendment, unless somebody ordered it anew since."""
    wanted = Entry.objects.filter(kind="funding.amendment", row__in=[row.pk for row in rows]).order_by("pk")
    said = {entry.row: entry for entry in wanted.filter(verb__in=("letter_failed", "letter_ordered"))}
    return {pk: entry.because for pk, entry in said.items() if entry.verb == "letter_failed"}
