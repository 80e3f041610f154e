"""What everybody may see of the money: cost lines with counts, and a fund year; never a payee, never a person."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from quartier.areas.models import Area
from quartier.committees.models import Seat
from quartier.funding.models import AmendedLine, CostLine, FundYear, Grant, OfficeDecision, Rejection
from quartier.funding.queries import YearAsked, with_totals, year_asked
from quartier.kit import dates
from quartier.kit.templatetags.parts import Part
from quartier.ledger.models import PeriodClose
from quartier.spending import states
from quartier.spending.models import Receipt, ReceiptReview, Reclaim

PAGE = 100  # projects on one page


@dataclass(frozen=True)
class PublicLine:
    """A line of the plan as everybody may see it: no payee, no single receipt."""

    title: str
    planned: int
    accepted: int
    count: int


def public_lines(project: Any) -> tuple[list[PublicLine], list[Grant]]:
    """Lines of the plan of all grants of a project, and those grants with their accounts: one query.

    A grant whose plan has no line costs a second one.
    """
    rows: Any = CostLine.objects.filter(application__grant__project=project).select_related(
        "application__grant__committed", "application__grant__paid", "application__grant__spent",
        "application__grant__fund_year",
    )  # fmt: skip
    valid = Receipt.objects.filter(line=OuterRef("pk")).valid().order_by().values("line")
    counted = valid.annotate(n=Count("pk")).values("n")
    summed = valid.annotate(s=Sum("accepted", output_field=BigIntegerField())).values("s")
    rows = rows.annotate(receipts=Subquery(counted), accepted=Subquery(summed))
    newest = AmendedLine.objects.filter(line=OuterRef("pk")).order_by("-amendment__number").values("new_cents")
    rows = rows.annotate(planned=Coalesce(Subquery(newest[:1]), F("cents")))
    found = list(rows.order_by("application_id", "position", "id"))
    lines = [PublicLine(row.title, row.planned, row.accepted or 0, row.receipts or 0) for row in found]
    grants = {row.application.grant.pk: row.application.grant for row in found}
    return lines, list(grants.values()) or list(
        Grant.objects.filter(project=project).select_related("committed", "paid", "spent", "fund_year")
    )


@dataclass(frozen=True)
class ProjectMoney:
    """A granted project of the year, in cents; ``returned`` went back into the pot."""

    grant: Grant
    receipts: int
    repaid: int
    body: str  # who decided, where the office wrote it down

    @property
    def decided(self) -> str:
        """„12/2026“ of a body of ours, else who decided."""
        return str(self.grant.decision or self.body)

    @property
    def granted(self) -> int:
        return self.grant.cents

    @property
    def used(self) -> int:
        return self.grant.spent.balance

    @property
    def paid(self) -> int:
        return self.grant.paid.balance

    @property
    def committed(self) -> int:
        return self.grant.committed.balance

    @property
    def returned(self) -> int:
        return self.granted - self.used - self.paid - self.committed


@dataclass(frozen=True)
class YearMoney:
    """All funds of the quarter in one year, in cents; used + paid + committed + available is the pot.

    The pot counts what came from the year before, and not what went into the next or lapsed.
    """

    year: int
    years: list[int]
    funds: list[Any]
    sums: dict[str, int] = field(
        default_factory=dict
    )  # over all projects: count, granted, used, paid, committed, most …
    rows: Iterable[ProjectMoney] = ()  # of one page, or all as they are read
    refused: list[Rejection] = field(default_factory=list)
    asked: YearAsked | None = None
    closed_on: dt.date | None = None

    @property
    def count(self) -> int:
        """Granted projects of the year."""
        return self.sums["count"]

    @property
    def pot(self) -> int:
        return sum(fund.total_cents for fund in self.funds)

    @property
    def put_in(self) -> int:
        return sum(fund.pot_cents for fund in self.funds)

    @property
    def carried_in(self) -> int:
        return sum(fund.carried_in for fund in self.funds)

    @property
    def carried_out(self) -> int:
        return sum(fund.carried_out for fund in self.funds)

    @property
    def lapsed(self) -> int:
        return sum(fund.lapsed for fund in self.funds)

    @property
    def available(self) -> int:
        return sum(fund.available.balance for fund in self.funds)

    @property
    def granted(self) -> int:
        return self.sums["granted"]

    @property
    def used(self) -> int:
        return self.sums["used"]

    @property
    def paid(self) -> int:
        return self.sums["paid"]

    @property
    def committed(self) -> int:
        return self.sums["committed"]

    @property
    def returned(self) -> int:
        return self.granted - self.used - self.paid - self.committed

    @property
    def repaid(self) -> int:
        return self.sums["repaid"]

    @property
    def receipts(self) -> int:
        return self.sums["receipts"]

    @property
    def decided(self) -> list[Rejection]:
        """Refused by the body: its decision and reason are public."""
        return [row for row in self.refused if row.decision is not None]

    @property
    def answered(self) -> int:
        """Refused by the office before it came to the body; the reasons are letters, not public."""
        return len(self.refused) - len(self.decided)

    @property
    def bars(self) -> list[tuple[ProjectMoney, list[Part]]]:
        """Each project with its bar, in thousandths of the largest grant."""
        return [(row, _bar(row, self.sums["most"] or 1)) for row in self.rows]


def _bar(row: ProjectMoney, most: int) -> list[Part]:
    parts, before = [], 0
    for shade, cents in (("m4", row.used), ("m3", row.paid), ("m2", row.committed), ("m1", row.returned)):
        if cents > 0:
            start, end = before * 1000 // most, (before + cents) * 1000 // most
            parts.append(Part(shade, start, max(end - start - 2, 1)))
            before += cents
    return parts


def money(area: Area, year: int | None = None, *, page: int | None = 1) -> YearMoney | None:
    """A fund year of the quarter as everybody may see it; the running or the newest one where none is named.

    ``page``: that page of the projects (from 1 on, ``PAGE`` each); None: all of them, read piece by piece and once.
    The sums are over all projects either way; a page beyond the last has none. Five queries. None: no such year, or no
    fund yet.
    """
    every: list[Any] = list(_fund_years(area))
    years = sorted({row.year for row in every}, reverse=True)
    if year is None and years:
        running = [found for found in years if found <= dates.today().year]
        year = running[0] if running else years[-1]
    funds = [row for row in every if row.year == year]
    if year is None or not funds:
        return None
    closes = [row.closed_until for row in funds]
    closed = all(until and until >= dt.date(year, 12, 31) for until in closes)
    rows, sums = _read(funds, page)
    return YearMoney(
        year=year, years=years, funds=funds, sums=sums, rows=rows, refused=_refused(funds, year),
        asked=year_asked([row.fund_id for row in funds], year), closed_on=dt.date(year, 12, 31) if closed else None,
    )  # fmt: skip


def _fund_years(area: Area) -> list[Any]:
    """The fund years, the newest first, each with who decides: the ``steps`` of its fund, the smallest sum first, and
    whether its own body is among them or decides on everything (``body_decides``). One query."""
    until = PeriodClose.objects.filter(scope=OuterRef("available__scope")).order_by("-until").values("until")[:1]
    seats = Seat.objects.filter(committee=OuterRef("fund__committee"), until__isnull=True).order_by()
    count = seats.values("committee").annotate(n=Count("pk")).values("n")
    rows: Any = with_totals(FundYear.objects.filter(fund__area=area).select_related("fund__committee", "available"))
    rows = rows.annotate(
        closed_until=Subquery(until), seats=Subquery(count), from_cents=F("fund__steps__from_cents"),
        outside=F("fund__steps__outside"), body=F("fund__steps__committee"), body_name=F("fund__steps__committee__name"),
    ).order_by("-year", "fund__name", "pk", "from_cents")  # fmt: skip
    found: dict[int, Any] = {}
    for row in rows:  # a row for each step
        year = found.setdefault(row.pk, row)
        year.steps = [*getattr(year, "steps", ())]
        if row.from_cents is not None:
            year.steps.append(row)
    for year in found.values():
        year.body_decides = not year.steps or any(step.body == year.fund.committee_id for step in year.steps)
    return list(found.values())


def _granted(grants: QuerySet[Grant]) -> Any:
    """Grants, the largest first, each with the number of its receipts (who takes one back says the last word), what was paid
    back, and who decided.

    No more than seven tables are joined: beside more, PostgreSQL joins them for all grants before it looks for those wanted.
    """
    taken_back = ReceiptReview.objects.filter(receipt=OuterRef("pk"), result=states.WITHDRAWN)
    receipts = Receipt.objects.filter(~Exists(taken_back), grant=OuterRef("pk")).order_by()
    counted = receipts.values("grant").annotate(n=Count("pk")).values("n")
    asked = Q(result__settlement__grant=OuterRef("pk")) | Q(revocation__grant=OuterRef("pk"))
    back = Reclaim.objects.filter(asked, status=states.BOOKED).values("cents")
    body = OfficeDecision.objects.filter(pk=OuterRef("office_decision")).values("body")
    return (
        grants.annotate(
            receipts=Coalesce(Subquery(counted), 0),
            repaid=Coalesce(Subquery(back[:1]), 0, output_field=BigIntegerField()),
            body=Coalesce(Subquery(body), Value("")),
        )
        .select_related("project__field", "decision", "committed", "paid", "spent")
        .order_by("-cents", "id")
    )


def _read(funds: list[Any], page: int | None) -> tuple[Iterable[ProjectMoney], dict[str, int]]:
    """A page of the projects, or all of them as they are read, and the sums over all. One query; what it looks up for a
    project it looks up for those of the page alone."""
    every = Grant.objects.filter(fund_year__in=funds)
    over, wanted = _over(every, funds), every
    if page:
        shown = every.order_by("-cents", "id")[(page - 1) * PAGE : page * PAGE]
        wanted = Grant.objects.filter(pk__in=shown.values("pk"))
    rows = _granted(wanted).annotate(**{f"all_{name}": _alone(*figure) for name, figure in over.items()})
    found = rows.iterator(chunk_size=500)
    first = next(found, None)
    sums = {name: getattr(first, f"all_{name}") or 0 if first else 0 for name in over}
    sums["receipts"] -= sums.pop("withdrawn")
    projects = (ProjectMoney(row, row.receipts, row.repaid, row.body) for row in chain([first] if first else [], found))
    return list(projects) if page else projects, sums


def _over(grants: QuerySet[Grant], funds: list[Any]) -> dict[str, tuple[QuerySet[Any], Any]]:
    """What is summed over all projects of the year: the rows and how."""
    asked = Q(result__settlement__grant__fund_year__in=funds) | Q(revocation__grant__fund_year__in=funds)
    withdrawn = ReceiptReview.objects.filter(result=states.WITHDRAWN, receipt__grant__fund_year__in=funds)
    return {
        "count": (grants, Count("pk")), "most": (grants, Max("cents")), "granted": (grants, Sum("cents")),
        "used": (grants, Sum("spent__balance")), "paid": (grants, Sum("paid__balance")),
        "committed": (grants, Sum("committed__balance")),
        "repaid": (Reclaim.objects.filter(asked, status=states.BOOKED), Sum("cents")),
        "receipts": (Receipt.objects.filter(grant__fund_year__in=funds), Count("pk")), "withdrawn": (withdrawn, Count("pk")),
    }  # fmt: skip


def _alone(rows: QuerySet[Any], what: Any) -> Subquery:
    """A figure over all those rows, worked out once."""
    one = rows.order_by().annotate(all=Value(1)).values("all").annotate(x=what).values("x")
    return Subquery(one, output_field=BigIntegerField())


def _refused(funds: list[Any], year: int) -> list[Rejection]:
    first, last = dates.at(dt.date(year, 1, 1)), dates.at(dt.date(year + 1, 1, 1))
    rows = Rejection.objects.filter(application__fund__in=[row.fund_id for row in funds], at__gte=first, at__lt=last)
    return list(rows.select_related("decision__motion").order_by("-at", "-id"))
