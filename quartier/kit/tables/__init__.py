"""Safe readers of what other programs save: CSV, Excel workbooks, GeoJSON. Nothing in a file is trusted."""

from pathlib import Path

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused
from quartier.kit.tables.geojson import Feature, read_geojson
from quartier.kit.tables.layout import Layout, find_headers
from quartier.kit.tables.rows import Number, Problem, Row, Sheet, Table, load
from quartier.kit.tables.text import csv_sheet, read_csv
from quartier.kit.tables.workbook import read_xlsx, xlsx_sheets

__all__ = [
    "Feature", "Layout", "Number", "Problem", "Row", "Sheet", "Table", "find_headers", "open_sheets", "read_geojson",
    "read_table",
]  # fmt: skip


def open_sheets(source: Path | str | bytes, *, name: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook, or the one of a CSV file, as records without headers; names of hidden sheets."""
    content = load(source, name)
    if content.startswith(b"PK\x03\x04"):
        return xlsx_sheets(content, name=name)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_workbook(name)
    return [csv_sheet(content, name=name)], []


def read_table(
    source: Path | str | bytes, *, name: str, header_row: int | None = None, sheet: str | None = None
) -> Table:
    """The table in a CSV file or workbook, told apart by content. ``name`` is what the person calls the file.

    The header is the first row with text, or the row ``header_row`` (counted from 1). Values are texts without
    surrounding space. Refused where the whole file cannot be read, also while rows are being read.
    """
    content = load(source, name)
    if content.startswith(b"PK\x03\x04"):
        return read_xlsx(content, name=name, header_row=header_row, sheet=sheet)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_workbook(name)
    return read_csv(content, name=name, header_row=header_row)


def _old_workbook(name: str) -> Refused:
    return Refused(
        _(
            "„%(name)s“ ist eine alte oder mit einem Passwort geschützte Excel-Datei. "
            "Bitte speichern Sie sie ohne Passwort als .xlsx oder CSV."
        )
        % {"name": name}
    )
