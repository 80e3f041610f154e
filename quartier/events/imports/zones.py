"""Which time zone a calendar file means: by the name everybody knows, by Windows' name, or as the file itself says."""

import datetime as dt
import functools
import re
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from quartier.events.imports.lines import Line, Part
from quartier.events.rules import HOME
from quartier.kit.tables import Problem

LIKELY = ("Europe/Berlin", "Europe/London", "Europe/Istanbul", "UTC", "America/New_York", "America/Chicago",
          "America/Los_Angeles", "Australia/Melbourne", "Asia/Singapore")  # fmt: skip
COMPARED = 40  # months over which two zones must agree to be one


class Zones:
    """The zones of one file. What is not known is told once for each name, and taken as the quarter's own."""

    def __init__(self, root: Part, problems: list[Problem]) -> None:
        self.problems = problems
        self.own = {text: part for part in root.walk("VTIMEZONE") if (text := _tzid(part))}
        self._tz: dict[str, dt.tzinfo | None] = {}
        self._told: set[str] = set()
        self.default = self._default(root)

    def _default(self, root: Part) -> ZoneInfo:
        """Where a file says in which zone its times without a zone are (X-WR-TIMEZONE), that one; else the quarter's."""
        for part in root.walk("VCALENDAR"):
            for line in part.all("X-WR-TIMEZONE"):
                if found := named(line.value):
                    return found
        return HOME

    def moment(self, name: str, naive: dt.datetime, number: int) -> tuple[dt.datetime, ZoneInfo]:
        """The moment, and the zone by whose clock it repeats."""
        if found := named(name):
            return naive.replace(tzinfo=found), found
        tz = self._read(name)
        if tz is None:
            self._tell(name, _("Die Zeitzone „%(name)s“ ist unbekannt; es gilt die Zeit des Quartiers."), number)
            return naive.replace(tzinfo=HOME), HOME
        zone = self._like(name, tz, naive, number)
        return naive.replace(tzinfo=tz).astimezone(dt.UTC).astimezone(zone), zone

    def _read(self, name: str) -> dt.tzinfo | None:
        if name not in self._tz:
            self._tz[name] = _defined(self.own[name]) if name in self.own else None
        return self._tz[name]

    def _like(self, name: str, tz: dt.tzinfo, naive: dt.datetime, number: int) -> ZoneInfo:
        """The known zone whose clock runs like that of the file's own; none is told and taken as the quarter's."""
        if zone := _same_clock(naive, tuple(tz.utcoffset(day) for day in _months(naive))):
            return zone
        self._tell(
            name,
            _("Die Zeitzone „%(name)s“ gibt es nur in dieser Datei; Reihen folgen der Zeit des Quartiers."),
            number,
        )
        return HOME

    def _tell(self, name: str, sentence: str, number: int) -> None:
        if name not in self._told:
            self._told.add(name)
            self.problems.append(Problem(sentence % {"name": name[:60]}, number))


def _tzid(part: Part) -> str:
    lines: list[Line] = part.all("TZID")
    return lines[0].value.replace("\\,", ",").replace("\\;", ";").strip() if lines else ""


@functools.lru_cache(maxsize=512)
def named(name: str) -> ZoneInfo | None:
    """A zone of the world's list (IANA), with what programs put before it; or by Windows' name."""
    bare = name.strip().strip("/")
    if bare in WINDOWS_TO_OLSON:
        return ZoneInfo(WINDOWS_TO_OLSON[bare])
    known = _known()
    for start in range(bare.count("/") + 1):  # „/mozilla.org/20050126_1/Europe/Berlin“, „posix/Europe/Vaduz“
        tail = "/".join(bare.split("/")[start:])
        if tail in known and (start == 0 or "/" in tail):
            return ZoneInfo(tail)
    return ZoneInfo("UTC") if bare.upper() in ("UTC", "GMT", "Z") else None


@functools.lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The world's list; asking for it walks through folders."""
    return frozenset(available_timezones())


@functools.lru_cache(maxsize=1)
def _every_zone() -> tuple[str, ...]:
    return tuple(sorted(name for name in _known() if "/" in name and not re.match(r"(Etc|posix|right)/", name)))


@functools.lru_cache(maxsize=512)
def _same_clock(naive: dt.datetime, offsets: tuple[dt.timedelta | None, ...]) -> ZoneInfo | None:
    """The first zone with these offsets in the months from then on; dates of one file ask the same again and again."""
    months = _months(naive)
    for candidate in (*LIKELY, *_every_zone()):
        zone = ZoneInfo(candidate)
        if all(zone.utcoffset(day) == offset for day, offset in zip(months, offsets, strict=True)):
            return zone
    return None


def _months(start: dt.datetime) -> list[dt.datetime]:
    return [start + dt.timedelta(days=30 * month) for month in range(COMPARED)]


def _defined(part: Part) -> dt.tzinfo | None:
    """The zone as the file's VTIMEZONE defines it (3.6.5); None where that cannot be read."""
    try:
        found: Any = Timezone.from_ical(_rewritten(part))
        zone: dt.tzinfo = found.to_tz(lookup_tzid=False)
    except Exception:  # whatever the library stumbles over: the zone is unknown then
        return None
    return zone


def _rewritten(part: Part) -> str:
    lines = [f"BEGIN:{part.name}"]
    lines += [f"{line.name}:{line.value}" for line in part.lines if line.name in KEPT]
    lines += [_rewritten(inner) for inner in part.parts]
    return "\r\n".join([*lines, f"END:{part.name}"])


KEPT = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"})
