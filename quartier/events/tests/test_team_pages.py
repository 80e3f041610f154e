"""The office's pages: few questions first, a preview before a series, warnings instead of refusals, nothing lost."""

import datetime as dt

import pytest

from quartier.events import actions, states
from quartier.events.models import Event, EventSeries, Offer, Room, Shift, Stall
from quartier.events.tests.conftest import MONDAY, sign_up
from quartier.events.tests.test_series import days
from quartier.kit import dates

pytestmark = pytest.mark.usefixtures("that_monday")
TEAM = "/team/lindenhafen/termine/"
EVENT = {"title": "Nähabend", "day": "08.12.2026", "begins": "18:00", "ends": "20:00", "place": "Büro", "public": "on"}
SERIES = EVENT | {"title": "Sprachcafé", "repeats": "weekly", "every": "1", "stops": "count", "count": "4"}
OFFERS, ROOMS = "/team/lindenhafen/angebote/", "/team/lindenhafen/raeume/"
OFFER = {
    "title": "Deutsch für den Anfang",
    "kind": "course",
    "hours": "Mo und Do 10-12\nDienstag 18:30 bis 20 Uhr",
    "place": "Büro",
}


@pytest.fixture
def desk(client_of, clara):
    return client_of(clara)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


# Dates ------------------------------------------------------------------------------------------------------------
def test_a_date_asks_five_things_and_folds_the_rest(area, desk):
    text = page(desk, f"{TEAM}neu/")
    before, _fold, _rest = text.split("<form method")[1].partition('<details class="fold">')
    assert [name for name in ("title", "day", "begins", "ends", "place") if f'name="{name}"' in before]
    assert before.count('class="field"') == 5 and "<details" in text


def test_everything_that_can_be_said_of_a_date_is_kept(area, desk, clara):
    room = actions.open_room(area=area, name="Küche", by=clara)
    more = {
        "summary": "Mit Tee.", "topic": "meet", "age_from": "16", "age_to": "99", "spoken": ["de", "tr", "gsg"],
        "languages": "auch Dari", "room": room.pk, "step_free": "on", "access_note": "Klingel links", "cost": "2 €",
        "childcare": "on", "contact": "0531 000 00", "link": "example.org", "last_day": "09.12.2026", "registers": "on",
        "capacity": "12", "waiting_list": "on", "until_day": "07.12.2026", "until_clock": "12:00", "place": "",
    }  # fmt: skip
    answer = desk.post(f"{TEAM}neu/", EVENT | more)
    row = Event.objects.get()
    assert answer.status_code == 302 and answer.url == f"{TEAM}{row.number}/"
    assert (row.topic, row.age_from, row.age_to, row.spoken, row.free, row.cost) == (
        "meet",
        16,
        99,
        " de tr gsg ",
        False,
        "2 €",
    )
    assert (row.place, row.room, row.capacity, row.link) == ("Küche", room, 12, "https://example.org")
    assert row.ends_at == dates.at(dt.date(2026, 12, 9), 20) and row.registration_until == dates.at(MONDAY, 12)
    text = page(desk, f"{TEAM}{row.number}/")
    assert 'value="auch Dari"' in text and "checked" in text and 'value="12:00"' in text
    again = more | {"place": "Küche"}
    assert desk.post(f"{TEAM}{row.number}/", EVENT | again).status_code == 302
    row.refresh_from_db()
    assert row.sequence == 0, "nothing was changed, so nothing is told to calendars"


def test_a_whole_day_needs_no_clock(area, desk):
    given = {name: value for name, value in EVENT.items() if name not in ("begins", "ends")}
    assert desk.post(f"{TEAM}neu/", given | {"all_day": "on"}).status_code == 302
    row = Event.objects.get()
    assert row.all_day and row.ends_at == dates.at(dt.date(2026, 12, 9))
    assert 'value="on"' in page(desk, f"{TEAM}1/") or "checked" in page(desk, f"{TEAM}1/")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_day": "07.12.2026"}, "last_day"),
        ({"place": ""}, "place"),
        ({"begins": ""}, "begins"),
        ({"age_from": "9", "age_to": "3"}, "age_to"),
        ({"capacity": "0"}, "capacity"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"topic": "unsinn"}, "topic"),
        ({"spoken": ["xx"]}, "spoken"),
        ({"room": "999"}, "room"),
        ({"ends": "17:00"}, "ends"),
    ],
)
def test_what_is_wrong_stands_beside_its_question_and_its_fold_is_open(area, desk, wrong, field):
    answer = desk.post(f"{TEAM}neu/", EVENT | {"summary": "Nicht verlieren"} | wrong)
    assert answer.status_code == 200 and field in answer.context["form"].errors and not Event.objects.exists()
    assert "Nicht verlieren" in answer.content.decode()


