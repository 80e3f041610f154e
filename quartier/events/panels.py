"""What the calendar shows on the workspace: the next dates."""

from typing import Any

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Event
from quartier.kit import access, dates, panels

NEXT = 4


def on_workspace(area: Area, request: Any) -> dict[str, Any] | None:
    """The next dates of the quarter, those that are not public too, without what was called off."""
    if area.scope_id not in request.user.scopes(access.MANAGER):
        return None
    rows = Event.objects.filter(area=area).coming(dates.now()).exclude(status=states.CANCELLED)
    return {"rows": found} if (found := list(rows[:NEXT])) else None


def register() -> None:
    """Called once, when the apps are ready."""
    panels.panel(panels.Panel("areas.workspace", "events/panels/workspace.html", on_workspace, queries=1, order=30))
