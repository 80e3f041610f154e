"""Giving out seats, always under the lock of the date: nobody counts while somebody else gives."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.events import queries, states
from quartier.events.actions import notices
from quartier.events.models import Event, Registration, Shift
from quartier.events.rules import registrations as rules
from quartier.history.actions import action, lock, move
from quartier.kit import dates
from quartier.kit.errors import Refused


def _locked(registration: Registration) -> Registration:
    """The registration read anew, its date locked first (the order everywhere: date, then registrations)."""
    event = _lock_event(registration.event)
    row = lock(registration)
    row.event = event
    if row.shift_id is not None:
        row.shift = next(shift for shift in event.shifts.all() if shift.pk == row.shift_id)
    return row


def _lock_event(event: Event) -> Event:
    """The date read anew and locked, with its quarter."""
    row = lock(event)
    row.area = event.area
    return row


def _take(row: Registration, by: Any = None) -> None:
    """Give an unconfirmed registration a seat, or a place on the waiting list; its date is locked.

    Refused: no seat is left and nobody may wait. After: it is confirmed at this moment, and a mail says how it went.
    """
    event, shift = row.event, row.shift
    if rules.fits(row.seats, queries.free(event, shift)):
        to = states.REGISTERED
    elif event.waiting_list:
        to = states.WAITING
    else:
        raise Refused(_("Inzwischen ist alles ausgebucht. Rufen Sie uns gern an."))
    row.confirmed_at = dates.now()
    Registration.objects.filter(pk=row.pk).update(confirmed_at=row.confirmed_at)
    seated = to == states.REGISTERED
    public = seated and _counted(event, shift)
    move(row, to, by=by, scope=event.area.scope_id, public=public, facts={"seats": row.seats})
    if seated:
        notices._registered(row)
    else:
        notices._waiting(row, rules.position(queries.waits(event, shift), row))


def _counted(event: Event, shift: Shift | None) -> bool:
    """Whether public pages say how many seats are left, so that they change with each."""
    return event.public and (shift is not None or event.capacity is not None)


@action
def fill(*, event: Event) -> list[Registration]:
    """Let those move up whom the rule names, among the guests and in each shift; each is told by mail.

    Called after everything that can free a seat. Nobody moves up once it has begun or is called off.
    """
    row = _lock_event(event)
    shifts: list[Shift | None] = [None, *row.shifts.all()]
    return [one for shift in shifts for one in _fill(row, shift)]


def _fill(event: Event, shift: Shift | None) -> list[Registration]:
    if event.status != states.PLANNED or rules.begins_at(event, shift) <= dates.now():
        return []
    waiting = queries.waits(event, shift)
    if not waiting:
        return []
    lucky: list[Registration] = rules.move_up([(one, one.seats) for one in waiting], queries.free(event, shift))
    for one in lucky:
        one.event, one.shift = event, shift
        move(
            one, states.REGISTERED, by=None, scope=event.area.scope_id, verb="moved_up",
            public=_counted(event, shift), facts={"seats": one.seats},
        )  # fmt: skip
        notices._moved_up(one)
    return lucky