def test_a_room_that_is_taken_twice_is_told_and_not_refused(announce, area, desk, clara):
    room = actions.open_room(area=area, name="Küche", by=clara)
    announce("Kochen", days=1, hour=19, room=room)
    answer = desk.post(f"{TEAM}neu/", EVENT | {"room": room.pk}, follow=True)
    text = answer.content.decode()
    assert (
        Event.objects.count() == 2
        and "„Küche“ ist zur selben Zeit noch einmal vergeben: Di 08.12. 19:00 „Kochen“." in text
    )
    assert "Zur selben Zeit:" in page(desk, f"{ROOMS}1/")
    assert desk.post(f"{TEAM}neu/", EVENT | {"room": room.pk, "begins": "21:00", "ends": "22:00"}, follow=True).content.decode().count("noch einmal vergeben") == 0  # fmt: skip


def test_a_word_finds_dates_by_title_and_place(announce, desk):
    announce("Nähabend")
    announce("Kochen", place="Nähwerk")
    announce("Singen")
    text = page(desk, f"{TEAM}?q=näh")
    assert "Nähabend" in text and "Kochen" in text and "Singen" not in text
    assert "Dazu steht nichts im Kalender." in page(desk, f"{TEAM}?q=unfug")


def test_a_date_is_copied_with_one_form(announce, desk):
    announce("Hafenfest")
    answer = desk.post(f"{TEAM}1/", {"verb": "copy", "to": "11.12.2027"}, follow=True)
    copy = Event.objects.get(number=2)
    assert "Das ist die Kopie." in answer.content.decode() and not copy.public
    assert dates.local(copy.starts_at).date() == dt.date(2027, 12, 11)
    assert "to" in desk.post(f"{TEAM}1/", {"verb": "copy", "to": "bald"}).context["copy"].errors


# Series -----------------------------------------------------------------------------------------------------------
def test_a_series_is_shown_before_it_is_entered_and_lands_on_its_page(area, desk):
    answer = desk.post(f"{TEAM}reihe/", SERIES | {"look": "1"})
    text = answer.content.decode()
    assert "jeden Dienstag" in text and text.count('name="findet_statt"') == 4 and not EventSeries.objects.exists()
    shown = [row["value"] for row in answer.context["preview"]["rows"]]
    answer = desk.post(
        f"{TEAM}reihe/", SERIES | {"enter": "1", "gezeigt": shown, "findet_statt": [shown[0], shown[1], shown[3]]}
    )
    series = EventSeries.objects.get()
    assert answer.url == f"{TEAM}reihe/{series.pk}/" and len(series.left_out) == 1
    assert days(series) == ["08.12.2026 18:00", "15.12.2026 18:00", "29.12.2026 18:00"]
    text = page(desk, answer.url)
    assert "jeden Dienstag, 18 bis 20 Uhr" in text and "Ausgelassen:" in text and "Di 22.12." in text


