"""The public pages of dates, series and offers: what is chosen is found, what is not public is not, and few queries."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.events import actions, states
from quartier.events.models import Event
from quartier.events.tests.conftest import MONDAY
from quartier.kit import dates, pagecache
from quartier.texts import actions as texts
from quartier.texts.rules import name

pytestmark = pytest.mark.usefixtures("that_monday")
LIST, OFFERS = "/lindenhafen/termine/", "/lindenhafen/angebote/"
EVIL = "<script>alert(1)</script>\"&'<b>"
MOST = 8


def page(client, path=LIST):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def queries(client, path):
    pagecache.store.clear()
    with CaptureQueriesContext(connection) as found:
        page(client, path)
    return [query["sql"] for query in found]


@pytest.fixture
def offer(area, clara):
    def make(title="Deutsch für den Anfang", **facts):
        given = {
            "kind": states.COURSE,
            "topic": states.LEARN,
            "hours": [[1, "10:00", "12:00"]],
            "place": "Büro",
        } | facts
        row = actions.write_offer(area=area, title=title, by=clara, **given)
        return actions.publish_offer(offer=row, by=clara)

    return make


# What is chosen ---------------------------------------------------------------------------------------------------
@pytest.fixture
def courses(offer):
    offer("Deutsch mit Kind", childcare=True, spoken=["de", "tr", "ar"], step_free=True)
    offer("Deutsch am Abend", spoken=["de"], cost="20 € im Monat", hours=[[3, "18:00", "20:00"]])
    offer("Rat bei Post vom Amt", kind=states.COUNSEL, topic=states.ADVICE, spoken=["de", "ar"], hours=[])
    offer("Hausaufgaben", kind=states.GROUP, topic=states.FAMILY, age_from=6, age_to=12, spoken=["de"])
    offer("Tanzen ab 60", kind=states.GROUP, topic=states.SPORT, age_from=60, spoken=["mul"])


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("", ["Deutsch mit Kind", "Deutsch am Abend", "Rat bei Post", "Hausaufgaben", "Tanzen"]),
        ("?thema=lernen", ["Deutsch mit Kind", "Deutsch am Abend"]),
        ("?thema=lernen&kinder=betreut", ["Deutsch mit Kind"]),
        ("?art=beratung", ["Rat bei Post"]),
        ("?sprache=ar", ["Deutsch mit Kind", "Rat bei Post", "Tanzen"]),
        ("?sprache=ar&thema=lernen", ["Deutsch mit Kind"]),
        ("?kosten=frei&thema=lernen", ["Deutsch mit Kind"]),
        ("?zugang=stufenlos", ["Deutsch mit Kind"]),
        ("?tag=donnerstag", ["Deutsch am Abend"]),
        ("?alter=kinder", ["Hausaufgaben"]),
        ("?alter=aeltere", ["Tanzen"]),
        ("?alter=erwachsene", ["Deutsch mit Kind", "Deutsch am Abend", "Rat bei Post", "Tanzen"]),
        ("?sprache=gsg", []),
        ("?thema=unsinn&sprache=xx&alter=<b>&tag=2026-13", ["Deutsch mit Kind", "Deutsch am Abend", "Rat bei Post", "Hausaufgaben", "Tanzen"]),
    ],
)  # fmt: skip
def test_offers_are_found_by_what_people_need(courses, client, chosen, found):
    text = page(client, OFFERS + chosen)
    everything = ["Deutsch mit Kind", "Deutsch am Abend", "Rat bei Post", "Hausaufgaben", "Tanzen"]
    assert [title for title in everything if title in text] == found


def test_the_panel_says_what_was_chosen_and_how_to_undo_it(courses, client):
    text = page(client, f"{OFFERS}?thema=lernen&sprache=ar&kinder=betreut")
    assert f"Lernen und Deutsch, Sprache: {name('ar')}, mit Kinderbetreuung." in text and "Auswahl löschen" in text
    assert "Auswählen (3 gewählt)" in text and "<h2>Ein Angebot</h2>" in text.replace("\n", "")
    assert (
        len(re.findall(r'<input type="(?:radio|checkbox)"[^>]* checked', text)) == 3 + 3
    )  # the others stand on „Alle“
    assert "Auswählen</summary>" in page(client, OFFERS) and "Garten und Umwelt" not in page(client, OFFERS), (
        "leads nowhere"
    )


def test_an_empty_choice_is_no_dead_end(courses, client):
    text = page(client, f"{OFFERS}?sprache=gsg")
    assert "Zu dieser Auswahl gibt es kein Angebot." in text and f'href="{OFFERS}"' in text


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("?tag=heute", ["Heute"]),
        ("?tag=woche", ["Heute", "Samstag"]),
        ("?tag=wochenende", ["Samstag"]),
        ("?tag=2026-12", ["Heute", "Samstag", "Silvester"]),
        ("?tag=2027-01", ["Silvester", "Januar"]),
        ("?tag=2027-01&thema=feste", ["Silvester"]),
        ("?tag=1999-01", ["Heute", "Samstag", "Silvester", "Januar"]),
    ],
)
def test_dates_are_found_by_day_and_topic(announce, client, chosen, found):
    announce("Abend heute", days=0)
    announce("Abend Samstag", days=5)
    night = dates.at(dt.date(2026, 12, 31), 22)
    announce("Abend Silvester", starts_at=night, ends_at=night + dt.timedelta(hours=5), topic=states.FEAST)
    announce("Abend Januar", days=35)
    text = page(client, LIST + chosen).replace("Abend heute", "Abend Heute")
    assert [word for word in ("Heute", "Samstag", "Silvester", "Januar") if f"Abend {word}" in text] == found


def test_every_choice_is_an_entry_of_its_own_in_the_cache_and_unknown_ones_are_not(announce, client):
    announce("Abend heute", days=0)
    announce("Abend später", days=60)
    page(client)
    assert len(pagecache.store.rows) == 1
    page(client, f"{LIST}?utm_source=x")
    assert len(pagecache.store.rows) == 1
    assert "Abend später" not in page(client, f"{LIST}?tag=heute") and len(pagecache.store.rows) == 2


def test_the_past_stands_behind_a_link_newest_first(announce, client):
    announce("Gestern", days=-1)
    announce("Vorgestern", days=-2)
    announce("Morgen", days=1)
    text = page(client, f"{LIST}?stand=vorbei")
    assert text.index("Gestern") < text.index("Vorgestern") and "Morgen" not in text
    assert "?stand=vorbei" in page(client) and 'value="vorbei"' in text


def test_a_long_list_has_pages_that_keep_the_choice(announce, client):
    for number in range(32):
        announce(f"Abend {number:02}", days=number + 1, topic=states.MEET)
    text = page(client, f"{LIST}?thema=treffen")
    assert "Abend 29" in text and "Abend 30" not in text and "?thema=treffen&amp;seite=2" in text
    text = page(client, f"{LIST}?thema=treffen&seite=2")
    assert "Abend 30" in text and "Abend 29" not in text and "?thema=treffen&amp;seite=1" in text
    assert "Abend 31" in page(client, f"{LIST}?seite=999") and "Abend 00" in page(client, f"{LIST}?seite=eins")


# A date -----------------------------------------------------------------------------------------------------------
def test_a_festival_shows_sittings_stalls_and_shifts_on_one_page(announce, client, clara):
    festival = announce("Hafenfest", days=2, hour=10, summary="Musik am Wasser.\n\n- Suppe\n- Tanz")
    announce("Tanz am Kai", days=2, hour=20, part_of=festival)
    announce("Probe", days=2, hour=12, part_of=festival, public=False)
    promised, _asked = (
        actions.ask_stall(event=festival, title=t, run_by="Nähgruppe", by=clara) for t in ("Suppe", "Kaffee")
    )
    actions.promise_stall(stall=promised, by=clara)
    actions.plan_shift(event=festival, title="Aufbau", starts_at=festival.starts_at, ends_at=festival.ends_at, needed=3, by=clara)  # fmt: skip
    text = page(client, f"{LIST}1/")
    assert "Tanz am Kai" in text and "Probe" not in text and "von Nähgruppe" in text and "Kaffee" not in text
    assert "Aufbau" in text and "es fehlen noch 3 Personen" in text and "<li>Suppe</li>" in text
    assert "Tanz am Kai" not in page(client), "a sitting stands on the page of its festival"
    assert f'href="{LIST}1/"' in page(client, f"{LIST}2/")


def test_a_date_of_a_series_says_how_often_and_when_next(begin, client, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    first, second, *_rest = series.events.order_by("starts_at")
    actions.cancel(event=second, reason="Heizung kaputt.", by=clara)
    text = page(client, f"{LIST}{first.number}/")
    assert "Immer wieder: jeden Dienstag" in text and "Dienstag, 15. Dezember" not in text.split("<article")[0]
    assert text.count("Dezember, 10 bis 12 Uhr</a>") == 3
    text = page(client, f"{LIST}{second.number}/")
    assert "Heizung kaputt. Nächstes Mal: Dienstag, 22. Dezember, 10 Uhr." in text
    assert "Nächstes Mal: Dienstag, 22. Dezember" in page(client)
    text = page(client, f"{LIST}reihe/{series.pk}/")
    assert "jeden Dienstag, 10 bis 12 Uhr" in text and text.count("Dezember, 10 bis 12 Uhr</a>") == 4


@pytest.mark.parametrize(
    ("hours", "all_day", "words"),
    [
        (2, False, "18 bis 20 Uhr"),
        (8, False, "18 bis 2 Uhr"),
        (47, False, "18 Uhr bis Mittwoch, 9. Dezember, 17 Uhr"),
        (24, True, "ganztägig"),
        (72, True, "ganztägig, bis Mittwoch, 9. Dezember"),
    ],
)
def test_the_time_is_said_as_people_say_it(announce, client, hours, all_day, words):
    start = dates.at(MONDAY, 0 if all_day else 18)
    announce("Abend", starts_at=start, ends_at=start + dt.timedelta(hours=hours), all_day=all_day)
    assert words in page(client, f"{LIST}1/") and words in page(client)


def test_a_page_turns_over_when_a_date_is_over(announce, client):
    event = announce(days=0)
    with dates.clock_at(event.ends_at - dt.timedelta(minutes=1)):
        assert "Dieser Termin ist vorbei" not in page(client, f"{LIST}1/")
    with dates.clock_at(event.ends_at):
        assert "Dieser Termin ist vorbei" in page(client, f"{LIST}1/")


def test_a_list_turns_over_when_registration_closes(announce, client):
    closes = dates.at(MONDAY + dt.timedelta(days=1), 12)
    announce(days=3, registers=True, capacity=5, registration_until=closes)
    with dates.clock_at(closes - dt.timedelta(minutes=1)):
        assert "noch 5 Plätze" in page(client)
    with dates.clock_at(closes):
        assert "noch 5 Plätze" not in page(client)


@pytest.mark.parametrize("path", [f"{LIST}reihe/999/", f"{OFFERS}999/", f"{LIST}999/"])
def test_what_is_not_there_is_not_found(area, client, path):
    assert client.get(path).status_code == 404


def test_hidden_series_and_drafts_are_not_found(begin, area, clara, client):
    series = begin(public=False)
    draft = actions.write_offer(area=area, kind=states.COURSE, title="Geheim", by=clara)
    assert client.get(f"{LIST}reihe/{series.pk}/").status_code == 404
    assert client.get(f"{OFFERS}{draft.number}/").status_code == 404 and "Geheim" not in page(client, OFFERS)


def test_an_offer_that_pauses_leaves_the_list_and_says_so(offer, client, clara):
    row = offer()
    assert "Dienstag, 10 bis 12 Uhr" in page(client, f"{OFFERS}1/")
    actions.pause_offer(offer=row, by=clara)
    assert "Macht gerade Pause" in page(client, f"{OFFERS}1/") and "Deutsch für den Anfang" not in page(client, OFFERS)
    actions.end_offer(offer=row, by=clara)
    assert client.get(f"{OFFERS}1/").status_code == 404


def test_an_offer_past_its_last_day_leaves_the_list(offer, client):
    offer(ends_on=MONDAY)
    assert "Deutsch für den Anfang" in page(client, OFFERS)
    with dates.clock_at(dates.at(MONDAY + dt.timedelta(days=1), 0, 1)):
        assert "Deutsch für den Anfang" not in page(client, OFFERS)


def test_html_in_every_field_is_shown_and_not_obeyed(announce, offer, area, clara, client):
    words = dict.fromkeys(("summary", "place", "languages", "access_note", "contact", "cost"), EVIL)
    room = actions.open_room(area=area, name=EVIL, street=EVIL, by=clara)
    event = announce(EVIL, room=room, link="https://example.org/?a=1&b=<b>", **words)
    announce(EVIL, part_of=event)
    stall = actions.ask_stall(event=event, title=EVIL, run_by=EVIL, spot=EVIL, by=clara)
    actions.promise_stall(stall=stall, by=clara)
    actions.plan_shift(event=event, title=EVIL, starts_at=event.starts_at, ends_at=event.ends_at, by=clara)
    row = offer(EVIL, times_note=EVIL, **words)
    actions.cancel(event=announce("Abgesagt"), reason=EVIL, by=clara)
    start = event.starts_at
    series = actions.start_series(area=area, rule="FREQ=WEEKLY;COUNT=2", title=EVIL, starts_at=start, ends_at=start + dt.timedelta(hours=1), by=clara, **words)  # fmt: skip
    for path in (
        LIST,
        f"{LIST}1/",
        f"{LIST}2/",
        f"{LIST}3/",
        f"{LIST}reihe/{series.pk}/",
        OFFERS,
        f"{OFFERS}{row.number}/",
    ):
        text = page(client, path)
        assert "<script>alert" not in text and "<b>" not in text.replace("<b>7</b>", "").split("alert(1)")[-1][:40], (
            path
        )
        assert "&lt;script&gt;" in text, path


# Cost -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("prefix", ["", "/en", "/ar"])
def test_pages_cost_few_queries_whatever_stands_on_them(announce, begin, offer, area, clara, client, prefix):
    """A festival with everything, in a language of its own; lists of one and of thirty."""
    room = actions.open_room(area=area, name="Hof", by=clara)
    festival = announce("Hafenfest", room=room, registers=True, capacity=40)
    row = offer()
    series = begin("FREQ=WEEKLY;COUNT=3", registers=True, capacity=5)
    few = {path: len(queries(client, prefix + path)) for path in (LIST, OFFERS)}
    for number in range(30):
        announce(f"Teil {number}", part_of=festival)
        announce(f"Abend {number}", registers=True, capacity=3)
        offer(f"Kurs {number}")
        stall = actions.ask_stall(event=festival, title=f"Stand {number}", by=clara)
        actions.promise_stall(stall=stall, by=clara)
        actions.plan_shift(event=festival, title=f"Schicht {number}", starts_at=festival.starts_at, ends_at=festival.ends_at, by=clara)  # fmt: skip
    for one in (festival, row, series):
        text = texts.write(row=one, scope=area.scope, language="en", fields={"title": "In English"}, by=clara)
        texts.publish(text=text, row=one, by=clara)
    actions.enter_dates(offer=row, by=clara)
    for path in (f"{LIST}1/", f"{LIST}reihe/{series.pk}/", f"{OFFERS}1/", f"{LIST}{series.events.first().number}/"):
        found = queries(client, prefix + path)
        assert len(found) <= MOST, "\n".join([prefix + path, *(sql[:150] for sql in found)])
    for path, before in few.items():
        found = queries(client, prefix + path)
        assert len(found) <= min(before + 1, MOST), "\n".join([prefix + path, *(sql[:150] for sql in found)])


def test_a_reader_gets_the_version_of_the_series_on_every_date(begin, area, clara, client):
    series = begin("FREQ=WEEKLY;COUNT=2")
    text = texts.write(row=series, scope=area.scope, language="en", fields={"title": "Language café"}, by=clara)
    texts.publish(text=text, row=series, by=clara)
    number = Event.objects.latest("starts_at").number
    for path in (LIST, f"{LIST}{number}/", f"{LIST}reihe/{series.pk}/"):
        assert "Language café" in page(client, f"/en{path}") and "Language café" not in page(client, path)
