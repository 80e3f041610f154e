"""What the calendar shows on the workspace: the next dates."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Event, EventSeries
from quartier.kit import access, dates, links, panels
from quartier.texts.queries import Source, offers_texts

NEXT = 4
FORESEEN = dt.timedelta(days=120)  # how far ahead the office looks for versions that are missing


def on_workspace(area: Area, request: Any) -> dict[str, Any] | None:
    """The next dates of the quarter, those that are not public too, without what was called off."""
    if area.scope_id not in request.user.scopes(access.MANAGER):
        return None
    rows = Event.objects.filter(area=area).coming(dates.now()).exclude(status=states.CANCELLED)
    return {"rows": found} if (found := list(rows[:NEXT])) else None


def _sources() -> None:
    """Dates have versions; a series has those of all its dates that say what it says."""

    def public(area: Area) -> Any:
        moment = dates.now()
        rows = Event.objects.filter(area=area, public=True, starts_at__lt=moment + FORESEEN).coming(moment)
        return rows.exclude(status=states.CANCELLED).select_related("series")

    def day(event: Event) -> Any:
        return dates.local(event.starts_at).date()

    def office(area: Area, event: Event) -> str:
        return links.to("events:team_event", area=area.slug, number=event.number)

    def page(area: Area, event: Event) -> str:
        return links.to("events:event", area=area.slug, number=event.number)

    offers_texts(
        "events.event", Source(_("Termin"), lambda area: Event.objects.filter(area=area), public, day, office, page)
    )
    offers_texts(
        "events.eventseries",
        Source(
            _("Terminreihe"), lambda area: EventSeries.objects.filter(area=area), lambda area: (), None,
            lambda area, row: links.to("events:team_list", area=area.slug), lambda area, row: "",
        ),
    )  # fmt: skip


def register() -> None:
    """Called once, when the apps are ready."""
    _sources()
    panels.panel(panels.Panel("areas.workspace", "events/panels/workspace.html", on_workspace, queries=1, order=30))
