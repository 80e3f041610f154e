"""„Wo wohne ich?“ in a real browser without script: the picture counts pixels, the server knows both its sizes."""

from collections.abc import Callable
from typing import Any

import pytest

from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.kit import geometry
from quartier.publishing.queries.city import MAP
from tests.browser import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.looks]


def square(west: float) -> dict[str, Any]:
    ring = [[west, 54.2], [west + 0.01, 54.2], [west + 0.01, 54.21], [west, 54.21], [west, 54.2]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def mapped(city: Any, area: Area, other_area: Area, clara: Any) -> list[Area]:
    """Lindenhafen, Altstadt without an office beside it, Werftviertel far in the east."""
    return [
        areas.update_area(area=area, boundary=square(7.40), by=clara),
        areas.found_area(city=city, name="Altstadt", boundary=square(7.41), by=clara),
        areas.update_area(area=other_area, boundary=square(7.44), by=clara),
    ]


def tap(screen: Screen, rows: list[Area], lon: float) -> str:
    """Tap on the visible drawing where that place lies; the path one comes to."""
    _, project = geometry.svg_paths([row.outline for row in rows], *MAP)
    x, y = project(lon, 54.205)
    picture = screen.page.locator("input[type=image]:visible")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    scale = box["width"] / MAP[0]
    with screen.page.expect_navigation():
        screen.page.mouse.click(box["x"] + x * scale, box["y"] + y * scale)
    return str(screen.page.url).split("/", 3)[3].split("?")[0]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_tap_on_the_drawing_finds_the_quarter_without_script(
    open_screen: Callable[..., Screen], mapped: list[Area], width: int
) -> None:
    screen = open_screen(width=width, javascript=False)
    screen.go("/")
    assert tap(screen, mapped, 7.415) == "wo/in/altstadt/"
    assert "Das nächste ist in Lindenhafen" in screen.page.locator("main").inner_text()
    screen.check()
    assert tap(screen, mapped, 7.405) == "wo/in/lindenhafen/"
    assert tap(screen, mapped, 7.43) == "wo/bei/werftviertel/"
    screen.check()
    screen.go("/")
    assert tap(screen, mapped, 7.445) == "werftviertel/"  # quarters with an office are links on the city's own page


def test_by_keyboard_the_picture_leads_to_the_list_and_the_list_to_the_quarter(
    open_screen: Callable[..., Screen], mapped: list[Area]
) -> None:
    screen = open_screen(width=360, javascript=False)
    screen.go("/wo/")
    screen.page.locator("input[type=image]:visible").focus()
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_url("**/wo/#liste")
    screen.page.get_by_role("link", name="Altstadt").focus()
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_url("**/wo/in/altstadt/")
    screen.check()
