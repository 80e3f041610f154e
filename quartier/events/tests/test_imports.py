"""Calendars of others, one fault at a time: what is taken, what is told, and what a second reading changes."""

import datetime as dt
from typing import Any

import pytest

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.exports import Feed, written
from quartier.events.imports import Broken, CalendarFile, CalendarTarget
from quartier.events.models import Event, EventSeries
from quartier.events.queries import calendars
from quartier.events.rules import HOME
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.importer import Preview, Report
from tests import parsers

pytestmark = pytest.mark.django_db
NEXT = (dates.today() + dt.timedelta(days=30)).year + 1
START = f"{NEXT}0310T100000"


def event(*lines: str, uid: str = "eins@example.com", start: str = f"DTSTART;TZID=Europe/Berlin:{START}") -> list[str]:
    """A VEVENT; what is given replaces the usual lines."""
    given = {line.split(":", 1)[0].split(";", 1)[0] for line in lines}
    usual = [f"UID:{uid}" if uid else "", f"DTSTAMP:{NEXT}0101T000000Z", start, "SUMMARY:Abend"]
    kept = [line for line in usual if line and line.split(":", 1)[0].split(";", 1)[0] not in given]
    return ["BEGIN:VEVENT", *kept, *lines, "END:VEVENT"]


def calendar(*lines: str, before: tuple[str, ...] = ()) -> bytes:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//DE", *before, *lines, "END:VCALENDAR", ""]
    return "\r\n".join(whole).encode()


def plan(area: Area, content: bytes, **asked: Any) -> CalendarFile:
    return CalendarFile(content, "termine.ics", area, **asked)


def take(area: Area, content: bytes, by: Any = None, **asked: Any) -> Report:
    file = plan(area, content, **asked)
    return history.carry_out(
        scope=area.scope, read=file.preview, target=CalendarTarget(area), options=file.options(), by=by
    )


def told(preview: Preview) -> str:
    return "\n".join(str(problem) for problem in (*preview.refused, *preview.notes))


def exported(area: Area) -> str:
    return written(calendars.of_areas([area]), Feed("Alle", ""), lambda row: True).decode()


