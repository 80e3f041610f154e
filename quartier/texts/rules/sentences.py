"""A text in Leichte Sprache cut into what stands on the page: headings, lines, lists; and into sentences and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

ITEM = re.compile(r"^\s*[-–•*·]\s+")
ENDS = re.compile(r"[.!?:…]['\"“»)]*$")
# a sentence ends before a blank and a capital; „6. Oktober“, „z. B.“ and „2. Stock“ do not end one
AFTER_NUMBER = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Stock|Etage|Klasse|Mal"
)
BREAK = re.compile(
    rf"(?<=[.!?])(?<!\b[A-Za-z]\.)(?<!\bNr\.)(?<!\bca\.)(?<!\bStr\.)(?!(?<=\d\.)\s+(?:{AFTER_NUMBER})\b)"
    r"\s+(?=[„\"A-ZÄÖÜ0-9])"
)
WORD = re.compile(r"[^\W_]+(?:[-·’'][^\W_]+)*")
ADDRESS = re.compile(r"[^@]+@[^@]+|(?:https?://|www\.).+|[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|example)(?:/.*)?[.,]?")
PHONE = re.compile(r"(?:\+|\b0)\d[\d /-]{4,}\d")


@dataclass(frozen=True)
class Sentence:
    """One sentence, from the first of the lines it stands on. ``plain``: without addresses and telephone numbers."""

    line: int
    text: str
    item: bool = False
    heading: bool = False

    @property
    def plain(self) -> str:
        return plain(self.text)

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.plain)


@dataclass
class Block:
    """A heading with the lines and the lists under it; ``items`` is a list, else the lines are sentences."""

    heading: str = ""
    parts: list[tuple[bool, list[str]]] = field(default_factory=list)  # (is a list, its lines)


def plain(text: str) -> str:
    """The text without addresses of mail and web and without telephone numbers, which follow rules of their own."""
    return PHONE.sub(" ", " ".join(token for token in text.split() if not ADDRESS.fullmatch(token)))


def lines(text: str) -> list[tuple[int, str]]:
    """(number from 1, text) of every line that is not empty."""
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def headings(text: str) -> set[int]:
    """Numbers of the lines that are headings, with more below: first of a paragraph and without a mark at the end, or a
    question in a paragraph of its own."""
    rows, found = lines(text), set()
    for index, ((number, row), (following, below)) in enumerate(pairwise(rows)):
        first = index == 0 or rows[index - 1][0] != number - 1
        question = row.endswith("?") and following > number + 1
        if first and (question or not ENDS.search(row)) and not below[0].islower() and not ITEM.match(row):
            found.add(number)
    return found


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. A line goes on in the next where it has no mark at its end and that begins small."""
    heads, found = headings(text), []
    for number, joined in _joined(lines(text), heads):
        item = bool(ITEM.match(joined))
        for part in BREAK.split(ITEM.sub("", joined)):
            found.append(Sentence(number, part, item, number in heads))
    return found


def _joined(rows: list[tuple[int, str]], heads: set[int]) -> Iterator[tuple[int, str]]:
    start, text = 0, ""
    for number, row in rows:
        goes_on = text and not ENDS.search(text) and start not in heads and row[:1].islower()
        if goes_on:
            text = f"{text} {row}"
            continue
        if text:
            yield start, text
        start, text = number, row
    if text:
        yield start, text


def blocks(text: str) -> list[Block]:
    """The text as the page shows it: an empty line begins a new block, its first line is the heading if it is one."""
    heads, found, current, before = headings(text), [], None, 0
    for number, row in lines(text):
        if current is None or number in heads or (number != before + 1 and current.parts):
            current = Block()
            found.append(current)
        before = number
        if number in heads:
            current.heading = row
            continue
        listed, words = bool(ITEM.match(row)), ITEM.sub("", row)
        if not current.parts or current.parts[-1][0] != listed:
            current.parts.append((listed, []))
        current.parts[-1][1].append(words)
    return found
