"""The gallery of components in a real browser: the tool that checks every page is checked on it first."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.looks]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_every_component_is_sound(open_screen, area, width, javascript):
    screen = open_screen(width=width, javascript=javascript)
    screen.go("/bausteine/")
    screen.check()
