"""The office writes versions, checks Leichte Sprache, publishes, and sees what is missing."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.kit import dates
from quartier.texts import actions, states
from quartier.texts.models import Text
from quartier.texts.panels import lacking
from tests.publications import announce, change_event, publish_news, start_series, write_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(area, clara):
    start = dates.at(dates.today() + dt.timedelta(days=3), 15)
    return announce(
        area=area, title="Sprachcafé", summary="Wir sprechen Deutsch.", starts_at=start,
        ends_at=start + dt.timedelta(hours=2), place="Büro", by=clara,
    )  # fmt: skip


@pytest.fixture
def browser(client_of, clara):
    return client_of(clara)


def address(event, language="tr"):
    return f"/team/lindenhafen/fassungen/events.event/{event.pk}/{language}/"


def send(browser, event, verb, language="tr", **fields):
    data = {"verb": verb, "title": "Dil kafesi", "summary": "Almanca konuşuyoruz.", "seen": ""} | fields
    return browser.post(address(event, language), data, follow=True)


def publish(event, clara, language, **fields):
    text = actions.write(row=event, scope=event.area.scope, language=language, fields=fields, by=clara)
    return actions.publish(text=text, row=event, by=clara)


def test_write_shows_the_original_beside_the_fields(browser, event):
    html = browser.get(address(event, "ar")).content.decode()
    assert '<div class="prose" lang="de" dir="ltr"><p>Wir sprechen Deutsch.</p></div>' in html
    assert re.search(r'<textarea name="summary"[^>]* lang="ar" dir="rtl"', html)
    assert re.search(r'<input type="text" name="title"[^>]* lang="ar" dir="rtl"', html)
    assert "Prüfen" not in html


def test_save_is_a_draft(browser, event):
    html = send(browser, event, "save").content.decode()
    text = Text.objects.get()
    assert (text.status, text.fields["title"], text.by.name) == (states.DRAFT, "Dil kafesi", "Clara Berg")
    assert "Außer dem Team sieht ihn noch niemand." in html


def test_publish_at_once(browser, event, client):
    html = send(browser, event, "publish").content.decode()
    assert Text.objects.get().status == states.PUBLISHED
    assert f'href="/tr/lindenhafen/termine/{event.number}/"' in html
    assert "Dil kafesi" in client.get(f"/tr/lindenhafen/termine/{event.number}/").content.decode()


def test_publish_when_something_is_missing_keeps_the_draft(browser, event):
    html = send(browser, event, "publish", summary="").content.decode()
    assert Text.objects.get().status == states.DRAFT
    assert "Als Entwurf gespeichert. Es fehlt noch etwas: Beschreibung." in html


def test_take_back(browser, event, clara):
    publish(event, clara, "tr", title="Dil kafesi", summary="Almanca.")
    browser.post(address(event), {"verb": "take_back"})
    assert Text.objects.get().status == states.DRAFT


def test_somebody_else_was_faster(browser, event, clara, carla):
    first = publish(event, clara, "tr", title="Dil kafesi", summary="Almanca.")
    actions.write(
        row=event, scope=event.area.scope, language="tr", fields={"title": "Kafe", "summary": "Hadi."}, by=carla
    )
    answer = send(browser, event, "save", seen=first.stamp, title="Benim metnim")
    html = answer.content.decode()
    assert "Inzwischen hat jemand anderes" in html
    assert "Benim metnim" in html
    assert "Hadi." in html
    assert Text.objects.get().fields["title"] == "Kafe"
    seen = re.search(r'name="seen" value="([^"]+)"', html).group(1)
    send(browser, event, "save", seen=seen, title="Benim metnim")
    assert Text.objects.get().fields["title"] == "Benim metnim"


def test_check_shows_findings_and_saves_nothing(browser, event):
    answer = send(browser, event, "check", "leicht", title="Das Café", summary="Der Kaffee wird gekocht.\nKommen Sie.")
    html = answer.content.decode()
    assert not Text.objects.exists()
    assert "Zeile 1" in html
    assert "„wird … gekocht“" in html
    assert "Sagen Sie, wer es tut" in html
    assert "Der Kaffee wird gekocht.\nKommen Sie.</textarea>" in html


def test_check_when_all_is_well(browser, event):
    html = send(browser, event, "check", "leicht", title="Das Café", summary="Kommen Sie.").content.decode()
    assert "Das Programm findet nichts." in html


def test_findings_alone_for_the_page_that_asks_while_typing(browser, event):
    path = f"/team/lindenhafen/fassungen/events.event/{event.pk}/pruefen/"
    html = browser.post(path, {"title": "Das Café", "summary": "Das wäre schön."}).content.decode()
    assert "<html" not in html
    assert "„wäre“" in html
    assert browser.get(path).status_code == 405


def test_checked_by_a_group(browser, event, clara, client):
    publish(event, clara, "leicht", title="Das Café", summary="Kommen Sie.")
    early = browser.post(
        address(event, "leicht"),
        {"verb": "checked", "group": "Klar am Kai", "on": (dates.today() + dt.timedelta(days=2)).isoformat()},
    )
    assert "liegt in der Zukunft" in early.content.decode()
    assert (
        "Bitte füllen Sie dieses Feld aus."
        in browser.post(address(event, "leicht"), {"verb": "checked", "on": dates.today().isoformat()}).content.decode()
    )
    browser.post(address(event, "leicht"), {"verb": "checked", "group": "Klar am Kai", "on": dates.today().isoformat()})
    assert Text.objects.get().checked_by == "Klar am Kai"
    assert "Klar am Kai" in client.get(f"/lindenhafen/termine/{event.number}/leicht/").content.decode()


def test_read_by_somebody(browser, event):
    send(browser, event, "publish", machine="on")
    assert Text.objects.get().unchecked
    html = browser.post(address(event), {"verb": "read", "reader": "Ayşe Demir"}, follow=True).content.decode()
    assert "Gelesen von Ayşe Demir" in html
    assert not Text.objects.get().unchecked


def test_a_changed_original_is_told(browser, event, clara):
    publish(event, clara, "tr", title="Dil kafesi", summary="Almanca.")
    assert "Der deutsche Text wurde geändert" not in browser.get(address(event)).content.decode()
    change_event(event=event, summary="Wir sprechen und kochen.", by=clara)
    assert "Der deutsche Text wurde geändert" in browser.get(address(event)).content.decode()
    overview = browser.get("/team/lindenhafen/fassungen/").content.decode()
    assert "veraltet" in overview


@pytest.mark.parametrize(
    "path",
    [
        "events.event/1/de/",
        "events.event/99/tr/",
        "accounts.user/1/tr/",
        "events.event/1/toolong/",
        "events.event/1/xx/",
    ],
)
def test_no_such_version(browser, event, path):
    assert browser.get(f"/team/lindenhafen/fassungen/{path}").status_code == 404


def test_not_of_another_quarter(client_of, erna, event):
    other = client_of(erna)
    assert other.get(address(event)).status_code == 404
    assert other.get(f"/team/werftviertel/fassungen/events.event/{event.pk}/tr/").status_code == 404
    answer = other.post(f"/team/werftviertel/fassungen/events.event/{event.pk}/tr/", {"verb": "save", "title": "x"})
    assert answer.status_code == 404


def test_overview_has_the_soonest_first_and_by_language(browser, event, area, clara):
    start = dates.at(dates.today() + dt.timedelta(days=1), 10)
    announce(
        area=area, title="Frühstück", starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Hof", by=clara
    )
    for code in ("en", "tr", "ar", "uk"):
        publish(event, clara, code, title=f"T {code}", summary="S")
    html = browser.get("/team/lindenhafen/fassungen/").content.decode()
    assert html.index("Frühstück") < html.index("Sprachcafé")
    turkish = browser.get("/team/lindenhafen/fassungen/?sprache=tr").content.decode()
    assert ("Frühstück" in turkish, "Sprachcafé" in turkish) == (True, False)
    easy = browser.get("/team/lindenhafen/fassungen/?sprache=leicht").content.decode()
    assert ("Frühstück" in easy, "Sprachcafé" in easy) == (True, True)


def test_overview_costs_the_same_for_many(browser, area, clara):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/team/lindenhafen/fassungen/").status_code == 200
        return len(seen)

    start = dates.at(dates.today() + dt.timedelta(days=1), 10)
    announce(area=area, title="T", starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Hof", by=clara)
    cost()
    few = cost()
    for number in range(12):
        announce(
            area=area, title=f"T{number}", starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Hof", by=clara
        )
    cost()  # the frame of the changed quarter is read once
    assert cost() == few


def test_a_series_is_one_line_and_one_version(browser, area, clara, client):
    start = dates.at(dates.today() + dt.timedelta(days=1), 10)
    series = start_series(
        area=area, title="Sprachcafé", starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Hof",
        rule="FREQ=WEEKLY", by=clara,
    )  # fmt: skip
    numbers = list(series.events.order_by("starts_at").values_list("number", flat=True))
    assert len(numbers) > 2
    html = browser.get("/team/lindenhafen/fassungen/").content.decode()
    assert html.count(">Sprachcafé</a>") == 1
    path = f"/team/lindenhafen/fassungen/events.eventseries/{series.pk}/tr/"
    assert path in html
    browser.post(path, {"verb": "publish", "title": "Dil kafesi", "seen": ""})
    for number in numbers[:2]:
        assert "Dil kafesi" in client.get(f"/tr/lindenhafen/termine/{number}/").content.decode()
    assert "Dil kafesi" in client.get("/tr/lindenhafen/termine/").content.decode()
    special = series.events.order_by("starts_at")[1]
    change_event(event=special, title="Sprachcafé mit Musik", by=clara)
    html = client.get(f"/tr/lindenhafen/termine/{special.number}/").content.decode()
    assert re.search(r"<h1[^>]*>Sprachcafé mit Musik</h1>", html)


def test_due_is_one_quiet_line(event, area, clara, browser):
    (line,) = lacking(area, clara)
    assert (line.when, line.title, line.why) == (
        dates.local(event.starts_at).date(), "Termine nur auf Deutsch", "„Sprachcafé“",
    )  # fmt: skip
    for code in ("en", "tr", "ar", "uk"):
        publish(event, clara, code, title=f"T {code}", summary="S")
    assert list(lacking(area, clara)) == []  # Leichte Sprache is wanted, but nobody is urged


def test_news_stand_in_the_overview(browser, area, clara):
    news = write_news(area=area, title="Neues Café", lead="Es öffnet.", body="Am Kanal.", by=clara)
    assert "Neues Café" not in browser.get("/team/lindenhafen/fassungen/").content.decode()
    publish_news(news=news, by=clara)
    assert "Neues Café" in browser.get("/team/lindenhafen/fassungen/").content.decode()
