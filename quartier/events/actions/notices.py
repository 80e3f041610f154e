"""Mails to people who registered: each in their language, none where there is no address."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from quartier.events import emails, queries, states
from quartier.events.models import Event, Registration, Shift
from quartier.events.rules import registrations as rules
from quartier.history.actions import action, record
from quartier.kit import dates, limits
from quartier.mail import actions as mail


def _write(row: Registration, letter: Callable[..., emails.Mail], *more: Any, calendar: bool = False) -> int:
    """One mail; 0 where no address is there. ``calendar``: the date goes along as a file."""
    if not row.email:
        return 0
    with override(row.language):
        subject, body = letter(row, *more)
        file = emails.calendar(row) if calendar else ""
    mail.send(scope=row.event.area.scope, to=row.email, subject=subject, body=body, about=row, calendar=file)
    return 1


def _asked(row: Registration) -> None:
    """Ask for the confirmation; not more often a day than an address that never asked for mails can bear."""
    day = int(dt.timedelta(days=1).total_seconds())
    if limits.count("registration-mail", row.email.lower(), seconds=day) <= rules.MAILS_PER_DAY:
        _write(row, emails.asked)


def _again(row: Registration) -> None:
    """Somebody registered with an address that stands there already: only its owner hears of it."""
    if row.status == states.UNCONFIRMED:
        _asked(row)
    elif row.status in states.COMING:
        day = int(dt.timedelta(days=1).total_seconds())
        if limits.count("registration-mail", row.email.lower(), seconds=day) <= rules.MAILS_PER_DAY:
            _write(row, emails.already)


def _registered(row: Registration) -> None:
    _write(row, emails.registered, queries.overlaps(row), calendar=True)


def _waiting(row: Registration, place: int) -> None:
    _write(row, emails.waiting, place)


def _moved_up(row: Registration) -> None:
    _write(row, emails.moved_up, queries.overlaps(row), calendar=True)


@action
def tell_cancelled(*, event: Event) -> int:
    """Tell everybody registered and waiting that the date is off; inside the action that calls it off.

    Returns how many were told by mail; the others stand on the office's list of telephone numbers.
    """
    reason = event.cancellation.reason
    return sum(_write(row, emails.cancelled, reason) for row in queries.coming_to(event))


@action
def tell_changed(*, event: Event, before: Event | Shift, shift: Shift | None = None) -> int:
    """Tell everybody that time or place is another, or the helpers of one ``shift``; ``before``: as it was.

    Returns how many were told.
    """
    rows = [row for row in queries.coming_to(event) if shift is None or row.shift_id == shift.pk]
    return sum(_write(row, emails.changed, before, calendar=row.status == states.REGISTERED) for row in rows)


@action
def remind(*, registration: Registration) -> bool:
    """Remind of a date of tomorrow, once. False when somebody was faster or it no longer stands."""
    fresh = Registration.objects.filter(pk=registration.pk, status=states.REGISTERED, reminded_at__isnull=True)
    if not fresh.update(reminded_at=dates.now()):
        return False
    _write(registration, emails.reminder)
    record(scope=registration.event.area.scope_id, verb="reminded", row=registration)
    return True
