"""Rows as CSV and XLSX. Text that a spreadsheet would run as a formula is defused."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

Cell = str | int | Decimal | dt.date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(rows: Iterable[Sequence[Cell]], form: str, name: str, title: str) -> HttpResponse | StreamingHttpResponse:
    """Rows (the first is the head) as a download ``name.form``; ``form``: csv or xlsx; ``title``: of the sheet."""
    response: HttpResponse | StreamingHttpResponse
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(workbook(rows, title), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Rows as CSV for German spreadsheets (semicolon, comma, UTF-8 with mark), line by line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _plain(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook(rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """Rows as XLSX; text stays text, sums are numbers with two decimals, days are days."""
    return sheets([(title, rows)])


WIDE = 60  # the widest column, in letters


def sheets(tables: Iterable[tuple[str, Iterable[Sequence[Cell]]]]) -> bytes:
    """An XLSX with a sheet for each (title, rows); the first row is the head and stays in view."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "in_memory": False})
    styles = {
        "head": book.add_format({"bold": True}), "money": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "dd.mm.yyyy"}),
    }  # fmt: skip
    for title, rows in tables:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        widths: dict[int, int] = {}
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, styles)
                widths[column] = max(widths.get(column, 0), len(_plain(cell)))
        for column, width in widths.items():
            sheet.set_column(column, column, min(width + 2, WIDE))
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, styles["money"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), styles["day"])
    elif cell:
        sheet.write_string(row, column, cell, styles["head"] if row == 0 else None)
