"""Excel workbooks (.xlsx): weighed before they are opened, read row by row, cells as the texts a person sees."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import repeat
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from quartier.kit.errors import Refused
from quartier.kit.tables.rows import MAX_COLUMNS, Number, Problem, Sheet, Table, split

MAX_ENTRIES = 1_000  # files inside the workbook; real ones had up to 19
MAX_UNPACKED = 200_000_000  # bytes, all entries together; a real report of 4,942 rows has 3.5 MB
MAX_RATIO = 200  # unpacked to packed; real sheets reached 30, the most that deflate can do is about 1,030
RATIO_FROM = 5_000_000  # small entries may be as repetitive as they like
LAST_ROW = 1_048_576  # Excel's; a row numbered beyond would be filled up with as many blank ones
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']\s*/?>""")
MAX_MERGED = 20_000  # ranges; a list of cases has a handful
_ZEROS = re.compile(r"0{2,20}")
# openpyxl warns of styles and extensions that a reader of values does not need
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
Records = Iterator[tuple[int, list[str], tuple[Problem, ...]]]


def read_xlsx(content: bytes, *, name: str, header_row: int | None = None, sheet: str | None = None) -> Table:
    """A table from the bytes of a workbook: its first visible sheet, or the sheet named."""
    has_formulas = _weigh(content, name)
    values = _open(content, name, values=True)
    titles = [page.title for page in values.worksheets if page.sheet_state == "visible"]
    if sheet is not None and sheet not in titles:
        known = ", ".join(f"„{title}“" for title in titles)
        raise Refused(
            _("„%(name)s“ hat kein Blatt „%(sheet)s“. Vorhanden: %(known)s.")
            % {"name": name, "sheet": sheet, "known": known or _("keines")}
        )
    if not titles:
        raise Refused(_("„%(name)s“ hat kein sichtbares Blatt.") % {"name": name})
    title = sheet if sheet is not None else titles[0]
    formulas = _open(content, name, values=False)[title] if has_formulas else None
    headers, problems, rows = split(_records(values[title], formulas, name), name, header_row)
    return Table(headers, rows, "utf-8", "", "xlsx", problems, title)


def xlsx_sheets(content: bytes, *, name: str) -> tuple[list[Sheet], list[str]]:
    """Every visible sheet as its records, and the names of the hidden ones, which are not read."""
    has_formulas = _weigh(content, name)
    values = _open(content, name, values=True)
    formulas = _open(content, name, values=False) if has_formulas else None
    sheets = [
        Sheet(
            page.title, _records(page, formulas[page.title] if formulas else None, name), "xlsx",
            _merged(content, page._worksheet_path),
        )
        for page in values.worksheets
        if page.sheet_state == "visible"
    ]  # fmt: skip
    if not sheets:
        raise Refused(_("„%(name)s“ hat kein sichtbares Blatt.") % {"name": name})
    return sheets, [page.title for page in values.worksheets if page.sheet_state != "visible"]


