"""Dates and series as schema.org has them, so that search engines and other calendars read them (Event, EventSeries)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.exports.whole import address
from quartier.events.models import Event, EventSeries
from quartier.kit import dates, links
from quartier.kit.structured import breadcrumb, cleaned, moment, postal
from quartier.texts.rules import tag

SCHEMA = "https://schema.org/"


def of_event(event: Event, area: Area, *, before: dt.datetime | None = None, full: bool = False) -> dict[str, Any]:
    """An Event. ``event.shown``: its texts; ``before``: when it began before it was moved; ``full``: no seat left."""
    event.area = area
    text: Any = event.shown
    off, url = event.status == states.CANCELLED, address(event)
    if before is None and event.occurrence_at is not None and event.occurrence_at != event.starts_at:
        before = event.occurrence_at
    state = "EventCancelled" if off else "EventRescheduled" if before else "EventScheduled"
    return cleaned(
        {
            "@type": "Event", "@id": url, "url": url, "name": text.title, "description": text.summary,
            "startDate": _begin(event), "endDate": _end(event), "eventStatus": SCHEMA + state,
            "previousStartDate": moment(before) if before and not off else "",
            "eventAttendanceMode": SCHEMA + "OfflineEventAttendanceMode", "location": _place(event, area),
            "organizer": _organiser(event, area), "isAccessibleForFree": True if event.free else None,
            "offers": _offer(event, url, full), "inLanguage": [tag(code) for code in event.codes],
            "image": _whole("publishing:event_preview", area, number=event.number),
            "maximumAttendeeCapacity": event.capacity, "typicalAgeRange": _ages(event),
            "superEvent": _series_of(event, area),
        }
    )  # fmt: skip


def of_series(series: EventSeries, area: Area, events: Sequence[Event] = ()) -> dict[str, Any]:
    """An EventSeries with its coming dates."""
    series.area = area
    text: Any = series.shown
    return cleaned(
        {
            "@type": "EventSeries", "@id": address(series), "url": address(series), "name": text.title,
            "description": text.summary, "startDate": _begin(series), "location": _place(series, area),
            "organizer": _organiser(series, area), "isAccessibleForFree": True if series.free else None,
            "inLanguage": [tag(code) for code in series.codes],
            "subEvent": [of_event(event, area) for event in events],
        }
    )  # fmt: skip


def way(area: Area, *steps: tuple[str, str]) -> dict[str, Any]:
    """The breadcrumb of a page about dates; ``steps``: name and whole address, after the list of all dates."""
    first = [(area.name, _whole("publishing:home", area)), (_("Termine"), _whole("events:list", area))]
    return breadcrumb([*first, *steps])


def _whole(name: str, area: Area, **arguments: Any) -> str:
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)


def _begin(row: Event | EventSeries) -> str:
    return dates.local(row.starts_at).date().isoformat() if row.all_day else moment(row.starts_at)


def _end(row: Event) -> str:
    """Of whole days the last one, not the midnight after it."""
    if not row.all_day:
        return moment(row.ends_at)
    last = max(row.ends_at - dt.timedelta(seconds=1), row.starts_at)
    return dates.local(last).date().isoformat()


def _place(row: Any, area: Area) -> dict[str, Any]:
    room = row.room
    name = row.place or (room.name if room else area.name)
    street, town = (room.street, room.town) if room else ("", "")
    found = {"@type": "Place", "name": name, "address": postal(street, town or area.city.name)}
    if room and room.lat is not None and room.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": room.lat, "longitude": room.lon}
    return found


def _organiser(row: Any, area: Area) -> dict[str, Any]:
    """A club or the quarter's office; never a person."""
    if row.organiser is not None:
        return {"@type": "Organization", "name": row.organiser.name}
    office = getattr(area, "office", None)
    name = office.name if office else area.name
    return {"@type": "Organization", "name": name, "url": _whole("areas:office", area)}


def _offer(event: Event, url: str, full: bool) -> dict[str, Any]:
    """What it costs, where that is known: nothing. Words about a price are for people."""
    if not event.free:
        return {}
    return {
        "@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": url,
        "availability": SCHEMA + ("SoldOut" if full else "InStock"),
    }  # fmt: skip


def _ages(event: Event) -> str:
    if event.age_from is None and event.age_to is None:
        return ""
    return f"{event.age_from or 0}-{event.age_to if event.age_to is not None else ''}"


def _series_of(event: Event, area: Area) -> dict[str, Any]:
    if event.series_id is None:
        return {}
    url = _whole("events:series", area, pk=event.series_id)
    return {"@type": "EventSeries", "@id": url, "url": url}
