"""What two parsers that are not ours say takes place: the dates of a calendar file in a stretch of time.

icalendar with recurring-ical-events, and vobject with dateutil. A date is (begin, end, whole day, called off); times in
UTC, days as days; a time without a zone is read as the quarter's. What a parser cannot read it does not see.
"""

import contextlib
import datetime as dt
import re
import warnings
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import recurring_ical_events
import vobject
from icalendar import Calendar, Component

from quartier.events.rules import HOME

Date = tuple[Any, Any, bool, bool]
ZONES = available_timezones()
WHOLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n"


def normal(begins: Any, ends: Any, status: str) -> Date:
    """A date of any parser in one form; a whole day that ends on its own day is one day (RFC 5545 3.6.1)."""
    whole = not isinstance(begins, dt.datetime)
    if whole:
        ends = ends.date() if isinstance(ends, dt.datetime) else ends
        if ends is None or ends <= begins:
            ends = begins + dt.timedelta(days=1)
        return begins, ends, True, status.upper() == "CANCELLED"
    begins, ends = _utc(begins), _utc(ends if isinstance(ends, dt.datetime) else begins)
    return begins, max(ends, begins), False, status.upper() == "CANCELLED"


def _utc(moment: dt.datetime) -> dt.datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=HOME)).astimezone(dt.UTC)


def span(text: str) -> tuple[dt.datetime, dt.datetime] | None:
    """From before the first beginning to a year after the last."""
    starts = []
    for component in Component.from_ical(text, multiple=True):
        for event in component.walk("VEVENT"):
            with contextlib.suppress(Exception):
                at = event["DTSTART"].dt
                starts.append(_utc(at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time())))
    if not starts:
        return None
    return min(starts) - dt.timedelta(days=3), max(starts) + dt.timedelta(days=400)


def by_icalendar(text: str, begin: dt.datetime, end: dt.datetime) -> Counter[Date]:
    found: Counter[Date] = Counter()
    for component in Component.from_ical(text, multiple=True):
        whole = component
        if component.name != "VCALENDAR":
            whole = Calendar()
            whole.add_component(component)
        whole.subcomponents = [part for part in whole.subcomponents if part.name != "VEVENT" or "DTSTART" in part]
        asked = recurring_ical_events.of(whole, skip_bad_series=True)
        for event in asked.between(begin, end):
            found[normal(event["DTSTART"].dt, _end(event), str(event.get("STATUS", "")))] += 1
    return found


def _end(event: Any) -> Any:
    with contextlib.suppress(Exception):
        return event["DTEND"].dt
    return None


def by_vobject(text: str, begin: dt.datetime, end: dt.datetime) -> Counter[Date]:
    found: Counter[Date] = Counter()
    vars(vobject.icalendar)["__tzidMap"].clear()  # it keeps the zones of the last file for the next
    vobject.icalendar.registerTzid("UTC", dt.UTC)
    for name in set(re.findall(r"TZID=([\w/+-]+)", text)) & ZONES:
        vobject.icalendar.registerTzid(name, ZoneInfo(name))  # for files that do not define it; it would take pytz
    if "BEGIN:VCALENDAR" not in text:
        text = f"{WHOLE}{text}\r\nEND:VCALENDAR\r\n"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in vobject.readComponents(text, ignoreUnreadable=True, allowQP=False):
            events = list(getattr(one, "vevent_list", []))
            instead = {
                (_text(event, "uid"), _moment(event.recurrence_id.value)) for event in events
                if hasattr(event, "recurrence_id")
            }  # fmt: skip
            for event in events:
                for begins, ends in _of(event, begin, end, instead):
                    if begins is not None:
                        found[normal(begins, ends, _text(event, "status"))] += 1
    return Counter({date: n for date, n in found.items() if _within(date, begin, end)})


def _of(event: Any, begin: dt.datetime, end: dt.datetime, instead: set[Any]) -> list[tuple[Any, Any]]:
    if not hasattr(event, "dtstart"):
        return []
    start = event.dtstart.value
    last = event.dtend.value if hasattr(event, "dtend") else None
    if last is None and hasattr(event, "duration"):
        last = start + event.duration.value
    if hasattr(event, "recurrence_id"):
        return [(start, last)]
    if not (hasattr(event, "rrule") or hasattr(event, "rdate")):
        return [(start, last)]
    while hasattr(event, "exrule"):  # gone from the standard (RFC 5545 A.3); the other parser does not know it
        event.remove(event.exrule_list[0])
    rules: Any = event.getrruleset(addRDate=True)
    if rules is None:
        return [(start, last)]
    found = []
    for moment in rules:
        if _moment(moment) > end:
            break
        at = moment if isinstance(start, dt.datetime) else moment.date()
        if (_text(event, "uid"), _moment(at)) not in instead:
            found.append((at, at + (last - start) if last is not None else None))
    return found


def _moment(at: Any) -> dt.datetime:
    return _utc(at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time()))


def _text(event: Any, name: str) -> str:
    return str(getattr(event, name).value) if hasattr(event, name) else ""


def _within(date: Date, begin: dt.datetime, end: dt.datetime) -> bool:
    first, last = _moment(date[0]), _moment(date[1])
    return first < end and (last > begin or first >= begin)
