"""What stands in a calendar that can be subscribed to: two or three queries for any number of dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from quartier.areas.models import Area
from quartier.events.models import Event, EventSeries, Room
from quartier.texts.queries import shown

MOST = 10_000  # dates in one calendar, the newest
WITH = ("cancellation", "room")


@dataclass
class Rows:
    """Dates in order, those of the series given here included; every row has ``shown`` and its ``area``."""

    events: list[Event] = field(default_factory=list)
    series: list[EventSeries] = field(default_factory=list)


def _rows(events: QuerySet[Event], series: QuerySet[EventSeries], areas: Iterable[Area]) -> Rows:
    by_id = {area.pk: area for area in areas}
    newest = events.select_related(*WITH).order_by("-starts_at", "-id")[:MOST]
    found = Rows(list(reversed(newest)), list(series.select_related("room").order_by("starts_at", "id")))
    known = {one.pk: one for one in found.series}
    every: list[Any] = [*found.events, *found.series]
    for row in every:
        row.area = by_id[row.area_id]
    for event in found.events:
        if event.series_id in known:
            event.series = known[event.series_id]
    language = get_language()
    shown(found.events, language)
    shown(found.series, language)
    return found


def _with_series(events: QuerySet[Event], own: Q, through: Q) -> QuerySet[Event]:
    """Dates that belong there themselves, and all of the series that do: one that does not is left out by name."""
    return events.filter(own | through).select_related("series")


def of_areas(areas: Iterable[Area]) -> Rows:
    """The public dates of these quarters."""
    areas = list(areas)
    events = Event.objects.filter(area__in=areas)
    series = EventSeries.objects.filter(area__in=areas, public=True)
    return _rows(events.filter(Q(public=True) | Q(series__public=True)), series, areas)


def everything(area: Area) -> Rows:
    """All dates of the quarter, public or not: for its office alone."""
    return _rows(Event.objects.filter(area=area), EventSeries.objects.filter(area=area), [area])


def of_topic(area: Area, topic: str) -> Rows:
    """The public dates of a topic."""
    events = Event.objects.filter(area=area)
    series = EventSeries.objects.filter(area=area, public=True, topic=topic)
    own = Q(public=True, topic=topic)
    return _rows(_with_series(events, own, Q(series__public=True, series__topic=topic)), series, [area])


def of_room(room: Room, area: Area) -> Rows:
    """All that takes place in the room, public or not."""
    events = Event.objects.filter(area=area)
    series = EventSeries.objects.filter(area=area, room=room)
    return _rows(_with_series(events, Q(room=room), Q(series__room=room)), series, [area])


def of_event(event: Event, area: Area) -> Rows:
    """One date alone."""
    events = Event.objects.filter(pk=event.pk).select_related("series")
    return _rows(events, EventSeries.objects.none(), [area])


def of_person(events: QuerySet[Event], areas: Iterable[Area], whole: Iterable[Area]) -> Rows:
    """``events``: dates a person takes part in, of ``areas``; of the quarters in ``whole`` all there are."""
    areas, whole = list(areas), list(whole)
    every = Event.objects.filter(Q(pk__in=events.values("pk")) | Q(area__in=whole)).select_related("series")
    return _rows(every, EventSeries.objects.filter(area__in=whole), [*areas, *whole])


def is_public(row: Any) -> bool:
    return bool(row.public)
