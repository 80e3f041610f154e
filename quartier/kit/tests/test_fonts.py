"""Fonts are cut by script, light enough for a phone, and hold the letters of every language of the interface."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from quartier.kit import catalogues

STATIC = Path(catalogues.__file__).parent / "static" / "kit"
BYTES = 60_000  # of one script and weight
FACE = re.compile(r"@font-face \{ ([^}]*) \}")


def faces():
    """(weight, file, first and last code points) of every @font-face."""
    for text in FACE.findall((STATIC / "quartier.css").read_text()):
        spans = [span.removeprefix("U+").split("-") for span in re.search(r"unicode-range: (.*)", text)[1].split(", ")]
        ranges = [(int(span[0], 16), int(span[-1], 16)) for span in spans]
        yield re.search(r"font-weight: (\d+)", text)[1], re.search(r'url\("([^"]+)"\)', text)[1], ranges


@pytest.mark.parametrize("path", sorted((STATIC / "fonts").glob("*.woff2")), ids=lambda path: path.name)
def test_a_font_of_one_script_and_weight_is_light(path):
    assert path.stat().st_size <= BYTES


def test_every_font_that_is_named_is_there():
    assert all((STATIC / name).is_file() for _weight, name, _ranges in faces())


@pytest.mark.parametrize("weight", ["400", "600"])
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "de"])
def test_every_letter_of_a_language_is_in_a_font(language, weight):
    spans = [span for found, _name, ranges in faces() if found == weight for span in ranges]
    words = "".join(answer for message in catalogues.catalogue(language).values() for answer in message.answers)
    letters = {sign for sign in words if unicodedata.category(sign).startswith("L")}
    without = sorted(sign for sign in letters if not any(first <= ord(sign) <= last for first, last in spans))
    assert not without and len(letters) > 25
