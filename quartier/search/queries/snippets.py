"""The piece of a text in which the words stand, marked and escaped."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quartier.search import rules
from quartier.search.queries.question import Question

UNSEEN = "\n\x1f\n"  # behind it stand words that are found and not shown
READ = 4000  # letters that are looked through
LENGTH, BEFORE = 220, 60  # letters of a piece, and of them before the first word found


class Piece(NamedTuple):
    """A piece of text that is marked or not."""

    text: str
    marked: bool


def tokens(question: Question) -> frozenset[str]:
    """Every stem that is a hit for the question."""
    return frozenset(token for term in question.terms for token in (*term.exact, *term.loose))


def marked(text: str, wanted: frozenset[str], language: str) -> SafeString:
    """The whole text, escaped, found words in ``<mark>``."""
    return _written(_pieces(text, _found(text, wanted, language)))


def snippet(text: str, wanted: frozenset[str], language: str) -> SafeString:
    """About 220 letters around the first word found, else from the beginning; escaped, found words in ``<mark>``."""
    shown = text.partition(UNSEEN)[0]
    read = " ".join(shown[:READ].split())
    found = _found(read, wanted, language)
    start = _start(read, found[0].start) if found else 0
    end = _end(read, start + LENGTH)
    inside = [rules.Spot(s.start - start, s.end - start, s.word) for s in found if start <= s.start and s.end <= end]
    body = _written(_pieces(read[start:end], inside))
    return format_html("{}{}{}", "… " if start else "", body, " …" if end < len(read) or len(shown) > READ else "")


def _found(text: str, wanted: frozenset[str], language: str) -> list[rules.Spot]:
    return [spot for spot in rules.spots(text) if rules.stem(spot.word, language) in wanted]


def _start(text: str, first: int) -> int:
    """Some words before the first that was found, at the beginning of a word."""
    if first <= BEFORE:
        return 0
    return text.rfind(" ", 0, first - BEFORE + 20) + 1 or first


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    cut = text.rfind(" ", end - 40, end)
    return cut if cut > 0 else end


def _pieces(text: str, found: Iterable[rules.Spot]) -> list[Piece]:
    pieces, at = [], 0
    for spot in found:
        pieces += [Piece(text[at : spot.start], False), Piece(text[spot.start : spot.end], True)]
        at = spot.end
    return [piece for piece in [*pieces, Piece(text[at:], False)] if piece.text]


def _written(pieces: Iterable[Piece]) -> SafeString:
    shown = (format_html("<mark>{}</mark>", p.text) if p.marked else format_html("{}", p.text) for p in pieces)
    return format_html_join("", "{}", ((piece,) for piece in shown))
