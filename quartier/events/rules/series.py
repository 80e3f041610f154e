"""What a series says of its dates: when they are, how far they are made, and what is too much."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from quartier.events.models import EventSeries
from quartier.events.rules.recurrence import ended, ends, lasting, occurrences
from quartier.kit import dates
from quartier.kit.errors import Refused

MONTHS_AHEAD = 18  # so far dates are made
LONGEST = 400  # dates of one series that are made, or are still to come
FAR = dt.timedelta(days=366 * 50)


def horizon() -> dt.datetime:
    """Until when dates are made today."""
    return dates.at(dates.add_months(dates.today(), MONTHS_AHEAD))


def end_of(series: EventSeries, start: dt.datetime) -> dt.datetime:
    """When the date of the series ends that begins at ``start``."""
    return lasting(start, series.starts_at, series.ends_at, series.zone)


def dates_of(
    series: EventSeries, *, until: dt.datetime, after: dt.datetime | None = None, beyond: dt.datetime | None = None,
    most: int = LONGEST,
) -> list[dt.datetime]:  # fmt: skip
    """When the series has dates that end after ``after``, begin after ``beyond`` and until ``until``: at most ``most``."""
    found = occurrences(
        series.rule, series.starts_at, until, zone=series.zone, left_out=series.left_out, added=series.added,
        most=None if after or beyond else most,
    )  # fmt: skip
    if beyond is not None:
        found = [moment for moment in found if moment > beyond]
    return [moment for moment in found if after is None or end_of(series, moment) > after][:most]


def due(
    series: EventSeries, *, after: dt.datetime | None = None, beyond: dt.datetime | None = None, most: int = LONGEST
) -> tuple[list[dt.datetime], dt.datetime | None]:
    """The dates to be made now, and how far that goes: None where nothing will follow."""
    edge = horizon()
    found = dates_of(series, until=edge, after=after, beyond=beyond, most=most + 1)
    if len(found) > most:
        found = found[:most]
        edge = found[-1] if found else edge
    return found, edge if _goes_on(series, edge) else None


def _goes_on(series: EventSeries, moment: dt.datetime) -> bool:
    if not ends(series.rule):
        return True
    every = occurrences(series.rule, series.starts_at, series.starts_at + FAR, zone=series.zone, added=series.added)
    return bool(every) and every[-1] > moment


def cut(series: EventSeries, before: dt.datetime) -> str:
    """The rule of the series with no date from ``before`` on; one that ends sooner stays as it is."""
    if ends(series.rule):
        every = occurrences(series.rule, series.starts_at, series.starts_at + FAR, zone=series.zone)
        if not every or every[-1] < before:
            return series.rule
    return ended(series.rule, before, all_day=series.all_day)


def not_too_long(series: EventSeries, after: dt.datetime | None = None) -> None:
    """Refused when a rule with an end gives more than 400 dates (that end after ``after``); without end it may go on."""
    if len(series.rule) > EventSeries._meta.get_field("rule").max_length:  # type: ignore[operator]
        raise Refused(_("Die Regel der Terminreihe ist zu lang."))
    if (
        ends(series.rule)
        and len(dates_of(series, until=series.starts_at + FAR, after=after, most=LONGEST + 1)) > LONGEST
    ):
        raise Refused(
            _("Das wären mehr als %(n)d Termine. Bitte wählen Sie ein früheres Ende, oder gar keines: Dann stehen die "
              "nächsten anderthalb Jahre im Kalender, und jede Nacht kommen die folgenden dazu.")
            % {"n": LONGEST}
        )  # fmt: skip


def matched(old: Sequence[dt.date], new: Sequence[dt.date], days: int = 0) -> dict[int, int]:
    """Which old day goes to which new one (index to index): moved by ``days``, else the same day, else the next within
    three days before or after. Nobody's date moves further without being told so."""
    free = {day: index for index, day in reversed(list(enumerate(new)))}
    found: dict[int, int] = {}
    for distance in dict.fromkeys((days, 0, 1, -1, 2, -2, 3, -3)):
        for index, day in enumerate(old):
            place = free.get(day + dt.timedelta(days=distance)) if index not in found else None
            if place is not None:
                found[index] = place
                del free[new[place]]
    return found
