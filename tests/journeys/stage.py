"""Who climbs the thread: people at their own screens, the post they read, the work done beside the pages.

Every click that leads to a page ends with the check of that page: accessibility, script errors, blocked resources,
sideways scrolling, at the width of that person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage

from quartier.config import worker
from quartier.kit.spam import QUICKEST
from quartier.mail.tasks import deliver_waiting
from tests.browser import Screen

try:
    from playwright.sync_api import TimeoutError, expect
except ImportError:  # then these tests are skipped, with the reason
    pass

PHONE, DESK = 360, 1280
PATIENCE = 15_000  # milliseconds; only what is missing takes them
ANSWERED = re.compile(r"console: Failed to load resource: .* status of (404|409|422) ")  # pages that say what is amiss

TWICE = """button => Promise.all([1, 2].map(() => fetch(button.form.getAttribute("action") || location.href, {
    method: "POST", body: new URLSearchParams(new FormData(button.form, button))}).then(answer => answer.status)))"""


@dataclass
class Person:
    """Somebody at a screen. ``within`` narrows a word down to a part of the page, by its id or label."""

    screen: Screen

    @property
    def page(self) -> Any:
        return self.screen.page

    def check(self) -> None:
        self.screen.complaints[:] = [note for note in self.screen.complaints if not ANSWERED.match(note)]
        self.screen.check()

    def go(self, address: str) -> None:
        self.screen.go(address)
        self.check()

    def refresh(self) -> None:
        self.page.reload()
        self.check()

    def follow(self, name: str, within: str = "main") -> None:
        self.leads_on(self.found(self.part(within).get_by_role("link", name=name)).click)

    def press(self, name: str, within: str = "main") -> None:
        self.leads_on(self.found(self.part(within).get_by_role("button", name=name)).click)

    def press_twice(self, name: str, within: str = "main") -> None:
        """A double click that the server gets twice, both at once: harder than a browser, which sends one of them."""
        answers = self.found(self.part(within).get_by_role("button", name=name)).evaluate(TWICE)
        assert answers == [200, 200], f"{name}: {answers}"
        self.refresh()

    def leads_on(self, click: Callable[[], None]) -> None:
        """A click or key that leads to another page: what is asked afterwards is asked of that page, never of the old."""
        with self.page.expect_navigation():
            click()
        self.page.wait_for_load_state()
        self.check()

    def open(self, summary: str, within: str = "main") -> None:
        """Unfold what is folded, where it is not open already."""
        fold = self.part(within).locator("details", has=self.page.locator("summary", has_text=summary)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        self.check()

    def linger(self) -> None:
        """As long as nobody but a program needs less to fill in a form of the public pages."""
        self.page.wait_for_timeout(QUICKEST.total_seconds() * 1000)

    def fill(self, label: str, value: str, within: str = "main") -> None:
        self.found(self.part(within).get_by_label(label)).fill(value)

    def choose(self, label: str, option: str, within: str = "main") -> None:
        self.found(self.part(within).get_by_label(label)).select_option(label=option)

    def tick(self, label: str, within: str = "main") -> None:
        self.found(self.part(within).get_by_label(label)).check()

    def upload(self, label: str, file: dict[str, Any]) -> None:
        chooser = self.part("main").get_by_label(label).and_(self.page.locator("input[type=file]"))
        self.found(chooser).set_input_files(file)

    def found(self, wanted: Any) -> Any:
        """The first of what is wanted; where it is missing, what stands on the page instead."""
        try:
            wanted.first.wait_for(state="attached", timeout=PATIENCE)
        except TimeoutError as error:
            raise AssertionError(f"{wanted} fehlt auf {self.page.url}:\n{self.text[:4000]}") from error
        return wanted.first

    def part(self, within: str) -> Any:
        if within in ("main", "body") or within[0] in "#.":
            return self.page.locator(within)
        return self.page.get_by_label(within, exact=True)

    @property
    def text(self) -> str:
        """What stands on the page, without what is folded away; capitals and line breaks do not count."""
        return self._plain(self.page.locator("body").inner_text())

    def sees(self, *words: str, within: str = "body") -> None:
        part = self.part(within).first
        for word in words:
            try:
                expect(part).to_contain_text(word, ignore_case=True, use_inner_text=True, timeout=PATIENCE)
            except AssertionError as error:
                raise AssertionError(f"„{word}“ fehlt auf {self.page.url}:\n{part.inner_text()[:3000]}") from error

    def sees_not(self, *words: str) -> None:
        """Not on the page and not in its source either."""
        text = self._plain(self.page.content())
        for word in words:
            assert self._plain(word) not in text, f"„{word}“ steht auf {self.page.url}"

    @staticmethod
    def _plain(text: str) -> str:
        return " ".join(text.split()).casefold()

    def load(self, name: str, within: str = "main") -> bytes:
        """What lies behind a link that opens a file."""
        address = self.part(within).get_by_role("link", name=name).first.get_attribute("href")
        return self.fetch(address)

    def fetch(self, address: str) -> bytes:
        answer = self.page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        return bytes(answer.body())


@dataclass
class Stage:
    """Opens a window for each person: residents, members and applicants on a phone, the office at a desk."""

    open_screen: Callable[..., Screen]
    javascript: bool = True

    def phone(self, user: Any = None) -> Person:
        return Person(self.open_screen(user, width=PHONE, javascript=self.javascript))

    def desk(self, user: Any = None) -> Person:
        return Person(self.open_screen(user, width=DESK, javascript=self.javascript))


# The post ---------------------------------------------------------------------------------------------------------
def work() -> None:
    """What the worker does beside the pages, now: the queue, then the post."""
    worker.new_worker().run()
    deliver_waiting.call()


def mails(to: str) -> list[EmailMessage]:
    """Everything that came for an address so far, the newest last."""
    work()
    return [letter for letter in mail.outbox if to in letter.to]


def letter(to: str, subject: str) -> EmailMessage:
    """The newest mail to an address with these words in its subject."""
    found = [one for one in mails(to) if subject in one.subject]
    assert found, f"keine Mail „{subject}“ an {to}, sondern {[one.subject for one in mails(to)]}"
    return found[-1]


def link(letter: EmailMessage, part: str) -> str:
    """The address in a mail that contains ``part``."""
    found = [word for word in re.findall(r"https?://\S+", letter.body) if part in word]
    assert found, f"kein Link mit „{part}“ in:\n{letter.body}"
    return found[0]


def code(to: str) -> str:
    """The sign-in code of the newest mail to an address."""
    found = re.findall(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter(to, "Code").body, re.MULTILINE)
    assert found, letter(to, "Code").body
    return found[-1]
