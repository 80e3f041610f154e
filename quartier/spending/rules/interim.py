"""For which budget years an interim report is due, until when, and what it needs."""

import datetime as dt

from django.utils.translation import gettext as _

from quartier.funding.rules import Rules
from quartier.funding.rules.notices import interim_day
from quartier.kit.errors import Refused


def due_years(
    known: Rules, starts_on: dt.date, ends_on: dt.date, today: dt.date, *, land: str = ""
) -> list[tuple[int, dt.date]]:
    """(budget year, day) for each calendar year that ended while the grant went on; none where the rules ask for none.

    Law: Nr. 6.1 ANBest-P: where the purpose is not fulfilled at the end of the budget year (law.md 10 no. 6).
    """
    years = range(starts_on.year, min(ends_on.year, today.year))
    return [(year, day) for year in years if (day := interim_day(known, year, land=land)) is not None]


def must_be_due(year: int, years: list[tuple[int, dt.date]]) -> dt.date:
    """The day until which the report of ``year`` is due; Refused for a year that asks for none."""
    for found, day in years:
        if found == year:
            return day
    raise Refused(_("Für das Jahr %(year)d wird kein Zwischennachweis gebraucht.") % {"year": year})
