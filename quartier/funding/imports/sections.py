"""What a row takes from the rows above it: the year or the outcome of a heading, the text that a ditto mark stands for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quartier.funding.imports.columns import known, plain
from quartier.funding.imports.sums import sum_word
from quartier.funding.imports.values import outcome_of
from quartier.funding.models.earlier import OUTCOMES, UNKNOWN
from quartier.kit.tables import Number, Problem

DITTO = re.compile(
    r"[\"„“”″〃]|''|-+ ?[\"„“”″〃] ?-+|dto\.?|dito|s\. ?o\.?|(siehe|wie) oben|ebd\.?|ebenso", re.IGNORECASE
)
LIKE_A_DAY = re.compile(r"\d{1,2}\W+\d{1,2}\W+\d{2,4}")
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)")
_OF_MANY = {"stand", "ab", "seit", "bis"}  # with a year it is not the year of the rows
_PLAIN = {"alle", "antraege", "projekte", "vorhaben", "massnahmen", "ideen", "foerderungen", "im", "in", "jahr"}
WORDS = 4  # of a heading; what is longer is a remark


@dataclass
class Sections:
    """What headings say of the rows below them, as the rows of a sheet go by."""

    year: int | None = None
    outcome: str = UNKNOWN
    above: Sequence[str] = field(default_factory=list)  # the last row, ditto marks filled

    def filled(self, cells: Sequence[str], places: Iterable[int]) -> list[str]:
        """A row with the text above it where it has a ditto mark, in the columns at ``places``."""
        found = list(cells)
        for place in places:
            if place < min(len(found), len(self.above)) and DITTO.fullmatch(found[place].strip()):
                found[place] = self.above[place]
        return found

    def heading(self, line: int, text: str) -> Problem | None:
        """A row of one text: what it says of the rows below, as a sentence; None where it says nothing of them."""
        words = plain(text).split()
        if not 0 < len(words) <= WORDS or sum_word(text):
            return None
        years = [] if LIKE_A_DAY.search(text) or _OF_MANY & {*words} else _YEAR.findall(text)
        year = int(years[0]) if len(years) == 1 and words[-1] == years[0] else None
        telling = [word for word in words if word not in _PLAIN and not word.isdigit()]
        outcome = outcome_of(" ".join(telling)) if len(telling) == 1 or telling[:1] == ["nicht"] else None
        outcome = None if outcome == UNKNOWN else outcome
        if not year and not outcome:
            return None
        self.year, self.outcome = year or self.year, outcome or UNKNOWN
        said = ", ".join(str(one) for one in (year, dict(OUTCOMES).get(outcome or "")) if one)
        told = _("Überschrift „%(text)s“: Wo eine Zeile darunter nichts anderes sagt, gilt „%(said)s“.")
        return Problem(told % {"text": text[:60], "said": said}, line)


def differ(cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether headers met again below a list name something else than ours do: the rows below them are another table."""
    for number, cell in enumerate(cells):
        text, ours = " ".join(cell.split()), headers[number] if number < len(headers) else ""
        if not isinstance(cell, Number) and text not in ours and known(text) not in ("", known(ours)):
            return True
    return False
