"""Which rules hold for a fund on a day, and which an office may see and name."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quartier.areas.models import Area
from quartier.funding.models import Fund, FundYear, InForce, RuleSet
from quartier.kit import dates


def rulesets_of(area: Area) -> QuerySet[RuleSet]:
    """Ours, which are for all, and the quarter's own; the newest first."""
    rows = RuleSet.objects.filter(Q(scope__isnull=True) | Q(scope=area.scope_id))
    return rows.select_related("copy_of", "by").order_by("-valid_from", "-id")


def in_force(fund: Fund, day: dt.date) -> RuleSet | None:
    """What was put in force for the fund, newest first; None where its years name the rules."""
    rows = InForce.objects.filter(fund=fund, valid_from__lte=day).select_related("ruleset")
    newest = rows.order_by("-valid_from").first()
    return newest.ruleset if newest else None


def ruleset_for(fund: Fund, day: dt.date) -> RuleSet | None:
    """The rules by which a notice of that day is given: what was put in force for the fund, else what the newest year
    opened until then names. None: no year is open yet. A notice keeps what it names: ``grant.ruleset``.
    """
    if found := in_force(fund, day):
        return found
    year = FundYear.objects.filter(fund=fund, year__lte=day.year).select_related("ruleset").order_by("-year").first()
    return year.ruleset if year else None


def ruled(years: QuerySet[FundYear], day: dt.date | None = None) -> QuerySet[FundYear]:
    """Years of funds with ``rules_text``: the text of the rules that hold for the fund on the day, today if none."""
    rows = InForce.objects.filter(fund=OuterRef("fund"), valid_from__lte=day or dates.today()).order_by("-valid_from")
    given: Any = years  # the plugin takes the column declared beside the model for a second one
    return given.annotate(rules_text=Coalesce(Subquery(rows.values("ruleset__text")[:1]), "ruleset__text"))
