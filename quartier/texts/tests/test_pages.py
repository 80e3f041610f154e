"""Versions on public pages: in the reader's language, at their own address, marked for screen readers."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.kit import dates
from quartier.texts import actions
from quartier.texts.rules import ERROR, check
from tests.cast import without_action
from tests.publications import announce, make_guide, make_news, make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(area, clara):
    start = dates.at(dates.today() + dt.timedelta(days=9), 15)
    return announce(
        area=area, title="Sprachcafé", summary="Wir sprechen Deutsch.", starts_at=start,
        ends_at=start + dt.timedelta(hours=2), place="Büro", step_free=True, childcare=True, spoken="de tr", by=clara,
    )  # fmt: skip


@pytest.fixture
def news(area, clara):
    return make_news(area, clara)


def publish(row, clara, language, fields, **more):
    text = actions.write(row=row, scope=row.area.scope, language=language, fields=fields, by=clara, **more)
    return actions.publish(text=text, row=row, by=clara)


EASY = {"title": "Das Sprach-Café", "summary": "Wir trinken Kaffee.\nWir sprechen zusammen.\nEs ist nicht schwer."}


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def languages(html):
    bar = re.search(r'<nav class="languages".*?</nav>', html, re.S).group()
    return re.findall(
        r'<a href="([^"]*)" lang="([^"]*)" hreflang="[^"]*" dir="([^"]*)"( aria-current="true")?>([^<]*)<', bar
    )


def test_event_in_the_readers_language(client, event, clara):
    publish(event, clara, "tr", {"title": "Dil kafesi", "summary": "Almanca konuşuyoruz."})
    html = page(client, f"/tr/lindenhafen/termine/{event.number}/")
    assert "<h1>Dil kafesi</h1>" in html
    assert "Almanca konuşuyoruz." in html
    assert "<h1>Sprachcafé</h1>" in page(client, f"/lindenhafen/termine/{event.number}/")


def test_event_without_a_version_is_german_and_marked(client, event):
    assert '<h1 lang="de" dir="ltr">Sprachcafé</h1>' in page(client, f"/ar/lindenhafen/termine/{event.number}/")


def test_list_mixes_languages_and_marks_them(client, event, area, clara):
    start = dates.at(dates.today() + dt.timedelta(days=12), 15)
    announce(area=area, title="Hoffest", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara)
    publish(event, clara, "ar", {"title": "مقهى اللغة", "summary": "نتحدث الألمانية."})
    html = page(client, "/ar/lindenhafen/termine/")
    assert ">مقهى اللغة</a>" in html
    assert ' lang="de" dir="ltr">Hoffest</a>' in html


def test_list_in_turkish_costs_one_query_more(client, event, clara, django_assert_max_num_queries):
    publish(event, clara, "tr", {"title": "Dil kafesi", "summary": "Almanca."})
    page(client, "/en/lindenhafen/termine/")  # the frame is read once
    counts = {}
    for code in ("", "/tr"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(client, f"{code}/lindenhafen/termine/")
        counts[code] = len(seen)
    assert counts["/tr"] - counts[""] == 1


def test_version_without_interface_has_its_own_address(client, event, clara):
    publish(event, clara, "fa", {"title": "کافه زبان", "summary": "آلمانی حرف می‌زنیم."})
    html = page(client, f"/lindenhafen/termine/{event.number}/fa/")
    assert html.startswith('<!doctype html>\n<html lang="de" dir="ltr"')
    assert '<div lang="fa" dir="rtl">\n<h1>کافه زبان</h1>' in html
    assert [(lang, bool(now)) for _url, lang, _dir, now, _name in languages(html)] == [
        ("de", False), ("en", False), ("tr", False), ("ar", False), ("uk", False), ("fa", True), ("de", False),
    ]  # fmt: skip
    assert languages(html)[0][0] == f"/lindenhafen/termine/{event.number}/"
    assert languages(html)[1][0] == f"/en/lindenhafen/termine/{event.number}/"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/lindenhafen/termine/1/tr/", "/tr/lindenhafen/termine/1/"),
        ("/lindenhafen/termine/1/de/", "/lindenhafen/termine/1/"),
        ("/tr/lindenhafen/termine/1/leicht/", "/lindenhafen/termine/1/leicht/"),
    ],
)
def test_one_address_for_each_version(client, event, clara, asked, answer):
    publish(event, clara, "leicht", EASY)
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (302, answer)


@pytest.mark.parametrize(
    "path", ["/lindenhafen/termine/1/pl/", "/lindenhafen/termine/1/leicht/", "/lindenhafen/termine/9/pl/"]
)
def test_no_version_no_page(client, event, clara, path):
    actions.write(row=event, scope=event.area.scope, language="leicht", fields=EASY, by=clara)  # a draft
    page(client, path, status=404)


def test_easy_version(client, event, clara):
    publish(event, clara, "leicht", EASY)
    html = page(client, f"/lindenhafen/termine/{event.number}/leicht/")
    assert "<h1>Das Sprach-Café</h1>" in html
    assert "<p>Wir trinken Kaffee.</p>\n<p>Wir sprechen zusammen.</p>\n<p>Es ist <b>nicht</b> schwer.</p>" in html
    assert "Diesen Text hat noch <b>keine</b> Prüf-Gruppe gelesen." in html
    assert "Dieser Text ist nur zur Information." in html
    assert "Geprüft" not in html
    assert languages(html)[-1][1:] == ("de", "ltr", ' aria-current="true"', "Leichte Sprache")


def test_easy_version_is_called_checked_when_a_group_signed(client, event, clara):
    text = publish(event, clara, "leicht", EASY)
    page(client, f"/lindenhafen/termine/{event.number}/leicht/")
    actions.mark_checked(text=text, group="Klar am Kai", on=dt.date(2026, 3, 5), by=clara)
    html = page(client, f"/lindenhafen/termine/{event.number}/leicht/")
    assert "<p>Die Prüf-Gruppe heißt: Klar am Kai.</p>" in html
    assert "5. März 2026" in html
    assert "noch <b>keine</b>" not in html


def test_what_is_known_of_a_date_is_said_by_the_rules(client, event, clara):
    publish(event, clara, "leicht", EASY)
    spoken = sentences(page(client, f"/lindenhafen/termine/{event.number}/leicht/"))
    assert "Von 15 Uhr bis 17 Uhr." in spoken
    assert {"Deutsch", "Türkisch"} <= set(spoken)
    assert faults(spoken) == []


def test_machine_text_says_so_until_somebody_read_it(client, event, clara):
    text = publish(event, clara, "tr", {"title": "Dil kafesi", "summary": "Almanca."}, machine=True)
    path = f"/en/lindenhafen/termine/{event.number}/"
    assert "alert" not in page(client, path)
    path = f"/tr/lindenhafen/termine/{event.number}/"
    assert '<div class="alert">' in page(client, path)
    actions.mark_read(text=text, reader="Ayşe Demir", by=clara)
    assert '<div class="alert">' not in page(client, path)


def test_language_bar_leads_to_leichte_sprache(client, event, news, clara):
    assert languages(page(client, f"/lindenhafen/termine/{event.number}/"))[-1][0] == "/lindenhafen/leicht/"
    publish(event, clara, "leicht", EASY)
    html = page(client, f"/tr/lindenhafen/termine/{event.number}/")
    assert languages(html)[-1][0] == f"/lindenhafen/termine/{event.number}/leicht/"
    assert languages(page(client, "/lindenhafen/termine/"))[-1][0] == "/lindenhafen/leicht/"


def test_alternates_name_what_is_there(client, event, clara):
    publish(event, clara, "tr", {"title": "Dil kafesi", "summary": "Almanca."})
    publish(event, clara, "pl", {"title": "Kawiarnia", "summary": "Po niemiecku."})
    found = re.findall(
        r'<link rel="alternate" hreflang="(\w+)" href="https?://[^/]+(/[^"]*)">',
        page(client, f"/lindenhafen/termine/{event.number}/"),
    )
    assert found == [
        ("de", f"/lindenhafen/termine/{event.number}/"),
        ("tr", f"/tr/lindenhafen/termine/{event.number}/"),
        ("pl", f"/lindenhafen/termine/{event.number}/pl/"),
    ]


def test_news_in_two_languages(client, news, clara):
    publish(news, clara, "tr", {"title": "Yeni kafe", "lead": "Açılıyor.", "body": "Kanalda."})
    publish(news, clara, "leicht", {"title": "Ein Café", "body": "Es gibt ein Café."})
    assert "<h1>Yeni kafe</h1>" in page(client, f"/tr/lindenhafen/aktuelles/{news.number}/")
    assert "Yeni kafe" in page(client, "/tr/lindenhafen/aktuelles/")
    assert "<p>Es gibt ein Café.</p>" in page(client, f"/lindenhafen/aktuelles/{news.number}/leicht/")


def test_pages_change_when_a_version_is_taken_back(client, event, clara):
    text = publish(event, clara, "tr", {"title": "Dil kafesi", "summary": "Almanca."})
    path = f"/tr/lindenhafen/termine/{event.number}/"
    assert "Dil kafesi" in page(client, path)
    actions.take_back(text=text, by=clara)
    assert "Dil kafesi" not in page(client, path)


def test_html_in_a_version_is_text(client, event, clara):
    publish(event, clara, "leicht", {"title": "<b>Café</b>", "summary": "<script>alert(1)</script>\nHier."})
    html = page(client, f"/lindenhafen/termine/{event.number}/leicht/")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


# The front page in Leichte Sprache --------------------------------------------------------------------------------
def sentences(html):
    """What stands on the page, line by line, headings and notes included."""
    main = re.search(r"<main.*?</main>", html, re.S).group()
    main = re.sub(r"<nav.*?</nav>|<svg.*?</svg>", "", main, flags=re.S)
    rows = re.findall(r"<(?:h1|h2|p|li)[^>]*>(.*?)</(?:h1|h2|p|li)>", main, re.S)
    return [re.sub(r"<[^>]+>", "", row).strip() for row in rows]


def faults(rows):
    """What the check says is against the rules."""
    return [(f.rule, f.words) for row in rows for f in check(row) if f.level == ERROR]


def test_easy_front_keeps_its_own_rules(client, area, event, news, clara):
    publish(event, clara, "leicht", EASY)
    publish(news, clara, "leicht", {"title": "Ein Café", "body": "Es gibt ein Café."})
    html = page(client, "/lindenhafen/leicht/")
    rows = sentences(html)
    for needed in (
        "Willkommen in Lindenhafen",
        "Das Sprach-Café",
        "Ein Café",
        "Haben Sie eine Idee?",
        "Hafenstraße 31",
        "0531 000 00",
    ):
        assert needed in rows
    assert faults(rows) == []
    assert '<html lang="de"' in html


@pytest.mark.parametrize("hour", [9, 11, 14, 20])
@pytest.mark.parametrize("weekday", [0, 1, 5])
def test_easy_front_at_any_hour(client, area, hour, weekday):
    """Whatever the desk's state is, its sentences keep the rules."""
    day = dt.date(2026, 3, 2) + dt.timedelta(days=weekday)
    with dates.clock_at(dates.at(day, hour)):
        rows = sentences(page(client, "/lindenhafen/leicht/"))
    assert faults(rows) == []
    assert f"Heute ist {['Montag', 'Dienstag', '', '', '', 'Samstag'][weekday]}." in rows


