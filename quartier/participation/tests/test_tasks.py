"""The office hears that something waits, at most once an hour."""

import datetime as dt

import pytest

from quartier.events import actions as events
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.spam import Sender
from quartier.mail.models import Message
from quartier.participation import actions, tasks

MOMENT = dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC)
ADVERT = "https://a.example https://b.example https://c.example"


@pytest.fixture
def at():
    """``at(minutes)``: the clock so long after the first idea."""
    return lambda minutes: dates.clock_at(MOMENT + dt.timedelta(minutes=minutes))


def mails():
    return list(Message.objects.filter(kind="areas.area").order_by("pk"))


def test_everybody_of_the_office_is_told_when_something_waits(area, other_area, clara, carla, erna, kora, hand_in, at):
    with at(0):
        hand_in()
        hand_in(text=ADVERT, sender=Sender())
        assert tasks.tell_office.func() == 2
    told = mails()
    assert [mail.to for mail in told] == ["carla@example.org", "clara@example.org"]
    assert "2 neue Ideen, davon 1 gehalten" in told[0].body and "/team/lindenhafen/ideen/" in told[0].body
    assert "example https" not in told[0].body, "it quotes nothing of what came"
    assert Entry.objects.get(verb="office_told").facts == {"ideas": 2, "registrations": 0}


def test_one_mail_an_hour_is_enough_and_the_later_ideas_are_told_then(area, clara, hand_in, at):
    with at(0):
        hand_in()
        assert actions.tell_office(area=area) == 1
    for minutes in (1, 30, 59):
        with at(minutes):
            hand_in()
            assert actions.tell_office(area=area) == 0
    with at(60):
        assert actions.tell_office(area=area) == 1
        assert "3 neue Ideen" in mails()[-1].body
    with at(200):
        assert actions.tell_office(area=area) == 0, "nothing new"


def test_nobody_is_told_of_what_the_office_wrote_down_or_has_read(area, clara, hand_in, published, at):
    with at(0):
        published()
        hand_in(source="desk", entered_by=clara)
        assert actions.tell_office(area=area) == 0
    assert not mails() and not Entry.objects.filter(verb="office_told").exists()


def test_the_office_hears_of_a_registration_that_is_held(area, clara, at):
    with at(0):
        start = dates.now() + dt.timedelta(days=3)
        event = events.announce(
            area=area,
            title="Nähabend",
            starts_at=start,
            ends_at=start + dt.timedelta(hours=2),
            registers=True,
            by=clara,
        )
        events.register(event=event, name="Mia", email="mia@example.org")
        assert actions.tell_office(area=area) == 0, "what is no advertising needs nobody"
        events.register(event=event, name="Gewinn", email="x@example.org", note="www.werbung.example")
        assert actions.tell_office(area=area) == 1
    body = mails()[-1].body
    assert (
        "1 Anmeldung, die nach Werbung aussieht" in body and "neue Idee" not in body and "werbung.example" not in body
    )
