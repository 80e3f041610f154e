"""Seats: how many are left, who waits, and what a page says of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Event, Registration, Shift
from quartier.events.rules import registrations as rules
from quartier.kit import links


def taken(events: Iterable[Event]) -> dict[tuple[int, int | None], int]:
    """People with a seat by (event, shift; None: as guests): one query for any number of dates."""
    rows = Registration.objects.taking_seats().filter(event__in=list(events)).values_list("event_id", "shift_id")
    return {(event, shift): n for event, shift, n in rows.annotate(n=Sum("seats")).order_by()}


def seats(events: Iterable[Event]) -> dict[int, int]:
    """Seats left by the date's id, for dates with registration and a limit: one query, none where there is none."""
    limited = [event for event in events if event.registers and event.capacity is not None]
    found = taken(limited) if limited else {}
    return {event.pk: rules.left(event.capacity, found.get((event.pk, None), 0)) or 0 for event in limited}


def free(event: Event, shift: Shift | None = None) -> int | None:
    """Seats left at the date, or in the shift; None: no limit. One query."""
    capacity = shift.needed if shift is not None else event.capacity
    if capacity is None:
        return None
    rows = Registration.objects.taking_seats().filter(event=event, shift=shift)
    return rules.left(capacity, rows.aggregate(n=Sum("seats"))["n"] or 0)


def waits(event: Event, shift: Shift | None = None) -> list[Registration]:
    """Who waits, in the order of moving up."""
    return list(Registration.objects.waiting().filter(event=event, shift=shift))


def held(area: Area) -> Any:
    """Registrations that somebody of the office should look at, the oldest first."""
    rows = Registration.objects.filter(event__area=area, status=states.HELD).select_related("event")
    return rows.order_by("at")


# Words ------------------------------------------------------------------------------------------------------------
def words(event: Event, left: int | None) -> str:
    """„noch 3 Plätze“, „ausgebucht, Warteliste offen“; empty where there is no limit."""
    if left is None:
        return ""
    if left:
        return ngettext("noch %d Platz", "noch %d Plätze", left) % left
    return _("ausgebucht, Warteliste offen") if event.waiting_list else _("ausgebucht")


def seat_mark(event: Event, left: int | None, moment: dt.datetime) -> list[dict[str, str]]:
    """The same as a mark of the list of dates, as long as one can register."""
    text = words(event, left) if rules.is_open(event, moment) else ""
    return [{"icon": "people", "label": text}] if text else []


# The box on the page of a date ------------------------------------------------------------------------------------
@dataclass
class Help:
    """A shift in which helpers are missing."""

    row: Shift
    left: int
    url: str

    @property
    def words(self) -> str:
        return ngettext("es fehlt noch eine Person", "es fehlen noch %(n)d Personen", self.left) % {"n": self.left}


@dataclass
class Box:
    """What the page of a date says of registering. ``open``: there is a form; ``changes``: when it reads differently."""

    event: Event
    open: bool
    left: int | None  # seats; None: no limit
    words: str
    waiting: bool  # whoever registers now waits
    full: bool  # nobody can register, not even to wait
    closes_at: dt.datetime
    forgotten_on: dt.date
    url: str
    shifts: list[Help] = field(default_factory=list)
    changes: list[dt.datetime] = field(default_factory=list)


def registration_box(
    area: Area, event: Event, moment: dt.datetime, shifts: Sequence[Shift] | None = None
) -> Box | None:
    """The box for ``events/shared/registration_box.html``; None where one neither registers nor helps.

    Two queries: seats and shifts; one where the page has the ``shifts`` already. The view hands ``changes`` to
    ``changes_at``.
    """
    rows = list(event.shifts.all()) if shifts is None else list(shifts)
    if event.status != states.PLANNED or not (event.registers or rows):
        return None
    found = taken([event])
    left = rules.left(event.capacity, found.get((event.pk, None), 0)) if event.registers else None
    closes = rules.closes_at(event)
    helping = links.to("events:help", area=area.slug, number=event.number)
    wanted = [
        Help(row, n, f"{helping}?schicht={row.pk}")
        for row in rows
        if rules.is_open(event, moment, row) and (n := rules.left(row.needed, found.get((event.pk, row.pk), 0)))
    ]
    box = Box(
        event=event, open=rules.is_open(event, moment), left=left, words=words(event, left),
        waiting=left == 0 and event.waiting_list,
        full=left == 0 and not event.waiting_list, closes_at=closes, forgotten_on=rules.anonymise_on(event),
        url=links.to("events:register", area=area.slug, number=event.number), shifts=wanted,
        changes=[m for m in (closes, *(row.starts_at for row in rows)) if m > moment],
    )  # fmt: skip
    return box if event.registers or wanted else None
