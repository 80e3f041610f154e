import datetime as dt

import pytest
from django.core.cache import cache

from quartier.events import actions, states, tasks
from quartier.events.models import EventSeries, Registration
from quartier.events.tests.conftest import MONDAY
from quartier.events.tests.registering import ask, come, seated, standing, subjects
from quartier.kit import dates
from quartier.mail import actions as mail
from quartier.mail.models import Message
from tests.cast import without_action

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def event(announce):
    """The evening after tomorrow's, three seats."""
    return announce(registers=True, capacity=3, days=5)


def deliver():
    """What waits has gone out."""
    for message in Message.objects.waiting():
        mail.delivered(message=message)


def names():
    return set(Registration.objects.exclude(name="").values_list("name", flat=True))


def test_what_nobody_confirmed_goes_after_two_days_with_everything_in_it(event):
    late, come_in_time = ask(event, "late", note="Rollstuhl"), ask(event, "mia")
    deliver()
    with dates.clock_at(late.at + 2 * DAY):
        actions.confirm(registration=come_in_time)
        assert tasks.expire_registrations.call() == 0
    with dates.clock_at(late.at + 2 * DAY + SECOND):
        assert tasks.expire_registrations.call() == 1 and tasks.expire_registrations.call() == 0
    late.refresh_from_db()
    assert (late.status, late.name, late.email, late.note) == (states.EXPIRED, "", "", "")
    assert standing(event) == {"Mia": states.REGISTERED}
    assert not Message.objects.filter(to="late@example.org").exists()


def test_what_was_held_goes_when_the_date_is_over(event):
    row = ask(event, note="www.werbung.example")
    with dates.clock_at(event.ends_at - SECOND):
        assert tasks.expire_registrations.call() == 0
    with dates.clock_at(event.ends_at):
        assert tasks.expire_registrations.call() == 1
    row.refresh_from_db()
    assert (row.status, row.note) == (states.EXPIRED, "")


def test_who_comes_tomorrow_is_reminded_once_and_in_the_daytime(event, announce, clara):
    come(event, "mia"), come(event, "ben", 2), come(event, "eda"), ask(event, "ivo")
    come(announce("Später", registers=True, days=9), "uta")
    off = announce("Abgesagt", registers=True, days=5)
    come(off, "ada")
    actions.cancel(event=off, reason="Sturm", by=clara)
    eve = dates.local(event.starts_at).date() - DAY
    with dates.clock_at(dates.at(eve - DAY, 12)):
        assert tasks.remind_registered.call() == 0
    with dates.clock_at(dates.at(eve, 8, 59)):
        assert tasks.remind_registered.call() == 0
    with dates.clock_at(dates.at(eve, 9)):
        assert tasks.remind_registered.call() == 2 and tasks.remind_registered.call() == 0
    assert subjects().count("Morgen: Nähabend") == 2 and "Morgen: Nähabend" not in subjects("eda@example.org")


def test_nobody_is_reminded_of_what_they_registered_for_the_same_day(announce):
    event = announce(registers=True, days=5)
    eve = dates.local(event.starts_at).date() - DAY
    with dates.clock_at(dates.at(eve, 10)):
        come(event, "mia")
        assert tasks.remind_registered.call() == 0


def test_a_moved_date_is_reminded_of_again(event, clara):
    come(event, "mia")
    eve = dates.local(event.starts_at).date() - DAY
    with dates.clock_at(dates.at(eve, 9)):
        tasks.remind_registered.call()
        actions.change(event=event, starts_at=event.starts_at + DAY, ends_at=event.ends_at + DAY, by=clara)
    with dates.clock_at(dates.at(eve + DAY, 9)):
        assert tasks.remind_registered.call() == 1


def test_helpers_are_reminded_of_their_shift(event, clara):
    start = event.starts_at - DAY
    shift = actions.plan_shift(
        event=event, title="Einkauf", starts_at=start, ends_at=start + DAY / 12, needed=2, by=clara
    )
    come(event, "mia", shift=shift)
    with dates.clock_at(dates.at(dates.local(start).date() - DAY, 9)):
        assert tasks.remind_registered.call() == 1
    assert "Einkauf" in Message.objects.latest("pk").body


# Forgetting --------------------------------------------------------------------------------------------------------
def test_names_go_on_the_day_that_was_said_and_numbers_stay(event, clara):
    mia = come(event, "mia", 2, note="Rollstuhl")
    oma = actions.enter(event=event, name="Oma", phone="0531 1", by=clara)
    deliver()
    with dates.clock_at(event.ends_at):
        actions.mark_presence(event=event, shown=[mia.pk, oma.pk], present=[mia.pk], by=clara)
    day = dates.local(event.ends_at).date() + dt.timedelta(days=30)
    assert mia.anonymise_on == day
    with dates.clock_at(dates.at(day) - SECOND):
        assert tasks.anonymise_registrations.call() == 0 and names() == {"Mia", "Oma"}
    with dates.clock_at(dates.at(day)):
        assert tasks.anonymise_registrations.call() == 2 and tasks.anonymise_registrations.call() == 0
    rows = Registration.objects.order_by("pk").values_list("name", "email", "phone", "note", "seats", "present")
    assert list(rows) == [("", "", "", "", 2, True), ("", "", "", "", 1, False)]
    assert not Message.objects.exclude(to="").exists(), "the addresses of the mails go as well"
    assert seated(event) == 3


def test_the_night_carries_every_series_on_and_one_that_cannot_be_stops_no_other(begin, that_monday):
    stuck, endless, done = begin(), begin(hour=12), begin("FREQ=WEEKLY;COUNT=3", hour=14)
    with without_action():
        EventSeries.objects.filter(pk=stuck.pk).update(zone="Mond/Krater")
    with dates.clock_at(dates.at(MONDAY + 100 * DAY, 3)):
        assert tasks.carry_series_on.func() == 14 and tasks.carry_series_on.func() == 0
    assert endless.events.count() == 79 + 14 and done.events.count() == 3 and stuck.events.count() == 79