@pytest.mark.parametrize(
    ("said", "rule", "first"),
    [
        ({}, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "08.12."),
        ({"every": "2", "weekdays": ["0", "3"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4", "10.12."),
        ({"repeats": "nth"}, "FREQ=MONTHLY;BYDAY=2TU;COUNT=4", "08.12."),
        ({"repeats": "nth", "last_of_month": "on"}, "FREQ=MONTHLY;BYDAY=-1TU;COUNT=4", "29.12."),
        ({"repeats": "day"}, "FREQ=MONTHLY;BYMONTHDAY=8;COUNT=4", "08.12."),
        ({"repeats": "day", "last_of_month": "on"}, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", "31.12."),
        ({"repeats": "daily", "every": "3"}, "FREQ=DAILY;INTERVAL=3;COUNT=4", "08.12."),
        ({"stops": "until", "until": "22.12.2026"}, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T225959Z", "08.12."),
        ({"stops": "never"}, "FREQ=WEEKLY;BYDAY=TU", "08.12."),
    ],
)
def test_plain_words_become_a_rule_and_come_back_as_they_were(area, desk, said, rule, first):
    answer = desk.post(f"{TEAM}reihe/", SERIES | {"enter": "1"} | said)
    assert answer.status_code == 302, answer.context["form"].errors
    series = EventSeries.objects.get()
    assert series.rule == rule and days(series)[0].startswith(first)
    form = desk.get(f"{TEAM}reihe/{series.pk}/aendern/").context["form"]
    assert form.initial["repeats"] == said.get("repeats", "weekly") and form.initial["stops"] == said.get(
        "stops", "count"
    )


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"stops": "count", "count": "10000", "repeats": "daily"}, "mehr als 400 Termine"),
        ({"stops": "until", "until": "01.12.2026"}, "vor dem ersten Tag"),
        ({"stops": "until", "until": ""}, "Bitte geben Sie einen Tag an"),
        ({"stops": "count", "count": ""}, "Bitte geben Sie eine Zahl an"),
        ({"every": "0"}, "größer oder gleich 1"),
        ({"repeats": "manchmal"}, "manchmal"),
        ({"day": "30.02.2026"}, "Diesen Tag gibt es nicht"),
    ],
)
def test_a_series_that_cannot_be_is_told_and_what_was_typed_stays(area, desk, wrong, word):
    answer = desk.post(f"{TEAM}reihe/", SERIES | {"enter": "1", "summary": "Nicht verlieren"} | wrong)
    text = answer.content.decode()
    assert answer.status_code == 200 and word in text and "Nicht verlieren" in text and not EventSeries.objects.exists()


def test_a_night_of_a_series_ends_on_the_day_after(area, desk):
    assert desk.post(f"{TEAM}reihe/", SERIES | {"enter": "1", "begins": "22:00", "ends": "02:00"}).status_code == 302
    assert Event.objects.first().ends_at - Event.objects.first().starts_at == dt.timedelta(hours=4)


def of(event, **more):
    """What the form of a date sends back, with other answers."""
    start, end = dates.local(event.starts_at), dates.local(event.ends_at)
    return {
        "title": event.title, "day": f"{start:%d.%m.%Y}", "begins": f"{start:%H:%M}", "ends": f"{end:%H:%M}",
        "place": event.place, "topic": event.topic, "public": "on", "waiting_list": "on", "reach": "one",
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("reach", "titles", "series"),
    [
        ("one", ["Sprachcafé", "Neu", "Sprachcafé", "Sprachcafé"], 1),
        ("following", ["Sprachcafé", "Neu", "Neu", "Neu"], 2),
        ("all", ["Neu", "Neu", "Neu", "Neu"], 1),
    ],
)
def test_a_change_reaches_as_far_as_the_office_says(begin, desk, reach, titles, series):
    rows = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4").events.order_by("number")
    answer = desk.post(f"{TEAM}2/", of(rows[1], title="Neu", reach=reach))
    assert answer.status_code == 302 and EventSeries.objects.count() == series
    assert [row.title for row in Event.objects.order_by("number")] == titles


def test_another_time_for_all_moves_all(begin, desk):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    second = series.events.get(number=2)
    desk.post(f"{TEAM}2/", of(second, day="16.12.2026", begins="17:00", ends="18:00", reach="all"))
    assert days(series) == ["09.12.2026 17:00", "16.12.2026 17:00", "23.12.2026 17:00"]


def test_registration_of_one_date_stays_with_it_when_all_are_changed(begin, desk):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=3", registers=True)
    second = series.events.get(number=2)
    desk.post(f"{TEAM}2/", of(second, registers="on", until_day="14.12.2026", reach="all", cost="1 €"))
    assert [row.registration_until is not None for row in series.events.order_by("number")] == [False, True, False]
    assert {row.cost for row in series.events.all()} == {"1 €"}


def test_a_day_is_left_out_added_and_the_series_ended_from_its_page(begin, desk):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    own = f"{TEAM}reihe/{series.pk}/"
    assert desk.post(f"{TEAM}2/", {"verb": "leave_out"}).url == own
    assert desk.post(own, {"verb": "add_day", "day": "17.12.2026", "begins": "10:00"}).status_code == 302
    assert (
        "schon einen Termin"
        in desk.post(own, {"verb": "add_day", "day": "17.12.2026", "begins": "10:00"}).content.decode()
    )
    assert desk.post(own, {"verb": "end", "last": "22.12.2026"}).status_code == 302
    assert days(series) == ["08.12.2026 10:00", "17.12.2026 10:00", "22.12.2026 10:00"]


def test_a_series_somebody_relies_on_asks_why_it_ends(begin, desk):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    sign_up(event=series.events.get(number=4))
    own = f"{TEAM}reihe/{series.pk}/"
    assert (
        "Bitte schreiben Sie den Grund dazu" in desk.post(own, {"verb": "end", "last": "10.12.2026"}).content.decode()
    )
    assert "sagen Sie ihn ab" in desk.post(f"{TEAM}4/", {"verb": "leave_out"}, follow=True).content.decode()
    desk.post(own, {"verb": "end", "last": "10.12.2026", "reason": "Kein Raum"})
    assert "Kein Raum" in page(desk, own)


def test_a_rule_is_changed_from_the_next_date_on(begin, desk):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    own = f"{TEAM}reihe/{series.pk}/aendern/"
    said = SERIES | {"weekdays": ["3"], "count": "2", "begins": "10:00", "ends": "12:00", "topic": "other"}
    assert "jeden Donnerstag" in desk.post(own, said | {"look": "1"}).content.decode() and days(series)[0].startswith(
        "08.12."
    )
    assert desk.post(own, said | {"enter": "1"}).status_code == 302
    assert days(series) == ["10.12.2026 10:00", "17.12.2026 10:00"]
    with dates.clock_at(dates.at(dt.date(2027, 2, 1), 8)):
        assert "keinen Termin mehr" in desk.get(own, follow=True).content.decode()


def test_a_rule_too_clever_for_the_form_stays_as_it_is(begin, desk):
    series = begin("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3")
    own = f"{TEAM}reihe/{series.pk}/aendern/"
    assert "wie bisher" in page(desk, own)
    said = SERIES | {"repeats": "other", "begins": "10:00", "ends": "12:00", "title": "Anders", "topic": "other"}
    assert desk.post(own, said | {"enter": "1"}).status_code == 302
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3" and series.title == "Anders"


# Offers, rooms, festivals -----------------------------------------------------------------------------------------
def test_an_offer_is_written_published_and_put_into_the_calendar(area, desk, client):
    assert desk.post(f"{OFFERS}neu/", OFFER).url == f"{OFFERS}1/"
    row = Offer.objects.get()
    assert row.hours == [[0, "10:00", "12:00"], [1, "18:30", "20:00"], [3, "10:00", "12:00"]]
    assert "Entwurf" in page(desk, f"{OFFERS}1/") and row.title not in page(client, "/lindenhafen/angebote/")
    desk.post(f"{OFFERS}1/", {"verb": "publish"})
    assert row.title in page(client, "/lindenhafen/angebote/") and row.title in page(desk, OFFERS)
    desk.post(f"{OFFERS}1/", {"verb": "enter_dates"})
    assert EventSeries.objects.count() == 2 and "Mo 07.12." in page(desk, f"{OFFERS}1/")
    assert "schon im Kalender" in desk.post(f"{OFFERS}1/", {"verb": "enter_dates"}, follow=True).content.decode()
    desk.post(f"{OFFERS}1/", OFFER | {"verb": "change", "hours": "Fr 9-11", "title": "Deutsch"})
    desk.post(f"{OFFERS}1/", {"verb": "pause"})
    assert "Deutsch" in page(desk, f"{OFFERS}?stand=pause") and "Deutsch" not in page(desk, OFFERS).split("<main")[1]
    desk.post(f"{OFFERS}1/", {"verb": "end", "reason": "Geht zu Ende"})
    assert Offer.objects.get().status == states.ENDED
    assert "Der Stand ist „Beendet“" in desk.post(f"{OFFERS}1/", {"verb": "pause"}, follow=True).content.decode()


@pytest.mark.parametrize(
    "hours", ["Mo", "Mo 12-10", "Blau 10-12", "Mo 10-25", "Mo 10:70-11", "Mo 10-12 Di", "<b> 10-12"]
)
def test_hours_nobody_can_read_are_told_with_an_example(area, desk, hours):
    answer = desk.post(f"{OFFERS}neu/", OFFER | {"hours": hours})
    assert "Bitte so: Mo und Do 10:00-12:00" in answer.content.decode() and not Offer.objects.exists()


def test_the_form_of_an_offer_shows_its_hours_and_reads_them_again(area, desk):
    desk.post(f"{OFFERS}neu/", OFFER)
    shown = desk.get(f"{OFFERS}1/").context["form"].initial["hours"]
    desk.post(f"{OFFERS}1/", OFFER | {"hours": shown})
    assert Offer.objects.get().hours == [[0, "10:00", "12:00"], [1, "18:30", "20:00"], [3, "10:00", "12:00"]]


def test_a_room_is_entered_and_shows_what_is_in_it(announce, area, desk):
    assert desk.post(f"{ROOMS}neu/", {"name": "Küche", "seats": "12", "public": "on"}).url == f"{ROOMS}1/"
    announce("Kochen", room=Room.objects.get())
    assert "Kochen" in page(desk, f"{ROOMS}1/") and "ein Termin" in page(desk, ROOMS)
    desk.post(f"{ROOMS}1/", {"name": "Große Küche"})
    assert Room.objects.get().name == "Große Küche" and not Room.objects.get().public
    assert "name" in desk.post(f"{ROOMS}neu/", {"name": " "}).context["form"].errors


def test_a_festival_is_planned_on_one_page(announce, area, desk):
    announce("Hafenfest")
    own = f"{TEAM}1/fest/"
    assert (
        desk.post(f"{TEAM}neu/?fest={Event.objects.get().pk}", EVENT | {"part_of": Event.objects.get().pk}).status_code
        == 302
    )
    desk.post(own, {"kind": "stall", "stand-title": "Suppe", "stand-run_by": "Nähgruppe"})
    desk.post(own, {"kind": "shift", "schicht-title": "Aufbau", "schicht-day": "10.12.2026", "schicht-begins": "14:00", "schicht-ends": "18:00", "schicht-needed": "4"})  # fmt: skip
    text = page(desk, own)
    assert "Nähabend" in text and "Nähgruppe" in text and "0 von 4" in text and "es fehlen noch 4 Personen" in text
    pk = Stall.objects.get().pk
    desk.post(f"{own}stand/{pk}/zusage/")
    assert Stall.objects.get().status == states.PROMISED and "1 zugesagt" in page(desk, own)
    desk.post(f"{own}stand/{pk}/", {"title": "Linsensuppe", "spot": "4"})
    assert Stall.objects.get().title == "Linsensuppe" and Stall.objects.get().spot == "4"
    desk.post(f"{own}stand/{pk}/absage/")
    assert "Stand ist „Abgesagt“" in desk.post(f"{own}stand/{pk}/absage/", follow=True).content.decode()
    one = Shift.objects.get().pk
    desk.post(
        f"{own}schicht/{one}/",
        {"title": "Aufbau", "day": "10.12.2026", "begins": "13:00", "ends": "18:00", "needed": "5"},
    )
    assert Shift.objects.get().needed == 5
    desk.post(f"{own}schicht/{one}/", {"verb": "drop"})
    assert not Shift.objects.exists()


@pytest.mark.parametrize(
    "given", [{"kind": "stall", "stand-title": ""}, {"kind": "shift", "schicht-title": "Aufbau", "schicht-needed": "0"}]
)
def test_a_festival_tells_what_is_missing(announce, desk, given):
    announce("Hafenfest")
    assert "Bitte noch" in desk.post(f"{TEAM}1/fest/", given).content.decode()
    assert not Stall.objects.exists() and not Shift.objects.exists()


def test_pages_of_another_quarter_are_not_found(announce, begin, other_area, area, desk, clara, erna, client_of):
    announce()
    series = begin()
    room = actions.open_room(area=area, name="Küche", by=clara)
    offer = actions.write_offer(area=area, kind="course", title="Kurs", by=clara)
    stranger = client_of(erna)
    for path in (
        f"{TEAM}1/",
        f"{TEAM}1/fest/",
        f"{TEAM}reihe/{series.pk}/",
        f"{TEAM}reihe/{series.pk}/aendern/",
        f"{ROOMS}{room.number}/",
        f"{OFFERS}{offer.number}/",
    ):
        assert desk.get(path).status_code == 200 and stranger.get(path).status_code == 404, path
        assert stranger.get(path.replace("lindenhafen", "werftviertel")).status_code == 404, path
