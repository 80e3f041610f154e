"""The office's list of who registered for a date: a few queries, however long it is."""

from dataclasses import dataclass, field
from typing import Any

from quartier.events import states
from quartier.events.models import Event, Registration, Shift
from quartier.events.rules import registrations as rules
from quartier.kit import dates


@dataclass
class Crew:
    """A shift with its helpers and who waits for it."""

    shift: Shift
    there: list[Registration] = field(default_factory=list)
    waiting: list[Registration] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return max(0, self.shift.needed - len(self.there))


@dataclass
class GuestList:
    """``guests`` in the order of registration, ``waiting`` in the order of moving up (each with ``place``)."""

    guests: list[Registration]
    waiting: list[Registration]
    crews: list[Crew]
    unconfirmed: list[Registration]
    held: list[Registration]
    cancellable: list[Registration]
    open: bool  # somebody can still be written down
    to_call: list[Registration]  # of those who come or wait: without an address, with or without a number
    gone: int  # cancelled and expired
    left: int | None  # seats
    seated: int  # people
    came: int  # people
    marked: bool  # whether presence was marked at all

    @property
    def waiting_people(self) -> int:
        return sum(row.seats for row in self.waiting)


def everybody(event: Event, user: Any) -> list[Registration]:
    """All that are not over, in the order of registration; ``clash`` names shifts at the same time. One query."""
    rows = Registration.objects.visible_to(user).filter(event=event, status__in=states.ALIVE)
    found = list(rows.select_related("shift").order_by("at", "id"))
    helping = [row for row in found if row.shift and row.email and row.status in states.COMING]
    for row in found:
        row.clash = [  # type: ignore[attr-defined]
            other.shift.title for other in helping
            if row.shift and other.shift and other.pk != row.pk and other.email.lower() == row.email.lower()
            and rules.overlap(row.shift, other.shift)
        ]  # fmt: skip
    return found


def guest_list(event: Event, user: Any) -> GuestList:
    """Everything the office's page shows. Three queries."""
    rows = everybody(event, user)
    crews = {shift.pk: Crew(shift) for shift in event.shifts.all()}
    guests = [row for row in rows if row.shift_id is None and row.status == states.REGISTERED]
    waiting = sorted((row for row in rows if row.status == states.WAITING), key=lambda row: (row.confirmed_at, row.pk))
    for row in rows:
        if row.shift_id is not None and row.status == states.REGISTERED:
            crews[row.shift_id].there.append(row)
    for row in waiting:
        if row.shift_id is not None:
            crews[row.shift_id].waiting.append(row)
    seated = sum(row.seats for row in guests)
    there, going_on = [row for row in guests if row.present], event.ends_at > dates.now()
    return GuestList(
        guests=guests,
        waiting=[row for row in waiting if row.shift_id is None],
        crews=list(crews.values()),
        unconfirmed=[row for row in rows if row.status == states.UNCONFIRMED],
        held=[row for row in rows if row.status == states.HELD],
        cancellable=[row for row in rows if row.status in states.COMING] if going_on else [],
        open=going_on and event.status == states.PLANNED,
        to_call=[row for row in rows if row.status in states.COMING and not row.email and row.anonymised_at is None],
        gone=Registration.objects.filter(event=event).exclude(status__in=states.ALIVE).count(),
        left=rules.left(event.capacity, seated),
        seated=seated,
        came=sum(row.seats for row in there),
        marked=any(row.present is not None for row in guests),
    )


def overlaps(row: Registration) -> list[Registration]:
    """Other shifts of the same address at the same time, at any date of the quarter."""
    if row.shift is None or not row.email:
        return []
    others = Registration.objects.of(row.email).filter(event__area=row.event.area_id, shift__isnull=False)
    others = others.filter(status__in=states.COMING, shift__ends_at__gt=row.shift.starts_at)
    return [
        other for other in others.exclude(pk=row.pk).select_related("shift", "event")
        if rules.overlap(other.shift, row.shift)
    ]  # fmt: skip


def coming_to(event: Event) -> list[Registration]:
    """Everybody registered and waiting, as guest or helper, in the order of registration."""
    rows = Registration.objects.filter(event=event, status__in=states.COMING, anonymised_at__isnull=True)
    found = list(rows.select_related("shift").order_by("confirmed_at", "id"))
    for row in found:
        row.event = event
    return found
