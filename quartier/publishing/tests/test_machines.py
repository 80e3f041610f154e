"""What programs are told of the site: robots, sitemaps, the head of a page, schema.org, the picture shown when shared."""

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.events import actions as events
from quartier.events.models import Event
from quartier.kit import dates, pagecache, structured
from quartier.kit.documents import DocumentError
from quartier.publishing import actions as publishing
from quartier.publishing.exports import previews
from quartier.texts import actions as texts

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"
SITEMAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path


def fetch(path: str, host: str = "localhost:8000") -> Any:
    pagecache.store.clear()
    return Client(headers={"host": host}).get(path)


def page(path: str, host: str = "localhost:8000") -> str:
    answer = fetch(path, host)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def event(area: Area, clara: User) -> Event:
    start = dates.at(dates.today() + dt.timedelta(days=5), 18)
    room = events.open_room(
        area=area, name="Werkraum", street="Hafenstraße 31", town="38127 Hohenwerder", lat=53.55, lon=10.0, by=clara
    )
    return events.announce(
        area=area, title="Kochen </script><b>", starts_at=start, ends_at=start + dt.timedelta(hours=2), room=room, place="",
        spoken="de tr", free=True, summary="Für alle", registers=True, capacity=8, age_from=12, by=clara,
    )  # fmt: skip


@pytest.fixture
def news(area: Area, clara: User) -> Any:
    row = publishing.write_news(area=area, title="Neues „Café“", lead="Kurz.", body="Der Text.", by=clara)
    return publishing.publish_news(news=row, by=clara)


# Robots and sitemaps -----------------------------------------------------------------------------------------------
def test_robots_find_the_sitemap_and_no_room(area: Area) -> None:
    text = page("/robots.txt")
    assert f"Sitemap: {HOST}/sitemap.xml" in text and "Disallow: /team/" in text and "Disallow: /*/konto/" in text


def addresses(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter(SITEMAP + "loc")]


def test_the_index_names_the_lists_of_this_host(area: Area, other_area: Area) -> None:
    areas.update_area(area=other_area, domain="werft.example")
    assert addresses(page("/sitemap.xml")) == [f"{HOST}/sitemap-stadt.xml", f"{HOST}/lindenhafen/sitemap.xml"]
    assert f"{HOST}/" in addresses(page("/sitemap-stadt.xml"))
    own = addresses(page("/sitemap.xml", "werft.example"))
    assert "http://werft.example/termine/" in own and all(url.startswith("http://werft.example/") for url in own)
    assert "Sitemap: http://werft.example/sitemap.xml" in page("/robots.txt", "werft.example")


def test_every_public_page_is_listed_with_its_languages(event: Event, news: Any, clara: User, other_area: Area) -> None:
    events.announce(
        area=event.area, title="Intern", starts_at=event.starts_at, ends_at=event.ends_at, public=False, by=clara
    )
    for language, fields in (
        ("tr", {"title": "Yemek", "summary": "Herkes"}),
        ("pl", {"title": "Obiad", "summary": "Dla"}),
    ):
        version = texts.write(row=event, scope=event.area.scope, language=language, fields=fields, by=clara)
        texts.publish(text=version, row=event, by=clara)
    text = page("/lindenhafen/sitemap.xml")
    found = addresses(text)
    assert len(set(found)) == len(found)
    here = f"{HOST}/lindenhafen/termine/{event.number}/"
    assert here in found and here + "pl/" in found and f"{HOST}/tr/lindenhafen/termine/{event.number}/" in found
    assert f"{HOST}/uk/lindenhafen/termine/{event.number}/" not in found and f"{HOST}/uk/lindenhafen/termine/" in found
    assert f"{HOST}/lindenhafen/aktuelles/{news.number}/" in found
    url = next(url for url in ET.fromstring(text) if url.findtext(SITEMAP + "loc") == here)
    assert [link.get("hreflang") for link in url.findall(XHTML + "link")] == ["de", "tr", "pl"]
    assert url.findtext(SITEMAP + "lastmod") == f"{dates.now():%Y-%m-%d}"
    for path in [one.removeprefix(HOST) for one in found]:
        assert fetch(path).status_code == 200, path


