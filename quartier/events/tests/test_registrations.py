import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.utils import translation

from quartier.areas.queries import area_stamp
from quartier.events import actions, emails, queries, states
from quartier.events.models import Event, Registration
from quartier.events.rules import registrations as rules
from quartier.events.tests.registering import ask, come, last_mail, seated, standing, subjects
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.spam import Sender
from quartier.mail.models import Message
from tests.cast import without_action
from tests.race import kinds, race

REGISTERED, WAITING, UNCONFIRMED = states.REGISTERED, states.WAITING, states.UNCONFIRMED


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def event(announce):
    """Three seats, a waiting list."""
    return announce(registers=True, capacity=3)


# Registering ------------------------------------------------------------------------------------------------------
def test_registering_holds_no_seat_until_it_is_confirmed(event):
    row = ask(event, "mia", 2)
    assert (row.status, seated(event), queries.free(event)) == (UNCONFIRMED, 0, 3)
    assert subjects("mia@example.org") == ["Bitte bestätigen Sie Ihre Anmeldung: Nähabend"]
    row = actions.confirm(registration=row)
    assert (row.status, seated(event), queries.free(event)) == (REGISTERED, 2, 1)
    assert subjects("mia@example.org")[1] == "Sie sind angemeldet: Nähabend"
    assert row.anonymise_on == dates.local(event.ends_at).date() + dt.timedelta(days=30)


def test_mails_and_history_quote_nothing_that_was_typed(event):
    row = come(event, "mia", note="Ich sitze im Rollstuhl", phone="0531 4711")
    actions.withdraw(registration=row)
    for mail in Message.objects.all():
        assert not {"Mia", "Rollstuhl", "4711", "mia@example.org"} & set((mail.subject + mail.body).split())
        assert "Rollstuhl" not in mail.body and "4711" not in mail.body
    for entry in Entry.objects.filter(kind="events.registration"):
        assert entry.because == "" and set(entry.facts) <= {"seats"}


def test_the_link_in_the_mail_says_nothing_and_cannot_be_made_up(event):
    row = ask(event)
    token = last_mail("mia@example.org").body.split("/anmeldung/")[1].split("/")[0]
    assert emails.read_token(token) == row.pk and "mia" not in token
    assert emails.read_token(token + "x") is None and emails.read_token(str(row.pk)) is None


def test_confirming_twice_gives_one_seat_and_one_mail(event):
    row = come(event)
    actions.confirm(registration=row)
    assert seated(event) == 1 and len(subjects()) == 2


def test_the_same_address_again_changes_nothing_and_only_its_owner_hears_of_it(event):
    first = come(event, "mia", 2)
    again = ask(event, "MIA", 1)
    assert again.pk == first.pk and Registration.objects.count() == 1 and seated(event) == 2
    assert subjects()[-1] == "Sie sind schon angemeldet: Nähabend"
    come(event, "ben"), come(event, "eda")
    ask(event, "eda")
    assert "schon auf der Warteliste" in last_mail("eda@example.org").body


def test_an_unconfirmed_address_gets_its_link_once_more(event):
    first = ask(event)
    assert ask(event).pk == first.pk
    assert subjects() == ["Bitte bestätigen Sie Ihre Anmeldung: Nähabend"] * 2


def test_nobody_can_be_flooded_with_mails(event, monkeypatch):
    monkeypatch.setattr(rules, "MAILS_PER_DAY", 3)
    for _ in range(9):
        ask(event)
    assert len(subjects()) == 3


