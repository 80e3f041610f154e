"""A real browser for the journeys: Chromium of this machine, our pages under their strict CSP, axe after every step.

@pytest.mark.browser
def test_a_resident_hands_in_an_idea(open_screen, area):
    screen = open_screen(width=360)                 # or open_screen(clara, width=1280, javascript=False)
    screen.go("/lindenhafen/ideen/")
    screen.page.get_by_role("link", name="Idee einbringen").click()
    screen.check()                                  # accessibility, no script error, no sideways scrolling
"""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-quic", "--disable-dev-shm-usage",
]  # fmt: skip
# Only faults are written out: the full report names every sound element and takes longer than the check itself.
AXE = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations.map(
    one => `${one.id} (${one.impact}): ${one.help}: ${one.nodes[0].html.slice(0, 160)}`))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Without JavaScript a page has no timers, and axe waits for one that never rings: what is due at once is done at once.
NO_TIMERS = "() => { window.setTimeout = (f, t, ...a) => { if (!t) Promise.resolve().then(() => f(...a)); return 1 } }"


def program() -> str | None:
    """Chromium of this machine; best the build that draws no window of its own: it is quicker."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return os.environ.get("QUARTIER_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@functools.cache
def axe_source() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


@dataclass
class Screen:
    """One person's browser window. What the page complains about is kept and fails the next ``check``."""

    page: Any
    javascript: bool = True
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer.status < 400, f"{path}: {answer.status}"

    def check(self) -> None:
        """No accessibility fault, no script error or blocked resource, nothing wider than the window.

        axe takes half the time of a journey and sees the same pages beside either database: it looks on SQLite.
        """
        page = self.page
        page.wait_for_load_state()
        page.locator("body").wait_for(state="attached")  # a page that is on its way has none
        faults = self.inaccessible() if connection.vendor == "sqlite" else []
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{wide} px wider than the window")
        faults += self.complaints
        assert not faults, f"{page.url}\n  " + "\n  ".join(faults)

    def inaccessible(self) -> list[str]:
        """The faults axe finds on the page as it stands."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(axe_source())
            if not self.javascript:
                self.page.evaluate(NO_TIMERS)
        found: list[str] = self.page.evaluate(AXE, RULES)
        return found

    def picture(self, name: str) -> None:
        """A screenshot, when QUARTIER_PICTURES names a folder."""
        if folder := os.environ.get("QUARTIER_PICTURES"):
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_screen(chromium: Any, live_server: Any, client_of: Callable[..., Any]) -> Iterator[Callable[..., Screen]]:
    """``open_screen(user, width=360, javascript=True, language="de-DE")``: a window of its own for each person."""
    contexts = []
    plain, settings.QUARTIER_URL = settings.QUARTIER_URL, live_server.url  # links in mails lead here

    def make(user: Any = None, *, width: int = 360, javascript: bool = True, language: str = "de-DE") -> Screen:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800 if width < 700 else 900},
            java_script_enabled=javascript,
            locale=language,
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(30_000)  # a machine with other work; only what fails waits so long
        contexts.append(context)
        if user is not None:
            key = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        screen = Screen(context.new_page(), javascript)
        screen.page.on("pageerror", lambda error: screen.complaints.append(f"script: {error}"))
        screen.page.on(
            "console", lambda note: note.type == "error" and screen.complaints.append(f"console: {note.text}")
        )
        return screen

    yield make
    for context in contexts:
        context.close()
    settings.QUARTIER_URL = plain
