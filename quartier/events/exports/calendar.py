"""Dates as a calendar that phones subscribe to (iCalendar, RFC 5545 and 7986): the same rows give the same bytes.

What is called off stays and says so; what is not public any more is left out, for a subscriber's calendar shows what the
file holds. No person is named: neither ORGANIZER nor ATTENDEE (docs/decisions/0027).
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from quartier.events import rules, states
from quartier.events.exports.lines import escaped, moments, stamp, written
from quartier.events.exports.zones import FIRST, vtimezone
from quartier.events.models import Event, EventSeries

PRODUCT = "-//Quartier//Quartiersmanagement//DE"
REFRESH = "PT6H"
COLOURS = {
    "turquois": "turquoise", "violet": "violet", "orange": "orange", "lightblue": "lightblue", "green": "green",
}  # fmt: skip
Address = Callable[[Any], str]  # (date or series) -> its page
Wanted = Callable[[Any], bool]


@dataclass
class Feed:
    """What stands at the head of a calendar. ``url``: the page it is of; ``source``: its own address."""

    name: str
    about: str
    url: str = ""
    source: str = ""
    accent: str = ""


@dataclass
class Block:
    """A VEVENT as lines, and what its zone needs."""

    lines: list[str]
    zone: ZoneInfo
    year: int


@dataclass
class Writer:
    """Rows with ``shown`` texts become events. ``wanted``: whether a date belongs into this calendar; ``busy``:
    whether it only says that the room is taken."""

    address: Address
    wanted: Wanted = lambda row: True
    busy: Wanted = lambda row: False
    blocks: list[Block] = field(default_factory=list)

    def take(self, events: Iterable[Event], series: Iterable[EventSeries] = ()) -> None:
        """Dates in order, and series as one event with their exceptions; a date whose series is not given stands alone,
        by the name of the series and its moment (RECURRENCE-ID)."""
        rows: dict[int | None, list[Event]] = {}
        for event in events:
            rows.setdefault(event.series_id, []).append(event)
        for one in series:
            self._series(one, rows.pop(one.pk, []))
        for event in (event for left in rows.values() for event in left):
            if self.wanted(event):
                self.blocks.append(self._block(event, event.starts_at, event.ends_at, rules.HOME))

    def take_others(self, rows: Iterable[Any]) -> None:
        """Rows that are no dates of the quarter but have what a date has."""
        self.blocks += [self._block(row, row.starts_at, row.ends_at, rules.HOME) for row in rows]

    def _series(self, series: EventSeries, rows: Sequence[Event]) -> None:
        if rows and not any(self.wanted(row) for row in rows):
            return
        zone = rules.zone_of(series.zone)
        off = bool(rows) and all(row.status == states.CANCELLED for row in rows)
        series.called_off = off
        series.cancellation = getattr(rows[0], "cancellation", None) if off else None
        master = self._block(series, series.starts_at, series.ends_at, zone)
        left_out = {rules.moment_of(text) for text in series.left_out}
        left_out |= {row.occurrence_at for row in rows if not self.wanted(row) and row.occurrence_at}
        added = [rules.moment_of(text) for text in series.added]
        end = master.lines.pop()
        master.lines.append(f"RRULE:{standard(series.rule, zone, whole=series.all_day)}")
        if left_out:
            master.lines.append(moments("EXDATE", sorted(left_out), zone, whole=series.all_day))
        if kept := [moment for moment in added if moment not in left_out]:
            master.lines.append(moments("RDATE", kept, zone, whole=series.all_day))
        self.blocks.append(Block([*master.lines, end], zone, master.year))
        plain = self._texts(series)
        for row in rows:
            if self.wanted(row) and not self._as_ruled(series, row, plain):
                row.series = series
                self.blocks.append(self._block(row, row.starts_at, row.ends_at, zone))

    def _as_ruled(self, series: EventSeries, row: Event, plain: list[str]) -> bool:
        """Whether the date is as its series says: nothing has to be told of it alone."""
        moment: Any = row.occurrence_at
        times = (row.starts_at, row.ends_at, row.all_day)
        return times == (moment, rules.end_of(series, moment), series.all_day) and self._texts(row) == plain

    def _block(self, row: Any, starts: dt.datetime, ends: dt.datetime, zone: ZoneInfo) -> Block:
        """One VEVENT. A date of a series is told by the name of the series and the moment the rule has."""
        alone = isinstance(row, Event) and row.series_id is not None
        lines = ["BEGIN:VEVENT", f"UID:{escaped(_uid(row, hidden=self.busy(row)))}", f"DTSTAMP:{stamp(row.changed_at)}"]
        if alone:
            series: Any = row.series
            of = rules.zone_of(series.zone)
            lines.append(moments("RECURRENCE-ID", [row.occurrence_at], of, whole=series.all_day))
            zone = of
        home = rules.HOME if row.all_day else zone
        lines.append(moments("DTSTART", [starts], home, whole=row.all_day))
        if ends > starts:
            lines.append(moments("DTEND", [ends], home, whole=row.all_day))
        lines += [f"SEQUENCE:{row.sequence}", f"LAST-MODIFIED:{stamp(row.changed_at)}"]
        lines += self._texts(row, self.address(row))
        return Block([*lines, "END:VEVENT"], home, starts.astimezone(home).year)

    def _texts(self, row: Any, url: str = "") -> list[str]:
        """What people read; of a booking that is not public only that the room is taken."""
        off = row.called_off if isinstance(row, EventSeries) else row.status == states.CANCELLED
        state = f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
        if self.busy(row):
            return [f"SUMMARY:{escaped(_('Belegt'))}", state]
        title = _("Abgesagt: %(title)s") % {"title": row.shown.title} if off else row.shown.title
        reason = getattr(getattr(row, "cancellation", None), "reason", "") if off else ""
        about = "\n\n".join(part for part in (reason, row.shown.summary, url) if part)
        lines = [f"SUMMARY:{escaped(title)}"]
        lines += [f"DESCRIPTION:{escaped(about)}"] if about else []
        lines += [f"LOCATION:{escaped(where(row))}"] if where(row) else []
        if row.room and row.room.lat is not None and row.room.lon is not None:
            lines.append(f"GEO:{row.room.lat:.6f};{row.room.lon:.6f}")
        if row.topic != states.OTHER:
            lines.append(f"CATEGORIES:{escaped(str(row.get_topic_display()))}")
        lines += [f"URL:{url}"] if url else []
        return [*lines, state]


def _uid(row: Any, *, hidden: bool) -> str:
    """The name for life; of a hidden booking one that says nothing, for names of other calendars may hold a person's."""
    return hashlib.sha256(f"busy {row.uid}".encode()).hexdigest()[:32] if hidden else row.uid


