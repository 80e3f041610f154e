"""Feeds by the rules of RFC 4287 and JSON Feed 1.1, checked strictly; ids that never change; nobody named."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.events import actions as events
from quartier.events.models import Event
from quartier.kit import dates, pagecache
from quartier.participation import actions as participation
from quartier.publishing import actions as publishing
from quartier.publishing.exports import feeds
from quartier.publishing.models import News
from quartier.publishing.queries.feeds import SUBJECTS

pytestmark = pytest.mark.django_db
NAME = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture
def told(area: Area, clara: User) -> Area:
    """A date, a series, a message, an idea and a decision, each with signs that XML and HTML care for."""
    start = dates.now() + dt.timedelta(days=3)
    end = start + dt.timedelta(hours=2)
    events.announce(
        area=area,
        title="Kaffee & <b>Kuchen</b>",
        starts_at=start,
        ends_at=end,
        summary="Für „alle“ ]]> & mehr\x0b",
        place="Büro",
        by=clara,
    )
    events.start_series(area=area, rule="FREQ=WEEKLY;COUNT=5", title="Nähabend", starts_at=start, ends_at=end, by=clara)
    news = publishing.write_news(
        area=area, title="Neues & Altes", lead="Kurz.", body="Erster Absatz.\n\n- ein Punkt", by=clara
    )
    publishing.publish_news(news=news, by=clara)
    idea = participation.hand_in(
        area=area,
        title="Eine Bank",
        text="Am Kanal fehlt eine.",
        first_name="Ayşe",
        show_name=True,
        email="ayse@example.org",
    )
    participation.publish(idea=idea, by=clara)
    return area


def fetch(path: str) -> Any:
    pagecache.store.clear()
    return Client().get(path)


def one(parent: ET.Element, tag: str) -> ET.Element:
    found = parent.findall(NAME + tag)
    assert len(found) == 1, f"{len(found)} {tag}"
    return found[0]


def check_atom(content: bytes, source: str) -> ET.Element:
    """RFC 4287 4.1.1, 4.1.2: what must be there, once, and in which form."""
    root = ET.fromstring(content)
    assert root.tag == NAME + "feed" and root.get(XML + "lang")
    for element in (root, *root.findall(NAME + "entry")):
        assert URN.fullmatch(one(element, "id").text or "") and (one(element, "title").text or "").strip()
        assert MOMENT.fullmatch(one(element, "updated").text or "")
        links = [(link.get("rel"), link.get("type"), link.get("href") or "") for link in element.findall(NAME + "link")]
        assert all(urlsplit(href).scheme in ("http", "https") and urlsplit(href).netloc for _rel, _type, href in links)
        assert [rel for rel, _type, _href in links].count("alternate") == 1
    assert [link.get("href") for link in root.findall(NAME + "link") if link.get("rel") == "self"] == [source]
    assert one(one(root, "author"), "name").text
    entries = root.findall(NAME + "entry")
    ids = [one(entry, "id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        content_ = one(entry, "content")
        assert content_.get("type") == "html" and MOMENT.fullmatch(one(entry, "published").text or "")
        assert (one(entry, "published").text or "") <= (one(entry, "updated").text or "")
        ET.fromstring(f"<div>{(content_.text or '').replace('<br>', '<br/>')}</div>")  # sound HTML
    assert one(root, "updated").text == max(
        (one(entry, "updated").text or "" for entry in entries), default="2000-01-01T00:00:00Z"
    )
    return root


def check_json(content: bytes, source: str) -> dict[str, Any]:
    """jsonfeed.org/version/1.1: required are version, title, items; of an item id and content."""
    feed = json.loads(content)
    known = {"version", "title", "description", "home_page_url", "feed_url", "language", "authors", "items"}
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"] == source and set(feed) == known
    assert set(feed["authors"][0]) == {"name"}
    allowed = {
        "id",
        "url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "date_published",
        "date_modified",
        "tags",
        "language",
        "image",
    }
    for item in feed["items"]:
        assert {key for key in item if not key.startswith("_")} <= allowed
        assert isinstance(item["id"], str) and URN.fullmatch(item["id"]) and item["content_text"] is not None
        assert MOMENT.fullmatch(item["date_published"]) and MOMENT.fullmatch(item["date_modified"])
        assert urlsplit(item["url"]).netloc and all(isinstance(tag, str) for tag in item.get("tags", []))
    return feed


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("start", ["/lindenhafen/", "/", "/en/lindenhafen/"])
def test_a_feed_is_by_the_rules(subject: str, start: str, told: Area) -> None:
    path = f"{start}{subject}."
    answer = fetch(path + "atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = check_atom(answer.content, f"http://localhost:8000{path}atom")
    answer = fetch(path + "json")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = check_json(answer.content, f"http://localhost:8000{path}json")
    assert [one(entry, "id").text for entry in root.findall(NAME + "entry")] == [item["id"] for item in feed["items"]]
    assert len(feed["items"]) == {"termine": 2, "aktuelles": 1, "beschluesse": 0, "ideen": 1}[subject]
    assert feed["language"] == ("en" if "/en/" in start else "de")


def test_signs_of_xml_stay_signs(told: Area) -> None:
    root = ET.fromstring(fetch("/lindenhafen/termine.atom").content)
    titles = {one(entry, "title").text for entry in root.findall(NAME + "entry")}
    assert titles == {"Kaffee & <b>Kuchen</b>", "Nähabend"}
    content = next(
        one(entry, "content").text
        for entry in root.findall(NAME + "entry")
        if "Kaffee" in (one(entry, "title").text or "")
    )
    assert "]]&gt; &amp; mehr" in (content or "")


def test_nobody_is_named(told: Area) -> None:
    for subject in SUBJECTS:
        for form in ("atom", "json"):
            text = fetch(f"/lindenhafen/{subject}.{form}").content.decode()
            assert not re.search("Ayşe|Clara|Berg|@", text), subject


def test_an_id_outlives_changes_of_text_and_host(told: Area, clara: User) -> None:
    def ids() -> set[str]:
        return set(re.findall(r"urn:uuid:[0-9a-f-]+", fetch("/termine.json").content.decode()))

    before = ids()
    event = Event.objects.get(series=None)
    events.change(event=event, title="Ganz anders", by=clara)
    areas.update_area(area=told, domain="lindenhafen.example")
    assert ids() == before and len(before) == 2


def test_a_date_called_off_says_so_and_is_renewed(told: Area, clara: User) -> None:
    event = Event.objects.get(series=None)
    with dates.clock_at(dates.now() + dt.timedelta(hours=1)):
        events.cancel(event=event, reason="Der Ofen ist kaputt.", by=clara)
    item = next(
        item for item in json.loads(fetch("/lindenhafen/termine.json").content)["items"] if "Abgesagt" in item["title"]
    )
    assert "Der Ofen ist kaputt." in item["content_text"] and item["_quartier"]["cancelled"] is True
    assert item["date_modified"] > item["date_published"]


def test_news_that_are_rewritten_are_newer(told: Area, clara: User) -> None:
    with dates.clock_at(dates.now() + dt.timedelta(hours=1)):
        publishing.rewrite_news(news=News.objects.get(), title="Neu gesagt", lead="Kurz.", body="Mehr.", by=clara)
    (item,) = json.loads(fetch("/lindenhafen/aktuelles.json").content)["items"]
    assert item["title"] == "Neu gesagt" and item["date_modified"] > item["date_published"]


def test_a_decision_is_told_with_its_result(told: Area, seats: list[Any], jury: Any, clara: User) -> None:
    start = dates.now() + dt.timedelta(days=20)
    meeting = committees.plan_meeting(
        committee=jury, starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", by=clara
    )
    motion = committees.propose(committee=jury, title="Ausflug", wording="Die Jury macht einen Ausflug.", by=clara)
    motion = committees.put_on_agenda(motion=motion, meeting=meeting, by=clara)
    committees.invite(meeting=meeting, by=clara)
    committees.begin(meeting=meeting, by=clara)
    for seat in seats:
        committees.mark_present(meeting=meeting, seat=seat, by=clara)
    committees.type_tally(motion=motion, yes=4, no=1, abstain=0, by=clara)
    decision = committees.decide(motion=motion, reason="Alle freuen sich.", by=clara)
    (item,) = json.loads(fetch("/lindenhafen/beschluesse.json").content)["items"]
    assert item["title"] == "Ausflug" and "Alle freuen sich." in item["content_text"]
    assert item["url"].endswith(f"/lindenhafen/beschluesse/{decision.year}/{decision.number}/")
    assert not re.search("Boris|Birgit|Clara", str(item))


def test_drafts_and_dates_of_the_office_are_not_told(area: Area, clara: User) -> None:
    start = dates.now() + dt.timedelta(days=3)
    events.announce(
        area=area, title="Intern", starts_at=start, ends_at=start + dt.timedelta(hours=1), public=False, by=clara
    )
    publishing.write_news(area=area, title="Entwurf", lead="Kurz.", body="Mehr.", by=clara)
    assert json.loads(fetch("/lindenhafen/termine.json").content)["items"] == []
    assert json.loads(fetch("/aktuelles.json").content)["items"] == []


def test_an_unknown_feed_is_not_found(area: Area) -> None:
    assert fetch("/lindenhafen/wetter.atom").status_code == 404 and fetch("/nirgends/termine.atom").status_code == 404


def test_letters_that_xml_does_not_know_are_left_out() -> None:
    now = dates.now()
    item = feeds.Item("11111111-1111-5111-8111-111111111111", "https://example.com/", "A\x00B\ufffe", "C\x1b", now, now)
    feed = feeds.Feed(item.key, "T", "", "https://example.com/", "https://example.com/a", "Büro", "de", [item])
    check_atom(feeds.atom(feed), "https://example.com/a")
