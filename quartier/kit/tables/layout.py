"""Where the headers of somebody's list stand: below a title, a date or a subtotal, in one row or in two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused
from quartier.kit.tables.rows import MAX_COLUMNS, Number, Problem, name_headers, tidy

LOOKED_AT = 40  # records at the top of a list among which the headers are
Record = tuple[int, list[str], tuple[Problem, ...]]


@dataclass(frozen=True)
class Layout:
    """``first``: place of the first row with data among the records; ``known``: how many headers are known words."""

    line: int
    first: int
    headers: list[str]
    known: int
    problems: list[Problem] = field(default_factory=list)


def find_headers(
    records: Sequence[Record], known: Callable[[str], str], header_row: int | None = None
) -> Layout | None:
    """The headers among the first records: the row with the most known words, or ``header_row`` (line of the file).

    ``known`` says which field a header names, „“ for none. Two rows are one where only both together say more („Betrag“
    over „beantragt“ and „bewilligt“). Refused with more columns than any list has. Nothing known: the widest row at the top, and where
    that has numbers, a list without headers. None where no row has text.
    """
    widest = max((len(cells) for _line, cells, _problems in records[:LOOKED_AT]), default=0)
    if widest > MAX_COLUMNS:
        text = _("Die Datei hat %(count)s Spalten. Gelesen werden höchstens %(most)s.")
        raise Refused(text % {"count": widest, "most": MAX_COLUMNS})
    rows = [
        (place, line, cells)
        for place, (line, cells, _problems) in enumerate(records[:LOOKED_AT])
        if any(cell.strip() for cell in cells) and header_row in (None, line)
    ]
    if header_row is None and rows and not any(known(cell) for _place, _line, cells in rows for cell in cells):
        return _bare(rows)
    best: tuple[int, int, int, list[str]] | None = None  # words known, minus place, rows, headers
    for place, _line, cells in rows:
        score = _score(cells, known)
        if best is None or score > best[0]:
            best = (score, -place, 1, cells)
        below = records[place + 1][1] if place + 1 < len(records) else []
        if (both := _together(cells, below)) and (score := _score(both, known)) > max(best[0], 2):
            best = (score, -place, 2, both)
    if best is None:
        return None
    if best[0] < 2 and header_row is None:
        place, _line, cells = max(rows[:10], key=lambda row: (sum(bool(cell.strip()) for cell in row[2]), -row[0]))
        best = (_score(cells, known), -place, 1, cells)
    score, place, height, cells = best[0], -best[1], best[2], list(best[3])
    while cells and not cells[-1].strip():
        cells.pop()
    line = records[place][0]
    headers, problems = name_headers(cells, line)
    return Layout(line, place + height, headers, score, problems)


def _bare(rows: Sequence[tuple[int, int, list[str]]]) -> Layout:
    """No word is known: the widest row at the top names the columns, unless it has numbers and is a row of the list."""
    place, line, cells = max(rows[:10], key=lambda row: (sum(bool(cell.strip()) for cell in row[2]), -row[0]))
    width = max((number for number, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    values = any(isinstance(cell, Number) or (cell.strip() and not cell.strip(" 0123456789.,-€EUR")) for cell in cells)
    headers, problems = name_headers([""] * width if values else cells[:width], line)
    return Layout(line, place if values else place + 1, headers, 0, problems)


def _score(cells: Sequence[str], known: Callable[[str], str]) -> int:
    return len({found for cell in cells if not isinstance(cell, Number) and cell.strip() and (found := known(cell))})


def _together(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headers as one; the upper word holds for the empty cells to its right. Empty where below are values."""
    if not any(below) or any(isinstance(cell, Number) or any(sign.isdigit() for sign in cell) for cell in below):
        return []
    width = max(len(above), len(below))
    both, over = [], ""
    for number in range(width):
        top = tidy(above[number]) if number < len(above) else ""
        sub = tidy(below[number]) if number < len(below) else ""
        over = top or (over if sub else "")
        both.append(f"{over} {sub}".strip() if sub else top)
    return both
