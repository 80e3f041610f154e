"""A resident finds a date, a series, an offer by what they would type; what is not public is not found."""

import pytest

from quartier.events import actions, states
from quartier.search.models import Document
from quartier.texts import actions as texts

pytestmark = pytest.mark.usefixtures("that_monday")


def found(client, question):
    return client.get("/lindenhafen/suche/", {"frage": question}).content.decode()


@pytest.fixture
def course(area, clara):
    offer = actions.write_offer(
        area=area, kind=states.COURSE, title="Deutsch für den Anfang", topic=states.LEARN, childcare=True, spoken=["de", "ar"],
        hours=[[1, "10:00", "12:00"]], place="Kanalstraße 11", by=clara,
    )  # fmt: skip
    return actions.publish_offer(offer=offer, by=clara)


@pytest.mark.parametrize("question", ["Deutsch Kinderbetreuung", "kurs deutsch", "Kanalstraße", "Arabisch", "Dienstag"])
def test_a_german_course_with_childcare_is_found_by_what_people_type(course, client, question):
    assert 'href="/lindenhafen/angebote/1/"' in found(client, question)


def test_a_draft_is_not_found_and_an_end_takes_it_out(area, course, clara, client):
    actions.write_offer(area=area, kind=states.COURSE, title="Deutsch geheim", by=clara)
    assert "geheim" not in found(client, "Deutsch")
    actions.end_offer(offer=course, by=clara)
    assert "/lindenhafen/angebote/1/" not in found(client, "Deutsch")


def test_a_series_is_found_once_and_not_date_by_date(begin, client, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=10")
    assert Document.objects.filter(kind="events.event").count() == 0
    assert found(client, "Sprachcafé").count(f'href="/lindenhafen/termine/reihe/{series.pk}/"') == 1
    actions.change(event=series.events.get(number=3), title="Lesung am Kamin", by=clara)
    assert 'href="/lindenhafen/termine/3/"' in found(client, "Kamin")
    actions.change_series(series=series, public=False, by=clara)
    assert f"reihe/{series.pk}/" not in found(client, "Sprachcafé")


def test_a_date_leaves_the_search_when_it_is_hidden_or_removed(announce, clara, client):
    event, slip = announce("Hafenfest"), announce("Hafenfest zwei")
    assert "/lindenhafen/termine/1/" in found(client, "Hafenfest")
    actions.change(event=event, public=False, by=clara)
    actions.remove(event=slip, by=clara)
    assert "/lindenhafen/termine/" not in found(client, "Hafenfest").split("<main")[1]


def test_a_version_is_found_in_its_language(course, area, clara, client):
    text = texts.write(row=course, scope=area.scope, language="tr", fields={"title": "Almanca kursu"}, by=clara)
    texts.publish(text=text, row=course, by=clara)
    assert "Almanca" in client.get("/tr/lindenhafen/suche/", {"frage": "almanca"}).content.decode()
