"""The accessibility statement says what the European model asks for, from what the office has entered."""

import datetime as dt
import re

import pytest
from django.template.loader import render_to_string

from quartier.areas import actions
from quartier.kit import dates, panels
from quartier.texts import rules

PAGE = "/lindenhafen/barrierefreiheit/"


def text(client, path=PAGE):
    return client.get(path).content.decode()


def test_the_statement_has_the_parts_of_the_model_in_order(area, clara, client):
    actions.update_area(
        area=area, by=clara, accessibility_checked_on=dt.date(2026, 3, 2), accessibility_checked_by="Prüfstelle Nord",
        accessibility_gaps="Zwei alte PDF ohne Überschriften.", arbitration="Schlichtungsstelle des Landes",
        arbitration_link="https://schlichtung.example/",
    )  # fmt: skip
    page = text(client)
    parts = [
        "Träger Lindenhafen gGmbH möchte", "EN 301 549", "teilweise vereinbar", "Zwei alte PDF", "2. März 2026",
        "Prüfstelle Nord", "barrierefreiheit/melden/", "Schlichtungsstelle des Landes", "https://schlichtung.example/",
    ]  # fmt: skip
    places = [
        page.index(part, page.index('<h2 class="h3">Barriere melden') if "melden/" in part else 0) for part in parts
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("checked", "gaps", "says"),
    [
        (None, "", "noch nicht abschließend geprüft"),
        (dt.date(2026, 3, 2), "Ein altes PDF.", "teilweise vereinbar. Was noch fehlt"),
        (dt.date(2026, 3, 2), "", "keine Hürde gefunden"),
    ],
)
def test_the_status_follows_from_check_and_known_gaps(area, clara, client, checked, gaps, says):
    actions.update_area(area=area, by=clara, accessibility_checked_on=checked, accessibility_gaps=gaps)
    assert says in text(client)


def test_it_says_so_in_leichte_sprache_on_every_language(area, client):
    for prefix in ("", "/en", "/ar"):
        page = text(client, f"{prefix}{PAGE}")
        assert (
            "<p>Alle Menschen sollen diese Seite lesen können.</p>" in page and '<section lang="de" dir="ltr"' in page
        )


@pytest.mark.parametrize("name", ["easy_statement", "easy_barrier"])
def test_what_it_says_in_leichte_sprache_keeps_the_rules(name):
    written = render_to_string(f"texts/shared/{name}.html")
    words = re.sub(r"<[^>]+>", "", written)
    found = {(one.level, one.words) for one in rules.check(words)}
    assert (
        len(words.splitlines()) >= 4
        and found <= {(rules.WARN, "nicht")}
        and written.count("<b>nicht</b>") == words.count("nicht")
    )


def test_every_page_leads_to_it(area, client):
    for path in ("/", "/wo/", "/lindenhafen/", "/lindenhafen/buero/", "/en/lindenhafen/impressum/"):
        assert '/lindenhafen/barrierefreiheit/"' in text(client, path), path


def test_the_office_enters_who_checked_and_where_the_arbitration_is(area, clara, client, client_of):
    facts = {
        "name": "Lindenhafen",
        "accent": "green",
        "accessibility_checked_by": "Nord",
        "arbitration_link": "schlichtung.example",
    }
    assert client_of(clara).post("/team/lindenhafen/einstellungen/", facts).status_code == 302
    area.refresh_from_db()
    assert (area.accessibility_checked_by, area.arbitration_link) == ("Nord", "https://schlichtung.example")


def test_it_is_due_again_before_its_year_is_over(area, clara):
    def due():
        return [one.when for one in panels.collect_due(area, clara) if "Erklärung" in one.title]

    today = dates.today()
    for months, wanted in ((10, []), (11, [1])):
        area.accessibility_checked_on = dates.add_months(today, -months)
        assert len(due()) == len(wanted)
    area.accessibility_checked_on = None
    assert not due()
