"""The rules of Leichte Sprache as data: limits, word lists and sources, read strictly from TOML."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FILE = Path(__file__).resolve().parent.parent / "rulesets" / "leicht.toml"
LINES = frozenset({"same"})  # lists of lists


@dataclass(frozen=True)
class Limits:
    """Where a check begins to speak; counts of words, letters, items and sentences, a number and a year."""

    words_warn: int
    words_error: int
    compound_letters: int
    big_number: int
    old_year: int
    list_from: int
    heading_after: int
    compound_sign: str


@dataclass(frozen=True)
class Wording:
    """One edition of the rules. Words are compared in small letters; ``hard`` maps a hard word to what goes instead."""

    version: str
    limits: Limits
    sources: Mapping[str, str]
    hard: Mapping[str, str]
    same: tuple[tuple[str, ...], ...]
    words: Mapping[str, frozenset[str]] = field(repr=False)

    def has(self, group: str, word: str) -> bool:
        """Whether the word stands in that list, however it is written."""
        return word.casefold() in self.words[group]


def read(text: str, over: str = "") -> Wording:
    """The rules of a TOML text, with those of ``over`` put in their place.

    ImproperlyConfigured where a limit is no number, a list is none, or a name is unknown: a misspelt limit would
    silently be none.
    """
    data, more = tomllib.loads(text), tomllib.loads(over)
    for part, values in more.items():
        if part not in data:
            raise ImproperlyConfigured(f"Leichte Sprache: „{part}“ gibt es nicht.")
        if not isinstance(values, dict):
            data[part] = values
            continue
        if part in ("limits", "words", "sources") and (unknown := values.keys() - data[part].keys()):
            raise ImproperlyConfigured(f"Leichte Sprache: {', '.join(sorted(unknown))} gibt es nicht in [{part}].")
        data[part] |= values
    return _wording(data)


def _wording(data: dict[str, Any]) -> Wording:
    for one in fields(Limits):
        if type(data["limits"].get(one.name)) is not one.type:
            raise ImproperlyConfigured(f"Leichte Sprache: {one.name} = {data['limits'].get(one.name)!r}")
    lists = {name: words for name, words in data["words"].items() if name not in LINES}
    return Wording(
        version=str(data["version"]),
        limits=Limits(**data["limits"]),
        sources=data["sources"],
        hard={word.casefold(): instead for word, instead in data["hard"].items()},
        same=tuple(tuple(group) for group in data["words"]["same"]),
        words={name: frozenset(word.casefold() for word in words) for name, words in lists.items()},
    )


@functools.cache
def wording() -> Wording:
    """The rules of this installation."""
    own = settings.EASY_RULES
    return read(FILE.read_text(), Path(own).read_text() if own else "")