# Faults that are told, and what comes of them ------------------------------------------------------------------------
SAME, NOT_TAKEN = "same", "not taken"
FAULTS = {
    "unknown zone": (event(start=f"DTSTART;TZID=Mond/Krater:{START}"), "Zeitzone „Mond/Krater“ ist unbekannt", SAME),
    "windows zone": (event(start=f"DTSTART;TZID=W. Europe Standard Time:{START}"), "", SAME),
    "floating": (event(start=f"DTSTART:{START}"), "nennen keine Zeitzone", SAME),
    "day without VALUE": (event(start=f"DTSTART:{NEXT}0310"), "DTSTART ohne VALUE=DATE", SAME),
    "end before start": (event(f"DTEND;TZID=Europe/Berlin:{NEXT}0309T100000"), "Ende liegt nicht nach dem Beginn", None),
    "end on the day": (event(f"DTEND;VALUE=DATE:{NEXT}0310", start=f"DTSTART;VALUE=DATE:{NEXT}0310"), "Ende liegt", SAME),
    "no end": (event(), "", SAME),
    "no length": (event(f"DTEND;TZID=Europe/Berlin:{START}"), "", SAME),
    "year -11": (event(start="DTSTART:-0011130T100000"), "ist kein Tag und keine Uhrzeit", NOT_TAKEN),
    "year 9999": (event(start="DTSTART:99991231T235959Z"), "Das Jahr 9999", NOT_TAKEN),
    "31 February": (event(start=f"DTSTART:{NEXT}0231T100000"), "gibt es nicht", NOT_TAKEN),
    "2038": (event(start="DTSTART:20380120T031408Z"), "", SAME),
    "no start": (event("SUMMARY:Ohne Tag", start=""), "„Ohne Tag“ hat keinen Beginn", NOT_TAKEN),
    "no UID": (event(uid=""), "fehlt der Name für Kalender", SAME),
    "bad duration": (event("DURATION:P999999999999W"), "ist keine Dauer", None),
    "duration": (event("DURATION:PT1H30M"), "", SAME),
    "every second": (event("RRULE:FREQ=SECONDLY"), "So oft wiederholt sich kein Termin", None),
    "rule that is none": (event("RRULE:FREQ=WEEKLY;UNTIL=20123456T123456"), "Übernommen wird der erste Termin", None),
    "ten thousand": (event("RRULE:FREQ=DAILY;COUNT=10000"), "mehr als 400 Termine", None),
    "until a day": (event(f"RRULE:FREQ=WEEKLY;UNTIL={NEXT}0401"), "UNTIL ist ein Tag", SAME),
    "EXRULE": (event("RRULE:FREQ=DAILY;COUNT=5", "EXRULE:FREQ=DAILY;COUNT=2"), "EXRULE", SAME),
    "EXDATE in UTC": (event("RRULE:FREQ=DAILY;COUNT=5", f"EXDATE:{NEXT}0311T090000Z"), "", SAME),
    "RDATE": (event(f"RDATE;TZID=Europe/Berlin:{NEXT}0320T100000"), "", SAME),
    "RDATE time": (event("RDATE;VALUE=TIME:083000"), "RDATE: „083000“", None),
    "several zones": (
        event("RRULE:FREQ=MONTHLY;COUNT=9", start=f"DTSTART;TZID=America/New_York:{START}"), "", SAME,
    ),
    "two DTSTART": (event(f"DTSTART;TZID=Europe/Berlin:{NEXT}0401T100000"), "", SAME),
    "no colon": (event("SUMMARY=Abend"), "keine Zeile eines Kalenders", SAME),
    "long title": (event(f"SUMMARY:{'Sehr ' * 60}lang"), "länger als 120 Zeichen", SAME),
    "no title": (event("SUMMARY:", "DESCRIPTION:Wir treffen uns"), "", SAME),
    "private": (event("CLASS:CONFIDENTIAL"), "als privat bezeichnet", None),
    "tentative": (event("STATUS:TENTATIVE"), "unter Vorbehalt", SAME),
    "called off": (event("STATUS:CANCELLED"), "", SAME),
    "bad link": (event("URL:irgendwo im Netz"), "ist keine Internetadresse", SAME),
    "people": (event("ATTENDEE;CN=Ada:mailto:ada@example.com", "ORGANIZER:mailto:bo@example.com"), "2 Angaben zu Personen", SAME),
    "files": (event("ATTACH:https://example.com/a.pdf"), "Anhänge", SAME),
    "cut off": (event()[:-1], "VEVENT hört nicht auf, bevor VCALENDAR aufhört", None),
    "task": (["BEGIN:VTODO", "UID:x", "SUMMARY:Abwasch", "END:VTODO"], "kein Termin", NOT_TAKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_the_rest_is_read(name: str, area: Area) -> None:
    lines, sentence, outcome = FAULTS[name]
    content = calendar(*lines)
    text = told(plan(area, content, anyway=True).preview())
    assert sentence in text if sentence else not text, text
    report = take(area, content, anyway=True)
    assert (report.run is None) == (outcome == NOT_TAKEN)
    if outcome == SAME:
        span = parsers.span(content.decode())
        assert span
        original = parsers.by_icalendar(content.decode(), *span)
        assert original and parsers.by_icalendar(exported(area), *span) == original
        assert parsers.by_vobject(exported(area), *span) == original
    assert not plan(area, content, anyway=True).preview().steps


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"\xef\xbb\xbf \r\n", "leer"),
        (b"<!doctype html><title>Kalender</title>", "fehlt die Zeile BEGIN:VCALENDAR"),
        (b"name;tag\nFest;1.5.", "fehlt die Zeile BEGIN:VCALENDAR"),
        (b"%PDF-1.7", "sondern PDF"),
        (b"PK\x03\x04", "sondern ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "sondern PNG"),
        (b"Guten Tag, am Montag ist Fest.", "fehlt die Zeile BEGIN:VCALENDAR"),
    ],
)
def test_what_is_no_calendar_is_refused_with_the_reason(content: bytes, sentence: str, area: Area) -> None:
    with pytest.raises(Refused, match=sentence):
        plan(area, content, anyway=True).preview()


def test_what_a_standard_parser_refuses_is_refused_unless_wanted_anyway(area: Area) -> None:
    content = calendar(*event(), "X")
    with pytest.raises(Broken, match="Zeile 10: „X“ ist keine Zeile eines Kalenders"):
        plan(area, content).preview()
    assert len(plan(area, content, anyway=True).preview().new) == 1


