"""A quarter's front page and the page of all its doors."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.areas import actions as areas
from quartier.committees import actions as committees
from quartier.events import actions as events
from quartier.kit import dates, pagecache
from quartier.publishing import actions

FRONT = "/lindenhafen/"


def text(client, path=FRONT):
    return client.get(path).content.decode()


def told(area, by, number):
    news = actions.write_news(area=area, title=f"Neues {number}", lead="Kurz", body="Lang", by=by)
    return actions.publish_news(news=news, by=by)


def test_the_parts_stand_in_the_order_of_the_design(area, fund_year, clara, client):
    start = dates.now() + dt.timedelta(days=1)
    events.announce(
        area=area, title="Offener Abend", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara
    )
    told(area, clara, 1)
    page = text(client)
    parts = [
        "<h1>",
        "Idee einbringen",
        'class="desk-card"',
        'class="skyline"',
        'id="naechste"',
        'id="aufruf"',
        'id="mitmachen"',
        'id="neues"',
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_the_two_newest_messages_are_on_the_front_page(area, clara, client):
    for number in range(3):
        told(area, clara, number)
    page = text(client)
    assert "Neues 2" in page and "Neues 1" in page and "Neues 0" not in page


def test_a_quarter_without_anything_yet_has_a_front_page(area, clara, client):
    areas.update_area(area=area, boundary=None, by=clara)
    page = text(client)
    assert "kein Termin im Kalender" in page and 'id="neues"' not in page and 'id="entschieden"' not in page


def test_a_quarter_that_runs_by_itself_asks_for_no_ideas_and_names_the_next_office(area, clara, client):
    areas.update_area(area=area, self_running_since=dt.date(2025, 3, 1), by=clara)
    page = text(client)
    main = page[page.index("<main") : page.index("</main>")]
    assert "Seit 2025 machen die Nachbarn" in main and "/wo/in/lindenhafen/" in main
    assert "Idee einbringen" not in main and 'id="mitmachen"' not in main


def test_a_refusal_stands_among_the_newest_decisions(area, clara, jury, seats, client):
    """Of five decisions the oldest is the only refusal: it is shown in place of the third."""
    start = dates.now() + dt.timedelta(days=14)
    meeting = committees.plan_meeting(
        committee=jury, starts_at=start, ends_at=start + dt.timedelta(hours=3), place="Büro", by=clara
    )
    motions = []
    for number in range(5):
        motion = committees.propose(
            committee=jury, title=f"Idee {number}", wording="Die Jury bewilligt.", amount_cents=50_000, by=clara
        )
        motions.append(committees.put_on_agenda(motion=motion, meeting=meeting, by=clara))
    committees.invite(meeting=meeting, by=clara)
    committees.begin(meeting=meeting, by=clara)
    for seat in seats:
        committees.mark_present(meeting=meeting, seat=seat, by=clara)
    for number, motion in enumerate(motions):
        yes = 0 if number == 0 else 5
        committees.type_tally(motion=motion, yes=yes, no=5 - yes, abstain=0, by=clara)
        committees.decide(motion=motion, reason="Aus gutem Grund.", by=clara)
    page = text(client)
    assert re.findall(r"Idee (\d)</a>", page) == ["4", "3", "0"] and "Nicht gefördert" in page


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_front_page_costs_as_many_queries_as_the_house_allows(area, fund_year, clara, client, language):
    told(area, clara, 1)
    start = dates.now() + dt.timedelta(days=1)
    events.announce(
        area=area, title="Offener Abend", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara
    )
    text(client, f"{language}{FRONT}")  # the frame of this stamp is read once for all pages
    pagecache.store.clear()
    with CaptureQueriesContext(
        connection,
    ) as found:
        text(client, f"{language}{FRONT}")
    assert len(found) <= (8 if not language else 10), [query["sql"][:120] for query in found]


# Doors ------------------------------------------------------------------------------------------------------------
def doors(page):
    return re.search(r'<nav class="main-nav".*?</nav>', page, re.S)[0]


def test_five_nouns_stand_in_the_row_of_a_phone_and_two_or_three_more_on_wide_screens(area, client):
    row = doors(text(client))
    always = re.findall(r"<li><a [^>]*>([^<]+)", row)
    assert always == ["Termine", "Ideen", "Projekte", "Geld", "Büro"]
    assert sum(len(word) for word in always) <= 32  # they fit 328 px (face.md 4)
    assert {"Gremien", "Aktuelles"} <= set(re.findall(r'<li class="wide"><a [^>]*>([^<]+)', row))


def test_the_overview_names_every_door_once_with_what_is_behind_it(area, client):
    page = text(client, "/lindenhafen/ueberblick/")
    main = page[page.index("<main") : page.index("</main>")]
    rows = re.findall(r'<li><a href="([^"]+)">([^<]+)</a><p class="small quiet">([^<]+)</p>', main)
    assert len(rows) >= 12 and all(len(said) > 10 for _, _, said in rows)
    assert len({path for path, _, _ in rows}) == len({label for _, label, _ in rows}) == len(rows)
    assert set(re.findall(r'<a href="([^"]+)"', doors(page))) <= {path for path, _, _ in rows}


def test_every_page_of_the_quarter_has_the_door_to_the_overview(area, client):
    for path in (FRONT, "/lindenhafen/impressum/", "/en/lindenhafen/ideen/"):
        assert "/lindenhafen/ueberblick/" in text(client, path)


def test_every_door_leads_to_a_page(area, fund_year, client):
    page = text(client, "/lindenhafen/ueberblick/")
    main = page[page.index("<main") : page.index("</main>")]
    found = [path for path in re.findall(r'href="([^"#]+)"', main) if path.startswith("/")]
    assert len(found) > 10
    broken = [path for path in found if client.get(path).status_code not in (200, 302)]
    assert not broken
