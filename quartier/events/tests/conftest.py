import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.models import Event, EventSeries, Shift
from quartier.history.actions import action
from quartier.kit import dates


@pytest.fixture
def announce(area: Area, clara: User) -> Callable[..., Event]:
    """``announce("Titel", days=3, hour=18, …)``: two hours long."""

    def make(title: str = "Nähabend", *, days: int = 3, hour: int = 18, **facts: Any) -> Event:
        start = dates.at(dates.today() + dt.timedelta(days=days), hour)
        end = start + dt.timedelta(hours=2)
        facts = {"place": "Büro", "starts_at": start, "ends_at": end} | facts
        return actions.announce(area=area, title=title, by=clara, **facts)

    return make


MONDAY = dt.date(2026, 12, 7)


@pytest.fixture
def that_monday() -> Iterator[None]:
    """It is eight in the morning of the 7th of December 2026."""
    with dates.clock_at(dates.at(MONDAY, 8)):
        yield


@pytest.fixture
def begin(area: Area, clara: User) -> Callable[..., EventSeries]:
    """``begin("FREQ=WEEKLY", day=…, hour=10, hours=2, …)``: a series from that day on."""

    def make(
        rule: str = "FREQ=WEEKLY;BYDAY=TU", *, day: dt.date = MONDAY + dt.timedelta(days=1), hour: int = 10,
        hours: int = 2, title: str = "Sprachcafé", **facts: Any,
    ) -> EventSeries:  # fmt: skip
        start = dates.at(day, hour)
        return actions.start_series(
            area=area, rule=rule, title=title, starts_at=start, ends_at=start + dt.timedelta(hours=hours),
            place="Büro", by=clara, **facts,
        )  # fmt: skip

    return make


@action
def sign_up(*, event: Event) -> Shift:
    """Somebody relies on the date."""
    start = event.starts_at
    return Shift.objects.create(event=event, title="Aufbau", starts_at=start, ends_at=start + dt.timedelta(hours=1))