# What is read how ------------------------------------------------------------------------------------------------------
def test_texts_lose_escapes_tags_and_signs_nobody_sees(area: Area) -> None:
    lines = event(
        r"SUMMARY:Fest\, Markt\; und mehr", r"DESCRIPTION:<p>Kommen Sie <b>alle</b></p><script>alert(1)</script>\nBis bald",
        r"LOCATION:Hof\nHinterhaus", "URL:https://example.com/fest",
    )  # fmt: skip
    take(area, "\ufeff".encode() + calendar(*lines))
    row = Event.objects.get()
    assert (row.title, row.place, row.link) == ("Fest, Markt; und mehr", "Hof Hinterhaus", "https://example.com/fest")
    assert row.summary == "Kommen Sie alle\n\nBis bald" and not row.free


def test_windows_letters_are_read_and_told(area: Area) -> None:
    content = calendar(*event("SUMMARY:Straßenfest für alle")).decode().encode("cp1252")
    assert "nicht in UTF-8" in told(plan(area, content).preview())
    take(area, content)
    assert Event.objects.get().title == "Straßenfest für alle"


def test_a_zone_of_the_file_is_read_as_the_file_defines_it(area: Area) -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Unsere Zeit", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    take(area, calendar(*event(start=f"DTSTART;TZID=Unsere Zeit:{START}"), before=zone))
    assert Event.objects.get().starts_at == dt.datetime(NEXT, 3, 10, 7, tzinfo=dt.UTC)


def test_private_dates_and_a_whole_private_file_are_not_public(area: Area) -> None:
    take(area, calendar(*event("CLASS:PRIVATE"), *event(uid="zwei", start=f"DTSTART:{START}Z")))
    assert list(Event.objects.order_by("uid").values_list("uid", "public")) == [
        ("eins@example.com", False),
        ("zwei", True),
    ]
    take(area, calendar(*event("RRULE:FREQ=DAILY;COUNT=3", uid="drei")), public=False)
    assert not EventSeries.objects.get().public and Event.objects.filter(series__isnull=False, public=True).count() == 0


def test_a_place_that_is_a_room_is_the_room(area: Area) -> None:
    room = actions.open_room(area=area, name="Werkraum")
    take(area, calendar(*event("LOCATION:werkraum")))
    assert Event.objects.get().room == room


def test_categories_choose_the_topic(area: Area) -> None:
    take(
        area,
        calendar(
            *event("CATEGORIES:Sonstiges,Flohmarkt"),
            *event("CATEGORIES:Rathaus", uid="zwei", start=f"DTSTART:{START}Z"),
        ),
    )
    assert dict(Event.objects.values_list("uid", "topic")) == {"eins@example.com": "feast", "zwei": "other"}


def test_two_events_of_one_name_are_two_versions_of_one_date(area: Area) -> None:
    content = calendar(
        *event("SUMMARY:Alt", "SEQUENCE:1"), *event("SUMMARY:Neu", "SEQUENCE:2"), *event("SUMMARY:Älter", "SEQUENCE:0")
    )
    assert told(plan(area, content).preview()).count("gleiche UID") == 2
    take(area, content)
    assert Event.objects.get().title == "Neu"


def test_answers_of_guests_are_no_dates_and_a_cancel_calls_off(area: Area) -> None:
    reply = calendar(*event(uid="r"), before=("METHOD:REPLY",))
    off = calendar(*event(), before=("METHOD:CANCEL",))
    take(area, reply + off)
    assert list(Event.objects.values_list("uid", "status")) == [("eins@example.com", "cancelled")]


SERIES = [
    "RRULE:FREQ=WEEKLY;COUNT=5", f"DTEND;TZID=Europe/Berlin:{NEXT}0310T120000", f"EXDATE;TZID=Europe/Berlin:{NEXT}0317T100000"
]  # fmt: skip


def override(day: str, *lines: str, hour: str = "15") -> list[str]:
    return event(
        f"RECURRENCE-ID;TZID=Europe/Berlin:{day}T100000", f"DTEND;TZID=Europe/Berlin:{day}T{int(hour) + 1}0000", *lines,
        start=f"DTSTART;TZID=Europe/Berlin:{day}T{hour}0000",
    )  # fmt: skip


def test_a_series_with_exceptions_comes_and_goes_the_same(area: Area) -> None:
    content = calendar(
        *event(*SERIES),
        *override(f"{NEXT}0324", "SUMMARY:Verlegt"),
        *override(f"{NEXT}0331", "STATUS:CANCELLED", hour="10"),
    )
    take(area, content)
    series, text = EventSeries.objects.get(), content.decode()
    assert series.events.count() == 4 and series.events.filter(status="cancelled").count() == 1
    assert series.events.get(title="Verlegt").starts_at == dt.datetime(NEXT, 3, 24, 15, tzinfo=HOME)
    span = parsers.span(text)
    assert span
    for parser in (parsers.by_icalendar, parsers.by_vobject):
        assert parser(exported(area), *span) == parser(text, *span)
    assert not plan(area, content).preview().steps


