"""The clock of the house. Nobody else asks the system for the time; the demo sets it."""

import contextlib
import datetime as dt
import functools
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

_fixed: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """The present moment, aware; the moment set by ``clock_at`` inside it."""
    return _fixed.get() or timezone.now()


def today() -> dt.date:
    """The present day in the local time zone."""
    return timezone.localtime(now()).date()


def local(moment: dt.datetime) -> dt.datetime:
    """The moment in the local time zone."""
    return timezone.localtime(moment)


TWO_CLICKS = dt.timedelta(seconds=30)  # the same act by the same person within it was meant once
WITH_SLASHES = ("en", "ar")  # 26/11/2026; the others write 26.11.2026


def figures(day: dt.date, year: str = "%Y") -> str:
    """„26.11.2026“ in sentences, in English and Arabic „26/11/2026“; ``year``: %y for two figures."""
    slash = (get_language() or "de").startswith(WITH_SLASHES)
    return day.strftime(f"%d/%m/{year}" if slash else f"%d.%m.{year}")


def at(day: dt.date, hour: int = 0, minute: int = 0) -> dt.datetime:
    """That local time of that day, aware."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later; the last day of the month where that day does not exist (BGB § 188(3))."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_of_next - dt.timedelta(days=1)).day))


SATURDAY = 5


def working_day(day: dt.date, land: str = "") -> dt.date:
    """The day itself; from a Saturday, Sunday or public holiday the next day that is none (§ 31 Abs. 3 VwVfG, § 193 BGB).

    ``land``: BE, SN … as in ISO 3166-2:DE, whose public holidays count; empty: those of the whole country only.
    """
    free = _public_holidays(land)
    while day.weekday() >= SATURDAY or day in free:
        day += dt.timedelta(days=1)
    return day


@functools.cache
def _public_holidays(land: str) -> Any:
    """The holidays of all years, which come to be when they are asked for."""
    import holidays  # takes a second, and few acts need it

    return holidays.country_holidays("DE", subdiv=land or None)


@contextlib.contextmanager
def clock_at(moment: dt.datetime) -> Iterator[None]:
    """Inside, ``now()`` is ``moment``: for the demo and for tests."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
