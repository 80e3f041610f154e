"""A time zone as calendars want it spelled out: VTIMEZONE (RFC 5545 3.6.5), from the world's list."""

import calendar
import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FIRST, LAST = 1970, 2037  # years spelled out; what is a rule at the end goes on for ever
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Onset:
    """The moment a clock is put forward or back. ``wall``: what it shows just before."""

    wall: dt.datetime
    utc: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool

    @property
    def kind(self) -> tuple[dt.timedelta, dt.timedelta, str, bool]:
        return self.before, self.after, self.name, self.summer

    @property
    def days(self) -> set[str]:
        """How a rule may call the day: „2SU“, „-1SU“."""
        day, length = self.wall.day, calendar.monthrange(self.wall.year, self.wall.month)[1]
        names = {f"{(day - 1) // 7 + 1}{DAYS[self.wall.weekday()]}"}
        return names | ({f"-1{DAYS[self.wall.weekday()]}"} if day > length - 7 else set())


@functools.lru_cache(maxsize=64)
def vtimezone(name: str, year: int = FIRST) -> tuple[str, ...]:
    """The lines of the zone, right from the January of ``year`` on (1970 or earlier)."""
    zone, first = ZoneInfo(name), min(year, FIRST)
    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    onsets = list(_onsets(zone, start))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    here = start.astimezone(zone)
    offset = here.utcoffset() or dt.timedelta()
    lines += _observance(bool(here.dst()), f"{first:04}0101T000000", offset, offset, here.tzname() or name)
    for kind in dict.fromkeys(onset.kind for onset in onsets):
        for run in _runs([onset for onset in onsets if onset.kind == kind]):
            before, after, short, summer = kind
            begins = f"{run[0].wall:%Y%m%dT%H%M%S}"
            lines += _observance(summer, begins, before, after, short, _rule(run))
    return (*lines, "END:VTIMEZONE")


def _onsets(zone: ZoneInfo, start: dt.datetime) -> Iterator[Onset]:
    """Every change of the clock, found by halving the days on which it happens."""
    day, end = start, dt.datetime(LAST + 1, 1, 1, tzinfo=dt.UTC)
    while day < end:
        after = day + dt.timedelta(days=1)
        if _state(zone, day) != _state(zone, after):
            low, high = day, after
            while high - low > dt.timedelta(seconds=1):
                middle = low + dt.timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if _state(zone, middle) == _state(zone, low) else (low, middle)
            before, then = low.astimezone(zone), high.astimezone(zone)
            old, new = before.utcoffset() or dt.timedelta(), then.utcoffset() or dt.timedelta()
            yield Onset((high + old).replace(tzinfo=None), high, old, new, then.tzname() or zone.key, bool(then.dst()))
        day = after


def _state(zone: ZoneInfo, moment: dt.datetime) -> tuple[dt.timedelta | None, str | None]:
    here = moment.astimezone(zone)
    return here.utcoffset(), here.tzname()


def _runs(onsets: Sequence[Onset]) -> Iterator[list[Onset]]:
    """Onsets of years that follow each other and fall on the same weekday of the same month at the same time."""
    run: list[Onset] = []
    days: set[str] = set()
    for onset in onsets:
        goes_on = run and onset.wall.year == run[-1].wall.year + 1 and onset.wall.month == run[-1].wall.month
        if goes_on and onset.wall.time() == run[-1].wall.time() and days & onset.days:
            days &= onset.days
            run.append(onset)
            continue
        if run:
            yield run
        run, days = [onset], onset.days
    if run:
        yield run


def _rule(run: Sequence[Onset]) -> str:
    """The rule of a run; without an end where it reaches the last year. None for a single onset."""
    if len(run) == 1:
        return ""
    days = set.intersection(*(onset.days for onset in run))
    day = min(days)  # „-1SU“ before „4SU“
    # a day later than the last onset: some parsers compare it with the clock on the wall
    until = "" if run[-1].wall.year == LAST else f";UNTIL={run[-1].utc + dt.timedelta(days=1):%Y%m%dT%H%M%SZ}"
    return f"FREQ=YEARLY;BYMONTH={run[0].wall.month};BYDAY={day}{until}"


def _observance(
    summer: bool, begins: str, before: dt.timedelta, after: dt.timedelta, name: str, rule: str = ""
) -> list[str]:
    kind = "DAYLIGHT" if summer else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{begins}", f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}"]
    return [*lines, f"TZNAME:{name}", *([f"RRULE:{rule}"] if rule else []), f"END:{kind}"]


def _offset(delta: dt.timedelta) -> str:
    seconds = int(delta.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"
