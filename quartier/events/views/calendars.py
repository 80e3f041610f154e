"""Calendars to subscribe to, of a quarter, a topic, a room, a date and the whole city; the page that explains them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.areas.queries import framed
from quartier.events import states
from quartier.events.exports import Feed, Writer, address, calendar, table, written
from quartier.events.models import Event, Room
from quartier.events.queries import calendars as queries
from quartier.events.rules.topics import SLUGS, topic_at
from quartier.kit import links, spreadsheets
from quartier.kit.pagecache import public_page

TYPE = "text/calendar; charset=utf-8"


def own(request: HttpRequest, area: Area | None = None) -> str:
    """The whole address that was asked for."""
    path = links.Address(request.path_info)
    path.whole, path.slug = request.path_info, area.slug if area else ""
    return links.absolute(path, area.domain if area else None)


def answer(content: bytes, name: str) -> HttpResponse:
    """A calendar as phones want it."""
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@public_page("area")
def area_calendar(request: HttpRequest, area: Area) -> HttpResponse:
    """All public dates of the quarter, past ones included."""
    feed = Feed(
        _("%(area)s: Termine") % {"area": area.name}, _("Was im Quartier los ist. Mehr dazu auf der Seite."),
        links.absolute(links.to("events:list", area=area.slug), area.domain), own(request, area), area.accent,
    )  # fmt: skip
    return answer(written(queries.of_areas([area]), feed), f"termine-{area.slug}")


@public_page("area")
def topic_calendar(request: HttpRequest, area: Area, topic: str) -> HttpResponse:
    """The public dates of a topic."""
    code = topic_at(topic)
    if code is None:
        raise Http404
    label = str(dict(states.TOPICS)[code])
    feed = Feed(
        _("%(area)s: %(topic)s") % {"area": area.name, "topic": label}, _("Termine zu einem Thema."),
        links.absolute(links.to("events:list", area=area.slug), area.domain), own(request, area), area.accent,
    )  # fmt: skip
    rows = queries.of_topic(area, code)
    return answer(written(rows, feed, lambda row: row.public and row.topic == code), f"{topic}-{area.slug}")


@public_page("area")
def room_calendar(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """When the room is taken: public dates with their titles, others only as taken."""
    room = get_object_or_404(Room, area=area, number=number, public=True)
    feed = Feed(
        _("%(area)s: %(room)s") % {"area": area.name, "room": room.name}, _("Wann der Raum belegt ist."),
        source=own(request, area), accent=area.accent,
    )  # fmt: skip
    rows = queries.of_room(room, area)

    def takes_place(row: Any) -> bool:
        return row.room_id == room.pk and (row.public or row.status == states.PLANNED)

    writer = Writer(address, takes_place, busy=lambda row: not row.public)
    writer.take(rows.events, rows.series)
    return answer(calendar(feed, writer.blocks), f"raum-{number}-{area.slug}")


@public_page("area")
def event_calendar(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One date, to be put into one's own calendar."""
    event = get_object_or_404(Event, area=area, number=number, public=True)
    rows = queries.of_event(event, area)
    shown: Any = rows.events[0].shown
    feed = Feed(shown.title, area.name, address(rows.events[0]), own(request, area), area.accent)
    response = answer(written(rows, feed), f"termin-{number}-{area.slug}")
    response["Content-Disposition"] = f'attachment; filename="termin-{number}-{area.slug}.ics"'
    return response


@public_page("city")
def city_calendar(request: HttpRequest, city: City | None) -> HttpResponse:
    """The public dates of all quarters."""
    if city is None:
        raise Http404
    areas = list(framed().filter(city=city, carrier__isnull=False))
    feed = Feed(
        _("%(city)s: Termine in den Quartieren") % {"city": city.name}, _("Was in den Quartieren los ist."),
        links.absolute(links.to("publishing:city")), own(request),
    )  # fmt: skip
    return answer(written(queries.of_areas(areas), feed), f"termine-{city.slug}")


@public_page("area")
def event_table(request: HttpRequest, area: Area, form: str) -> HttpResponse:
    """The public dates as a table."""
    rows = [row for row in queries.of_areas([area]).events if row.public]
    lines = table(rows, address)
    if form == "csv":
        response = HttpResponse(b"".join(spreadsheets.csv_lines(lines)), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(spreadsheets.workbook(lines, _("Termine")), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="termine-{area.slug}.{form}"'
    return response


# The page that explains it ------------------------------------------------------------------------------------------
@public_page("area")
def subscribe(request: HttpRequest, area: Area) -> HttpResponse:
    """What a calendar's address is for, and how to use it on a phone."""
    topics = set(Event.objects.filter(area=area, public=True).order_by().values_list("topic", flat=True).distinct())
    rooms = Room.objects.filter(area=area, public=True)
    context = {
        "whole": _shown(area, "events:calendar"),
        "topics": [
            {"label": label, **_shown(area, "events:topic_calendar", topic=SLUGS[code])}
            for code, label in states.TOPICS
            if code in topics and code != states.OTHER
        ],
        "rooms": [{"label": room.name, **_shown(area, "events:room_calendar", number=room.number)} for room in rooms],
    }
    return render(request, "events/subscribe.html", context)


def _shown(area: Area, name: str, **arguments: Any) -> dict[str, str]:
    """An address in the three forms people need: to copy, to open in a calendar, to load once."""
    path = links.to(name, area=area.slug, **arguments)
    whole = links.absolute(path, area.domain)
    return {"address": whole, "webcal": "webcal://" + whole.split("://", 1)[1], "path": path}