def test_easy_front_is_german_only(client, area):
    response = client.get("/tr/lindenhafen/leicht/")
    assert (response.status_code, response["Location"]) == (302, "/lindenhafen/leicht/")
    assert [url for url, *_rest in languages(page(client, "/lindenhafen/leicht/"))][:3] == [
        "/lindenhafen/", "/en/lindenhafen/", "/tr/lindenhafen/",
    ]  # fmt: skip


def test_easy_front_of_an_own_domain(client, area, event, clara, settings):
    with without_action():
        type(area).objects.filter(pk=area.pk).update(domain="lindenhafen.example")
    publish(event, clara, "leicht", EASY)
    response = client.get("/leicht/", HTTP_HOST="lindenhafen.example")
    assert response.status_code == 200
    html = response.content.decode()
    assert f'href="/termine/{event.number}/leicht/"' in html
    assert [url for url, *_rest in languages(html)][:2] == ["/", "/en/"]
    assert languages(html)[-1][0] == "/leicht/"


def test_easy_front_costs_no_more_than_allowed(client, area, event, news, clara, django_assert_max_num_queries):
    publish(event, clara, "leicht", EASY)
    publish(news, clara, "leicht", {"title": "Ein Café", "body": "Es gibt ein Café."})
    publish(make_guide(area, clara), clara, "leicht", {"title": "Ein Hof-Fest", "lead": "So geht das."})
    publish(make_offer(area, clara), clara, "leicht", {"title": "Ein Kurs", "summary": "Sie lernen Deutsch."})
    with django_assert_max_num_queries(8):
        html = page(client, "/lindenhafen/leicht/")
    links = re.findall(r'<a class="more" href="([^"]+/leicht/)"', html)
    assert [link.split("/")[2] for link in links] == ["termine", "angebote", "aktuelles", "selber-machen"]
    for link in links:
        assert faults(sentences(page(client, link))) == []