def test_too_many_from_one_connection_are_refused(event, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PER_HOUR", 2)
    ask(event, "a", sender=Sender("10.0.0.1")), ask(event, "b", sender=Sender("10.0.0.1"))
    with pytest.raises(Refused, match="in einer Stunde"):
        ask(event, "c", sender=Sender("10.0.0.1"))
    ask(event, "d", sender=Sender("10.0.0.2"))
    assert Registration.objects.count() == 3


def test_whoever_withdrew_may_come_again(event):
    actions.withdraw(registration=come(event))
    assert come(event).status == REGISTERED and Registration.objects.count() == 2


def test_the_database_holds_one_registration_per_address_too(event):
    row = ask(event)
    facts = {"event": event, "anonymise_on": row.anonymise_on, "status": WAITING}
    with pytest.raises(IntegrityError), without_action():
        Registration.objects.create(email="Mia@Example.org", **facts)


@pytest.mark.parametrize(
    "closed",
    [
        {"registers": False},
        {"public": False},
        {"registration_until": dates.now() - dt.timedelta(hours=1)},
    ],
)
def test_a_closed_form_takes_nobody(announce, closed):
    event = announce(**({"registers": True} | closed))
    with pytest.raises(Refused, match="geschlossen"):
        ask(event)


def test_what_has_begun_or_is_called_off_takes_nobody(event, clara):
    row = ask(event)
    with dates.clock_at(event.starts_at):
        with pytest.raises(Refused, match="geschlossen"):
            ask(event, "ben")
        with pytest.raises(Refused, match="schon begonnen"):
            actions.confirm(registration=row)
    actions.cancel(event=event, reason="Sturm", by=clara)
    with pytest.raises(Refused, match="geschlossen"):
        ask(event, "ben")
    with pytest.raises(Refused, match="fällt aus"):
        actions.confirm(registration=row)


def test_a_group_larger_than_the_date_is_refused_at_once(event):
    with pytest.raises(Refused, match="So viele Plätze gibt es nicht"):
        ask(event, "klasse", 4)


def test_full_without_a_list_is_refused_before_and_at_confirming(announce):
    event = announce(registers=True, capacity=1, waiting_list=False)
    late = ask(event, "ben")
    come(event, "mia")
    with pytest.raises(Refused, match="nicht mehr frei"):
        ask(event, "eda")
    with pytest.raises(Refused, match="ausgebucht"):
        actions.confirm(registration=late)
    late.refresh_from_db()
    assert (late.status, late.confirmed_at) == (UNCONFIRMED, None)


def test_a_date_without_a_limit_seats_everybody(announce):
    event = announce(registers=True)
    assert [come(event, name, 10).status for name in "abc"] == [REGISTERED] * 3
    assert queries.free(event) is None and queries.seats([event]) == {}


def test_a_link_is_good_for_two_days(event):
    row = ask(event)
    with dates.clock_at(row.at + dt.timedelta(days=2, seconds=1)), pytest.raises(Refused, match="zwei Tage"):
        actions.confirm(registration=row)
    with dates.clock_at(row.at + dt.timedelta(days=2)):
        assert actions.confirm(registration=row).status == REGISTERED


def test_mails_are_in_the_language_of_the_page(event, clara):
    with translation.override("en"):
        row = ask(event)
    with translation.override("de"):
        actions.confirm(registration=row)
    assert row.language == "en" and "/en/lindenhafen/anmeldung/" in last_mail("mia@example.org").body


def test_advertising_is_held_and_writes_to_nobody_until_somebody_looked(event, clara):
    row = ask(event, note="Kaufen: https://werbung.example")
    assert (row.status, row.held) == (states.HELD, "links") and subjects() == []
    assert [one.pk for one in queries.held(event.area)] == [row.pk]
    assert ask(event).pk == row.pk and subjects() == []
    with pytest.raises(Refused, match="gibt es nicht mehr"):
        actions.confirm(registration=row)
    actions.release(registration=row, by=clara)
    assert subjects() == ["Bitte bestätigen Sie Ihre Anmeldung: Nähabend"] and not queries.held(event.area)
    other = ask(event, "ben", note="<a href=x>")
    actions.withdraw(registration=other, by=clara)
    assert subjects("ben@example.org") == [] and "Ben" not in standing(event)


# Waiting and moving up ---------------------------------------------------------------------------------------------
def test_who_is_too_late_waits_with_a_place_and_the_rule(event):
    come(event, "mia", 3)
    assert come(event, "ben").status == WAITING and come(event, "eda").status == WAITING
    mail = last_mail("eda@example.org")
    assert "Ihre Stelle auf der Liste: 2" in mail.body and rules.waiting_rule() in mail.body


def test_the_moment_of_confirmation_counts_and_not_that_of_typing(event):
    come(event, "mia", 3)
    early, late = ask(event, "ben"), ask(event, "eda")
    actions.confirm(registration=late)
    actions.confirm(registration=early)
    assert [row.name for row in queries.waits(event)] == ["Eda", "Ben"]


def test_a_guest_cancels_and_the_longest_wait_moves_up_with_mail_and_calendar(event):
    mia = come(event, "mia", 3)
    come(event, "ben", 2), come(event, "eda")
    actions.withdraw(registration=mia)
    assert standing(event) == {"Ben": REGISTERED, "Eda": REGISTERED}
    mail = last_mail("ben@example.org")
    assert mail.subject == "Ein Platz ist frei geworden: Nähabend" and "geben Sie den Platz hier zurück" in mail.body
    [token] = re.findall(r"/anmeldung/([^/]+)/", mail.body)
    assert emails.read_token(token) == Registration.objects.get(name="Ben").pk


def test_somebody_who_waits_cancels_and_nobody_moves(event):
    come(event, "mia", 3)
    ben, _eda = come(event, "ben"), come(event, "eda")
    actions.withdraw(registration=ben)
    assert standing(event) == {"Mia": REGISTERED, "Eda": WAITING} and seated(event) == 3


def test_a_larger_capacity_lets_people_move_up_in_order(event, clara):
    come(event, "mia", 3)
    come(event, "ben", 2), come(event, "eda", 2), come(event, "ivo")
    actions.change(event=event, capacity=6, by=clara)
    assert standing(event) == {"Mia": REGISTERED, "Ben": REGISTERED, "Eda": WAITING, "Ivo": REGISTERED}
    actions.change(event=Event.objects.get(), capacity=None, by=clara)
    assert set(standing(event).values()) == {REGISTERED}


def test_a_smaller_capacity_throws_nobody_out(event, clara):
    mia = come(event, "mia", 3)
    ben = come(event, "ben")
    actions.change(event=event, capacity=1, by=clara)
    event.refresh_from_db()
    assert seated(event) == 3 and queries.free(event) == 0 and queries.seats([event]) == {event.pk: 0}
    actions.withdraw(registration=mia)
    ben.refresh_from_db()
    assert ben.status == REGISTERED


def test_a_group_that_does_not_fit_is_passed_over_and_keeps_its_place(event):
    mia, ivo = come(event, "mia", 2), come(event, "ivo")
    come(event, "group", 3), come(event, "eda")
    actions.withdraw(registration=ivo)
    assert standing(event) == {"Mia": REGISTERED, "Group": WAITING, "Eda": REGISTERED}
    actions.withdraw(registration=mia)
    assert standing(event) == {"Group": WAITING, "Eda": REGISTERED}, "two are free, the group is three"
    assert come(event, "ada", 2).status == REGISTERED, "who fits now is seated: none of those who wait does"
    actions.withdraw(registration=Registration.objects.get(name="Eda"))
    actions.withdraw(registration=Registration.objects.get(name="Ada"))
    assert standing(event) == {"Group": REGISTERED}


def test_nobody_moves_up_once_it_has_begun_or_is_called_off(event, clara):
    mia, _ben = come(event, "mia", 3), come(event, "ben")
    with dates.clock_at(event.starts_at):
        actions.withdraw(registration=mia)
    assert standing(event) == {"Ben": WAITING}
    actions.cancel(event=event, reason="Sturm", by=clara)
    assert actions.fill(event=event) == []


def test_withdrawing_forgets_at_once_and_twice_is_harmless(event):
    row = come(event, note="Rollstuhl", phone="1")
    for _ in range(2):
        actions.withdraw(registration=row)
    row.refresh_from_db()
    assert (row.status, row.name, row.email, row.phone, row.note) == (states.WITHDRAWN, "", "", "", "")
    assert row.anonymised_at and subjects()[-1] == "Sie sind abgemeldet: Nähabend" and len(subjects()) == 3
    ben = come(event, "ben")
    with dates.clock_at(event.ends_at), pytest.raises(Refused, match="vorbei"):
        actions.withdraw(registration=ben)


# Many at once ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_for_the_last_seat_and_exactly_one_has_it(announce):
    event = announce(registers=True, capacity=1)
    rows = [ask(event, f"p{index}") for index in range(50)]
    found = race(50, lambda index: actions.confirm(registration=rows[index]))
    assert kinds(found) == {"Registration": 50}, kinds(found)
    assert seated(event) == 1 and len(queries.waits(event)) == 49
    assert subjects().count("Sie sind angemeldet: Nähabend") == 1
    places = [m.body.split("auf der Liste: ")[1].split()[0] for m in Message.objects.filter(subject__contains="Warte")]
    assert sorted(map(int, places)) == list(range(1, 50))


@pytest.mark.django_db(transaction=True)
def test_two_who_cancel_at_once_free_two_seats_and_two_move_up(announce):
    event = announce(registers=True, capacity=2)
    going = [come(event, "a"), come(event, "b")]
    for name in "cdef":
        come(event, name)
    race(2, lambda index: actions.withdraw(registration=going[index]))
    assert standing(event) == {"C": REGISTERED, "D": REGISTERED, "E": WAITING, "F": WAITING}
    assert subjects().count("Ein Platz ist frei geworden: Nähabend") == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_address_sent_ten_times_at_once_registers_once(announce):
    event = announce(registers=True, capacity=5)
    found = race(10, lambda index: ask(event))
    assert kinds(found) == {"Registration": 10} and Registration.objects.count() == 1


# The office --------------------------------------------------------------------------------------------------------
def test_the_office_enters_who_has_no_mail_and_that_counts_as_confirmed(event, clara):
    rows = [actions.enter(event=event, name=f"Oma {n}", phone="0531 1", seats_wanted=2, by=clara) for n in range(2)]
    assert [row.status for row in rows] == [REGISTERED, WAITING] and not Message.objects.exists()
    assert Entry.objects.get(verb="entered", row=rows[0].pk).actor == clara
    with_mail = actions.enter(event=event, name="Mia", email="mia@example.org", by=clara)
    assert with_mail.status == REGISTERED and subjects() == ["Sie sind angemeldet: Nähabend"]
    with pytest.raises(Refused, match="schon jemand angemeldet"):
        actions.enter(event=event, name="Mia", email="MIA@example.org", by=clara)


def test_the_office_enters_no_one_for_what_is_over(event, clara):
    with dates.clock_at(event.ends_at), pytest.raises(Refused, match="vorbei"):
        actions.enter(event=event, name="Oma", by=clara)


def test_the_office_confirms_for_somebody_who_called_after_the_two_days(event, clara):
    row = ask(event)
    with dates.clock_at(row.at + dt.timedelta(days=2, hours=1)):
        assert actions.confirm(registration=row, by=clara).status == REGISTERED


def test_presence_is_marked_for_those_shown_and_nobody_else(event, other_area, announce, clara):
    a, b, c = (come(event, name) for name in "abc")
    waiting, stranger = come(event, "d"), come(announce("Anderer", registers=True), "x")
    ids = [a.pk, b.pk, waiting.pk, stranger.pk]
    assert actions.mark_presence(event=event, shown=ids, present=[a.pk, stranger.pk], by=clara) == 1
    found = dict(Registration.objects.values_list("pk", "present"))
    assert found == {a.pk: True, b.pk: False, c.pk: None, waiting.pk: None, stranger.pk: None}
    assert actions.mark_presence(event=event, shown=ids, present=[b.pk], by=clara) == 1
    assert Registration.objects.get(pk=a.pk).present is False


# Shifts ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def shifts(event, clara):
    hour = dt.timedelta(hours=1)
    return [
        actions.plan_shift(
            event=event, title=title, starts_at=event.starts_at + start * hour, ends_at=event.starts_at + end * hour,
            needed=needed, by=clara,
        )
        for title, start, end, needed in (("Aufbau", -2, 0, 1), ("Theke", -1, 1, 2), ("Abbau", 2, 3, 1))
    ]  # fmt: skip


def test_helpers_take_places_in_shifts_and_not_seats(event, shifts):
    come(event, "mia", 3)
    assert come(event, "mia", shift=shifts[0]).status == REGISTERED, "a guest may help too"
    assert come(event, "ben", shift=shifts[0]).status == WAITING
    assert queries.free(event, shifts[0]) == 0 and queries.free(event, shifts[1]) == 2 and seated(event) == 3
    assert (
        "danke, dass Sie helfen" in last_mail("mia@example.org").body and "Aufbau" in last_mail("mia@example.org").body
    )


def test_a_helper_cancels_and_the_reserve_moves_up(event, shifts):
    mia, ben = come(event, "mia", shift=shifts[0]), come(event, "ben", shift=shifts[0])
    actions.withdraw(registration=mia)
    ben.refresh_from_db()
    assert ben.status == REGISTERED


def test_shifts_at_the_same_time_are_said_to_the_owner_of_the_address_alone(event, shifts):
    come(event, "mia", shift=shifts[0])
    come(event, "ben", shift=shifts[1])
    assert "Zur selben Zeit" not in last_mail("ben@example.org").body
    come(event, "mia", shift=shifts[1])
    assert "Zur selben Zeit sind Sie auch hier eingetragen:\nAufbau" in last_mail("mia@example.org").body
    come(event, "mia", shift=shifts[2])
    assert "Zur selben Zeit" not in last_mail("mia@example.org").body


def test_a_shift_closes_when_it_begins(event, shifts):
    with dates.clock_at(shifts[0].starts_at), pytest.raises(Refused, match="geschlossen"):
        ask(event, shift=shifts[0])
    with dates.clock_at(shifts[0].starts_at):
        assert ask(event, shift=shifts[1]).status == UNCONFIRMED


# Pages and stamps --------------------------------------------------------------------------------------------------
def test_public_pages_change_when_a_seat_does_and_not_before(event):
    before = area_stamp("lindenhafen")
    row = ask(event)
    assert area_stamp("lindenhafen") == before
    actions.confirm(registration=row)
    seat = area_stamp("lindenhafen")
    assert seat != before
    come(event, "ben", 2)
    full = area_stamp("lindenhafen")
    come(event, "eda")
    assert area_stamp("lindenhafen") == full, "the waiting list is not public"
    actions.withdraw(registration=row)
    assert area_stamp("lindenhafen") != full
