import datetime as dt

import pytest

from quartier.areas.queries import area_stamp
from quartier.events import actions, states
from quartier.events.models import Shift, Stall
from quartier.kit.errors import Refused


@pytest.fixture
def festival(announce):
    return announce("Hafenfest")


def test_a_stall_is_public_when_it_is_promised(festival, clara):
    before = area_stamp("lindenhafen")
    stall = actions.ask_stall(event=festival, title=" Suppe ", run_by="Nähgruppe", by=clara)
    assert stall.title == "Suppe" and area_stamp("lindenhafen") == before
    actions.promise_stall(stall=stall, by=clara)
    shown = area_stamp("lindenhafen")
    assert shown != before
    actions.change_stall(stall=stall, spot="7", by=clara)
    assert area_stamp("lindenhafen") != shown
    actions.decline_stall(stall=stall, by=clara)
    assert Stall.objects.get().status == states.DECLINED and Stall.objects.get().spot == "7"
    with pytest.raises(Refused):
        actions.decline_stall(stall=stall, by=clara)


def test_a_shift_is_planned_changed_and_dropped(festival, clara):
    start = festival.starts_at
    shift = actions.plan_shift(event=festival, title="Aufbau", starts_at=start, ends_at=festival.ends_at, needed=4, by=clara)  # fmt: skip
    actions.change_shift(shift=shift, needed=6, by=clara)
    assert Shift.objects.get().needed == 6
    with pytest.raises(Refused, match="nach dem Beginn"):
        actions.change_shift(shift=shift, ends_at=start, by=clara)
    with pytest.raises(Refused, match="wie viele"):
        actions.change_shift(shift=shift, needed=0, by=clara)
    with pytest.raises(TypeError, match="event"):
        actions.change_shift(shift=shift, event=festival, by=clara)
    actions.drop_shift(shift=shift, by=clara)
    assert not Shift.objects.exists()


@pytest.mark.parametrize("hours", [0, -1])
def test_a_shift_ends_after_it_begins(festival, clara, hours):
    with pytest.raises(Refused):
        actions.plan_shift(
            event=festival, title="Aufbau", starts_at=festival.starts_at, by=clara,
            ends_at=festival.starts_at + dt.timedelta(hours=hours),
        )  # fmt: skip


def test_what_is_called_off_takes_neither_stalls_nor_shifts(festival, clara):
    actions.cancel(event=festival, reason="Sturm", by=clara)
    with pytest.raises(Refused, match="abgesagt"):
        actions.ask_stall(event=festival, title="Suppe", by=clara)
    with pytest.raises(Refused, match="abgesagt"):
        actions.plan_shift(event=festival, title="Aufbau", starts_at=festival.starts_at, ends_at=festival.ends_at, by=clara)  # fmt: skip
