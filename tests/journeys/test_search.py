"""Somebody looks for a repair shop: with a typing error, with suggestions, by keyboard, and all of it without JavaScript."""

import pytest

from quartier.participation import actions as participation
from quartier.projects import actions as projects
from tests.journeys.stage import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "Auf den Seiten von Lindenhafen suchen"


@pytest.fixture
def quarter(area, clara):
    projects.start(area=area, title="Fahrradwerkstatt am Hafen", summary="Wir reparieren Fahrräder.", by=clara)
    for street in ("Kornweg", "Lindenallee"):
        idea = participation.hand_in(
            area=area, title=f"Fahrradbügel: {street}", text=f"Am {street} fehlen Fahrradbügel."
        )
        participation.publish(idea=idea, by=clara)
    return area


@pytest.mark.parametrize("width", [320, 1280])
def test_suggestions_lead_to_the_page_when_somebody_types(open_screen, quarter, width):
    reader = Person(open_screen(width=width))
    page = reader.page
    reader.go("/lindenhafen/")
    reader.follow("Suche", "body")
    page.get_by_label(FIELD).press_sequentially("Fahrr", delay=30)
    page.get_by_role("link", name="Fahrradwerkstatt am Hafen Projekte").wait_for()
    reader.sees("3 Vorschläge")
    reader.check()
    for _key in range(4):  # the button to search, then the suggestions
        if page.evaluate("document.activeElement.closest('#vorschlaege') !== null"):
            break
        page.keyboard.press("Tab")
    reader.leads_on(lambda: page.keyboard.press("Enter"))
    reader.sees("Fahrrad")


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_works_when_there_is_no_javascript(open_screen, quarter, width):
    reader = Person(open_screen(width=width, javascript=False))
    reader.go("/lindenhafen/suche/")
    reader.fill(FIELD, "Fahradwerkstat")
    reader.press("Suchen")
    reader.sees("Meinten Sie „Fahrradwerkstatt“?")
    reader.fill(FIELD, "Fahrrad")
    reader.leads_on(lambda: reader.page.get_by_label(FIELD).press("Enter"))
    reader.sees("3 Treffer für „Fahrrad“")
    reader.follow("Ideen 2")
    reader.sees("2 Treffer für „Fahrrad“")
    reader.follow("Fahrradbügel: Kornweg")
    reader.sees("Fahrradbügel: Kornweg")
    reader.go("/lindenhafen/suche/?frage=Xylophon")
    reader.follow("In allen Quartieren suchen")
    reader.sees("Nichts gefunden für „Xylophon“")
