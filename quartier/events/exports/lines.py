r"""Content lines of iCalendar (RFC 5545 3.1): properties with escapes, folded at 75 octets, ended by CRLF.

Own, because a calendar of 2,000 dates must be there within a second; icalendar takes three. Tests read every line back.
"""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

OCTETS = 75
UTC = ZoneInfo("UTC")
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def escaped(text: str) -> str:
    """A TEXT value (3.3.11), without control characters, which no calendar takes."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t").translate(ESCAPED)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; a letter is never cut."""
    if len(line) <= OCTETS // 4 or len(line.encode()) <= OCTETS:
        return line
    pieces, room, start = [], OCTETS, 0
    for place, letter in enumerate(line):
        size = len(letter.encode())
        if size > room:
            pieces.append(line[start:place])
            start, room = place, OCTETS - 1  # the blank that goes before counts
        room -= size
    return "\r\n ".join([*pieces, line[start:]])


def written(lines: Iterable[str]) -> bytes:
    """The file."""
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def stamp(moment: dt.datetime) -> str:
    """„20260301T090000Z“"""
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def wall(moment: dt.datetime, zone: ZoneInfo) -> str:
    """„20260301T100000“, as the clock of the zone shows it; in UTC with a „Z“."""
    return stamp(moment) if zone.key == "UTC" else f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"


def moments(name: str, values: Iterable[dt.datetime], zone: ZoneInfo, *, whole: bool) -> str:
    """A property with one moment or several: days, or times by the clock of the zone."""
    if whole:
        return f"{name};VALUE=DATE:{','.join(f'{value.astimezone(zone):%Y%m%d}' for value in values)}"
    tzid = "" if zone.key == "UTC" else f";TZID={zone.key}"
    return f"{name}{tzid}:{','.join(wall(value, zone) for value in values)}"