def test_periods_have_their_own_length(area: Area) -> None:
    text = calendar(
        *event(f"RDATE;VALUE=PERIOD:{NEXT}0401T080000Z/PT3H,{NEXT}0402T080000Z/{NEXT}0402T090000Z")
    ).decode()
    take(area, text.encode())
    span = parsers.span(text)
    assert span and parsers.by_icalendar(exported(area), *span) == parsers.by_icalendar(text, *span)
    assert sorted((row.ends_at - row.starts_at).seconds // 3600 for row in Event.objects.all()) == [0, 1, 3]


def test_a_series_that_changes_from_one_date_on_is_two(area: Area) -> None:
    rest = event(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:{NEXT}0324T100000", "SUMMARY:Später",
        f"DTEND;TZID=Europe/Berlin:{NEXT}0324T160000", start=f"DTSTART;TZID=Europe/Berlin:{NEXT}0324T140000",
    )  # fmt: skip
    content = calendar(*event(*SERIES), *rest, *override(f"{NEXT}0407", "SUMMARY:Letzter", hour="18"))
    take(area, content)
    first, second = EventSeries.objects.order_by("starts_at")
    assert [row.title for row in first.events.all()] == ["Abend"] and second.uid.startswith("eins@example.com/")
    assert [row.title for row in second.events.order_by("starts_at")] == ["Später", "Später", "Letzter"]
    span = parsers.span(content.decode())
    assert span and parsers.by_icalendar(exported(area), *span) == parsers.by_icalendar(content.decode(), *span)
    assert parsers.by_vobject(exported(area), *span) == parsers.by_icalendar(content.decode(), *span)
    assert not plan(area, content).preview().steps


def test_a_change_of_all_later_dates_that_no_rule_says_is_one_of_this_date(area: Area) -> None:
    rest = event(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:{NEXT}0414T100000",
        start=f"DTSTART;TZID=Europe/Berlin:{NEXT}0416T100000",
    )  # fmt: skip
    content = calendar(
        *event("RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4", start=f"DTSTART;TZID=Europe/Berlin:{NEXT}0310T100000"), *rest
    )
    text = told(plan(area, content).preview())
    assert "auch für alle späteren Termine; übernommen wird sie für diesen" in text or "keinen Termin" in text
    take(area, content)
    assert EventSeries.objects.count() == 1


def test_an_exception_alone_changes_the_series_that_is_here(area: Area) -> None:
    take(area, calendar(*event(*SERIES)))
    alone = calendar(*override(f"{NEXT}0324", "SUMMARY:Verlegt", "SEQUENCE:3"))
    assert "steht nicht in der Datei" in told(plan(area, alone).preview())
    take(area, alone)
    assert Event.objects.get(title="Verlegt").series == EventSeries.objects.get() and Event.objects.count() == 4


def test_an_old_series_without_end_makes_dates_of_the_last_year_only(area: Area) -> None:
    content = calendar(*event("RRULE:FREQ=WEEKLY", start="DTSTART;TZID=Europe/Berlin:20040106T100000"))
    take(area, content)
    first = Event.objects.order_by("starts_at").first()
    assert first and dates.now() - dt.timedelta(days=375) < first.starts_at < dates.now() - dt.timedelta(days=350)
    assert "RRULE:FREQ=WEEKLY" in exported(area) and not plan(area, content).preview().steps


def test_too_many_series_are_refused_at_once(area: Area) -> None:
    rule = "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";UNTIL=21981231T000000Z"
    content = calendar(*(line for n in range(501) for line in event(rule, uid=f"u{n}")))
    with pytest.raises(Refused, match="Mehr als 500 Terminreihen"):
        plan(area, content).preview()


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes(area: Area) -> None:
    content = calendar(*event(), *event(uid="zwei", start=f"DTSTART:{START}Z"))
    cut = content[: content.rindex(b"SUMMARY")]
    preview = plan(area, cut, anyway=True).preview()
    assert "wohl abgeschnitten" in told(preview) and len(preview.new) == 2


# Again, and back -------------------------------------------------------------------------------------------------------
def test_the_next_version_changes_what_changed(area: Area) -> None:
    take(area, calendar(*event("LOCATION:Hof"), *event(uid="zwei", start=f"DTSTART:{START}Z")))
    preview = plan(area, calendar(*event("LOCATION:Garten"), *event(uid="zwei", start=f"DTSTART:{START}Z"))).preview()
    assert [step.changes for step in preview.changed] == [("Ort",)] and preview.same == 1
    take(area, calendar(*event("LOCATION:Garten", "STATUS:CANCELLED")))
    row = Event.objects.get(uid="eins@example.com")
    assert (row.place, row.status) == ("Garten", "cancelled") and row.sequence >= 1


def test_a_series_follows_its_next_version(area: Area) -> None:
    take(area, calendar(*event(*SERIES)))
    numbers = set(Event.objects.values_list("number", flat=True))
    newer = calendar(
        *event("RRULE:FREQ=WEEKLY;COUNT=6", f"DTEND;TZID=Europe/Berlin:{NEXT}0310T120000", "SUMMARY:Abend für alle"),
        *override(f"{NEXT}0407", "STATUS:CANCELLED", hour="10"),
    )
    take(area, newer)
    rows = Event.objects.order_by("starts_at")
    assert len(rows) == 6 and numbers <= {row.number for row in rows}
    assert {row.title for row in rows} == {"Abend für alle", "Abend"} and rows[4].status == "cancelled"
    assert not plan(area, newer).preview().steps


def test_a_date_that_is_missing_is_told_and_stays(area: Area) -> None:
    take(area, calendar(*event("SUMMARY:Bleibt"), *event("SUMMARY:Fehlt", uid="zwei", start=f"DTSTART:{START}Z")))
    preview = plan(area, calendar(*event("SUMMARY:Bleibt"))).preview()
    assert "„Fehlt“ am" in told(preview) and "steht nicht mehr in der Datei" in told(preview) and not preview.steps
    assert Event.objects.count() == 2


def test_what_the_office_changed_stays_until_the_calendar_counts_up(area: Area, clara: User) -> None:
    take(area, calendar(*event("LOCATION:Hof")))
    actions.change(event=Event.objects.get(), place="Garten", by=clara)
    preview = plan(area, calendar(*event("LOCATION:Straße"))).preview()
    assert "wurde hier geändert und bleibt so" in told(preview) and not preview.steps
    take(area, calendar(*event("LOCATION:Straße", "SEQUENCE:7")))
    row = Event.objects.get()
    assert (row.place, row.sequence) == ("Straße", 7)
    assert "neueren Fassung" in told(plan(area, calendar(*event("LOCATION:Keller", "SEQUENCE:3"))).preview())


def test_what_is_called_off_here_stays_so(area: Area, clara: User) -> None:
    take(area, calendar(*event()))
    actions.cancel(event=Event.objects.get(), reason="Regen", by=clara)
    assert "hier abgesagt" in told(plan(area, calendar(*event("LOCATION:Hof", "SEQUENCE:9"))).preview())


def test_a_whole_import_is_taken_back(area: Area, clara: User) -> None:
    first = take(area, calendar(*event("LOCATION:Hof")))
    second = take(
        area,
        calendar(
            *event("LOCATION:Garten"),
            *event(*SERIES, uid="reihe"),
            *event("STATUS:CANCELLED", uid="ab", start=f"DTSTART:{START}Z"),
        ),
    )
    undone = history.take_back(run=second.run, target=CalendarTarget(area), by=clara)
    assert (undone.removed, undone.restored, undone.kept) == (2, 1, [])
    assert Event.objects.get().place == "Hof" and not EventSeries.objects.exists()
    actions.change(event=Event.objects.get(), place="Büro", by=clara)
    undone = history.take_back(run=first.run, target=CalendarTarget(area), by=clara)
    assert undone.kept == ["„Abend“ wurde seither geändert und bleibt."] and Event.objects.count() == 1


def test_a_date_that_an_import_called_off_stays_so_when_it_is_taken_back(area: Area) -> None:
    take(area, calendar(*event("LOCATION:Hof")))
    second = take(area, calendar(*event("LOCATION:Garten", "STATUS:CANCELLED")))
    history.take_back(run=second.run, target=CalendarTarget(area))
    assert Event.objects.get().status == "cancelled"


def test_an_import_makes_public_pages_new(area: Area, client: Any) -> None:
    assert b"Sommerabend" not in client.get("/lindenhafen/termine.ics").content
    take(area, calendar(*event("SUMMARY:Sommerabend")))
    assert b"Sommerabend" in client.get("/lindenhafen/termine.ics").content
    assert ImportRun.objects.get().totals["new"] == 1
