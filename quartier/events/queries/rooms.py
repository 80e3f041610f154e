"""What takes place in a room, and what is there twice at the same time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.events import states
from quartier.events.models import Event, Room
from quartier.kit.templatetags.page import clock, short_day

Span = tuple[dt.datetime, dt.datetime]
TOLD = 3  # clashes that are named


@dataclass
class Booking:
    """A date in a room and those at the same time."""

    event: Event
    others: list[Event] = field(default_factory=list)


def bookings(room: Room, after: dt.datetime, limit: int) -> list[Booking]:
    """What is in the room from ``after`` on, in order, with what meets it: one query."""
    rows = Event.objects.filter(room=room, status=states.PLANNED, ends_at__gt=after).order_by("starts_at", "id")
    found = [Booking(row) for row in rows[:limit]]
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            if other.event.starts_at >= one.event.ends_at:
                break
            if _belong_together(one.event, other.event):
                continue
            one.others.append(other.event)
            other.others.append(one.event)
    return found


def clashes(room: Room, spans: Sequence[Span], besides: Iterable[int] = ()) -> list[Event]:
    """Dates that are in the room during one of the ``spans``, but those with these ids: one query."""
    if not spans:
        return []
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    rows = Event.objects.filter(room=room, status=states.PLANNED, starts_at__lt=last, ends_at__gt=first)
    rows = rows.exclude(pk__in=list(besides)).order_by("starts_at", "id")
    return [row for row in rows if any(start < row.ends_at and row.starts_at < end for start, end in spans)]


def clash_words(room: Room, found: Sequence[Event]) -> str:
    """A warning in a sentence; empty where the room is free."""
    if not found:
        return ""
    named = "; ".join(f"{short_day(row.starts_at)} {clock(row.starts_at)} „{row.title}“" for row in found[:TOLD])
    more = len(found) - TOLD
    if more > 0:
        named += ngettext(" und %d weiterer", " und %d weitere", more) % more
    return _("„%(room)s“ ist zur selben Zeit noch einmal vergeben: %(what)s.") % {"room": room.name, "what": named}


def of_event(event: Event) -> list[Event]:
    """What else is in the room of the date at its time; its festival and its sittings do not count."""
    if event.room is None or event.status != states.PLANNED:
        return []
    found = clashes(event.room, [(event.starts_at, event.ends_at)], [event.pk])
    return [row for row in found if not _belong_together(event, row)]


def _belong_together(one: Event, other: Event) -> bool:
    return one.part_of_id == other.pk or other.part_of_id == one.pk
