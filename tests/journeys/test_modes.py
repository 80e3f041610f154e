"""The public site as people set up their screens: small, large text, dark, high contrast, without motion, on paper, by
keyboard alone. Page types, not stories: one of each kind, with one row of everything (tests/world.py).
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.browser import Screen
from tests.house import access
from tests.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.looks]

PAGES = (
    "publishing:city", "publishing:where_in", "publishing:home", "events:list", "events:event", "participation:ideas",
    "participation:new", "projects:project", "publishing:money", "committees:decision", "areas:office",
    "publishing:barrier", "publishing:overview",
)  # fmt: skip
SMALLEST, PHONE, DESK = 320, 360, 1280  # 320 is a window of 1280 at 400 % (WCAG 1.4.10)
PAPER = 718  # A4 less its margins, in CSS pixels

# A constructed sheet passes the content security policy, as a reader's own style sheet does.
STYLE = """css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own] }"""
# WCAG 1.4.12: line height 1.5, after paragraphs 2, letters 0.12, words 0.16 times the font's size
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
DOUBLE = ":root { font-size: 200% !important }"  # WCAG 1.4.4: only text grows, the window does not

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text that is cut off where nobody can scroll to it; what is there for screen readers alone is clipped on purpose.
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const hides = [style.overflowX, style.overflowY].some(way => way === "hidden" || way === "clip");
    return hides && box.width > 2 && box.height > 2 && style.clipPath === "none" && !one.closest("svg")
        && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2)
}).map(one => one.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    const seconds = text => Math.max(...text.split(",").map(part => parseFloat(part)));
    return seconds(style.transitionDuration) > 0 || (style.animationName !== "none" && seconds(style.animationDuration) > 0)
}).map(one => one.outerHTML.slice(0, 120)).concat(
    getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["smooth scrolling"] : [])"""
# WCAG 2.5.3: who says aloud what stands on a button must hit it.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const label = one.getAttribute("aria-label"), shown = (one.innerText || "").trim().replace(/\\s+/g, " ");
    const link = one instanceof SVGElement, style = getComputedStyle(one);
    let box = one.getBoundingClientRect();
    if (link && !box.width) box = one.firstElementChild.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
                    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
    const above = document.elementFromPoint(x, y);
    const hidden = above && !one.contains(above) && !above.contains(one) && ["fixed", "sticky"].includes(
        getComputedStyle(above).position);
    return {
        html: one.outerHTML.slice(0, 140), inside, hidden: Boolean(hidden),
        said: !one.matches("a, button, input, select, summary") || !label || !shown || label.toLowerCase().includes(shown.toLowerCase()),
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        name: (one.getAttribute("aria-label") || one.innerText || one.alt || one.labels?.[0]?.innerText || "").trim(),
    }
}"""
BLACK_ON_WHITE = """() => {
    const seen = one => one.getClientRects().length > 0;
    const ghosts = ["nav.languages", "nav.main-nav", ".doors", ".skip", ".btn", ".skyline", ".bunting", "form:not(.tap)"];
    const faults = ghosts.filter(name => [...document.querySelectorAll(name)].some(seen)).map(name => `printed: ${name}`);
    const paper = getComputedStyle(document.body).backgroundColor;
    if (!["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(paper)) faults.push(`paper is ${paper}`);
    if (!seen(document.querySelector("h1"))) faults.push("no heading on paper");
    const pen = document.createElement("canvas").getContext("2d");
    const dark = [...document.querySelectorAll("main *, footer")].filter(one => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = getComputedStyle(one).backgroundColor;  // oklch and the like, too
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return a > 127 && r + g + b < 380 && one.innerText.trim() && seen(one)
    });
    return faults.concat(dark.map(one => `dark on paper: ${one.outerHTML.slice(0, 80)}`))
}"""


@pytest.fixture
def world(settings: Any, tmp_path: Any, client_of: Callable[..., Any]) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.fixture
def pages(world: World) -> list[str]:
    return [reverse(name, kwargs=access.EXPECTED[name].where(world)) for name in PAGES]


def visited(screen: Screen, pages: list[str]) -> Iterator[str]:
    for path in pages:
        screen.go(path)
        yield path


def wide(screen: Screen) -> list[str]:
    over = screen.page.evaluate(WIDE)
    return [f"{over} px wider than the window"] if over > 0 else []


def told(faults: dict[str, list[str]]) -> str:
    return "".join(f"\n  {where}\n    " + "\n    ".join(found) for where, found in faults.items())


def test_every_page_type_is_sound_small_and_large_light_and_dark(open_screen: Any, pages: list[str]) -> None:
    screen = open_screen(width=PHONE)
    for path in visited(screen, pages):
        for width, scheme in ((SMALLEST, "light"), (PHONE, "dark"), (DESK, "light")):
            screen.page.set_viewport_size({"width": width, "height": 800})
            screen.page.emulate_media(color_scheme=scheme)
            screen.picture(f"mode-{scheme}-{width}-{path.strip('/').replace('/', '-')}")
            screen.check()


def test_large_text_and_wide_spacing_cut_nothing_off(open_screen: Any, pages: list[str]) -> None:
    screen, faults = open_screen(width=SMALLEST), {}
    for path in visited(screen, pages):
        for name, css, width in (("spacing", SPACING, SMALLEST), ("double", DOUBLE, PHONE), ("double", DOUBLE, DESK)):
            screen.page.set_viewport_size({"width": width, "height": 800})
            screen.page.evaluate(STYLE, css)
            if found := wide(screen) + screen.page.evaluate(CUT):
                faults[f"{path} {name} {width}"] = found
    assert not faults, told(faults)


def test_nothing_moves_for_readers_who_want_no_motion(open_screen: Any, pages: list[str]) -> None:
    screen, faults = open_screen(width=DESK), {}
    screen.page.emulate_media(reduced_motion="reduce")
    for path in visited(screen, pages):
        if found := screen.page.evaluate(MOVES):
            faults[path] = found
    assert not faults, told(faults)


def test_on_paper_there_is_what_one_reads_black_on_white(open_screen: Any, pages: list[str]) -> None:
    screen, faults = open_screen(width=PAPER), {}
    screen.page.emulate_media(media="print", color_scheme="dark")
    for path in visited(screen, pages):
        if found := screen.page.evaluate(BLACK_ON_WHITE) + wide(screen):
            faults[path] = found
        screen.picture(f"mode-print-{path.strip('/').replace('/', '-')}")
    assert not faults, told(faults)


@pytest.mark.parametrize("contrast", ["none", "active"])
def test_by_keyboard_every_stop_is_seen_and_named(open_screen: Any, pages: list[str], contrast: str) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11; once more in forced colours, where an outline must still be drawn."""
    screen, faults = open_screen(width=PHONE if contrast == "none" else DESK), {}
    screen.page.emulate_media(forced_colors=contrast)
    for path in visited(screen, pages):
        found, stops = [], []
        while len(stops) < 120:
            screen.page.keyboard.press("Tab")
            stop = screen.page.evaluate(FOCUS)
            if stop is None or stop["html"] in stops[:1]:
                break
            stops.append(stop["html"])
            words = {"outline": "no outline", "inside": "out of sight", "name": "no name", "said": "says another name"}
            found += [f"{text}: {stop['html']}" for key, text in words.items() if not stop[key]]
            found += [f"covered: {stop['html']}"] if stop["hidden"] else []
        if not stops or "skip" not in stops[0]:
            found.append(f"the first stop is {stops[:1]}")
        if len(stops) >= 120:
            found.append("no way out by keyboard")
        if found:
            faults[path] = found
    assert not faults, told(faults)
