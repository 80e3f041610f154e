"""What a date or a series says, as JSON values: what a calendar that is read in is compared with."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from quartier.events import rules, states
from quartier.events.models import Event, EventSeries

PLAIN = ("title", "summary", "place", "link", "topic", "public", "all_day")
OWN = ("title", "summary", "place", "link", "status", "public", "all_day")  # of a single date within a series


def utc(moment: dt.datetime) -> str:
    """A moment as JSON: „2026-03-01T09:00:00+00:00“."""
    return moment.astimezone(dt.UTC).isoformat()


def facts(row: Event) -> dict[str, Any]:
    """All that an import may write of a date, as JSON values."""
    found = {name: getattr(row, name) for name in (*PLAIN, "status")}
    return found | {"starts_at": utc(row.starts_at), "ends_at": utc(row.ends_at)}


def facts_of_series(row: EventSeries) -> dict[str, Any]:
    """The same of a series, with those of its dates that are not as the rule has them; one query."""
    found = {name: getattr(row, name) for name in (*PLAIN, "rule", "zone", "left_out", "added")}
    events = list(row.events.order_by("occurrence_at"))
    called_off = bool(events) and all(event.status == states.CANCELLED for event in events)
    found |= {"starts_at": utc(row.starts_at), "ends_at": utc(row.ends_at)}
    found["status"] = states.CANCELLED if called_off else states.PLANNED
    exceptions = {}
    for event in events:
        moment = utc(event.occurrence_at)  # type: ignore[arg-type]  # a date of a series has one
        own = {name: getattr(event, name) for name in OWN}
        own |= {"starts_at": utc(event.starts_at), "ends_at": utc(event.ends_at)}
        if own != exception_facts(found, moment, row.starts_at, row.ends_at, row.zone):
            exceptions[moment] = own
    return found | {"exceptions": exceptions}


def exception_facts(
    series: Mapping[str, Any], moment: str, first: dt.datetime, end: dt.datetime, zone: str
) -> dict[str, Any]:
    """What a date of the series says where nothing is said of it alone."""
    start = rules.moment_of(moment)
    found = {name: series[name] for name in OWN}
    return found | {"starts_at": utc(start), "ends_at": utc(rules.lasting(start, first, end, zone))}
