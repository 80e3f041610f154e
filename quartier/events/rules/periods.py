"""The moments a rule names, period by period: a day, a week, a month, a year (RFC 5545 3.3.10).

Written here because dateutil, which tests compare this with, goes on to the year 9999 where a rule matches nothing, and
needs ten seconds for it. The work here ends with the stretch of time asked for.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # Monday is 0
ONE_DAY = dt.timedelta(days=1)
Rule = Mapping[str, str]
Test = Callable[[dt.date], bool]


def walls(rule: Rule, first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    """Moments of the rule by the clock on the wall, in order, from ``first`` to ``last``; COUNT and UNTIL are not read."""
    tests, times, positions = _tests(rule, first), _times(rule, first), _numbers(rule, "BYSETPOS")
    for days in _periods(rule, first.date(), last.date()):
        chosen = (day for day in days if all(test(day) for test in tests))
        found = [dt.datetime.combine(day, clock) for day in chosen for clock in times]
        if positions:
            found = _at_positions(found, positions)
        yield from (moment for moment in found if first <= moment <= last)


def _numbers(rule: Rule, name: str) -> list[int]:
    return [int(number) for number in rule.get(name, "").split(",") if number]


def _at_positions(found: list[dt.datetime], positions: list[int]) -> list[dt.datetime]:
    """The first, the third, the last but one … of a period."""
    size = len(found)
    indexes = {n - 1 if n > 0 else size + n for n in positions}
    return [found[index] for index in sorted(indexes) if 0 <= index < size]


def _times(rule: Rule, first: dt.datetime) -> list[dt.time]:
    hours = _numbers(rule, "BYHOUR") or [first.hour]
    minutes = _numbers(rule, "BYMINUTE") or [first.minute]
    seconds = _numbers(rule, "BYSECOND") or [first.second]
    return sorted({dt.time(h, m, min(s, 59), first.microsecond) for h in hours for m in minutes for s in seconds})


# Periods ----------------------------------------------------------------------------------------------------------
def _periods(rule: Rule, first: dt.date, last: dt.date) -> Iterator[list[dt.date]]:
    """The days of each period the rule looks at, the first one whole."""
    every = int(rule.get("INTERVAL", 1))
    walk = {"DAILY": _each_day, "WEEKLY": _each_week, "MONTHLY": _each_month, "YEARLY": _each_year}[rule["FREQ"]]
    return walk(first, last, every, DAYS.index(rule.get("WKST", "MO")))


def _each_day(first: dt.date, last: dt.date, every: int, _week: int) -> Iterator[list[dt.date]]:
    for number in range(0, (last - first).days + 1, every):
        yield [first + dt.timedelta(days=number)]


def _each_week(first: dt.date, last: dt.date, every: int, week: int) -> Iterator[list[dt.date]]:
    back = (first.weekday() - week) % 7
    for number in range(-back, (last - first).days + 1, 7 * every):
        yield [first + dt.timedelta(days=number + day) for day in range(7) if number + day >= -first.toordinal() + 1]


def _each_month(first: dt.date, last: dt.date, every: int, _week: int) -> Iterator[list[dt.date]]:
    begins = first.year * 12 + first.month - 1
    for index in range(begins, last.year * 12 + last.month, every):
        year, month = index // 12, index % 12 + 1
        yield [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _each_year(first: dt.date, last: dt.date, every: int, _week: int) -> Iterator[list[dt.date]]:
    for year in range(first.year, last.year + 1, every):
        start = dt.date(year, 1, 1)
        yield [start + dt.timedelta(days=day) for day in range(366 if calendar.isleap(year) else 365)]


# Tests of a day ---------------------------------------------------------------------------------------------------
def _tests(rule: Rule, first: dt.datetime) -> list[Test]:
    """What a day must be; a rule that names no day means that of its first date."""
    parts = dict(rule)
    if parts.keys().isdisjoint({"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}):
        parts |= _as_the_first(parts, first)
    makers = {
        "BYMONTH": _in_month, "BYMONTHDAY": _in_monthday, "BYYEARDAY": _in_yearday, "BYWEEKNO": _in_week,
    }  # fmt: skip
    tests = [make(frozenset(_numbers(parts, name))) for name, make in makers.items() if name in parts]
    return [*tests, _is_weekday(parts)] if "BYDAY" in parts else tests


def _as_the_first(parts: Rule, first: dt.datetime) -> dict[str, str]:
    if parts["FREQ"] == "WEEKLY":
        return {"BYDAY": DAYS[first.weekday()]}
    if parts["FREQ"] == "MONTHLY":
        return {"BYMONTHDAY": str(first.day)}
    if parts["FREQ"] == "YEARLY":
        return {"BYMONTH": parts.get("BYMONTH", str(first.month)), "BYMONTHDAY": str(first.day)}
    return {}


def _in_month(months: frozenset[int]) -> Test:
    return lambda day: day.month in months


def _in_monthday(numbers: frozenset[int]) -> Test:
    def test(day: dt.date) -> bool:
        return day.day in numbers or day.day - calendar.monthrange(day.year, day.month)[1] - 1 in numbers

    return test


def _in_yearday(numbers: frozenset[int]) -> Test:
    def test(day: dt.date) -> bool:
        number = day.timetuple().tm_yday
        return number in numbers or number - (366 if calendar.isleap(day.year) else 365) - 1 in numbers

    return test


def _in_week(numbers: frozenset[int]) -> Test:
    """Weeks as ISO 8601 counts them, beginning on Monday."""

    def test(day: dt.date) -> bool:
        year, week, _day = day.isocalendar()
        weeks = dt.date(year, 12, 28).isocalendar().week
        return week in numbers or week - weeks - 1 in numbers

    return test


def _is_weekday(parts: Rule) -> Test:
    words = [(int(word[:-2] or 0), DAYS.index(word[-2:])) for word in parts["BYDAY"].split(",")]
    counted = parts["FREQ"] in ("MONTHLY", "YEARLY")
    plain = {weekday for number, weekday in words if not (number and counted)}
    numbered = {word for word in words if word[0] and counted}
    in_year = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts

    def test(day: dt.date) -> bool:
        weekday = day.weekday()
        return weekday in plain or any((number, weekday) in numbered for number in _which(day, in_year))

    return test


def _which(day: dt.date, in_year: bool) -> tuple[int, int]:
    """The how manieth of its weekday it is in month or year, counted from the beginning and from the end."""
    if in_year:
        place, size = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    else:
        place, size = day.day, calendar.monthrange(day.year, day.month)[1]
    return (place - 1) // 7 + 1, -((size - place) // 7 + 1)
