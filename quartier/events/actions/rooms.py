"""Rooms of the quarter are entered and changed; what takes place in them are dates."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events.models import Room
from quartier.history.actions import action, lock, next_number, record
from quartier.kit.errors import Refused

FACTS = frozenset(["name", "street", "town", "seats", "step_free", "access_note", "lat", "lon", "public"])


@action
def open_room(*, area: Area, name: str, by: Any = None, **fields: Any) -> Room:
    """A new room; ``fields``: of ``FACTS``. Refused without a name."""
    facts = _cleaned({"name": name, **fields})
    room = Room.objects.create(area=area, number=next_number(scope=area.scope_id, series="room"), **facts)
    record(scope=area.scope_id, verb="opened", row=room, by=by, public=room.public)
    return room


@action
def change_room(*, room: Room, by: Any = None, **fields: Any) -> Room:
    """Change a room; ``fields``: of ``FACTS``. Dates keep the place they were announced with."""
    row = lock(room)
    shown, facts = row.public, _cleaned(fields)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=shown or row.public)
    return row


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(fields) - FACTS:
        raise TypeError(f"not editable: {sorted(unknown)}")
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if "name" in facts and not facts["name"]:
        raise Refused(_("Bitte geben Sie dem Raum einen Namen."))
    return facts
