"""CSV as offices save it: UTF-8 or Windows, comma, semicolon or tab, quoted line breaks, lines counted true."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused
from quartier.kit.tables.rows import Problem, Sheet, Table, split

DELIMITERS = ";\t|,"  # on a tie the earlier: commas stand in German text and amounts, semicolons hardly
SAMPLE_RECORDS = 60
MAX_FIELD = 1_000_000  # characters; a longer cell is a quotation mark that never closes
NOT_A_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"GIF8", b"{", b"[{", b"[\n", b"[\r")
_UMLAUTS = re.compile(r"[A-Za-z][äöü][a-z]|[a-z]ß|\b[ÄÖÜ][a-z]")  # in words
_UTF8_UMLAUT = re.compile(rb"\xc3[\xa4\xb6\xbc\x84\x96\x9c\x9f]")  # ä ö ü Ä Ö Ü ß; read as Windows „Ã¤“, never German
Records = Iterator[tuple[int, list[str], tuple[Problem, ...]]]
csv.field_size_limit(MAX_FIELD)


def read_csv(content: bytes, *, name: str, header_row: int | None = None) -> Table:
    """A table from the bytes of a CSV file; Refused where there is none to read."""
    hint, text, encoding = _text_of(content, name)
    delimiter = hint or detect_delimiter(_from_line(text, header_row or 1))
    headers, problems, rows = split(_records(text, delimiter, name, 1 if hint else 0), name, header_row)
    return Table(headers, rows, encoding, delimiter, "csv", problems)


def csv_sheet(content: bytes, *, name: str) -> Sheet:
    """A CSV file as its records, titles above the headers included."""
    hint, text, _encoding = _text_of(content, name)
    delimiter = hint or usual_delimiter(text)
    records = _records(text, delimiter, name, 1 if hint else 0)
    return Sheet("", ((line, _apart(cells, delimiter), found) for line, cells, found in records), "csv")


def _text_of(content: bytes, name: str) -> tuple[str, str, str]:
    """Delimiter where the file names it, text and encoding. Refused where it is no text, or none of a table."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    if start.startswith(b"<"):
        why = _("„%(name)s“ ist innen keine Tabelle, sondern eine Internetseite oder XML. Bitte öffnen Sie die Datei in Excel und speichern Sie sie als .xlsx.")  # fmt: skip
        raise Refused(why % {"name": name})
    if start.startswith(NOT_A_TABLE):
        why = _("„%(name)s“ ist keine Tabelle. Bitte eine CSV-Datei oder eine Excel-Mappe (.xlsx).")
        raise Refused(why % {"name": name})
    text, encoding = decode(content, name)
    hint, text = _separator_line(text)
    if not text.strip(' \t\r\n"' + DELIMITERS):
        raise Refused(_("„%(name)s“ enthält keine Zeile mit Text.") % {"name": name})
    return hint, text, encoding


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Text and name of its encoding. Nothing is ever replaced by question marks."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]  # Excel's „Unicode-Text“
    elif b"\x00" in content:
        raise Refused(
            _("„%(name)s“ enthält Null-Zeichen und ist keine Textdatei. Bitte speichern Sie sie neu als CSV.")
            % {"name": name}
        )
    else:
        candidates = ["utf-8-sig"] if content.startswith(b"\xef\xbb\xbf") else ["utf-8", ""]
    for encoding in candidates:
        try:
            encoding = encoding or _one_byte(content)
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and _UTF8_UMLAUT.search(content):
                line = content.count(b"\n", 0, error.start) + 1
                raise Refused(
                    _("„%(name)s“ mischt zwei Zeichensätze: UTF-8, in Zeile %(line)s aber etwas anderes.")
                    % {"name": name, "line": line}
                ) from None
            continue
        if "\x00" in text:
            break
        return text, encoding
    raise Refused(
        _("Der Zeichensatz von „%(name)s“ ist nicht lesbar. Bitte speichern Sie die Datei als CSV in UTF-8.")
        % {"name": name}
    )


def _one_byte(content: bytes) -> str:
    """Windows, unless it finds no umlaut where DOS or an old Macintosh, as which Excel saves CSV, too, finds several."""
    found = {name: len(_UMLAUTS.findall(content.decode(name, "ignore"))) for name in ("cp1252", "cp850", "mac_roman")}
    best = max(found, key=lambda name: found[name])
    return best if not found["cp1252"] and found[best] > 1 else "cp1252"


def _separator_line(text: str) -> tuple[str, str]:
    """Excel's own first line „sep=;“, taken off."""
    first, _end, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    return "", text


def _from_line(text: str, line: int) -> str:
    """The text without the lines above the header, which are seldom as wide as the table."""
    return "".join(islice(io.StringIO(text, newline=""), line - 1, None)) if line > 1 else text


def detect_delimiter(text: str) -> str:
    """The delimiter by which most records are as wide as the header; a table of one column counts as comma."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths or widths[0] < 2:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def usual_delimiter(text: str) -> str:
    """The delimiter by which most records are equally wide, wherever the headers stand."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [width for width in _widths(text, delimiter, whole=True) if width > 1]
        if not widths:
            continue
        width = max(set(widths), key=lambda w: (widths.count(w), w))
        score = (widths.count(width) / max(len(_widths(text, delimiter)), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _apart(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a line that a program put into quotation marks as a whole."""
    whole = len(cells) == 1 and delimiter in cells[0] and not re.search(r"[\r\n]", cells[0])
    return next(csv.reader([cells[0]], delimiter=delimiter)) if whole else cells


def _widths(text: str, delimiter: str, *, whole: bool = False) -> list[int]:
    """Cells of the first records; one whose quotation mark never closes says nothing of the others."""
    widths: list[int] = []
    lines = _Lines(text)
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            unclosed = len(lines.taken) > 1 and _never_closed(lines.taken, delimiter)
            if any(cell.strip() for cell in cells) and not unclosed:
                widths.append(len(_apart(cells, delimiter) if whole else cells))
            if len(widths) == SAMPLE_RECORDS:
                break
            lines.taken = []
    except csv.Error:
        return widths
    return widths


class _Lines:
    """Hands lines to the CSV reader and remembers those of the record being read."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.taken.append(line)
        return line


def _records(text: str, delimiter: str, name: str, skipped: int) -> Records:
    """Line of its first character, cells and problems of every record."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1 + skipped
    while True:
        lines.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused(
                _(
                    "„%(name)s“ ist ab Zeile %(line)s nicht lesbar: "
                    "Ein Anführungszeichen wird geöffnet und nicht geschlossen."
                )
                % {"name": name, "line": line}
            ) from None
        cells = [cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell for cell in cells]  # ="0815"
        problems: tuple[Problem, ...] = ()
        if len(lines.taken) > 1 and _never_closed(lines.taken, delimiter):
            problems = (
                Problem(
                    _(
                        "Ein Anführungszeichen wird geöffnet und nicht geschlossen; %(count)s Zeilen "
                        "bis zum Ende der Datei sind dadurch eine einzige."
                    )
                    % {"count": len(lines.taken)},
                    line,
                ),
            )
        yield line, cells, problems
        line += len(lines.taken)


def _never_closed(taken: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
