"""The calendar and the page of a date or a series."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from quartier.areas.models import Area
from quartier.events import queries, states
from quartier.events.exports import schema
from quartier.events.models import Event, EventSeries, Shift, Stall
from quartier.events.queries.moved import moved_from
from quartier.kit import dates, links
from quartier.kit.pagecache import changes_at, public_page
from quartier.texts.queries import open_page, shown

PAGE = 30
NEXT_DATES = 5
PAST = "vorbei"


@public_page("area")
def event_list(request: HttpRequest, area: Area) -> HttpResponse:
    """The dates of the quarter as a reader chose them: the coming ones, those called off included, or the past."""
    moment, past = request.now, request.GET.get("stand") == PAST  # type: ignore[attr-defined]
    rows = queries.on_list(area)
    rows = rows.filter(ends_at__lte=moment).order_by("-starts_at", "id") if past else rows.coming(moment)
    panel = queries.of_dates(area, request.GET, moment, rows)
    rows = panel.filter(rows)
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    events = shown(page.object_list, get_language())
    if change := queries.changes_at(events, moment):
        changes_at(request, change)
    return render(
        request,
        "events/list.html",
        {
            "rows": queries.lines(area, events, moment),
            "panel": panel,
            "past": past,
            "page_of": page,
            "pager": _pager(panel, page, past),
        },
    )


def _pager(panel: queries.Panel, page: Any, past: bool) -> dict[str, str]:
    """Where the pages before and after lead, with everything that was chosen."""
    kept = "&".join(part for part in (f"stand={PAST}" if past else "", panel.query()) if part)
    lead = f"?{kept}&" if kept else "?"
    return {
        "kept": kept,
        "previous": f"{lead}seite={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"{lead}seite={page.next_page_number()}" if page.has_next() else "",
    }


@public_page("area")
def event(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One date: when and where, its sittings, stalls and shifts, and when its series goes on."""
    moment = request.now  # type: ignore[attr-defined]
    found, parts = _with_parts(area, number)
    later = _next_dates(found, moment) if found.series_id else []
    open_page(request, found, links.to("events:event", area=area.slug, number=number), [*parts, *later])
    box = queries.registration_box(area, found, moment, list(found.shifts.all()) if found.has_shifts else [])
    turns = [turn for row in (found, *parts, *later) for turn in (row.starts_at, row.ends_at)]
    for turn in [*turns, *(box.changes if box else ())]:
        changes_at(request, turn)
    context = {
        "event": found,
        "row": queries.line(area, found, moment) | {"when": queries.when(found)},
        "other_year": dates.local(found.starts_at).year != dates.local(moment).year,
        "over": found.ends_at <= moment,
        "parts": [queries.part(area, found, part, moment) for part in parts],
        "stalls": _stalls(found) if found.has_stalls else [],
        "box": box,
        "next_dates": queries.lines(area, later, moment),
        "facts": queries.facts(found),
        "text": queries.split(found.shown.summary),
        "schema": _schema(found, area, box),
    }
    return render(request, "events/event.html", context)


def _schema(event: Any, area: Area, box: Any) -> list[dict[str, Any]]:
    """The date and the way to it for search engines."""
    full = box is not None and box.full
    said = schema.of_event(event, area, before=moved_from(event), full=full)
    return [said, schema.way(area, (event.shown.title, said["url"]))]


def _with_parts(area: Area, number: int) -> tuple[Any, list[Any]]:
    """A public date and its sittings, with all the page says of them and whether it is worth asking for more: one query."""
    rows = Event.objects.filter(Q(number=number) | Q(part_of__number=number), area=area, public=True)
    rows = rows.select_related(
        "cancellation", "series", "room", "organiser", "picture__file", "offer", "part_of"
    ).annotate(
        has_stalls=Exists(Stall.objects.filter(event=OuterRef("pk"), status=states.PROMISED)),
        has_shifts=Exists(Shift.objects.filter(event=OuterRef("pk"))),
        next_time=queries.next_time(),
    )  # fmt: skip
    found = {row.number: row for row in rows.order_by("starts_at", "id")}
    if number not in found:
        raise Http404
    return found.pop(number), list(found.values())


def _next_dates(one: Event, moment: Any) -> list[Event]:
    """When the series goes on after this date, or after now."""
    rows = Event.objects.filter(series=one.series_id, public=True, starts_at__gt=max(moment, one.starts_at))
    return list(rows.exclude(pk=one.pk).select_related("cancellation").order_by("starts_at")[:NEXT_DATES])


def _stalls(whole: Event) -> list[dict[str, str]]:
    """What there is at the festival and who brings it."""
    rows = whole.stalls.filter(status=states.PROMISED).select_related("organisation")
    return [
        {"title": row.title, "by": row.organisation.name if row.organisation else row.run_by, "spot": row.spot}
        for row in rows
    ]


@public_page("area")
def series(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A series: how often, what it is, and its next dates. Its address stays the same while dates pass."""
    rows = EventSeries.objects.filter(area=area, public=True)
    found: Any = get_object_or_404(rows.select_related("room", "organiser", "picture__file"), pk=pk)
    moment = request.now  # type: ignore[attr-defined]
    open_page(request, found, links.to("events:series", area=area.slug, pk=pk))
    coming = queries.on_list(area).filter(series=found).coming(moment)[:PAGE]
    events = shown(coming, get_language())
    if change := queries.changes_at(events, moment):
        changes_at(request, change)
    context = {
        "series": found,
        "often": queries.how_often(found),
        "when": queries.when(found),
        "rows": queries.lines(area, events, moment),
        "facts": queries.facts(found),
        "text": queries.split(found.shown.summary),
    }
    said = schema.of_series(found, area, events[:NEXT_DATES])
    context["schema"] = [said, schema.way(area, (found.shown.title, said["url"]))]
    return render(request, "events/series.html", context)
