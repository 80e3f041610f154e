"""The quarter's site, used: a course is found, put into the calendar, taken and given back, in German and in Arabic;
one entry of the office goes out as page, poster and Leichte Sprache."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.utils import translation

from quartier.events import actions as events
from quartier.events.models import Event, Registration
from quartier.kit import dates
from quartier.texts import actions as texts
from tests.journeys.conftest import Town
from tests.journeys.stage import DESK, PHONE, Person, Stage, letter, link, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

COURSE = "Deutsch für den Alltag"
ARABIC = "الألمانية للحياة اليومية"
MAIL = "neu@lindenhafen.example"


@pytest.fixture
def course(town: Town) -> Event:
    """A weekly German course with childcare, and an offer beside it without."""
    offer = events.write_offer(
        area=town.area, kind="course", title=COURSE, topic="learn", summary="Für alle, die neu hier sind.", place="Büro",
        spoken="de ar", childcare=True, step_free=True, registers=True, capacity=2, hours=[[1, "10:00", "12:00"]],
        by=town.clara,
    )  # fmt: skip
    offer = events.publish_offer(offer=offer, by=town.clara)
    other = events.write_offer(
        area=town.area,
        kind="course",
        title="Deutsch am Abend",
        topic="learn",
        hours=[[2, "19:00", "21:00"]],
        by=town.clara,
    )
    events.publish_offer(offer=other, by=town.clara)
    [series] = events.enter_dates(offer=offer, by=town.clara)
    for row in (offer, series):
        text = texts.write(
            row=row, scope=town.area.scope, language="ar", fields={"title": ARABIC, "summary": "للجميع."}, by=town.clara
        )
        texts.publish(text=text, row=row, by=town.clara)
    return Event.objects.filter(series=series, starts_at__gt=dates.now() + dt.timedelta(days=1)).order_by("starts_at")[
        0
    ]


def said(text: str, language: str, context: str = "") -> str:
    """A text of ours as the page in that language has it."""
    with translation.override(language):
        return translation.pgettext(context, text) if context else translation.gettext(text)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_resident_finds_a_course_takes_a_seat_and_gives_it_back(
    open_screen: Any, course: Event, language: str
) -> None:  # fmt: skip
    def say(text: str, context: str = "") -> str:
        return said(text, language, context)

    title = ARABIC if language == "ar" else COURSE
    home = "/lindenhafen/" if language == "de" else f"/{language}/lindenhafen/"
    reader = Person(open_screen(width=PHONE, language=language))
    # found: by two choices, without a word typed
    reader.go(home)
    reader.follow(say("Termine"), say("Hauptmenü"))
    reader.follow(say("Angebote"))
    reader.open(say("Auswählen"))
    reader.tick(say("Lernen und Deutsch"))
    reader.tick(say("mit Kinderbetreuung"))
    reader.press(say("Anzeigen"))
    reader.sees(title)
    reader.sees_not("Deutsch am Abend")
    reader.follow(title)
    reader.leads_on(reader.page.locator(f'main a[href$="/termine/{course.number}/"]').first.click)
    # into the calendar of the phone
    entry = icalendar.Calendar.from_ical(reader.load(say("In meinen Kalender"), "body"))
    [date] = [part for part in entry.walk("VEVENT") if "RRULE" not in part]
    assert date["DTSTART"].dt == course.starts_at
    # a seat
    reader.follow(say("Anmelden", "Termin"))
    reader.press(say("Anmelden", "Termin"))  # nothing typed: what is missing is said, nothing is lost
    reader.page.locator("#fehler").wait_for()
    reader.page.wait_for_timeout(3100)  # nobody fills in a form faster, and the trap knows it
    reader.fill(say("Ihr Name"), "Noor")
    reader.fill(say("Ihre E-Mail-Adresse"), MAIL)
    reader.press(say("Anmelden", "Termin"))
    reader.sees(say("Bitte sehen Sie in Ihr Postfach"))
    mail = letter(MAIL, say("Bitte bestätigen Sie Ihre Anmeldung: %s") % title)
    reader.go(link(mail, "/anmeldung/"))
    assert Registration.objects.get().status == "unconfirmed"  # following the link alone changes nothing
    reader.press(say("Ja, ich komme"))
    reader.sees(say("Sie sind angemeldet"))
    mail = letter(MAIL, say("Sie sind angemeldet: %s") % title)
    assert any(kind.startswith("text/calendar") for _name, _content, kind in mail.attachments)
    # and given back, by the link in that mail
    reader.go(link(mail, "/anmeldung/"))
    reader.press(say("Abmelden", "Termin"))
    reader.sees(say("Sie sind abgemeldet"))
    row = Registration.objects.get()
    assert (row.status, row.name, row.email) == ("withdrawn", "", "")


def test_one_entry_goes_out_as_page_calendar_poster_and_easy_language(stage: Stage, town: Town) -> None:
    office, reader = stage.desk(town.clara), stage.phone()
    day = dates.today() + dt.timedelta(days=20)
    office.go("/team/lindenhafen/termine/")
    office.follow("Termin eintragen")
    office.fill("Titel", "Winterfest am Kanal")
    office.fill("Tag", day.isoformat())
    office.fill("Beginn", "15:00")
    office.fill("Ende", "18:00")
    office.fill("Ort", "Kanalufer")
    office.press("In den Kalender")
    event = Event.objects.get(title="Winterfest am Kanal")
    # page and calendar
    reader.go("/lindenhafen/termine/")
    reader.follow("Winterfest am Kanal")
    reader.sees("Kanalufer")
    feed = icalendar.Calendar.from_ical(reader.fetch("/lindenhafen/termine.ics"))
    assert "Winterfest am Kanal" in [str(part["SUMMARY"]) for part in feed.walk("VEVENT")]
    # poster
    office.go(f"/team/lindenhafen/druck/termin/{event.number}/")
    office.tick("Plakat A4")
    office.press("Machen")
    work()
    office.refresh()
    assert office.load("Plakat A4").startswith(b"%PDF")
    # Leichte Sprache: what is too hard is said beside the text, then it is put right
    office.go(f"/team/lindenhafen/fassungen/events.event/{event.pk}/leicht/")
    office.fill("Titel", "Winter-Fest")
    office.fill(
        "Beschreibung", "Das Fest wird von der Nachbarschaft organisiert, weil es im Winter draußen am Kanal schön ist."
    )
    office.press("Prüfen")
    office.sees("Nebensatz")
    office.fill("Beschreibung", "Wir feiern ein Fest.\nDas Fest ist am Kanal.")
    office.press("Veröffentlichen")
    reader.go("/lindenhafen/leicht/")
    reader.sees("Winter-Fest")
    reader.follow("Mehr lesen")
    reader.sees("Wir feiern ein Fest.", "noch")
    assert "leicht" in reader.page.url


@pytest.mark.parametrize("javascript", [True, False])
def test_the_search_forgives_and_suggests(open_screen: Any, course: Event, javascript: bool) -> None:
    reader = Person(open_screen(width=DESK, javascript=javascript))
    reader.go("/lindenhafen/suche/?frage=Deutschkrus+Alltga")
    reader.sees("Meinten Sie", COURSE)
    if javascript:
        box = reader.page.locator("main input[name=frage]").first
        box.fill("")
        box.press_sequentially("Allt", delay=60)
        reader.page.locator("#vorschlaege a").first.wait_for()
        reader.check()
