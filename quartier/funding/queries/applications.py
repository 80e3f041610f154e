import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from quartier.areas.models import Area
from quartier.committees.models import Committee, Meeting
from quartier.committees.states import INVITED, PLANNED, RUNNING
from quartier.funding import states
from quartier.funding.models import Application, Check, CostLine, FinanceLine, Fund, FundYear, Grant, InForce, RuleSet
from quartier.funding.queries.rulesets import ruled, ruleset_for
from quartier.funding.queries.years import with_totals
from quartier.funding.rules import Request, Rules, grouped, load, request
from quartier.history.queries import of_row
from quartier.kit import dates
from quartier.ledger.queries import Statement, statement
from quartier.search.actions import Found


def year_of(fund: Fund, year: int) -> FundYear | None:
    """The fund's pot of that year."""
    return FundYear.objects.select_related("ruleset", "available", "source").filter(fund=fund, year=year).first()


def pot_for(fund: Fund, year: int) -> FundYear | None:
    """The pot a decision of that year is paid from: that year's; after its end the next one that goes on. Three queries."""
    own = year_of(fund, year)
    if own is None or not own.year_ends.exists():
        return own
    later = FundYear.objects.select_related("ruleset", "available", "source").filter(fund=fund, year__gt=year)
    return later.filter(year_ends__isnull=True).order_by("year").first()


def ruling_year(fund: Fund) -> FundYear | None:
    """The pot an application is looked at with: this year's, else the newest opened before; ``rules_text``: its rules."""
    years = FundYear.objects.select_related("ruleset", "available").filter(fund=fund, year__lte=dates.today().year)
    return ruled(years).order_by("-year").first()


def rules_of(application: Application) -> Rules | None:
    """The rules for an application: those named in its grant, else those that hold for the fund today; None: no year."""
    grant = getattr(application, "grant", None)
    if grant is not None:
        return load(grant.ruleset.text)
    ruleset = ruleset_for(application.fund, dates.today())
    return load(ruleset.text) if ruleset else None


def request_of(application: Application, rules: Rules) -> Request:
    """What the application asks for, from its own lines."""
    return request(
        rules,
        [line.cents for line in application.cost_lines.all()],
        [line.cents for line in application.finance_lines.all() if line.kind not in states.NOT_CASH],
    )


def _sum(rows: QuerySet[Any]) -> Coalesce:
    rows = rows.filter(application=OuterRef("pk")).order_by().values("application")
    total = Subquery(rows.annotate(s=Sum("cents")).values("s"), output_field=BigIntegerField())
    return Coalesce(total, Value(0), output_field=BigIntegerField())


