"""Dates are announced, changed and called off."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.actions import registrations
from quartier.events.models import Cancellation, Event
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused

FACTS = frozenset(
    ["title", "summary", "starts_at", "ends_at", "place", "cost", "step_free", "childcare", "languages", "public"]
)


@action
def announce(
    *, area: Area, title: str, starts_at: dt.datetime, ends_at: dt.datetime, place: str, by: Any = None, **fields: Any
) -> Event:
    """A new date; ``fields``: summary, cost, step_free, childcare, languages, public. Refused when it ends too early."""
    _known(fields)
    _check(starts_at, ends_at)
    event = Event.objects.create(
        area=area, number=next_number(scope=area.scope_id, series="event"), title=title, starts_at=starts_at,
        ends_at=ends_at, place=place, since=dates.now(), **fields,
    )  # fmt: skip
    record(scope=area.scope_id, verb="announced", row=event, by=by, public=event.public)
    return event


@action
def change(*, event: Event, by: Any = None, **fields: Any) -> Event:
    """Change a date that was announced; fields of ``FACTS``. Refused when it was called off."""
    _known(fields)
    row = lock(event)
    if row.status == states.CANCELLED:
        raise Refused(_("Dieser Termin ist abgesagt. Bitte tragen Sie einen neuen ein."))
    shown = row.public
    for name, value in fields.items():
        setattr(row, name, value)
    _check(row.starts_at, row.ends_at)
    row.save(update_fields=list(fields))
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=shown or row.public)
    return row


@action
def cancel(*, event: Event, reason: str, by: Any = None) -> Cancellation:
    """Call the date off, with the reason people read; it stays in the list, struck through.

    Refused twice, and once it is over.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Er steht beim Termin."))
    if event.ends_at <= dates.now():
        raise Refused(_("Dieser Termin ist schon vorbei."))
    move(event, states.CANCELLED, by=by, scope=event.area.scope_id, because=reason, public=event.public)
    cancellation = Cancellation.objects.create(event=event, reason=reason, at=dates.now())
    registrations.tell_cancelled(event)
    return cancellation


def _known(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - FACTS:
        raise TypeError(f"not editable: {sorted(unknown)}")


def _check(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("Das Ende muss nach dem Beginn liegen."))
