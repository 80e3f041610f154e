"""Pseudo-Arabic: German text in Arabic letters, to see pages run from right to left before anybody has translated them.

Placeholders, tags and figures stay, so that a page breaks here where it would break in Arabic.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quartier.config import messages
from quartier.kit import links

KEPT = re.compile(r"%\([^)]*\)[a-z]|%[a-z%]|<[^>]*>|&[a-z]+;|\{[^}]*\}|https?://\S+")
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyzäöüß", "ابصدهفغحيجكلمنوقرستثخعشزطأؤئة", strict=False))


def arabic(text: str) -> str:
    """The text with its letters exchanged; the same text gives the same letters."""
    parts, place = [], 0
    for kept in KEPT.finditer(text):
        parts += [_letters(text[place : kept.start()]), kept.group()]
        place = kept.end()
    return "".join([*parts, _letters(text[place:])])


def _letters(text: str) -> str:
    return "".join(LETTERS.get(letter.lower(), letter) for letter in text)


def is_spoken(text: str) -> bool:
    """Whether our own words are in these letters; names of places and what people wrote are not."""
    return len(re.findall("[؀-ۿ]", text)) > 30


def catalogue(folder: Path) -> None:
    """A whole catalogue from the source strings, compiled, in ``folder``."""
    found = messages.collect()
    for message in found.values():
        forms = [arabic(message.text)] + [arabic(message.plural)] * (messages.PLURALS["ar"] - 1)
        message.answers = forms if message.plural else forms[:1]
    path = folder / "ar" / "LC_MESSAGES" / "django.po"
    messages.write(path, "ar", found)
    path.with_suffix(".mo").write_bytes(messages.compiled(path, "ar"))


@contextlib.contextmanager
def spoken(settings: Any, folder: Path) -> Iterator[None]:
    """Inside, the site speaks pseudo-Arabic as well, as with QUARTIER_PSEUDO=1."""
    catalogue(folder)
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    known, links.LANGUAGES = links.LANGUAGES, links.LANGUAGES | {"ar"}
    yield
    links.LANGUAGES = known
