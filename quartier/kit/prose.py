"""What people write in a text field becomes paragraphs, lists and links, and nothing else.

Five things have a meaning, all of them what people write anyway: an empty line ends a paragraph, „- “ begins a point of
a list, „1. “ of a numbered one, „## “ a heading, and an address becomes a link. Everything is escaped before the first
tag of ours is written, so that HTML in a field is shown, not obeyed; a Markdown library with a sanitiser behind it
would know much more than the office needs and would have to be kept from it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

HEADING, POINT, STEP, WORDS = "heading", "point", "step", "words"
SIGNS = {
    HEADING: re.compile(r"##+\s+(.*)"),
    POINT: re.compile(r"[-*•–]\s+(.*)"),
    STEP: re.compile(r"(\d{1,3})[.)]\s+(.*)"),
}
WRAPPED = {POINT: "<ul>{}</ul>", STEP: "<ol>{}</ol>"}


def html(text: str) -> SafeString:
    """The text as HTML: ``p``, ``ul``, ``ol``, ``h2``, ``br`` and ``a`` alone; whatever else is in it is shown as it is."""
    return mark_safe("\n".join(_blocks(text)))  # every piece is escaped in _linked


def _blocks(text: str) -> Iterator[str]:
    for _empty, lines in groupby(text.replace("\r", "").split("\n"), key=lambda line: not line.strip()):
        for kind, part in groupby(_told(line.strip() for line in lines if line.strip()), key=lambda told: told[0]):
            words = [_linked(words) for _kind, words in part]
            if kind == HEADING:
                yield from (f"<h2>{one}</h2>" for one in words)
            elif kind in WRAPPED:
                yield WRAPPED[kind].format("".join(f"<li>{one}</li>" for one in words))
            else:
                yield f"<p>{'<br>'.join(words)}</p>"


def _told(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What each line is and what it says. Numbers count from 1, so „24. Dezember“ begins no list."""
    number = 0
    for line in lines:
        kind, found = next(((k, f) for k, sign in SIGNS.items() if (f := sign.fullmatch(line))), (WORDS, None))
        number = number + 1 if kind == STEP else 0
        if kind == STEP and found and int(found[1]) != number:
            kind, found, number = WORDS, None, 0
        yield kind, found[found.re.groups] if found else line


def _linked(words: str) -> SafeString:
    return mark_safe(urlize(words, autoescape=True))  # urlize escapes


def points(text: str) -> list[str]:
    """The lines of a field that holds one thing a line, without the dash or number somebody may have written."""
    return [words for _kind, words in _told(line.strip() for line in text.splitlines() if line.strip())]


def plain(text: str) -> str:
    """The same text for mails and feeds: headings without their signs, everything else as it was written."""
    lines = (line.rstrip() for line in text.replace("\r", "").split("\n"))
    return "\n".join(found[1] if (found := SIGNS[HEADING].fullmatch(line)) else line for line in lines).strip()