def where(row: Any) -> str:
    """The place in words: what the office wrote, the room with its street."""
    room = row.room
    words = [row.place] if room is None else [row.place, room.name, room.street, room.town]
    return ", ".join(dict.fromkeys(word for word in words if word))


def standard(rule: str, zone: ZoneInfo, *, whole: bool) -> str:
    """The rule with its end as the standard wants it: a day for whole days, else UTC (3.3.10)."""
    parts = rules.parse(rule)
    until = parts.get("UNTIL", "")
    if whole and until:
        if until.endswith("Z"):
            moment = dt.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC).astimezone(zone)
            until = f"{moment:%Y%m%d}"
        parts["UNTIL"] = until[:8]
    elif until and not until.endswith("Z"):
        clock = until if "T" in until else f"{until}T235959"
        parts["UNTIL"] = stamp(dt.datetime.strptime(clock, "%Y%m%dT%H%M%S").replace(tzinfo=zone))
    return rules.join(parts)


def calendar(feed: Feed, blocks: Sequence[Block]) -> bytes:
    """The whole file."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{escaped(feed.name)}", f"X-WR-CALNAME:{escaped(feed.name)}", f"DESCRIPTION:{escaped(feed.about)}",
        f"X-WR-CALDESC:{escaped(feed.about)}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]  # fmt: skip
    lines += [f"URL:{feed.url}"] if feed.url else []
    lines += [f"SOURCE;VALUE=URI:{feed.source}"] if feed.source else []
    lines += [f"COLOR:{COLOURS[feed.accent]}"] if feed.accent in COLOURS else []
    years: dict[str, int] = {rules.HOME.key: 9999}
    for block in blocks:
        key = block.zone.key
        years[key] = min(years.get(key, 9999), block.year - 1)
    for name in sorted(years):
        if name != "UTC":
            lines += vtimezone(name, min(years[name], FIRST))
    for block in blocks:
        lines += block.lines
    return written([*lines, "END:VCALENDAR"])
