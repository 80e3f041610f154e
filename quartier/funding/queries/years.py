"""The end of a budget year: what is left in a pot, what may be carried over, what still hangs on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding import states
from quartier.funding.models import Application, FundYear, Grant, YearEnd
from quartier.funding.queries.rulesets import ruled
from quartier.funding.rules import Finding, Rules, load
from quartier.funding.rules.findings import BAD, INFO, OPEN, WARN
from quartier.kit import dates


def with_totals(years: QuerySet[FundYear]) -> QuerySet[FundYear]:
    """Years with ``carried_in``, ``carried_out``, ``lapsed`` and ``total_cents``: what is to be accounted for, in cents.

    The pot, with what came from the year before, without what went into the next or lapsed: always the sum of what is
    used, paid, committed and available.
    """
    ends = YearEnd.objects.filter(fund_year=OuterRef("pk")).order_by().values("fund_year")
    ends = ends.annotate(carried=Sum("carried_cents"), lapsed=Sum("lapsed_cents"))
    came = YearEnd.objects.filter(into=OuterRef("pk")).order_by().values("into").annotate(s=Sum("carried_cents"))
    rows: Any = years  # the plugin takes the columns declared beside the model for second ones
    rows = rows.annotate(
        carried_in=_cents(Subquery(came.values("s"))), carried_out=_cents(Subquery(ends.values("carried"))),
        lapsed=_cents(Subquery(ends.values("lapsed"))),
    )  # fmt: skip
    return rows.annotate(total_cents=F("pot_cents") + F("carried_in") - F("carried_out") - F("lapsed"))


def _cents(found: Subquery) -> Coalesce:
    return Coalesce(found, Value(0), output_field=BigIntegerField())


@dataclass(frozen=True)
class Ending:
    """The end of a year: the rest in cents, the next pot that goes on, the rules, what stands open, what was decided.

    After the first decision ``rest`` is what came back into the pot since: from refunds, settlements, revocations.
    """

    year: FundYear
    rest: int
    into: FundYear | None
    missing: int  # without ``into`` the year that would have to be opened for it, else 0
    rules: Rules
    findings: list[Finding]
    done: list[YearEnd]

    @property
    def granted(self) -> int:
        """Cents that left the pot for grants, less what came back. Of a year ``with_totals`` only."""
        return self.year.total_cents - self.rest

    @property
    def may_carry(self) -> bool:
        """False only where the rules say that nothing is carried over."""
        return bool(self.rules.get("carry_over", True))


def ending(year: FundYear) -> Ending:
    """What the page of the year's end shows, and what the acts are checked against. Six queries."""
    later = FundYear.objects.select_related("available").filter(fund=year.fund_id, year__gt=year.year)
    into = later.filter(year_ends__isnull=True).order_by("year").first()  # nothing goes into a pot that was ended
    done = list(YearEnd.objects.filter(fund_year=year).select_related("into", "by").order_by("id"))
    last = ruled(FundYear.objects.filter(pk=year.pk), dt.date(year.year, 12, 31)).get()
    rules = load(last.rules_text)
    year.available.refresh_from_db(fields=["balance"])
    rest = year.available.balance
    missing = 0 if into else _to_open(year)
    found = [*_findings(rest, missing, rules), *([] if done else _hanging(year))]
    return Ending(year, rest, into, missing, rules, found, done)


def _to_open(year: FundYear) -> int:
    """The year whose pot is to be opened before anything can be carried over: after the newest there is."""
    newest = FundYear.objects.filter(fund=year.fund_id).aggregate(newest=Max("year"))["newest"]
    return int(newest or year.year) + 1


def _findings(rest: int, missing: int, rules: Rules) -> list[Finding]:
    found = []
    carry = rules.carry_over
    if carry is None:
        text = _("Das Regelwerk sagt nichts dazu, ob ein Rest ins nächste Jahr darf. Bitte fragen Sie den Geldgeber.")
        found.append(Finding(OPEN, "carry_over", None, _("Übertragen nicht geregelt"), text))
    elif carry.value is None or not carry.confirmed:
        text = _("Ob ein Rest ins nächste Jahr darf, ist nicht bestätigt. Bitte fragen Sie den Geldgeber.")
        found.append(Finding(OPEN, "carry_over", None, _("Wert nicht bestätigt"), text, carry.source))
    elif not carry.value:
        text = _("Nach diesem Regelwerk wird nichts übertragen. Der Rest geht an den Geldgeber zurück.")
        found.append(Finding(INFO, "lapses", None, _("Der Rest verfällt"), text, carry.source))
    if rest and missing and (carry is None or carry.value is not False):
        text = _("Zum Übertragen braucht es den Topf des Jahres %(year)s.") % {"year": missing}
        found.append(Finding(WARN, "no_next_year", None, _("Das nächste Jahr ist noch nicht eröffnet"), text))
    return found


def _hanging(year: FundYear) -> list[Finding]:
    first, after = dates.at(dt.date(year.year, 1, 1)), dates.at(dt.date(year.year + 1, 1, 1))
    open_ones = Application.objects.filter(
        fund=year.fund_id, submitted_at__gte=first, submitted_at__lt=after, status__in=states.UNFINISHED
    ).count()
    running = Grant.objects.filter(fund_year=year, status__in=(states.ISSUED, states.PROOF_IN)).count()
    found = []
    if open_ones:
        title = ngettext("%(n)d Antrag noch ohne Entscheidung", "%(n)d Anträge noch ohne Entscheidung", open_ones)
        text = _(
            "Aus diesem Topf kann danach nichts mehr bewilligt werden. Der nächste Topf kann es, wenn er offen ist."
        )
        found.append(Finding(BAD, "undecided", None, title % {"n": open_ones}, text))
    if running:
        title = ngettext(
            "%(n)d Bewilligung noch nicht abgerechnet", "%(n)d Bewilligungen noch nicht abgerechnet", running
        )
        text = _(
            "Gebundenes und ausgezahltes Geld bleibt in diesem Topf. Was davon zurückkommt, steht dann hier, und Sie entscheiden darüber."
        )
        found.append(Finding(WARN, "unsettled", None, title % {"n": running}, text))
    return found