# The head of a page ------------------------------------------------------------------------------------------------
def meta(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', text))


def test_a_page_has_one_address_and_is_shared_with_a_picture(event: Event) -> None:
    path = f"/lindenhafen/termine/{event.number}/"
    text = page(path)
    assert f'<link rel="canonical" href="{HOST}{path}">' in text
    found = meta(text)
    assert found["og:url"] == HOST + path and found["og:title"].startswith("Kochen &lt;/script&gt;&lt;b&gt; ·")
    assert found["og:image"] == f"{HOST}{path}vorschau.png" and found["og:locale"] == "de_DE"
    assert found["og:description"] == found["description"] != ""
    assert meta(page(f"/en{path}"))["og:url"] == HOST + path, "German text has its address in German"
    assert meta(page("/en/lindenhafen/termine/"))["og:locale"] == "en_GB"


def test_a_choice_is_no_page_of_its_own_but_a_leaf_is(area: Area) -> None:
    text = page("/lindenhafen/termine/?thema=lernen&quatsch=1")
    assert f'<link rel="canonical" href="{HOST}/lindenhafen/termine/">' in text
    assert f'<link rel="canonical" href="{HOST}/lindenhafen/ideen/?seite=2">' in page(
        "/lindenhafen/ideen/?seite=2&stand=alle"
    )


def test_addresses_are_on_the_own_domain(event: Event, area: Area) -> None:
    areas.update_area(area=area, domain="lindenhafen.example")
    text = page(f"/termine/{event.number}/", "lindenhafen.example")
    assert f'<link rel="canonical" href="http://lindenhafen.example/termine/{event.number}/">' in text
    assert f'content="http://lindenhafen.example/termine/{event.number}/vorschau.png"' in text
    assert 'href="http://lindenhafen.example/aktuelles.atom"' in text and HOST + "/lindenhafen" not in text


def test_every_page_says_what_it_is_about(area: Area) -> None:
    for path in ("/", "/lindenhafen/", "/lindenhafen/geld/", "/lindenhafen/impressum/", "/ar/lindenhafen/termine/"):
        assert len(meta(page(path))["description"]) > 15, path


def test_feeds_are_found_by_readers(area: Area) -> None:
    text = page("/lindenhafen/")
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', text)
    assert [kind for kind, _title, _url in found].count("application/atom+xml") == 4
    for _kind, title, url in found:
        assert title and fetch(url.removeprefix(HOST)).status_code == 200


def test_rooms_have_no_such_head(client_of: Any, clara: User, area: Area) -> None:
    text = client_of(clara).get("/team/lindenhafen/").content.decode()
    assert "og:" not in text and "canonical" not in text


# schema.org ---------------------------------------------------------------------------------------------------------
def data_in(text: str) -> list[dict[str, Any]]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    found = json.loads(block)
    assert found["@context"] == "https://schema.org" and "<" not in block
    return found.get("@graph", [found])


def test_a_date_is_told_whole(event: Event) -> None:
    one, way = data_in(page(f"/lindenhafen/termine/{event.number}/"))
    url = f"{HOST}/lindenhafen/termine/{event.number}/"
    assert one["@type"] == "Event" and one["name"] == "Kochen </script><b>" and one["url"] == url
    assert dt.datetime.fromisoformat(one["startDate"]) == event.starts_at and re.search(
        r"\+0[12]:00$", one["startDate"]
    )
    assert one["eventStatus"] == "https://schema.org/EventScheduled" and "previousStartDate" not in one
    assert one["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert one["location"]["address"] == {
        "@type": "PostalAddress", "streetAddress": "Hafenstraße 31", "postalCode": "38127",
        "addressLocality": "Hohenwerder", "addressCountry": "DE",
    }  # fmt: skip
    assert one["location"]["geo"]["latitude"] == 53.55 and one["organizer"]["name"] == "Quartiersbüro Lindenhafen"
    assert one["isAccessibleForFree"] is True and one["offers"]["price"] == "0" and one["inLanguage"] == ["de", "tr"]
    assert one["maximumAttendeeCapacity"] == 8 and one["typicalAgeRange"] == "12-"
    assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
    assert not re.search("Clara|@example.org", json.dumps(one))


def test_a_date_that_moves_or_is_called_off_says_so(event: Event, clara: User) -> None:
    later = dt.timedelta(days=1)
    events.change(event=event, starts_at=event.starts_at + later, ends_at=event.ends_at + later, by=clara)
    moved = data_in(page(f"/lindenhafen/termine/{event.number}/"))[0]
    assert moved["eventStatus"].endswith("EventRescheduled")
    assert dt.datetime.fromisoformat(moved["previousStartDate"]) == event.starts_at
    events.cancel(event=Event.objects.get(), reason="Regen", by=clara)
    assert data_in(page(f"/lindenhafen/termine/{event.number}/"))[0]["eventStatus"].endswith("EventCancelled")


def test_a_price_is_not_promised(area: Area, clara: User, event: Event) -> None:
    events.change(event=event, cost="3 Euro", free=False, by=clara)
    one = data_in(page(f"/lindenhafen/termine/{event.number}/"))[0]
    assert "offers" not in one and "isAccessibleForFree" not in one


def test_whole_days_are_days(area: Area, clara: User) -> None:
    day = dates.today() + dt.timedelta(days=3)
    row = events.announce(
        area=area,
        title="Fest",
        starts_at=dates.at(day),
        ends_at=dates.at(day + dt.timedelta(days=2)),
        all_day=True,
        by=clara,
    )
    one = data_in(page(f"/lindenhafen/termine/{row.number}/"))[0]
    assert (one["startDate"], one["endDate"]) == (day.isoformat(), (day + dt.timedelta(days=1)).isoformat())


def test_a_series_names_its_coming_dates(area: Area, clara: User) -> None:
    start = dates.at(dates.today() + dt.timedelta(days=2), 10)
    series = events.start_series(
        area=area,
        rule="FREQ=WEEKLY;COUNT=9",
        title="Treff",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        by=clara,
    )
    one, _way = data_in(page(f"/lindenhafen/termine/reihe/{series.pk}/"))
    assert one["@type"] == "EventSeries" and len(one["subEvent"]) == 5
    assert one["subEvent"][0]["superEvent"]["@id"] == one["@id"]


def test_the_office_is_a_place_with_hours(area: Area) -> None:
    areas.update_office(area=area, closures=[["2030-12-24", "2031-01-01", "Ferien"]])
    for path in ("/lindenhafen/buero/", "/lindenhafen/"):
        one = next(thing for thing in data_in(page(path)) if "Place" in thing["@type"])
        assert one["name"] == "Quartiersbüro Lindenhafen" and len(one["openingHoursSpecification"]) == 3
        assert one["openingHoursSpecification"][0] == {
            "@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/Tuesday", "opens": "10:00", "closes": "13:00",
        }  # fmt: skip
        assert one["specialOpeningHoursSpecification"][0]["validFrom"] == "2030-12-24"


def test_a_message_is_an_article_of_the_office(news: Any) -> None:
    one, way = data_in(page(f"/lindenhafen/aktuelles/{news.number}/"))
    assert one["@type"] == "NewsArticle" and one["headline"] == "Neues „Café“" and one["articleBody"] == "Der Text."
    assert one["author"] == {"@type": "Organization", "name": "Quartiersbüro Lindenhafen"}
    assert way["itemListElement"][-1]["item"] == one["url"]


def test_nothing_leaves_the_block() -> None:
    text = structured.script({"name": "</script><script>alert(1)</script>\u2028&<!--"})
    assert text.count("<") == 2 and json.loads(text[35:-9])["name"] == "</script><script>alert(1)</script>\u2028&<!--"


# The picture ----------------------------------------------------------------------------------------------------------
def test_a_shared_page_has_a_picture_that_is_set_once(
    event: Event, news: Any, data_folder: Path, monkeypatch: Any
) -> None:
    for path in ("", "lindenhafen/", f"lindenhafen/termine/{event.number}/", f"lindenhafen/aktuelles/{news.number}/"):
        answer = fetch(f"/{path}vorschau.png")
        assert answer["Content-Type"] == "image/png" and len(answer.content) < 45_000
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert len(list((data_folder / "previews").iterdir())) == 4
    monkeypatch.setattr(previews, "render", lambda *given, **named: pytest.fail("set again"))
    assert fetch("/lindenhafen/vorschau.png").status_code == 200


def test_a_picture_that_cannot_be_set_is_none(area: Area, monkeypatch: Any) -> None:
    def fail(*given: Any, **named: Any) -> bytes:
        raise DocumentError("geht nicht")

    monkeypatch.setattr(previews, "render", fail)
    assert fetch("/lindenhafen/vorschau.png").status_code == 404


def test_pictures_of_dates_that_are_not_public_are_not_there(event: Event, clara: User) -> None:
    events.change(event=event, public=False, by=clara)
    assert fetch(f"/lindenhafen/termine/{event.number}/vorschau.png").status_code == 404


def test_old_pictures_go(area: Area) -> None:
    fetch("/lindenhafen/vorschau.png")
    assert previews.tidy() == 0
    assert previews.tidy(dates.now().timestamp() + 61 * 86400) == 1 and not list(previews.folder().iterdir())
