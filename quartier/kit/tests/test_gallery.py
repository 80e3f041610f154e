"""The gallery shows every component, in clean markup, with one small style sheet."""

import gzip
import re
from pathlib import Path

import pytest

from quartier.kit.gallery import LAYOUTS, gallery

KIT = Path(__file__).parent.parent
SHEET = KIT / "static" / "kit" / "quartier.css"
COMPONENTS = sorted((KIT / "templates" / "cotton").glob("*.html"))
FRAMES = [*(KIT / "templates" / "kit").rglob("*.html"), *(KIT / "templates").glob("*.html")]
# states that are words for programs or readers, not looks
PLAIN = {"public", "kit", "yes"}


def shown(rf, view):
    return gallery(rf.get("/bausteine/", {"ansicht": view})).content.decode()


@pytest.mark.parametrize("view", LAYOUTS)
def test_gallery_when_shown(rf, view):
    page = shown(rf, view)
    assert "<c-" not in page
    assert not re.search(r"\sstyle=|<script|\son\w+=|<style", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_gallery_when_the_view_is_unknown(rf):
    assert shown(rf, "quatsch") == shown(rf, "oeffentlich")


def test_gallery_when_a_component_is_missing():
    text = "".join(path.read_text() for path in [*FRAMES, *COMPONENTS])
    unused = [
        path.stem for path in COMPONENTS if f"<c-{path.stem.replace('_', '-')} " not in re.sub(r"[/>\n]", " ", text)
    ]
    assert unused == []


def test_sheet_when_sent_is_small():
    """A third of what a page may weigh at most (tests/house/test_frugal.py), for all rooms together."""
    assert len(gzip.compress(SHEET.read_bytes(), 9)) <= 18_000


def test_sheet_when_a_page_turns_right_to_left():
    left = re.findall(
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right):|text-align: (?:left|right)",
        SHEET.read_text(),
    )
    assert left == []


def test_sheet_when_a_component_uses_a_class():
    sheet = SHEET.read_text()
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", sheet)) | PLAIN
    faults = {}
    for path in [*COMPONENTS, *FRAMES]:
        text = re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text(), flags=re.S)
        used = {
            name
            for value in re.findall(r'(?<![\w-])class="([^"<>]*)"', text)
            for name in value.split()
            if not name.endswith("-")
        }
        if used - known:
            faults[path.name] = sorted(used - known)
    assert faults == {}
