"""Somebody looks for a repair shop: with a typing error, with suggestions, by keyboard, and all of it without JavaScript."""

import pytest

from quartier.participation import actions as participation
from quartier.projects import actions as projects

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
    screen = open_screen(width=width)
    page = screen.page
    screen.go("/lindenhafen/")
    page.get_by_role("link", name="Suche").click()
    screen.check()
    page.get_by_label(FIELD).press_sequentially("Fahrr", delay=30)
    page.get_by_role("link", name="Fahrradwerkstatt am Hafen Projekte").wait_for()
    assert page.get_by_role("status").inner_text() == "3 Vorschläge"
    screen.check()
    for _key in range(4):  # the button to search, then the suggestions
        if page.evaluate("document.activeElement.closest('#vorschlaege') !== null"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lindenhafen/*/*/")
    screen.check()


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_works_when_there_is_no_javascript(open_screen, quarter, width):
    screen = open_screen(width=width, javascript=False)
    page = screen.page
    screen.go("/lindenhafen/suche/")
    page.get_by_label(FIELD).fill("Fahradwerkstat")
    page.get_by_role("button", name="Suchen").click()
    assert page.get_by_text("Meinten Sie „Fahrradwerkstatt“?").is_visible()
    screen.check()
    page.get_by_label(FIELD).fill("Fahrrad")
    page.get_by_label(FIELD).press("Enter")
    assert page.get_by_role("heading", name="3 Treffer für „Fahrrad“").is_visible()
    page.get_by_role("link", name="Ideen 2").click()
    assert page.get_by_role("heading", name="2 Treffer für „Fahrrad“").is_visible()
    screen.check()
    page.get_by_role("link", name="Fahrradbügel: Kornweg").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Fahrradbügel: Kornweg"
    screen.go("/lindenhafen/suche/?frage=Xylophon")
    page.get_by_role("link", name="In allen Quartieren suchen").click()
    assert page.get_by_role("heading", name="Nichts gefunden für „Xylophon“").is_visible()
    screen.check()
