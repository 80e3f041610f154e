"""What every tabular reader hands out: a table of rows, each with its place in the file and what is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused

MAX_BYTES = 60_000_000  # the 138 regions of Berlin take 2; JSON in memory is several times its size on disk
MAX_ROWS = 200_000  # sheets claim rows up to 1,048,576 in two lines of XML
MAX_COLUMNS = 500  # one cell in column XFD would make every row 16,384 wide


class Number(str):
    """A text that stood in a workbook as a number: its point is a decimal point, whatever language the list is in."""

    __slots__ = ()


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, in a sentence for the person who handed it in.

    ``line`` is the line (CSV) or row (XLSX) as an editor counts it, from 1; ``index`` the place of a feature, from 0.
    """

    sentence: str
    line: int | None = None
    index: int | None = None
    column: str = ""
    cell: int | None = None  # which cell of the row it is about, from 0; None: the row as a whole

    def __str__(self) -> str:
        if self.index is not None:
            place = _("Fläche Nr. %(n)d") % {"n": self.index + 1}
        else:
            place = _("Zeile %(n)d") % {"n": self.line} if self.line is not None else ""
        where = ", ".join(
            part for part in (place, _("Spalte „%(name)s“") % {"name": self.column} if self.column else "") if part
        )
        return f"{where}: {self.sentence}" if where else self.sentence


@dataclass(frozen=True)
class Row:
    """One record. ``values`` has a text for every header; a row with ``problems`` is to be shown, not to be used."""

    line: int
    values: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass
class Sheet:
    """A page of a file before anybody knows where its headers are. ``records``: (line, cells, problems), read once."""

    name: str  # "" for a CSV file
    records: Iterator[tuple[int, list[str], tuple[Problem, ...]]]
    kind: str  # "csv" or "xlsx"
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first and last row, first and last column


@dataclass(frozen=True)
class Table:
    """A table whose rows are read while they are asked for, once. ``problems`` are those of the header row."""

    headers: list[str]
    rows: Iterator[Row]
    encoding: str
    delimiter: str  # "" for a workbook
    kind: str  # "csv" or "xlsx"
    problems: list[Problem] = field(default_factory=list)
    sheet: str = ""


def load(source: Path | str | bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a path, or the bytes themselves; never more than ``limit``."""
    too_large = _("„%(name)s“ ist zu groß. Gelesen werden Dateien bis %(most)d MB.") % {
        "name": name,
        "most": limit // 1_000_000,
    }
    if isinstance(source, bytes):
        content = source
    else:
        try:
            with Path(source).open("rb") as stream:
                content = stream.read(limit + 1)
        except OSError:
            raise Refused(
                _("„%(name)s“ lässt sich nicht öffnen. Bitte prüfen Sie den Pfad und die Rechte.") % {"name": name}
            ) from None
    if len(content) > limit:
        raise Refused(too_large)
    if not content.strip():
        raise Refused(_("„%(name)s“ ist leer.") % {"name": name})
    return content


def tidy(text: str) -> str:
    """A header on one line: „PLZ⏎ Begünstigter“ is „PLZ Begünstigter“."""
    return " ".join(text.split())


def name_headers(cells: Sequence[str], line: int) -> tuple[list[str], list[Problem]]:
    """One distinct name for every column; empty and repeated ones get a number, repeated ones a word to the person."""
    headers: list[str] = []
    problems: list[Problem] = []
    for number, cell in enumerate(cells, start=1):
        wanted = tidy(cell) or _without_name(number)
        name, count = wanted, 1
        while name in headers:
            count += 1
            name = f"{wanted} ({count})"
        if name != wanted:
            problems.append(
                Problem(
                    _("Die Spalte „%(wanted)s“ kommt mehrmals vor; diese heißt hier „%(name)s“.")
                    % {"wanted": wanted, "name": name},
                    line,
                    None,
                    wanted,
                )
            )
        headers.append(name)
    return headers, problems


def _without_name(number: int) -> str:
    return _("Spalte %(n)d") % {"n": number}


def unnamed(header: str, place: int) -> bool:
    """Whether a column, counted from 0, has no header of its own."""
    return header == _without_name(place + 1)


def make_row(headers: Sequence[str], line: int, cells: Sequence[str], found: Iterable[Problem] = ()) -> Row:
    """Cells matched to headers. Missing cells at the end are empty; cells with text beyond the last header a problem."""
    texts = [cell.strip() for cell in cells]
    problems = list(found)
    beyond = [text for text in texts[len(headers) :] if text]
    if beyond:
        count = len(texts)
        while not texts[count - 1]:
            count -= 1
        problems.append(
            Problem(
                _(
                    "Hier stehen %(count)s Werte, die Kopfzeile nennt aber nur %(columns)s Spalten "
                    "(zu viel: „%(text)s“)."
                )
                % {"count": count, "columns": len(headers), "text": beyond[0][:40]},
                line,
            )
        )
    padded = [*texts[: len(headers)], *[""] * (len(headers) - len(texts))]
    return Row(line, dict(zip(headers, padded, strict=True)), tuple(problems))


def split(
    records: Iterator[tuple[int, list[str], tuple[Problem, ...]]], name: str, header_row: int | None
) -> tuple[list[str], list[Problem], Iterator[Row]]:
    """Header and rows of records (line, cells, problems): the header is the first record with text, or ``header_row``."""
    for line, cells, found in records:
        if header_row is not None and line < header_row:
            continue
        if header_row is not None and line > header_row:
            break
        if any(cell.strip() for cell in cells):
            if found:
                raise Refused(
                    _("Die Kopfzeile von „%(name)s“ ist nicht lesbar. %(why)s") % {"name": name, "why": found[0]}
                )
            if len(cells) > MAX_COLUMNS:
                raise Refused(
                    _("„%(name)s“ hat %(count)s Spalten. Gelesen werden höchstens %(most)s.")
                    % {"name": name, "count": len(cells), "most": MAX_COLUMNS}
                )
            headers, problems = name_headers(_without_tail(cells), line)
            return headers, problems, _rows(records, headers, name)
        if header_row is not None:
            break
    if header_row is not None:
        raise Refused(_("In „%(name)s“ steht in Zeile %(line)s keine Kopfzeile.") % {"name": name, "line": header_row})
    raise Refused(_("„%(name)s“ enthält keine Zeile mit Text.") % {"name": name})


def _without_tail(cells: list[str]) -> list[str]:
    """Header cells up to the last one with text."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _rows(
    records: Iterator[tuple[int, list[str], tuple[Problem, ...]]], headers: list[str], name: str
) -> Iterator[Row]:
    count = 0
    for line, cells, found in records:
        if not found and not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(
                _("„%(name)s“ hat mehr als %(most)s Zeilen. Bitte teilen Sie die Datei.")
                % {"name": name, "most": MAX_ROWS}
            )
        yield make_row(headers, line, cells, found)