def listed(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications as lists show them: with applicant, fund, grant and the sums of both plans; one query."""
    return applications.select_related("person", "organisation", "fund", "grant__ruleset", "owner").annotate(
        costs_cents=_costs(), means_cents=_means()
    )


def with_requests(applications: Iterable[Application]) -> list[tuple[Application, int]]:
    """(application, requested sum in cents) for rows of ``listed``: one query more for all their funds."""
    rows = list(applications)
    rules = _rules_by_fund({row.fund_id for row in rows})
    return [(row, _requested(row, rules)) for row in rows]


def request_sums(applications: QuerySet[Application]) -> Iterator[tuple[str, int, int]]:
    """(status, number, requested sum in cents) of applications that ask alike; two queries, added up by the database."""
    today = dates.today()
    put = InForce.objects.filter(fund=OuterRef("fund"), valid_from__lte=today).order_by("-valid_from").values("ruleset")
    opened = FundYear.objects.filter(fund=OuterRef("fund"), year__lte=today.year).order_by("-year").values("ruleset")
    law = Coalesce("grant__ruleset_id", Subquery(put[:1]), Subquery(opened[:1]), output_field=BigIntegerField())
    rows = applications.annotate(costs_cents=_costs(), means_cents=_means(), law=law).order_by()
    alike = rows.values_list("status", "law", "costs_cents", "means_cents")
    found = list(alike.annotate(n=Count("pk")))
    known = {row.pk: load(row.text) for row in RuleSet.objects.filter(pk__in={row[1] for row in found})}
    for status, ruleset, costs, means, count in found:
        yield status, count, count * _sum_of(known.get(ruleset), costs, means)


def _costs() -> Coalesce:
    return _sum(CostLine.objects.all())


def _means() -> Coalesce:
    return _sum(FinanceLine.objects.exclude(kind__in=states.NOT_CASH))


def _rules_by_fund(funds: set[int]) -> dict[int, Rules]:
    years = ruled(FundYear.objects.filter(fund__in=funds, year__lte=dates.today().year))
    return {year.fund_id: load(year.rules_text) for year in years.order_by("year")}


def _requested(row: Any, rules: dict[int, Rules]) -> int:
    grant = getattr(row, "grant", None)
    known = load(grant.ruleset.text) if grant else rules.get(row.fund_id)
    return _sum_of(known, row.costs_cents, row.means_cents)


def _sum_of(rules: Rules | None, costs: int, means: int) -> int:
    return request(rules, [costs], [means]).requested if rules else costs


def counts(applications: QuerySet[Application]) -> dict[str, int]:
    """How many applications stand where."""
    return dict(applications.order_by().values_list("status").annotate(n=Count("pk")))


def whole(applications: QuerySet[Application]) -> QuerySet[Application]:
    """An application with all that its record page shows."""
    return applications.select_related(
        "area__city", "area__carrier", "area__office", "area__scope", "fund__committee", "person", "organisation", "owner",
        "thread", "motion__meeting", "grant__ruleset", "grant__letter", "grant__project", "grant__fund_year",
        "withdrawal", "bank_account", "motion__committee",
    ).prefetch_related(
        Prefetch("cost_lines", CostLine.objects.filter(cents__gt=0)),  # without those an amendment brought
        "finance_lines", "other_applications", "rejections__by", "office_decisions", Prefetch("checks"), "area__sponsors__logo"
    )  # fmt: skip


def coming_meetings(fund: Fund, body: Committee | None = None) -> QuerySet[Meeting]:
    """Meetings of the deciding body, of the fund's own where none is named, that can still take an item."""
    return Meeting.objects.filter(
        committee_id=body.pk if body else fund.committee_id,
        status__in=(PLANNED, INVITED, RUNNING),
        ends_at__gte=dates.now(),
    ).order_by("starts_at")


def open_funds(area: Area) -> list[FundYear]:
    """The pots of the quarter that can be asked for money now, with fund and rules."""
    years = ruled(FundYear.objects.filter(fund__area=area, year=dates.today().year))
    return list(years.select_related("fund__committee", "ruleset", "available").order_by("fund__name"))


@dataclass(frozen=True)
class Pot:
    """Where the money of a fund year stands, in cents; ``count`` and ``granted`` are of its grants."""

    year: FundYear
    used: int
    paid: int
    committed: int
    available: int
    count: int
    granted: int

    @property
    def total(self) -> int:
        """The pot with what was carried in, without what was carried out or lapsed: the sum of the four."""
        return self.year.total_cents


def pots(years: QuerySet[FundYear]) -> list[Pot]:
    """Every fund year with its sums, added up by the database: two queries for any number of years and grants."""
    rows = list(with_totals(years).select_related("fund__committee", "available", "source", "ruleset"))
    grants = Grant.objects.filter(fund_year__in=[row.pk for row in rows]).order_by().values("fund_year")
    sums = grants.annotate(
        used=Sum("spent__balance"), out=Sum("paid__balance"), held=Sum("committed__balance"), n=Count("pk"),
        granted=Sum("cents"),
    )  # fmt: skip
    known: dict[int, Any] = {row["fund_year"]: row for row in sums}
    return [_pot(row, known.get(row.pk, {})) for row in rows]


def _pot(year: FundYear, sums: dict[str, Any]) -> Pot:
    used, paid, held, granted = (int(sums.get(name, 0)) for name in ("used", "out", "held", "granted"))
    return Pot(
        year=year, used=used, paid=paid, committed=held, available=year.available.balance, count=sums.get("n", 0),
        granted=granted,
    )  # fmt: skip


def grants_in(year: FundYear) -> QuerySet[Grant]:
    """The grants of a pot, in the order of their notices."""
    return Grant.objects.filter(fund_year=year).order_by("at", "id")


def in_pot(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Grants as the page of their pot lists them."""
    rows = grants.select_related("committed", "paid", "spent", "project")
    return rows.select_related("application__person", "application__organisation")


def waiting(area: Area) -> QuerySet[Application]:
    """Applications for which the office has to do something next, or waits for the applicant."""
    return Application.objects.filter(
        area=area, status__in=(states.SUBMITTED, states.RETURNED, states.CHECKED, states.IN_JURY)
    )


# One application --------------------------------------------------------------------------------------------------
def open_question(application: Application) -> Check | None:
    """The office's question that waits for an answer."""
    if application.status != states.RETURNED:
        return None
    return application.checks.filter(result=states.QUESTION).order_by("-pk").first()


def letter_state(application: Application) -> tuple[str, str]:
    """(„ready“, „waiting“, „failed“ or „“ without a grant; why it failed)."""
    grant = getattr(application, "grant", None)
    if grant is None:
        return "", ""
    if grant.letter_id:
        return "ready", ""
    last = of_row("funding.grant", grant.pk).filter(verb__in=("letter_failed", "letter_ordered")).first()
    return ("failed", last.because) if last and last.verb == "letter_failed" else ("waiting", "")


def account(application: Application, *, masked: bool = False) -> str:
    """Holder and IBAN for those who may see them; ``masked`` shows only the end of the number."""
    row = getattr(application, "bank_account", None)
    if row is None:
        return ""
    number = f"… {row.iban[-4:]}" if masked else grouped(row.iban)
    return f"{row.holder}, {number}"


def bookings(pot: Pot) -> Statement:
    """The statement of the pot: every transfer that put something in or took something out, with the rest after it."""
    return statement(pot.year.available)


def found_fund(fund: Fund) -> Iterator[Found]:
    """What the search may know of a fund: the page that says how to get money."""
    url = ("funding:how", {"area": fund.area.slug, "fund": fund.slug})
    yield Found(
        fund.area.scope_id, f"{fund.name}: So bekommen Sie Geld", f"{fund.lead}\nFörderung beantragen, Antrag", url
    )


def found_year(row: FundYear) -> Iterator[Found]:
    """The page that shows where the money of a year is."""
    area = row.fund.area
    text = f"{row.fund.name}: Topf, bewilligt, ausgezahlt, abgerechnet, abgelehnt, Ausgaben und Förderung im Fondsjahr {row.year}"
    url = ("publishing:money_year", {"area": area.slug, "year": row.year})
    yield Found(
        area.scope_id, f"Wohin das Geld geht: {row.fund.name} {row.year}", text, url, at=dt.date(row.year, 12, 31)
    )
