"""Pictures for the README, taken from a fresh demo: ``python -m tests.journeys.screenshots [--data DIR] [--port 8299]``.

Each page at the width of the people who use it; small, and without anything of this computer in them.
"""

import argparse
import contextlib
import re
import socket
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS, program

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LARGEST = 150_000
PHONE, DESK = (360, 740), (1280, 800)
SIGN_IN = re.compile(r"^ +(\w+) \S+ .*?(http://\S+)$", re.MULTILINE)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--data", type=Path)
    words.add_argument("--port", default="8299")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        command = [sys.executable, "-u", "-m", "quartier.config.cli", "demo", "--data", str(asked.data or fresh)]
        demo = subprocess.Popen([*command, "--port", asked.port], stdout=subprocess.PIPE, text=True)
        try:
            wait_for(int(asked.port))
            take(f"http://localhost:{asked.port}", doors(demo))
        finally:
            demo.terminate()
            demo.wait()


def doors(demo: Any) -> dict[str, str]:
    """The sign-in link of each person, by first name, as the demo prints them."""
    said = ""
    for line in demo.stdout:
        said += line
        if "E-Mails der Vorführung" in line:
            return dict(SIGN_IN.findall(said))
    raise SystemExit(f"Die Vorführung ist nicht gestartet:\n{said}")


def wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
            return
        time.sleep(0.2)


def take(address: str, signed_in: dict[str, str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        guest = window(browser, address)
        picture(guest, "front", "/lindenhafen/")
        picture(guest, "idea", longest_thread(guest), tall=True)
        picture(guest, "money", "/lindenhafen/geld/")
        picture(guest, "offers", "/lindenhafen/angebote/?thema=learn")
        picture(guest, "arabic", "/ar/lindenhafen/")
        office = window(browser, address, signed_in["Selin"])
        picture(office, "workspace", "/team/lindenhafen/")
        office.goto("/team/lindenhafen/bewilligungen/?stand=abrechnung")
        picture(office, "grant", office.locator("main table a").first.get_attribute("href"))
        picture(office, "ruleset", most_open(office), tall=True)
        calculate(office)
        picture(office, "calculator", tall=True)
        funder = window(browser, address, signed_in["Dieter"])
        funder.goto("/team/lindenhafen/pruefungen/")
        picture(funder, "settlement", funder.locator("main table a").first.get_attribute("href"), tall=True)
        treasurer = window(browser, address, signed_in["Sabine"])
        picture(treasurer, "treasurer", own_grant(treasurer), tall=True)
        member = window(browser, address, signed_in["Boris"])
        picture(member, "vote", vote(office, member), tall=True)
        browser.close()


def window(browser: Any, address: str, door: str = "") -> Any:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, locale="de-DE")
    page = context.new_page()
    if door:
        page.goto(door)
    return page


def longest_thread(page: Any) -> str:
    """The idea that came farthest, among the newest that did."""
    page.goto("/lindenhafen/ideen/?stand=fertig")
    links = page.locator("main .cards a").evaluate_all("all => all.map(a => a.href)")
    cards = [address for address in links if re.search(r"/ideen/\d+/$", address)]
    knots = {}
    for address in cards[:12]:
        page.goto(address)
        knots[address] = page.locator("main .thread li.done").count()
    return max(knots, key=lambda address: knots[address])


def most_open(office: Any) -> str:
    """The rule set with most values that nobody has confirmed."""
    office.goto("/team/lindenhafen/fonds/regelwerke/")
    rows = office.locator("main table").first.locator("tbody tr").all()
    row = max(rows, key=lambda one: int(one.locator("td").last.inner_text()))
    return str(row.locator("a").get_attribute("href"))


def calculate(office: Any) -> None:
    """A plan with an overrun, a donation nobody planned and too much paid out; what it comes to stands below the fields."""
    office.goto("/team/lindenhafen/rechner/")
    federation = office.locator("option", has_text="ANBest-P des Bundes").get_attribute("value")
    office.get_by_label("Nach welchen Regeln").select_option(federation)
    for label, typed in (
        ("Bewilligt, höchstens", "2500"),
        ("Eigenes Geld, geplant", "500"),
        ("Schon ausgezahlt", "2500"),
    ):
        office.get_by_label(label).fill(typed)
    for n, row in enumerate((("Bühne", "1800", "1500"), ("Werbung", "400", "560"), ("Essen", "800", "620")), 1):
        line = office.get_by_role("group", name=f"Kosten, Zeile {n}")
        for label, typed in zip(("Kostenzeile", "Geplant", "Ausgegeben"), row, strict=True):
            line.get_by_label(label).fill(typed)
    office.get_by_role("group", name="Anderes Geld, Zeile 1").get_by_label("Betrag").fill("600")
    office.get_by_role("button", name="Durchrechnen").click()
    office.locator("#ergebnis").wait_for()


def own_grant(treasurer: Any) -> str:
    """The page of a grant as its treasurer sees it."""
    treasurer.goto("/meine/")
    treasurer.get_by_role("link", name=re.compile("Ferienwerkstatt Holz")).first.click()
    return str(treasurer.get_by_role("link", name="Zu Geld und Belegen").get_attribute("href"))


def vote(office: Any, member: Any) -> str:
    """The jury meets: the office begins, notes who is there and opens the first vote."""
    member.goto("/mitglied/lindenhafen/")
    member.locator("main a").first.click()
    office.goto("/team/lindenhafen/gremien/")
    office.locator("main a[href*='/sitzungen/']").first.click()
    for name in ("Einladen", "Sitzung beginnen"):
        if office.get_by_role("button", name=name).count():
            office.get_by_role("button", name=name).click()
    while office.get_by_role("button", name=re.compile(" kommt$")).count():
        office.get_by_role("button", name=re.compile(" kommt$")).first.click()
        office.wait_for_load_state()
    office.get_by_role("button", name="Abstimmung eröffnen").click()
    member.reload()
    member.locator("main ol.agenda a").first.click()
    return str(member.url)


def picture(page: Any, name: str, address: str = "", *, tall: bool = False) -> None:
    """At both widths; without an address the page as it stands, at its result."""
    for label, (width, height) in (("360", PHONE), ("1280", DESK)):
        page.set_viewport_size({"width": width, "height": height + tall * 500})
        if address:
            page.goto(address)
        else:
            page.locator("#ergebnis").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('aside.demo')?.remove()")
        path = FOLDER / f"{name}-{label}.png"
        path.write_bytes(small(page.screenshot()))
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


def small(content: bytes) -> bytes:
    """As few colours as the size asks for; text stays sharp."""
    image = Image.open(BytesIO(content)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


if __name__ == "__main__":
    main()
