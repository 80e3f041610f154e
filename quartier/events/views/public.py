from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import queries
from quartier.events.models import Event
from quartier.kit import dates, links
from quartier.kit.pagecache import changes_at, public_page
from quartier.kit.templatetags.page import clock


def line(area: Area, event: Event, moment: Any) -> dict[str, Any]:
    """An event as the component ``event_row`` shows it."""
    start, end = dates.local(event.starts_at), dates.local(event.ends_at)
    return {
        "title": event.title,
        "url": links.to("events:event", area=area.slug, number=event.number),
        "date": start,
        "today": start.date() == dates.local(moment).date(),
        "when": _("%(from)s bis %(to)s Uhr") % {"from": clock(start), "to": clock(end)},
        "place": event.place,
        "cancelled": event.status == "cancelled",
        "change": queries.called_off(event),
        "marks": marks(event),
    }


def marks(event: Event) -> list[dict[str, str]]:
    """Icon and word for what people ask first."""
    found = []
    if event.cost:
        found.append({"icon": "euro", "label": event.cost})
    if event.step_free:
        found.append({"icon": "step-free", "label": _("ohne Stufen")})
    if event.childcare:
        found.append({"icon": "child", "label": _("mit Spielecke")})
    if event.languages:
        found.append({"icon": "speech", "label": event.languages})
    return found


@public_page("area")
def event_list(request: HttpRequest, area: Area) -> HttpResponse:
    """The coming dates of the quarter, those called off included."""
    events = queries.coming(area, request.now)  # type: ignore[attr-defined]
    if moment := queries.changes_at(events, request.now):  # type: ignore[attr-defined]
        changes_at(request, moment)
    rows = [line(area, event, request.now) for event in events]  # type: ignore[attr-defined]
    return render(request, "events/list.html", {"rows": rows})


@public_page("area")
def event(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One date."""
    rows = Event.objects.filter(area=area, public=True).select_related("cancellation")
    found = get_object_or_404(rows, number=number)
    changes_at(request, found.ends_at)
    over = found.ends_at <= request.now  # type: ignore[attr-defined]
    return render(
        request,
        "events/event.html",
        {"event": found, "row": line(area, found, request.now), "marks": marks(found), "over": over},  # type: ignore[attr-defined]
    )