def _merged(content: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a sheet: first and last row, first and last column, rows from 1, columns from 0."""
    ranges, tail = [], b""
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(path.lstrip("/")) as stream:
        while chunk := stream.read(1 << 20):
            text = tail + chunk
            for found in _MERGED.finditer(text):
                left, top, right, bottom = (part.decode() for part in found.groups())
                ranges.append((int(top), int(bottom), _column(left), _column(right)))
            tail = text[text.rfind(b"<") :]  # a tag that the end of the chunk cut in two
            if _MERGED.match(tail):
                tail = b""
    return ranges[:MAX_MERGED]


def _column(letters: str) -> int:
    """„A“ is 0, „AA“ 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _weigh(content: bytes, name: str) -> bool:
    """Refuse bombs before anything is unpacked. Says whether a sheet has formulas."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, name)
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in names and not any(part.endswith("workbook.xml") for part in names):
                raise Refused(
                    _("„%(name)s“ ist keine Excel-Mappe. Bitte speichern Sie die Tabelle als .xlsx oder CSV.")
                    % {"name": name}
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_prolog(archive, entry, name)
            return any(_has_formula(archive, entry) for entry in entries if "worksheets/" in entry.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise _damaged(name) from error


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Python unpacks no more of an entry than its directory declares, so the declared sizes are the real bound."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(
            _("„%(name)s“ wird beim Entpacken zu groß. Bitte speichern Sie nur das eine Blatt als .xlsx oder CSV.")
            % {"name": name}
        )
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused(
                _("„%(name)s“ ist verdächtig stark gepackt und wird nicht geöffnet. Bitte als CSV speichern.")
                % {"name": name}
            )


def _check_prolog(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a document type (entities, external references) by reading up to the first element, in any encoding."""
    begun: list[str] = []
    parser = expat.ParserCreate()

    def doctype(*_arguments: Any) -> None:
        raise Refused(
            _("„%(name)s“ enthält Definitionen, die in einer Excel-Mappe nichts zu suchen haben (DOCTYPE).")
            % {"name": name}
        )

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda tag, _attributes: begun.append(tag)
    with archive.open(entry) as stream:
        while not begun and (chunk := stream.read(4096)):
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError as error:
                raise _damaged(name) from error


def _has_formula(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(1 << 20):
            if _FORMULA.search(tail + chunk):
                return True
            tail = chunk[-40:]
    return False


def _open(content: bytes, name: str, *, values: bool) -> Any:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)
        for page in book.worksheets:
            page.reset_dimensions()  # the range a sheet claims may be wrong or enormous
    except Exception as error:  # openpyxl raises anything on a damaged part
        raise _damaged(name) from error
    return book


def _damaged(name: str) -> Refused:
    return Refused(
        _("„%(name)s“ ist als Excel-Mappe beschädigt. Bitte öffnen Sie sie in Excel und speichern Sie sie neu.")
        % {"name": name}
    )


def _records(page: Any, formulas: Any, name: str) -> Records:
    """Row number, texts and problems of every row of the sheet."""
    pairs = zip(_pages(page, name), _pages(formulas, name) if formulas is not None else repeat(()), strict=False)
    for line, (cells, sources) in enumerate(pairs, start=1):
        if len(cells) > MAX_COLUMNS and any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
            raise Refused(
                _("„%(name)s“ hat mehr als %(most)s Spalten (Zeile %(line)s). Bitte löschen Sie die übrigen.")
                % {"name": name, "most": MAX_COLUMNS, "line": line}
            )
        texts = [text_of(cell.value, getattr(cell, "number_format", None) or "") for cell in cells[:MAX_COLUMNS]]
        if line > LAST_ROW:
            raise _damaged(name)
        yield line, texts, tuple(_cell_problems(line, cells[:MAX_COLUMNS], sources))


def _pages(page: Any, name: str) -> Iterator[Any]:
    rows = page.iter_rows()
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Refused:
            raise
        except Exception as error:  # a damaged sheet shows itself only while it is read
            raise _damaged(name) from error
        yield row


def _cell_problems(line: int, cells: Any, sources: Any) -> Iterator[Problem]:
    for number, cell in enumerate(cells):
        if cell.value is not None and cell.data_type == "e":
            yield Problem(
                _("Die Zelle %(coordinate)s enthält einen Rechenfehler (%(value)s).")
                % {"coordinate": cell.coordinate, "value": cell.value},
                line,
                cell=number,
            )
        source = sources[number] if number < len(sources) else None
        if cell.value is None and source is not None and source.value is not None and source.data_type == "f":
            yield Problem(
                _(
                    "Die Formel in %(coordinate)s hat kein gespeichertes Ergebnis. "
                    "Bitte öffnen Sie die Datei in Excel und speichern Sie sie neu."
                )
                % {"coordinate": source.coordinate},
                line,
                cell=number,
            )


def text_of(value: Any, number_format: str = "") -> str:
    """A cell as text: 10115.0 is „10115“, 1067 shown as 00000 is „01067“, dates are ISO, fractions have a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        return Number(_number(value, number_format))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value).replace("\x00", "").replace("_x000D_", "").strip()


def _number(value: int | float, number_format: str) -> str:
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        text = format(Decimal(format(value, ".15g")), "f")  # the fifteen digits that Excel keeps and shows
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = str(value)
    if _ZEROS.fullmatch(number_format) and text.isdigit():
        return text.zfill(len(number_format))
    return "0" if text == "-0" else text
