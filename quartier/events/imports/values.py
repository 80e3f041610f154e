"""Values of calendar files: texts, moments, lengths of time. What cannot be read says why, in a sentence."""

import datetime as dt
import html
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from quartier.events.imports.lines import Line
from quartier.events.imports.zones import Zones
from quartier.events.rules import HOME

MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
LENGTH = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
YEARS = (1900, 2199)  # computers' calendars overflow at 2038, 2446 or 9999; a quarter has no dates beyond
LONGEST = 366  # days of one date
TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|html|body|head|font|table|tr|td|h[1-6]|script|style|img)\b", re.I
)
NEW_LINE = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^>]*>", re.IGNORECASE)
UNSEEN = re.compile(r"<(script|style|head)\b.*?(</\1>|$)", re.IGNORECASE | re.DOTALL)


class Fault(Exception):
    """A value that cannot be read; the sentence says why."""


@dataclass(frozen=True)
class Moment:
    """A day (``whole``: midnight here) or a time. ``zone``: by whose clock it repeats; ``floating``: by anybody's."""

    at: dt.datetime
    whole: bool = False
    zone: ZoneInfo = HOME
    floating: bool = False


def text(value: str) -> str:
    r"""A text without its escapes (3.3.11) and without control characters; ``\n`` begins a new line."""
    plain = re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
    plain = "".join(letter for letter in plain if letter == "\n" or (letter.isprintable() and letter != "\ufeff"))
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def plain(value: str) -> str:
    """A text as people read it: HTML that a program put in becomes text."""
    found = text(value)
    if TAG.search(found):
        found = html.unescape(strip_tags(NEW_LINE.sub("\n", UNSEEN.sub(" ", found))))
        found = re.sub(r"\n\s*\n\s*\n+", "\n\n", "\n".join(line.strip() for line in found.split("\n")))
    return found.strip()


def moment(line: Line, zones: Zones, value: str | None = None) -> Moment:
    """A DATE or DATE-TIME (3.3.4, 3.3.5). Fault: no such day or hour, or a year no calendar of a quarter has."""
    raw = (line.value if value is None else value).strip()
    found = MOMENT.fullmatch(raw)
    if not found:
        raise Fault(_("„%(value)s“ ist kein Tag und keine Uhrzeit.") % {"value": raw[:30]})
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
    if not YEARS[0] <= year <= YEARS[1]:
        raise Fault(_("Das Jahr %(year)d liegt außerhalb von 1900 bis 2199.") % {"year": year})
    try:
        naive = dt.datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone follows
    except ValueError:
        raise Fault(_("„%(value)s“ gibt es nicht.") % {"value": raw[:30]}) from None
    if found[4] is None:
        return Moment(naive.replace(tzinfo=HOME), whole=True)
    if found[7]:
        utc = ZoneInfo("UTC")
        return Moment(naive.replace(tzinfo=utc), zone=utc)
    name = line.params.get("TZID", "")
    if not name:
        return Moment(naive.replace(tzinfo=zones.default), zone=zones.default, floating=True)
    at, zone = zones.moment(name, naive, line.number)
    return Moment(at, zone=zone)


def length(raw: str) -> tuple[int, dt.timedelta]:
    """A DURATION (3.3.6): days by the calendar, and the exact rest. Fault: none, negative, or longer than a year."""
    found = LENGTH.fullmatch(raw.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise Fault(_("„%(value)s“ ist keine Dauer.") % {"value": raw[:30]})
    weeks, days, hours, minutes, seconds = (min(int(number or 0), 10**9) for number in found.groups()[1:])
    whole = weeks * 7 + days
    if found[1] == "-" or whole + hours / 24 + minutes / 1440 + seconds / 86400 > LONGEST:
        raise Fault(_("„%(value)s“ ist keine Dauer, die ein Termin haben kann.") % {"value": raw[:30]})
    return whole, dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def later(start: Moment, days: int, rest: dt.timedelta) -> dt.datetime:
    """Some days later at the same hour of the clock, and then the exact rest."""
    wall = (start.at.replace(tzinfo=None) + dt.timedelta(days=days)).replace(tzinfo=start.at.tzinfo)
    return wall if not rest else (wall.astimezone(dt.UTC) + rest).astimezone(start.zone)
