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


# Copies, sittings, facts ------------------------------------------------------------------------------------------
def test_what_people_see_changed_grows_the_sequence(announce, clara):
    event, hidden = announce(), announce(public=False)
    for title in ("Neu", "Neu", "Noch neuer"):
        actions.change(event=event, title=title, by=clara)
        actions.change(event=hidden, title=title, by=clara)
    assert [row.sequence for row in Event.objects.order_by("number")] == [2, 0]
    before = Event.objects.get(number=1).changed_at
    actions.cancel(event=event, reason="Sturm", by=clara)
    row = Event.objects.get(number=1)
    assert row.sequence == 3 and row.changed_at > before


@pytest.mark.parametrize(
    ("cost", "free"), [("", True), ("kostenlos", True), ("Umsonst.", True), ("0 €", True), ("3 € für Zutaten", False)]
)
def test_what_costs_nothing_is_free(announce, cost, free):
    assert announce(cost=cost).free is free


def test_a_room_names_the_place_and_moves_with_the_date(announce, area, clara):
    kitchen, hall = (actions.open_room(area=area, name=name, by=clara) for name in ("Küche", "Saal"))
    event = announce(place="", room=kitchen)
    assert event.place == "Küche"
    assert actions.change(event=event, room=hall, by=clara).place == "Saal"
    assert actions.change(event=event, place="Saal, Eingang im Hof", by=clara).place == "Saal, Eingang im Hof"
    assert actions.change(event=event, room=kitchen, by=clara).place == "Saal, Eingang im Hof"


def test_languages_are_kept_as_codes_once_each(announce):
    assert announce(spoken=["de", "tr", "DE", "<b>"]).spoken == " de tr " and announce(spoken=[]).spoken == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "  "}, "Titel"),
        ({"title": "x" * 121}, "zu lang"),
        ({"age_from": 12, "age_to": 6}, "Alter"),
        ({"capacity": 0}, "Platz"),
        ({"registration_until": dates.at(dt.date(2199, 1, 1))}, "Anmeldung"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(announce, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        announce(**wrong)


def test_a_room_of_the_quarter_next_door_is_refused(announce, other_area, clara):
    room = actions.open_room(area=other_area, name="Küche", by=clara)
    with pytest.raises(Refused, match="anderen Quartier"):
        announce(room=room)
    with pytest.raises(Refused, match="anderen Quartier"):
        actions.change(event=announce(), room=room, by=clara)


def test_a_sitting_has_no_sittings(announce, clara):
    festival = announce("Hafenfest")
    part = announce("Tanz am Kai", part_of=festival)
    with pytest.raises(Refused, match="selbst keine Teile"):
        announce("Zugabe", part_of=part)
    with pytest.raises(Refused, match="selbst keine Teile"):
        actions.change(event=festival, part_of=announce("Anderes Fest"), by=clara)
    with pytest.raises(Refused, match="selbst keine Teile"):
        actions.change(event=part, part_of=part, by=clara)


def test_a_festival_is_called_off_with_its_sittings(announce, clara):
    festival = announce("Hafenfest")
    part = announce("Tanz am Kai", part_of=festival)
    actions.cancel(event=festival, reason="Sturm", by=clara)
    assert Event.objects.get(pk=part.pk).cancellation.reason == "Sturm"


def test_last_years_date_comes_again_with_everything_that_belongs_to_it(announce, clara):
    """From a day in summer time to one in winter time: the clock on the wall stays."""
    start = dates.at(dt.date(2026, 10, 24), 14)
    festival = announce("Hafenfest", summary="Musik", capacity=40, registers=True, topic="feast", spoken=["de", "tr"])
    with dates.clock_at(dates.at(dt.date(2026, 10, 1), 8)):
        actions.change(event=festival, starts_at=start, ends_at=start + dt.timedelta(hours=8), by=clara)
        part = announce("Tanz am Kai", part_of=festival)
        stall = actions.ask_stall(event=festival, title="Suppe", run_by="Nähgruppe", spot="3", by=clara)
        actions.promise_stall(stall=stall, by=clara)
        actions.plan_shift(event=festival, title="Aufbau", starts_at=start - dt.timedelta(hours=3), ends_at=start, needed=6, by=clara)  # fmt: skip
        actions.cancel(event=festival, reason="Sturm", by=clara)
        copy = actions.copy_event(event=festival, to=dt.date(2027, 11, 6), by=clara)
    assert (copy.title, copy.summary, copy.capacity, copy.spoken) == ("Hafenfest", "Musik", 40, " de tr ")
    assert dates.local(copy.starts_at) == dates.at(dt.date(2027, 11, 6), 14) and not copy.public
    assert copy.status == states.PLANNED and copy.copied_from == festival and copy.uid != festival.uid
    twin = copy.parts.get()
    days = (dt.date(2027, 11, 6) - dt.date(2026, 10, 24)).days
    assert dates.local(twin.starts_at).date() == dates.local(part.starts_at).date() + dt.timedelta(days=days)
    assert dates.local(twin.starts_at).hour == dates.local(part.starts_at).hour and not twin.public
    assert copy.stalls.get().status == states.ASKED and copy.stalls.get().run_by == "Nähgruppe"
    assert dates.local(copy.shifts.get().starts_at).hour == 11 and copy.shifts.get().needed == 6


def test_a_copied_date_of_a_series_stands_alone(begin, clara):
    event = begin("FREQ=WEEKLY;COUNT=2").events.first()
    copy = actions.copy_event(event=event, to=dt.date(2027, 12, 7), by=clara)
    assert copy.series is None and copy.occurrence_at is None and copy.uid != event.uid


def test_a_slip_is_removed_and_what_others_rely_on_is_not(announce, clara):
    slip, held = announce(), announce()
    actions.plan_shift(event=held, title="Aufbau", starts_at=held.starts_at, ends_at=held.ends_at, by=clara)
    actions.remove(event=slip, by=clara)
    with pytest.raises(Refused, match="hängt schon etwas"):
        actions.remove(event=held, by=clara)
    assert Event.objects.get() == held and Entry.objects.filter(verb="removed").count() == 1


def test_a_calendar_from_elsewhere_keeps_its_name_once(announce):
    assert announce(uid="alt@anderswo", sequence=4).sequence == 4
    with pytest.raises(Refused, match="gibt es schon"):
        announce(uid="alt@anderswo")
