"""A person's own calendar: what is in it, who gets it, and how it ends."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.events import actions as events
from quartier.events.models import Event
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.publishing import actions
from quartier.publishing.models import CalendarLink
from tests import parsers
from tests.cast import without_action

pytestmark = pytest.mark.django_db


def announce(area: Area, title: str, days: int = 3, **facts: Any) -> Event:
    start = dates.at(dates.today() + dt.timedelta(days=days), 18)
    return events.announce(
        area=area, title=title, starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", **facts
    )


def register(event: Event, email: str, shift: Any = None, status: str = "registered") -> Any:
    from quartier.events.models import Registration

    with without_action():
        return Registration.objects.create(
            event=event, shift=shift, name="Ayşe", email=email, status=status, anonymise_on=dates.today(),
            confirmed_at=dates.now(),
        )  # fmt: skip


def fetch(secret: str, **headers: str) -> Any:
    return Client().get(f"/kalender/{secret}.ics", headers=headers)


def titles(secret: str) -> list[str]:
    answer = fetch(secret)
    assert answer.status_code == 200
    return sorted(str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_holds_registrations_shifts_and_nothing_of_others(area: Area, ayse: User) -> None:
    festival = announce(area, "Sommerfest")
    shift = events.plan_shift(
        event=festival,
        title="Aufbau",
        starts_at=festival.starts_at - dt.timedelta(hours=2),
        ends_at=festival.starts_at,
        needed=3,
    )
    register(festival, ayse.email, shift)
    register(announce(area, "Nähkurs"), ayse.email.upper())
    register(announce(area, "Kochkurs"), ayse.email, status="waiting")
    register(announce(area, "Tanzkurs"), ayse.email, status="withdrawn")
    register(announce(area, "Schwimmen"), "boris@example.org")
    secret = actions.make_calendar_link(user=ayse)
    assert titles(secret) == ["Helfen: Aufbau", "Kochkurs", "Nähkurs"]
    text = fetch(secret).content.decode()
    assert "boris" not in text and ayse.email not in text
    begin, end = dates.now() - dt.timedelta(days=30), dates.now() + dt.timedelta(days=30)
    assert parsers.by_icalendar(text, begin, end) == parsers.by_vobject(text, begin, end)


def test_a_juror_finds_the_meetings_that_are_not_public(area: Area, boris: User, jury: Any, clara: User) -> None:
    start = dates.now() + dt.timedelta(days=20)
    for public in (False, True):
        meeting = committees.plan_meeting(
            committee=jury,
            starts_at=start,
            ends_at=start + dt.timedelta(hours=2),
            place="Büro",
            public=public,
            by=clara,
        )
        committees.invite(meeting=meeting, by=clara)
    secret = actions.make_calendar_link(user=boris)
    before = fetch(secret).content.decode()
    assert len(titles(secret)) == 2 and "Aktionsfonds-Jury" in titles(secret)
    committees.cancel_meeting(meeting=jury.meetings.get(public=False), reason="Krank", by=clara)
    (off,) = [
        event for event in Calendar.from_ical(fetch(secret).content).walk("VEVENT") if event["STATUS"] == "CANCELLED"
    ]
    assert str(off["UID"]) in before and off["SEQUENCE"] >= 1


def test_a_manager_finds_all_dates_of_the_quarter_until_the_role_ends(
    area: Area, clara: User, carla: User, other_area: Area
) -> None:
    announce(area, "Öffentlich")
    announce(area, "Teamrunde", public=False)
    announce(other_area, "Drüben", public=False)
    secret = actions.make_calendar_link(user=clara)
    assert titles(secret) == ["Teamrunde", "Öffentlich"]
    accounts.end_role(role=clara.roles.get(), by=carla)
    assert titles(secret) == []


def test_the_secret_is_kept_nowhere_and_a_new_one_ends_the_old(area: Area, ayse: User) -> None:
    first = actions.make_calendar_link(user=ayse)
    assert len(first) > 40 and CalendarLink.objects.get().digest == hashlib.sha256(first.encode()).hexdigest()
    second = actions.make_calendar_link(user=ayse)
    assert fetch(first).status_code == 404 and fetch(second).status_code == 200
    actions.end_calendar_link(user=ayse)
    assert fetch(second).status_code == 404 and actions.end_calendar_link(user=ayse) == 0
    assert list(Entry.objects.filter(kind="publishing.calendarlink").order_by("id").values_list("verb", flat=True)) == [
        "calendar_link_made", "calendar_link_ended", "calendar_link_made", "calendar_link_ended",
    ]  # fmt: skip


def test_a_person_who_is_gone_has_none(area: Area, ayse: User) -> None:
    secret = actions.make_calendar_link(user=ayse)
    User.objects.filter(pk=ayse.pk).update(is_active=False)
    assert fetch(secret).status_code == 404


def test_it_is_nobody_elses_and_answers_not_modified(area: Area, ayse: User) -> None:
    register(announce(area, "Nähkurs"), ayse.email)
    secret = actions.make_calendar_link(user=ayse)
    answer = fetch(secret)
    assert answer["Cache-Control"] == "private, no-cache" and answer["X-Robots-Tag"] == "noindex"
    again = fetch(secret, **{"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and not again.content and again["ETag"] == answer["ETag"]


def test_an_own_domain_sends_to_the_installation(area: Area, ayse: User) -> None:
    from quartier.areas import actions as areas

    areas.update_area(area=area, domain="lindenhafen.example")
    answer = Client(headers={"host": "lindenhafen.example"}).get("/kalender/geheim.ics")
    assert answer.status_code == 302 and answer["Location"] == "http://localhost:8000/kalender/geheim.ics"


def test_the_page_shows_the_address_once(area: Area, ayse: User, client_of: Any) -> None:
    client = client_of(ayse)
    assert "Adresse machen" in client.get("/konto/kalender/").content.decode()
    text = client.post("/konto/kalender/").content.decode()
    secret = text.split("http://localhost:8000/kalender/")[1].split(".ics")[0]
    assert fetch(secret).status_code == 200 and "webcal://localhost:8000/kalender/" in text
    assert secret not in client.get("/konto/kalender/").content.decode()
    client.post("/konto/kalender/", {"verb": "ende"})
    assert fetch(secret).status_code == 404
