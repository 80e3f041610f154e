"""Residents' pages in Turkish, Arabic and Ukrainian: each page checked, Arabic from right to left, an idea handed in."""

import re
from typing import Any

import pytest
from django.utils import translation

from quartier.participation import actions as participation
from tests.journeys.conftest import Town
from tests.journeys.stage import DESK, PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.looks]

PAGES = (
    "", "ideen/", "ideen/1/", "ideen/neu/", "projekte/", "geld/", "gremien/", "gremien/jury/", "termine/", "aktuelles/",
    "buero/", "impressum/", "datenschutz/", "barrierefreiheit/", "beschluesse/", "geld/aktionsfonds/antrag/",
)  # fmt: skip
LETTERS = {"ar": "[؀-ۿ]", "uk": "[а-яіїєґ]", "tr": "[çğışöü]"}
FONTS = "() => performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('fonts/'))"


def said(text: str, language: str) -> str:
    """A text of ours as the page in that language has it."""
    with translation.override(language):
        return translation.gettext(text)


@pytest.mark.parametrize(("language", "width"), [("ar", PHONE), ("ar", DESK), ("uk", PHONE), ("tr", PHONE)])
def test_every_page_stands_in_the_readers_language(
    open_screen: Any, town: Town, language: str, width: int
) -> None:  # fmt: skip
    idea = participation.hand_in(area=town.area, title="Eine Bank?", text="Am Kanal fehlt eine Bank.", place="Kanal")
    idea = participation.publish(idea=idea, by=town.clara)
    participation.answer(idea=idea, text="Wir prüfen das.", field=town.area.fields.first(), by=town.clara)
    reader = Person(open_screen(width=width, language=language))
    for address in [f"/{language}/", *(f"/{language}/lindenhafen/{page}" for page in PAGES)]:
        reader.go(address)
        page = reader.page
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr"), address
        assert len(re.findall(LETTERS[language], page.locator("body").inner_text())) > 5, address
        numbers = page.locator("a[href^='tel:']").evaluate_all("all => all.map(one => one.dir)")
        assert set(numbers) <= {"ltr"}, f"{address}: a telephone number runs backwards"
        reader.screen.picture(f"{language}-{width}-{address.strip('/').replace('/', '-')}")
    reader.go(f"/{language}/lindenhafen/ideen/1/")
    assert reader.page.locator("h1 bdi[lang=de]").inner_text() == "Eine Bank?"


@pytest.mark.parametrize(
    ("language", "loaded"), [("de", set()), ("tr", set()), ("ar", {"noto-arabic"}), ("uk", {"fira-cyr"})]
)
def test_a_page_loads_the_font_of_its_own_script_only(
    open_screen: Any, town: Town, language: str, loaded: set[str]
) -> None:  # fmt: skip
    """The names of the other languages above each page are no reason to load 50 kB."""
    reader = Person(open_screen(width=PHONE, language=language))
    reader.go("/lindenhafen/" if language == "de" else f"/{language}/lindenhafen/")
    reader.page.evaluate("() => document.fonts.ready")
    found = {name for address in reader.page.evaluate(FONTS) for name in ("noto-arabic", "fira-cyr") if name in address}
    assert found == loaded


def test_an_idea_is_handed_in_from_right_to_left(open_screen: Any, town: Town) -> None:
    writer = Person(open_screen(width=PHONE, language="ar"))
    writer.go("/ar/lindenhafen/ideen/neu/")
    writer.press(said("Idee abschicken", "ar"))  # nothing typed: what is missing is said
    writer.page.locator("#fehler").wait_for()
    writer.fill(said("Was ist Ihre Idee?", "ar"), "عند القناة ينقص مقعد للجلوس.")
    writer.fill(said("Wo soll das sein?", "ar"), "القناة")
    writer.linger()
    writer.press(said("Idee abschicken", "ar"))
    writer.sees(said("Danke für Ihre Idee", "ar"))
