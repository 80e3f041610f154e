import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import translation

from quartier.events import actions
from quartier.events.models import Event, Registration
from quartier.events.tests.registering import ask, come, last_mail, subjects
from quartier.kit import dates
from quartier.mail.models import Message
from quartier.texts import actions as texts

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def event(announce):
    return announce(registers=True, capacity=2)


def told(since: int) -> list[tuple[str, str]]:
    return list(Message.objects.filter(pk__gt=since).order_by("pk").values_list("to", "subject"))


def newest() -> int:
    return Message.objects.latest("pk").pk


def test_a_cancellation_reaches_everybody_registered_and_waiting_and_nobody_else(event, announce, clara):
    gone = come(event, "gone")
    actions.withdraw(registration=gone)
    come(event, "mia", 2), come(event, "ben"), ask(event, "eda"), come(announce("Anderer", registers=True), "ivo")
    shift = actions.plan_shift(
        event=event, title="Aufbau", starts_at=event.starts_at, ends_at=event.ends_at, needed=1, by=clara
    )
    come(event, "uta", shift=shift)
    actions.enter(event=event, name="Oma", phone="0531 1", by=clara)
    before = newest()
    actions.cancel(event=event, reason="Wasserschaden", by=clara)
    assert told(before) == [(f"{name}@example.org", "Fällt aus: Nähabend") for name in ("mia", "ben", "uta")]
    assert "Der Grund: Wasserschaden" in last_mail("ben@example.org").body


def test_a_cancelled_festival_tells_those_of_its_sittings(event, announce, clara):
    part = announce("Tanz am Kai", registers=True, part_of=event)
    come(part, "mia")
    actions.cancel(event=event, reason="Sturm", by=clara)
    assert subjects("mia@example.org")[-1] == "Fällt aus: Tanz am Kai"


def test_another_time_or_place_is_told_with_what_was_before(event, clara):
    come(event, "mia", 2), come(event, "ben"), ask(event, "eda")
    before = newest()
    actions.change(event=event, place="Hof", starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR, by=clara)
    assert [to for to, _subject in told(before)] == ["mia@example.org", "ben@example.org"]
    mia, ben = last_mail("mia@example.org").body, last_mail("ben@example.org").body
    assert "19 bis 21 Uhr" in mia and "18 bis 20 Uhr, Büro" in mia and "Hof" in mia
    assert "Ihr Platz bleibt Ihnen" in mia and "weiter auf der Warteliste" in ben


def test_a_changed_word_is_told_to_nobody(event, clara):
    come(event, "mia")
    before = newest()
    actions.change(event=event, summary="Mit Kuchen", title="Nähabend mit Kuchen", by=clara)
    assert told(before) == []


def test_the_office_may_tell_people_itself(event, clara):
    come(event, "mia")
    before = newest()
    actions.change(event=event, place="Hof", tell=False, by=clara)
    assert told(before) == [] and Event.objects.get(pk=event.pk).place == "Hof"


def test_the_day_of_forgetting_moves_with_the_date(event, clara):
    row = come(event, "mia")
    day = row.anonymise_on
    week = dt.timedelta(days=7)
    actions.change(event=event, starts_at=event.starts_at + week, ends_at=event.ends_at + week, by=clara)
    row.refresh_from_db()
    assert row.anonymise_on == day + week


def test_everybody_is_written_to_in_the_own_language(event, clara):
    with translation.override("en"):
        ask(event, "mia")
    with translation.override("tr"):
        ask(event, "ben")
    for row in Registration.objects.order_by("pk"):
        actions.confirm(registration=row)
    with translation.override("ar"):
        actions.cancel(event=event, reason="Sturm", by=clara)
    assert "/en/lindenhafen/" in last_mail("mia@example.org").body
    assert "/tr/lindenhafen/" in last_mail("ben@example.org").body


def test_the_title_is_the_readers_where_there_is_a_version(event, clara):
    text = texts.write(row=event, scope=event.area.scope, language="en", fields={"title": "Sewing evening"}, by=clara)
    texts.publish(text=text, row=event, by=clara)
    with translation.override("en"):
        come(event, "mia")
    assert "Sewing evening" in subjects("mia@example.org")[-1]


def test_the_date_goes_along_as_a_calendar_file(event, clara):
    come(event, "mia")
    mail = last_mail("mia@example.org")
    assert "BEGIN:VEVENT" in mail.calendar and event.uid in mail.calendar and "mia" not in mail.calendar
    assert last_mail("mia@example.org").subject.startswith("Sie sind angemeldet")
    ask(event, "ben")
    assert last_mail("ben@example.org").calendar == ""


def test_a_helper_gets_the_time_of_the_shift_in_the_calendar(event, clara):
    shift = actions.plan_shift(
        event=event, title="Aufbau", starts_at=event.starts_at - 2 * HOUR, ends_at=event.starts_at, needed=1, by=clara
    )
    come(event, "mia", shift=shift)
    lines = last_mail("mia@example.org").calendar.splitlines()
    assert f"DTSTART;TZID=Europe/Berlin:{dates.local(shift.starts_at):%Y%m%dT%H%M%S}" in lines
    assert "SUMMARY:Nähabend: Aufbau" in lines and f"UID:{event.uid}" not in lines


def test_a_reminder_says_tomorrow(event):
    come(event, "mia")
    row = Registration.objects.get()
    assert actions.remind(registration=row) and not actions.remind(registration=row)
    assert subjects("mia@example.org")[-1] == "Morgen: Nähabend"
    assert dates.now() - Registration.objects.get().reminded_at < HOUR


def test_helpers_hear_of_another_time_and_the_reserve_moves_up(event, clara):
    shift = actions.plan_shift(
        event=event, title="Aufbau", starts_at=event.starts_at - 2 * HOUR, ends_at=event.starts_at, needed=1, by=clara
    )
    come(event, "guest"), come(event, "mia", shift=shift), come(event, "ben", shift=shift)
    before = newest()
    actions.change_shift(shift=shift, starts_at=shift.starts_at + HOUR, needed=2, by=clara)
    assert told(before) == [
        ("mia@example.org", "Etwas hat sich geändert: Nähabend"),
        ("ben@example.org", "Etwas hat sich geändert: Nähabend"),
        ("ben@example.org", "Ein Platz ist frei geworden: Nähabend"),
    ]
    assert "17 bis 18 Uhr" in last_mail("mia@example.org").body and "16 bis 18 Uhr" in last_mail("mia@example.org").body
