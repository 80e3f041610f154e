"""What a festival needs beside its sittings: stalls that are asked for, shifts of helpers."""

import datetime as dt
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quartier.events import states
from quartier.events.actions import registrations
from quartier.events.models import Event, Shift, Stall
from quartier.history.actions import action, lock, move, record
from quartier.kit.errors import Refused
from quartier.network.models import Organisation

STALL = frozenset(["title", "organisation", "run_by", "spot", "needs"])
SHIFT = frozenset(["title", "starts_at", "ends_at", "needed"])


@action
def ask_stall(
    *, event: Event, title: str, organisation: Organisation | None = None, run_by: str = "", spot: str = "",
    needs: str = "", by: Any = None,
) -> Stall:  # fmt: skip
    """Somebody is asked for a stall; the public sees it when it is promised. Refused when the date is called off."""
    _takes_place(event)
    stall = Stall.objects.create(
        event=event, title=_titled(title), organisation=organisation, run_by=run_by.strip(), spot=spot.strip(),
        needs=needs.strip(),
    )  # fmt: skip
    record(scope=event.area.scope_id, verb="asked", row=stall, by=by)
    return stall


@action
def change_stall(*, stall: Stall, by: Any = None, **fields: Any) -> Stall:
    """Change a stall; ``fields``: of ``STALL``."""
    return _changed(stall, STALL, fields, by, shown=stall.status == states.PROMISED)


@action
def promise_stall(*, stall: Stall, by: Any = None) -> Stall:
    """They come. From now on the stall stands in the programme."""
    move(stall, states.PROMISED, by=by, scope=stall.event.area.scope_id, public=stall.event.public)
    return stall


@action
def decline_stall(*, stall: Stall, by: Any = None) -> Stall:
    """They do not come, or no longer."""
    move(stall, states.DECLINED, by=by, scope=stall.event.area.scope_id, public=stall.event.public)
    return stall


@action
def plan_shift(
    *, event: Event, title: str, starts_at: dt.datetime, ends_at: dt.datetime, needed: int = 1, by: Any = None
) -> Shift:
    """Helpers are needed: for what, when, how many. Refused when the date is called off."""
    _takes_place(event)
    _sound(starts_at, ends_at, needed)
    shift = Shift.objects.create(event=event, title=_titled(title), starts_at=starts_at, ends_at=ends_at, needed=needed)
    record(scope=event.area.scope_id, verb="planned", row=shift, by=by, public=event.public)
    return shift


@action
def change_shift(*, shift: Shift, by: Any = None, **fields: Any) -> Shift:
    """Change a shift; ``fields``: of ``SHIFT``. Who signed up stays and hears of another time; the reserve moves up."""
    row = lock(shift)
    before = Shift(title=row.title, starts_at=row.starts_at, ends_at=row.ends_at)
    times = {name: fields.get(name, getattr(row, name)) for name in ("starts_at", "ends_at", "needed")}
    _sound(times["starts_at"], times["ends_at"], times["needed"])
    _changed(row, SHIFT, fields, by, shown=True)
    registrations.follow_shift(shift=row, before=before)
    return row


@action
def drop_shift(*, shift: Shift, by: Any = None) -> None:
    """The shift is not needed. Refused when somebody signed up for it."""
    event = shift.event
    record(scope=event.area.scope_id, verb="dropped", row=shift, by=by, public=event.public)
    try:
        lock(shift).delete()
    except ProtectedError as held:
        raise Refused(_("Für diese Schicht hat sich schon jemand eingetragen.")) from held


def _takes_place(event: Event) -> None:
    if event.status == states.CANCELLED:
        raise Refused(_("Dieser Termin ist abgesagt. Bitte tragen Sie einen neuen ein."))


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused(_("Bitte füllen Sie dieses Feld aus."))
    return title.strip()


def _sound(starts_at: dt.datetime, ends_at: dt.datetime, needed: int) -> None:
    if ends_at <= starts_at:
        raise Refused(_("Das Ende muss nach dem Beginn liegen."))
    if needed < 1:
        raise Refused(_("Bitte geben Sie an, wie viele gebraucht werden."))


def _changed(row: Any, known: frozenset[str], fields: dict[str, Any], by: Any, *, shown: bool) -> Any:
    if unknown := set(fields) - known:
        raise TypeError(f"not editable: {sorted(unknown)}")
    if "title" in fields:
        fields["title"] = _titled(fields["title"])
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    record(scope=row.event.area.scope_id, verb="changed", row=row, by=by, public=shown and row.event.public)
    return row
