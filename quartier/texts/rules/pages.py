"""What a page in Leichte Sprache is made of: drawings with one thought each, and texts cut into lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from quartier.texts.rules.easy import pieces
from quartier.texts.rules.sentences import blocks

Line: TypeAlias = list[tuple[str, str]]  # pieces of a line, with how each is shown


@dataclass(frozen=True)
class Part:
    """A drawing and one thought. ``picture``: name of a drawing in ``texts/shared/spot.html``; ``items``: a list.

    ``url`` leads on, with ``label``; as a button where it is what the page is for.
    """

    title: str
    lines: tuple[str, ...] = ()
    picture: str = ""
    items: tuple[str, ...] = ()
    url: str = ""
    label: str = ""
    button: bool = False

    @property
    def shown(self) -> list[Line]:
        return [pieces(line) for line in self.lines]


@dataclass(frozen=True)
class Passage:
    """A heading (or none) with what stands under it: (is a list, its lines)."""

    heading: str
    parts: list[tuple[bool, list[Line]]]


def passages(texts: Iterable[str]) -> list[Passage]:
    """Texts in Leichte Sprache as the page shows them."""
    return [
        Passage(block.heading, [(listed, [pieces(line) for line in rows]) for listed, rows in block.parts])
        for text in texts
        for block in blocks(text)
    ]
