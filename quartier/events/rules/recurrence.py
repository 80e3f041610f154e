"""Dates that repeat by the rule of iCalendar (RFC 5545 3.3.10): the one place where a rule is read and expanded.

The clock on the wall counts: what begins at ten begins at ten in summer and in winter. Never more work than the stretch
of time asked for: a rule that matches nothing, or that goes on for ever, ends with it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from quartier.events.rules.periods import DAYS, Rule, walls
from quartier.kit.errors import Refused

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
NUMBERS = re.compile(r"[+-]?\d{1,3}(,[+-]?\d{1,3})*")
DAY = r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
PARTS = {
    "FREQ": re.compile("|".join(FREQUENCIES)),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,8}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "WKST": re.compile("|".join(DAYS)),
    "BYDAY": re.compile(f"{DAY}(,{DAY})*"),
}
RANGES = {  # RFC 5545 3.3.10; those that begin below zero count from the end
    "BYMONTH": range(1, 13), "BYMONTHDAY": range(-31, 32), "BYYEARDAY": range(-366, 367), "BYWEEKNO": range(-53, 54),
    "BYSETPOS": range(-366, 367), "BYHOUR": range(24), "BYMINUTE": range(60), "BYSECOND": range(61),
}  # fmt: skip
TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
TIMES_A_DAY = 24  # more is a machine's rule, not a neighbourhood's
SECOND = dt.timedelta(seconds=1)
TEN_YEARS = dt.timedelta(days=3660)


def parse(text: str) -> dict[str, str]:
    """The parts of a rule: „FREQ=WEEKLY;BYDAY=TU“, with or without „RRULE:“ in front, in any case of letters.

    Refused: unknown or doubled parts, values that are none, COUNT beside UNTIL, several times within an hour.
    """
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        if not part.strip():  # a semicolon at the end
            continue
        name, _sign, value = (word.strip() for word in part.partition("="))
        if name in found or not _is_part(name, value):
            raise Refused(_("Die Regel der Terminreihe ist nicht lesbar: „%(part)s“.") % {"part": part[:60]})
        found[name] = value
    if "FREQ" not in found:
        raise Refused(_("In der Regel der Terminreihe fehlt, wie oft sie sich wiederholt."))
    if "COUNT" in found and "UNTIL" in found:
        raise Refused(_("Eine Terminreihe endet an einem Tag oder nach einer Zahl von Terminen, nicht beides."))
    times = 1
    for name in TIMES:
        times *= found.get(name, "0").count(",") + 1
    if times > TIMES_A_DAY:
        raise Refused(_("Die Regel ergibt mehr als 24 Termine an einem Tag."))
    return found


def _is_part(name: str, value: str) -> bool:
    if name in PARTS:
        return PARTS[name].fullmatch(value) is not None
    if name not in RANGES or not NUMBERS.fullmatch(value):
        return False
    numbers = [int(number) for number in value.split(",")]
    return all(number in RANGES[name] and (number or name in TIMES) for number in numbers)


def join(rule: Rule) -> str:
    """The inverse of ``parse``."""
    return ";".join(f"{name}={value}" for name, value in rule.items())


def zone_of(name: str) -> ZoneInfo:
    """The time zone by its name, „Europe/Berlin“. Refused when nobody knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:  # a name that is none, a path, a folder
        raise Refused(_("Die Zeitzone „%(name)s“ ist unbekannt.") % {"name": name[:60]}) from unknown


HOME = ZoneInfo(settings.TIME_ZONE)


def occurrences(
    rule: str, first: dt.datetime, until: dt.datetime, *, zone: str = settings.TIME_ZONE, most: int | None = None,
    left_out: Iterable[str] = (), added: Iterable[str] = (),
) -> list[dt.datetime]:  # fmt: skip
    """When the rule has a date, from ``first`` (its DTSTART, which always counts) to ``until``: in order, in UTC.

    ``most``: not more than so many. ``left_out`` and ``added``: ISO moments. A moment the clock skips (half past two
    in the night summer time begins) is none and is not counted (RFC 5545 3.3.10).
    Refused when the rule cannot be read.
    """
    tz = zone_of(zone)
    dropped = {moment_of(text) for text in left_out}
    extra = sorted({moment_of(text) for text in added})
    found = _merged(_by_rule(parse(rule), first.astimezone(tz), until, tz), [m for m in extra if m <= until])
    kept: list[dt.datetime] = []
    for moment in found:
        if moment in dropped:
            continue
        if most is not None and len(kept) >= most:
            break
        kept.append(moment)
    return kept


def aligned(rule: str, first: dt.datetime, *, zone: str = settings.TIME_ZONE) -> dt.datetime:
    """The first moment of the rule at or after ``first``, in UTC: „every Tuesday“ asked for on a Monday begins on Tuesday.

    Refused when there is none within ten years.
    """
    tz = zone_of(zone)
    wall = first.astimezone(tz).replace(tzinfo=None)
    found = next(walls(parse(rule), wall, wall + TEN_YEARS), None)
    if found is None:
        raise Refused(_("Die Regel der Terminreihe ergibt keine Termine."))
    return found.replace(tzinfo=tz).astimezone(dt.UTC)


