"""Calendars to subscribe to: what two other parsers see in them, and what nobody may see."""

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.exports import lines
from quartier.events.exports.calendar import standard
from quartier.events.exports.zones import vtimezone
from quartier.events.models import Event, EventSeries
from quartier.events.rules import HOME
from quartier.history.actions import action
from quartier.kit import dates, pagecache
from quartier.texts import actions as texts
from tests import parsers

pytestmark = pytest.mark.django_db
Announce = Callable[..., Event]
FEED = "/lindenhafen/termine.ics"


def fetch(path: str = FEED, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers=headers)


def text_of(path: str = FEED) -> str:
    pagecache.store.clear()
    answer = fetch(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def events_in(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def seen(text: str, days: int = 900) -> list[parsers.Date]:
    """The dates that both parsers see; they agree."""
    begin = dates.now() - dt.timedelta(days=days)
    end = dates.now() + dt.timedelta(days=days)
    found = parsers.by_icalendar(text, begin, end)
    assert parsers.by_vobject(text, begin, end) == found
    return sorted(found.elements(), key=lambda date: date[0].isoformat())


@pytest.fixture
def weekly(area: Area, clara: User) -> EventSeries:
    """Every Tuesday at ten, six times, from next week on."""
    day = dates.today() + dt.timedelta(days=(1 - dates.today().weekday()) % 7 + 7)
    return actions.start_series(
        area=area, rule="FREQ=WEEKLY;COUNT=6", title="Sprachcafé", starts_at=dates.at(day, 10),
        ends_at=dates.at(day, 12), place="Büro", by=clara,
    )  # fmt: skip


# The form ------------------------------------------------------------------------------------------------------------
def test_a_calendar_has_the_form_phones_want(announce: Announce, area: Area) -> None:
    event = announce("Süßes, Saures; und \\ mehr", summary="Erste Zeile\nzweite Zeile")
    answer = fetch()
    raw = answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(raw.decode())
    assert calendar["VERSION"] == "2.0" and calendar["METHOD"] == "PUBLISH" and calendar["X-PUBLISHED-TTL"] == "PT6H"
    (one,) = events_in(raw.decode())
    assert one["UID"] == event.uid and one["SUMMARY"] == "Süßes, Saures; und \\ mehr"
    assert str(one["DESCRIPTION"]).startswith("Erste Zeile\nzweite Zeile")
    assert one["DTSTART"].params["TZID"] == "Europe/Berlin" and one["DTSTART"].dt == event.starts_at
    assert one["DTEND"].dt == event.ends_at and one["STATUS"] == "CONFIRMED" and one["SEQUENCE"] == 0
    assert one["DTSTAMP"].dt == one["LAST-MODIFIED"].dt == event.changed_at.replace(microsecond=0)
    assert str(one["URL"]).endswith(f"/lindenhafen/termine/{event.number}/") and str(one["URL"]) in one["DESCRIPTION"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_never_cuts_a_letter_and_reads_back(text: str) -> None:
    line = f"SUMMARY:{lines.escaped(text)}"
    pieces = lines.folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_a_fold_inside_an_umlaut_is_none() -> None:
    line = "SUMMARY:" + "ä" * 100
    for piece in lines.written([line]).split(b"\r\n"):
        piece.decode()  # raises where a letter was cut


def test_the_same_rows_give_the_same_bytes(announce: Announce) -> None:
    announce()
    first = fetch().content
    pagecache.store.clear()
    with dates.clock_at(dates.now() + dt.timedelta(days=2)):
        assert fetch().content == first


@pytest.mark.parametrize(
    ("name", "year"),
    [("Europe/Berlin", 1970), ("Europe/Berlin", 1938), ("America/New_York", 1970), ("Asia/Kolkata", 1970)],
)
def test_a_zone_is_spelled_out_as_the_world_knows_it(name: str, year: int) -> None:
    known, spelled = ZoneInfo(name), Timezone.from_ical("\r\n".join(vtimezone(name, year))).to_tz(lookup_tzid=False)
    start = dt.datetime(year + 1, 1, 15, 12)
    for hours in range(0, 24 * 365 * 90, 24 * 9 + 7):
        moment = start + dt.timedelta(hours=hours)
        assert spelled.utcoffset(moment) == known.utcoffset(moment), moment


@pytest.mark.parametrize(
    ("rule", "whole", "wanted"),
    [
        ("FREQ=DAILY;UNTIL=20260301", True, "FREQ=DAILY;UNTIL=20260301"),
        ("FREQ=DAILY;UNTIL=20260228T230000Z", True, "FREQ=DAILY;UNTIL=20260301"),
        ("FREQ=DAILY;UNTIL=20260301", False, "FREQ=DAILY;UNTIL=20260301T225959Z"),
        ("FREQ=DAILY;UNTIL=20260701T100000", False, "FREQ=DAILY;UNTIL=20260701T080000Z"),
        ("FREQ=DAILY;UNTIL=20260701T080000Z", False, "FREQ=DAILY;UNTIL=20260701T080000Z"),
        ("FREQ=DAILY;COUNT=3", False, "FREQ=DAILY;COUNT=3"),
    ],
)
def test_a_rule_ends_in_the_form_of_the_standard(rule: str, whole: bool, wanted: str) -> None:
    assert standard(rule, HOME, whole=whole) == wanted


# What takes place ------------------------------------------------------------------------------------------------------
def test_move_and_cancel_keep_the_name_and_count_up(announce: Announce, clara: User) -> None:
    event = announce()
    moved = actions.change(
        event=event,
        starts_at=event.starts_at + dt.timedelta(days=1),
        ends_at=event.ends_at + dt.timedelta(days=1),
        by=clara,
    )
    actions.cancel(event=moved, reason="Die Trainerin ist krank.", by=clara)
    text = text_of()
    (one,) = events_in(text)
    assert one["UID"] == event.uid and one["SEQUENCE"] == 2 and one["STATUS"] == "CANCELLED"
    assert one["SUMMARY"] == "Abgesagt: Nähabend" and "krank" in one["DESCRIPTION"]
    assert seen(text) == [(moved.starts_at, moved.ends_at, False, True)]


def test_a_date_across_the_change_of_the_clock(area: Area, clara: User) -> None:
    start = dt.datetime(2026, 10, 24, 22, tzinfo=HOME)
    actions.announce(
        area=area, title="Lange Nacht", starts_at=start, ends_at=dt.datetime(2026, 10, 25, 6, tzinfo=HOME), by=clara
    )
    (date,) = seen(text_of(), days=3000)
    assert date[1] - date[0] == dt.timedelta(hours=9)


def test_two_whole_days_end_where_the_third_begins(area: Area, clara: User) -> None:
    day = dates.today() + dt.timedelta(days=5)
    begins, ends = dates.at(day), dates.at(day + dt.timedelta(days=2))
    actions.announce(area=area, title="Straßenfest", starts_at=begins, ends_at=ends, all_day=True, by=clara)
    text = text_of()
    assert (
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in text and f"DTEND;VALUE=DATE:{day + dt.timedelta(days=2):%Y%m%d}" in text
    )
    assert seen(text) == [(day, day + dt.timedelta(days=2), True, False)]


def test_a_series_is_one_event_with_its_exceptions(weekly: EventSeries, clara: User) -> None:
    _first, second, third, fourth = weekly.events.order_by("occurrence_at")[:4]
    actions.leave_out(event=second, by=clara)
    actions.cancel(event=third, reason="Feiertag", by=clara)
    later = dt.timedelta(hours=3)
    actions.change(event=fourth, starts_at=fourth.starts_at + later, ends_at=fourth.ends_at + later, by=clara)
    extra = weekly.starts_at + dt.timedelta(days=3)
    actions.add_day(series=weekly, starts_at=extra, by=clara)
    text = text_of()
    assert [str(one.get("RECURRENCE-ID") is not None) for one in events_in(text)] == ["False", "True", "True"]
    assert len({one["UID"] for one in events_in(text)}) == 1
    rows = Event.objects.filter(series=weekly).order_by("starts_at")
    wanted = [(row.starts_at, row.ends_at, False, row.status == "cancelled") for row in rows]
    assert seen(text) == wanted and len(wanted) == 6


def test_a_series_goes_on_by_the_clock_on_the_wall(area: Area, clara: User) -> None:
    start = dt.datetime(2026, 1, 6, 10, tzinfo=HOME)
    actions.start_series(
        area=area,
        rule="FREQ=MONTHLY;COUNT=12",
        title="Rat",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        by=clara,
    )
    found = seen(text_of(), days=3000)
    assert {date[0].astimezone(HOME).hour for date in found} == {10} and len(found) == 12


def test_a_series_that_is_changed_from_one_date_on_is_two(weekly: EventSeries, clara: User) -> None:
    third = weekly.events.order_by("occurrence_at")[2]
    later = dt.timedelta(hours=2)
    actions.change_following(event=third, starts_at=third.starts_at + later, ends_at=third.ends_at + later, by=clara)
    rows = Event.objects.order_by("starts_at")
    assert seen(text_of()) == [(row.starts_at, row.ends_at, False, False) for row in rows]


def test_one_date_of_a_series_alone_keeps_its_name(weekly: EventSeries) -> None:
    third = weekly.events.order_by("occurrence_at")[2]
    (one,) = events_in(text_of(f"/lindenhafen/termine/{third.number}.ics"))
    assert one["UID"] == weekly.uid and one["RECURRENCE-ID"].dt == third.starts_at and "RRULE" not in one


# Who may know ----------------------------------------------------------------------------------------------------------
def test_what_is_not_public_any_more_is_not_there(announce: Announce, weekly: EventSeries, clara: User) -> None:
    event, third = announce("Interne Runde"), weekly.events.order_by("occurrence_at")[2]
    assert "Interne Runde" in text_of()
    actions.change(event=event, public=False, by=clara)
    actions.change(event=third, public=False, by=clara)
    text = text_of()
    assert "Interne Runde" not in text and len(seen(text)) == 5
    assert third.starts_at not in [date[0] for date in seen(text)]
    assert fetch(f"/lindenhafen/termine/{event.number}.ics").status_code == 404


def test_a_room_says_when_it_is_taken_and_nothing_more(announce: Announce, area: Area, clara: User) -> None:
    room = actions.open_room(area=area, name="Werkraum", street="Hafenstraße 31", lat=53.55, lon=10.0, by=clara)
    shown = announce("Nähabend", room=room)
    hidden = announce(
        "Beratung Familie Kaya", days=4, room=room, public=False, summary="Schulden", uid="kaya@klinik.example"
    )
    announce("Anderswo", days=5)
    off = announce("Nichts", days=6, room=room, public=False)
    actions.cancel(event=off, reason="Umzug", by=clara)
    text = text_of(f"/lindenhafen/raeume/{room.number}.ics")
    assert seen(text) == [(row.starts_at, row.ends_at, False, False) for row in (shown, hidden)]
    first, second = events_in(text)
    assert (
        "Werkraum" in first["LOCATION"]
        and "Hafenstraße 31" in first["LOCATION"]
        and first["GEO"].to_ical() == "53.55;10.0"
    )
    assert {name for name, _value in second.property_items()} - {"BEGIN", "END"} == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "SUMMARY", "STATUS"
    }  # fmt: skip
    assert second["SUMMARY"] == "Belegt" and not re.search("Kaya|Schulden|klinik", text)


def test_a_series_of_hidden_bookings_is_hidden_as_one(area: Area, clara: User) -> None:
    room = actions.open_room(area=area, name="Werkraum", by=clara)
    start = dates.at(dates.today() + dt.timedelta(days=3), 9)
    series = actions.start_series(
        area=area, rule="FREQ=WEEKLY;COUNT=4", title="Therapie", starts_at=start, ends_at=start + dt.timedelta(hours=1),
        room=room, public=False, by=clara,
    )  # fmt: skip
    path = f"/lindenhafen/raeume/{room.number}.ics"
    text = text_of(path)
    assert len(seen(text)) == 4 and "Therapie" not in text and series.uid not in text
    for event in series.events.all():
        actions.cancel(event=event, reason="Umzug", by=clara)
    assert seen(text_of(path)) == []


def test_a_calendar_speaks_the_language_of_its_address(announce: Announce, clara: User) -> None:
    event = announce(summary="Wir nähen.")
    version = texts.write(
        row=event, scope=event.area.scope, language="tr", fields={"title": "Dikiş", "summary": "Dikeriz."}, by=clara
    )
    texts.publish(text=version, row=event, by=clara)
    (turkish,), (german,) = events_in(text_of("/tr" + FEED)), events_in(text_of())
    assert (turkish["SUMMARY"], german["SUMMARY"]) == ("Dikiş", "Nähabend") and turkish["UID"] == german["UID"]
    assert "/tr/lindenhafen/termine/" in turkish["URL"]


def test_a_room_that_is_not_public_has_no_calendar(area: Area, clara: User) -> None:
    room = actions.open_room(area=area, name="Lager", public=False, by=clara)
    assert fetch(f"/lindenhafen/raeume/{room.number}.ics").status_code == 404


def test_no_calendar_names_a_person(announce: Announce, area: Area, clara: User) -> None:
    announce(contact="Clara Berg, clara@example.org", registers=True, capacity=3)
    text = text_of()
    assert not re.search("ATTENDEE|ORGANIZER|mailto|Clara|@example.org", text)


# Which calendars there are -----------------------------------------------------------------------------------------------
def test_a_topic_has_its_own(announce: Announce, weekly: EventSeries, clara: User) -> None:
    announce("Deutsch am Abend", topic="learn")
    actions.change_series(series=weekly, topic="learn", by=clara)
    odd = weekly.events.order_by("occurrence_at")[1]
    actions.change(event=odd, topic="meet", by=clara)
    text = text_of("/lindenhafen/termine/thema/lernen.ics")
    assert len(seen(text)) == 6 and "CATEGORIES:Lernen und Deutsch" in text
    (alone,) = events_in(text_of("/lindenhafen/termine/thema/treffen.ics"))
    assert alone["RECURRENCE-ID"].dt == odd.starts_at
    assert fetch("/lindenhafen/termine/thema/quatsch.ics").status_code == 404


def test_the_city_holds_all_quarters(announce: Announce, other_area: Area, clara: User) -> None:
    announce("Hier")
    start = dates.now() + dt.timedelta(days=2)
    actions.announce(area=other_area, title="Drüben", starts_at=start, ends_at=start + dt.timedelta(hours=1))
    text = text_of("/termine.ics")
    assert {str(one["SUMMARY"]) for one in events_in(text)} == {"Hier", "Drüben"}
    assert "/werftviertel/termine/" in text.replace("\r\n ", "")


def test_a_domain_of_its_own_is_in_every_address(announce: Announce, area: Area) -> None:
    announce()
    areas.update_area(area=area, domain="lindenhafen.example")
    moved = fetch()
    assert moved.status_code == 301 and moved["Location"] == "http://lindenhafen.example/termine.ics"
    text = Client(headers={"host": "lindenhafen.example"}).get("/termine.ics").content.decode().replace("\r\n ", "")
    assert "http://lindenhafen.example/termine/1/" in text and "/lindenhafen/termine" not in text


def test_the_second_call_is_answered_with_not_modified(announce: Announce, clara: User) -> None:
    event = announce()
    first = fetch()
    again = fetch(**{"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    actions.change(event=event, title="Nähnacht", by=clara)
    assert fetch(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_page_explains_every_address(announce: Announce, area: Area, clara: User, client: Client) -> None:
    announce(topic="learn")
    room = actions.open_room(area=area, name="Werkraum", by=clara)
    text = client.get("/lindenhafen/termine/abonnieren/").content.decode()
    assert "webcal://localhost:8000/lindenhafen/termine.ics" in text
    for path in ("termine.ics", "termine/thema/lernen.ics", f"raeume/{room.number}.ics", "termine.csv", "termine.xlsx"):
        assert f"/lindenhafen/{path}" in text
        assert client.get(f"/lindenhafen/{path}").status_code == 200


def test_the_table_names_every_public_date_once(announce: Announce, weekly: EventSeries, client: Client) -> None:
    announce("=HYPERLINK(1)", cost="3 €")
    announce("Intern", public=False)
    rows = client.get("/lindenhafen/termine.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 7 and rows[0].startswith("Nummer;Titel;Tag;Beginn")
    assert sum("'=HYPERLINK(1)" in row for row in rows) == 1 and not any("Intern" in row for row in rows)
    assert client.get("/lindenhafen/termine.xlsx").content.startswith(b"PK")


@action
def crowd(*, area: Area, count: int) -> None:
    start = dates.now() - dt.timedelta(days=200)
    Event.objects.bulk_create(
        [
            Event(
                area=area, number=1000 + n, title=f"Termin {n} mit Übergrößen", summary="Ein Satz. " * 20, place="Büro, Hafenstraße 31",
                starts_at=start + dt.timedelta(hours=5 * n), ends_at=start + dt.timedelta(hours=5 * n + 2),
            )
            for n in range(count)
        ]
    )  # fmt: skip


def test_two_thousand_dates_come_within_a_second_of_work(area: Area) -> None:
    crowd(area=area, count=2000)
    fetch()
    pagecache.store.clear()
    begin = time.process_time()
    answer = fetch()
    spent = time.process_time() - begin
    assert answer.content.count(b"BEGIN:VEVENT") == 2000
    assert spent < 1, f"{spent:.2f} s"
