import datetime as dt
from typing import Any

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Event

LONGEST_LIST = 100


def coming(area: Area, moment: dt.datetime, limit: int = LONGEST_LIST) -> list[Event]:
    """The next public dates of the quarter, with the reason of those called off: one query."""
    rows = Event.objects.filter(area=area, public=True).coming(moment).select_related("cancellation")
    return list(rows[:limit])


def changes_at(events: list[Event], moment: dt.datetime) -> dt.datetime | None:
    """When a list of these dates reads differently: the next beginning or end."""
    moments = [m for event in events for m in (event.starts_at, event.ends_at) if m > moment]
    return min(moments, default=None)


def called_off(event: Event) -> str:
    """The reason of a cancellation, else an empty string."""
    if event.status != states.CANCELLED:
        return ""
    cancellation: Any = getattr(event, "cancellation", None)
    return cancellation.reason if cancellation else ""
