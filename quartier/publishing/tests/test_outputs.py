"""„Wo steht das?“: every place an entry goes out to, told truly; versions and search follow."""

import datetime as dt

import pytest

from quartier.events import actions as events
from quartier.files import actions as files
from quartier.kit import dates
from quartier.publishing import actions
from quartier.publishing.actions import printed, sheets
from quartier.publishing.queries import outputs
from quartier.search.models import Document
from quartier.texts import actions as texts
from quartier.texts.queries import REGISTRY


@pytest.fixture
def request_of(area, rf):
    request = rf.get("/")
    request.area = area
    return request


@pytest.fixture
def event(area, clara):
    start = dates.now() + dt.timedelta(days=3)
    return events.announce(area=area, title="Fest", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara)  # fmt: skip


def told(row, request):
    return {one.label: one for one in outputs.of(row, request)["outputs"]}


def test_a_public_date_is_on_its_page_in_the_calendar_and_in_the_search(event, request_of):
    found = told(event, request_of)
    assert [found[label].state for label in ("Seite", "Kalender zum Abonnieren", "Suche", "Terminliste und Schaufenster")] == ["ok"] * 4  # fmt: skip
    assert found["Kalender zum Abonnieren"].url.endswith(f"/termine/{event.number}.ics")
    assert found["Plakat A4"].state == "" and found["Plakat A4"].url.endswith(f"/druck/termin/{event.number}/")


def test_a_hidden_date_is_nowhere(event, request_of, clara):
    event = events.change(event=event, by=clara, public=False, title="Fest", starts_at=event.starts_at, ends_at=event.ends_at, place="Hof")  # fmt: skip
    assert {one.state for one in told(event, request_of).values()} == {""}


def test_a_date_of_a_series_is_found_by_its_series(area, clara, request_of):
    start = dates.now() + dt.timedelta(days=3)
    series = events.start_series(area=area, rule="FREQ=WEEKLY;COUNT=3", title="Sprachcafé", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", by=clara)  # fmt: skip
    assert told(series.events.first(), request_of)["Suche"].state == "ok"


def test_a_poster_is_waited_for_then_there_and_a_failed_one_is_not(event, request_of, area, clara):
    sheet = sheets.order_sheet(area=area, kind="a4", event=event, by=clara)
    assert told(event, request_of)["Plakat A4"].state == "open"
    printed.keep_sheet(sheet=sheet, content=b"%PDF-1.7 leer", name="Plakat.pdf", mime="application/pdf")
    assert told(event, request_of)["Plakat A4"].url.endswith(f"/druck/{sheet.pk}/datei/")
    failed = sheets.order_sheet(area=area, kind="square", event=event, by=clara)
    printed.note_sheet_failed(sheet=failed, why="Kein Platz")
    assert told(event, request_of)["Quadratisches Bild"].says == "noch nicht gemacht"


def test_a_release_tells_how_many_newsrooms_have_it(write, request_of, area, clara):
    news = write(kind="press")
    assert told(news, request_of)["Presseverteiler"].says == "noch nicht gesendet"
    actions.add_contact(area=area, medium="Blatt", email="a@b.example", by=clara)
    actions.send_release(news=news, by=clara)
    assert told(news, request_of)["Presseverteiler"].says == "an 1 Redaktionen"


def test_a_draft_is_not_found_and_a_published_one_in_each_of_its_languages(write, area, clara, request_of):
    news = write(publish=False)
    assert told(news, request_of)["Suche"].state == "" and not Document.objects.filter(kind="publishing.news").exists()
    for language in ("tr", "leicht"):
        text = texts.write(row=news, scope=area.scope, language=language, fields={"title": "Bank", "lead": "Hazır", "body": "Burada"}, by=clara)  # fmt: skip
        texts.publish(text=text, row=news, by=clara)
    actions.publish_news(news=news, by=clara)
    found = {one.language: one for one in Document.objects.filter(kind="publishing.news")}
    assert set(found) == {"de", "tr", "leicht"} and found["leicht"].page == "publishing:news_version"
    assert found["tr"].page == "publishing:news_item" and found["de"].at == news.published_at
    actions.archive_news(news=news, by=clara)
    assert not Document.objects.filter(kind="publishing.news").exists()


def test_news_and_guides_have_versions(write, guide, area):
    news, row = write(), guide()
    for kind, one in (("publishing.news", news), ("publishing.guide", row)):
        found = REGISTRY[kind]
        assert list(found.public(area)) == [one] and str(one.number) in found.address(area, one) + found.office(
            area, one
        )


def test_a_reader_of_a_version_gets_it_and_everybody_else_german_that_is_marked(write, area, clara, client):
    news = write()
    text = texts.write(row=news, scope=area.scope, language="tr", fields={"title": "Bank", "lead": "Hazır", "body": "- bir"}, by=clara)  # fmt: skip
    texts.publish(text=text, row=news, by=clara)
    turkish, arabic = (
        client.get(f"/{code}/lindenhafen/aktuelles/{news.number}/").content.decode() for code in ("tr", "ar")
    )
    assert "<li>bir</li>" in turkish and "Drei Meter Holz" not in turkish.split("<main")[1]
    assert 'lang="de" dir="ltr"><h1>Die Bank steht</h1>' in arabic


@pytest.mark.parametrize("kind", ["event", "news", "guide", "offer"])
def test_the_panel_costs_few_queries_and_stands_on_the_offices_page(
    kind, request, desk, area, clara, keep, write, guide
):
    rows = {
        "event": lambda: request.getfixturevalue("event"), "news": write, "guide": guide,
        "offer": lambda: events.publish_offer(offer=events.write_offer(area=area, kind="course", title="Kurs", place="Büro", by=clara), by=clara),
    }  # fmt: skip
    row = rows[kind]()
    files.put_picture(row=row, picture=keep(), by=clara)
    page = {"event": "termine", "news": "aktuelles", "guide": "anleitungen", "offer": "angebote"}[kind]
    html = desk.get(f"/team/lindenhafen/{page}/{row.number}/").content.decode()
    assert "Wo steht das?" in html and "wird gefunden" in html and "Leichte Sprache" in html and "Anderes Bild" in html


def test_the_panel_asks_four_times_at_most(event, request_of, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        outputs.of(event, request_of)
