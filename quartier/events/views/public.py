from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from quartier.areas.models import Area
from quartier.events import queries
from quartier.events.models import Event
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.texts.queries import open_page


@public_page("area")
def event_list(request: HttpRequest, area: Area) -> HttpResponse:
    """The coming dates of the quarter, those called off included."""
    events = queries.coming(area, request.now)  # type: ignore[attr-defined]
    if moment := queries.changes_at(events, request.now):  # type: ignore[attr-defined]
        changes_at(request, moment)
    rows = [queries.line(area, event, request.now) for event in events]  # type: ignore[attr-defined]
    return render(request, "events/list.html", {"rows": rows})


@public_page("area")
def event(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One date."""
    rows = Event.objects.filter(area=area, public=True).select_related("cancellation")
    found = get_object_or_404(rows, number=number)
    open_page(request, found, links.to("events:event", area=area.slug, number=number))
    changes_at(request, found.ends_at)
    over = found.ends_at <= request.now  # type: ignore[attr-defined]
    return render(
        request,
        "events/event.html",
        {"event": found, "row": queries.line(area, found, request.now), "marks": queries.marks(found), "over": over},  # type: ignore[attr-defined]
    )