def moment_of(text: str) -> dt.datetime:
    """A moment as a series keeps it (ISO), in UTC."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def text_of(moment: dt.datetime, zone: str) -> str:
    """The inverse: as the series' zone reads it."""
    return moment.astimezone(zone_of(zone)).isoformat()


def lasting(start: dt.datetime, first: dt.datetime, end: dt.datetime, zone: str = settings.TIME_ZONE) -> dt.datetime:
    """When a date ends that begins at ``start`` and lasts by the clock on the wall as long as from ``first`` to ``end``."""
    tz = zone_of(zone)
    length = end.astimezone(tz).replace(tzinfo=None) - first.astimezone(tz).replace(tzinfo=None)
    wall = start.astimezone(tz).replace(tzinfo=None) + length
    return max(wall.replace(tzinfo=tz).astimezone(dt.UTC), start.astimezone(dt.UTC))


def shifted(moment: dt.datetime, days: int, zone: str = settings.TIME_ZONE) -> dt.datetime:
    """The same time on the clock so many days later, in UTC."""
    tz = zone_of(zone)
    wall = moment.astimezone(tz).replace(tzinfo=None) + dt.timedelta(days=days)
    return wall.replace(tzinfo=tz).astimezone(dt.UTC)


def _merged(ruled: Iterator[dt.datetime], extra: list[dt.datetime]) -> Iterator[dt.datetime]:
    """Both in order, each moment once."""
    waiting = list(extra)
    for moment in ruled:
        while waiting and waiting[0] <= moment:
            if waiting[0] < moment:
                yield waiting[0]
            waiting.pop(0)
        yield moment
    yield from waiting


def _by_rule(rule: Rule, first: dt.datetime, until: dt.datetime, tz: ZoneInfo) -> Iterator[dt.datetime]:
    """By the clock on the wall, so that no zone is met on the way; ``until`` keeps every rule finite."""
    wall = first.replace(tzinfo=None)
    asked, end = until.astimezone(tz).replace(tzinfo=None), _until(rule, tz)
    last = min(asked, end) if end else asked
    left = int(rule.get("COUNT", 0)) or None
    if wall > last:
        return
    yield wall.replace(tzinfo=tz).astimezone(dt.UTC)
    for moment in walls(rule, wall, last):
        if left is not None and left <= 1:
            return
        there = moment.replace(tzinfo=tz).astimezone(dt.UTC)
        if moment != wall and there.astimezone(tz).replace(tzinfo=None) == moment:
            left = left - 1 if left is not None else None
            yield there


def _until(rule: Rule, tz: ZoneInfo) -> dt.datetime | None:
    """The last moment of a rule with an end, on the wall; a day alone counts as a whole."""
    text = rule.get("UNTIL")
    if not text:
        return None
    try:
        if len(text) == 8:
            return dt.datetime.strptime(text + "T235959", "%Y%m%dT%H%M%S")  # noqa: DTZ007 - on the wall
        moment = dt.datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone comes below
    except ValueError as wrong:
        raise Refused(_("Das Ende der Terminreihe ist kein Tag: „%(text)s“.") % {"text": text}) from wrong
    return moment.replace(tzinfo=dt.UTC).astimezone(tz).replace(tzinfo=None) if text.endswith("Z") else moment


def ends(rule: str) -> bool:
    """Whether it stops by itself."""
    return not parse(rule).keys().isdisjoint({"COUNT", "UNTIL"})


def until_day(rule: str, zone: str = settings.TIME_ZONE) -> dt.date | None:
    """The last day the rule names; None for a rule without one."""
    moment = _until(parse(rule), zone_of(zone))
    return moment.date() if moment else None


def ended(rule: str, before: dt.datetime, *, all_day: bool = False) -> str:
    """The same rule, with its last date before that moment (UNTIL in UTC, a day for whole days: RFC 5545 3.3.10)."""
    parts = {name: value for name, value in parse(rule).items() if name not in ("COUNT", "UNTIL")}
    last = before - SECOND
    text = f"{last.astimezone(HOME):%Y%m%d}" if all_day else f"{last.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return join({**parts, "UNTIL": text})


def rest(rule: str, done: int) -> str:
    """The rule as it goes on after ``done`` of its dates: a counted one has fewer left."""
    parts = parse(rule)
    if "COUNT" in parts:
        parts["COUNT"] = str(max(int(parts["COUNT"]) - done, 1))
    return join(parts)


def moved(rule: str, days: int) -> str:
    """The rule as it goes on when its dates move by some days: Tuesday to Wednesday.

    Refused where that is not one rule any more: the first Tuesday of a month has no fixed day beside it.
    """
    parts = parse(rule)
    if not days:
        return join(parts)
    if parts["FREQ"] == "WEEKLY" and "BYDAY" in parts:
        plain = [word[-2:] for word in parts["BYDAY"].split(",")]
        shifted = {DAYS[(DAYS.index(word) + days) % 7] for word in plain}
        parts["BYDAY"] = ",".join(day for day in DAYS if day in shifted)
    elif any(name.startswith("BY") for name in parts):
        raise Refused(_("Bei dieser Regel lässt sich der Tag nicht verschieben. Bitte ändern Sie die Regel der Reihe."))
    return join(parts)
