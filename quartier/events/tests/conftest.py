import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.models import Event
from quartier.kit import dates


@pytest.fixture
def announce(area: Area, clara: User) -> Callable[..., Event]:
    """``announce("Titel", days=3, hour=18, …)``: two hours long."""

    def make(title: str = "Nähabend", *, days: int = 3, hour: int = 18, **facts: Any) -> Event:
        start = dates.at(dates.today() + dt.timedelta(days=days), hour)
        end = start + dt.timedelta(hours=2)
        return actions.announce(area=area, title=title, starts_at=start, ends_at=end, place="Büro", by=clara, **facts)

    return make
