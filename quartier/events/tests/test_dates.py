import datetime as dt

import pytest

from quartier.areas.queries import area_stamp
from quartier.events import actions, states
from quartier.events.models import Cancellation, Event
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused
from tests.race import kinds, race


def test_dates_are_numbered_by_quarter_and_recorded(announce, area, other_area, clara):
    first, second = announce(), announce("Kochen")
    start = dates.now()
    other = actions.announce(
        area=other_area, title="Fest", starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Hof", by=clara
    )
    assert (first.number, second.number, other.number) == (1, 2, 1)
    entry = Entry.objects.get(kind="events.event", row=first.pk)
    assert (entry.verb, entry.actor, entry.public) == ("announced", clara, True)


def test_a_date_that_is_not_public_changes_no_public_page(announce, clara):
    before = area_stamp("lindenhafen")
    hidden = announce(public=False)
    assert area_stamp("lindenhafen") == before
    actions.change(event=hidden, by=clara, title="Noch geheim")
    assert area_stamp("lindenhafen") == before
    actions.change(event=hidden, by=clara, public=True)
    shown = area_stamp("lindenhafen")
    assert shown != before
    actions.change(event=hidden, by=clara, public=False)
    assert area_stamp("lindenhafen") != shown, "it must go from the pages that showed it"


@pytest.mark.parametrize("hours", [0, -1])
def test_a_date_ends_after_it_begins(announce, area, clara, hours):
    start = dates.now()
    with pytest.raises(Refused, match="nach dem Beginn"):
        actions.announce(
            area=area, title="X", starts_at=start, ends_at=start + dt.timedelta(hours=hours), place="", by=clara
        )
    event = announce()
    with pytest.raises(Refused):
        actions.change(event=event, by=clara, ends_at=event.starts_at)
    assert Event.objects.get().ends_at > event.starts_at


def test_only_facts_can_be_given(announce, clara):
    with pytest.raises(TypeError, match="status"):
        announce(status=states.CANCELLED)
    with pytest.raises(TypeError, match="number"):
        actions.change(event=announce(), by=clara, number=7)


def test_a_change_does_not_undo_what_others_changed(announce, clara):
    event = announce()
    stale = Event.objects.get(pk=event.pk)
    actions.change(event=event, by=clara, place="Hof")
    actions.change(event=stale, by=clara, cost="kostenlos")
    row = Event.objects.get()
    assert (row.place, row.cost) == ("Hof", "kostenlos")


def test_calling_off_needs_a_reason_and_happens_once(announce, clara):
    event = announce()
    with pytest.raises(Refused, match="Grund"):
        actions.cancel(event=event, reason="  ", by=clara)
    cancellation = actions.cancel(event=event, reason="Wasserschaden", by=clara)
    assert Event.objects.get().status == states.CANCELLED and cancellation.reason == "Wasserschaden"
    with pytest.raises(Refused, match="Abgesagt"):
        actions.cancel(event=Event.objects.get(), reason="Noch einmal", by=clara)
    with pytest.raises(Refused, match="ist abgesagt"):
        actions.change(event=event, by=clara, title="Doch")


def test_what_is_over_cannot_be_called_off(announce, clara):
    event = announce(days=-3)
    with pytest.raises(Refused, match="vorbei"):
        actions.cancel(event=event, reason="Zu spät", by=clara)


@pytest.mark.django_db(transaction=True)
def test_forty_who_call_off_at_once_and_one_who_does(announce, clara):
    event = announce()
    found = race(40, lambda index: actions.cancel(event=event, reason=f"Grund {index}", by=clara))
    assert kinds(found) == {"Cancellation": 1, "Refused": 39}
    winner = next(answer for answer in found if isinstance(answer, Cancellation))
    entry = Entry.objects.get(kind="events.event", verb=states.CANCELLED)
    assert Cancellation.objects.get() == winner and entry.because == winner.reason


@pytest.mark.django_db(transaction=True)
def test_many_who_announce_at_once_have_numbers_without_a_gap(announce):
    assert sorted(event.number for event in race(12, lambda index: announce(f"Abend {index}"))) == list(range(1, 13))
