"""The end of a budget year: what is left in a pot, what may be carried over, what still hangs on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
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
    ends = YearEnd.objects.filter(fund_year=OuterRef("pk"))
    came = YearEnd.objects.filter(into=OuterRef("pk")).order_by().values("into").annotate(s=Sum("carried_cents"))
    rows: Any = years  # the plugin takes the columns declared beside the model for second ones
    rows = rows.annotate(
        carried_in=_cents(Subquery(came.values("s"))), carried_out=_cents(Subquery(ends.values("carried_cents")[:1])),
        lapsed=_cents(Subquery(ends.values("lapsed_cents")[:1])),
    )  # fmt: skip
    return rows.annotate(total_cents=F("pot_cents") + F("carried_in") - F("carried_out") - F("lapsed"))


def _cents(found: Subquery) -> Coalesce:
    return Coalesce(found, Value(0), output_field=BigIntegerField())


@dataclass(frozen=True)
class Ending:
    """The end of a year before it is decided: the rest in cents, the next year's pot, the rules, what stands open."""

    year: FundYear
    rest: int
    into: FundYear | None
    rules: Rules
    findings: list[Finding]

    @property
    def granted(self) -> int:
        """Cents that left the pot for grants, less what came back. Of a year ``with_totals`` only."""
        return self.year.total_cents - self.rest

    @property
    def may_carry(self) -> bool:
        """False only where the rules say that nothing is carried over."""
        return bool(self.rules.get("carry_over", True))


def ending(year: FundYear) -> Ending:
    """What the page of the year's end shows, and what the act is checked against. Five queries."""
    into = FundYear.objects.select_related("available").filter(fund=year.fund_id, year=year.year + 1).first()
    last = ruled(FundYear.objects.filter(pk=year.pk), dt.date(year.year, 12, 31)).get()
    rules = load(last.rules_text)
    year.available.refresh_from_db(fields=["balance"])
    rest = year.available.balance
    return Ending(year, rest, into, rules, list(_findings(year, rest, into, rules)))


def _findings(year: FundYear, rest: int, into: FundYear | None, rules: Rules) -> list[Finding]:
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
    if rest and into is None and (carry is None or carry.value is not False):
        text = _("Zum Übertragen braucht es den Topf des Jahres %(year)s.") % {"year": year.year + 1}
        found.append(Finding(WARN, "no_next_year", None, _("Das nächste Jahr ist noch nicht eröffnet"), text))
    return [*found, *_hanging(year)]


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
        text = _("Gebundenes und ausgezahltes Geld bleibt in diesem Topf. Auch was davon zurückkommt, steht dann hier.")
        found.append(Finding(WARN, "unsettled", None, title % {"n": running}, text))
    return found
