import pytest

from quartier.areas.queries import area_stamp
from quartier.events import actions
from quartier.events.models import Room
from quartier.kit.errors import Refused


def test_a_room_is_entered_and_changed(area, clara):
    room = actions.open_room(area=area, name=" Küche ", seats=12, step_free=True, by=clara)
    assert (room.number, room.name) == (1, "Küche")
    shown = area_stamp("lindenhafen")
    actions.change_room(room=room, public=False, by=clara)
    assert area_stamp("lindenhafen") != shown and not Room.objects.get().public
    hidden = area_stamp("lindenhafen")
    actions.change_room(room=room, seats=14, by=clara)
    assert area_stamp("lindenhafen") == hidden and Room.objects.get().seats == 14


def test_a_room_has_a_name(area, clara):
    with pytest.raises(Refused, match="Namen"):
        actions.open_room(area=area, name="", by=clara)
    with pytest.raises(TypeError, match="number"):
        actions.change_room(room=actions.open_room(area=area, name="Küche", by=clara), number=9, by=clara)
