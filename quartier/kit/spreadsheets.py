"""Rows as CSV and XLSX. Text that a spreadsheet would run as a formula is defused."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

Cell = str | int | Decimal | None
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
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook(rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """Rows as XLSX; text stays text, sums are numbers with two decimals."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "in_memory": False})
    sheet = book.add_worksheet(title[:31])
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, bold if number == 0 else None, money)
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any, money: Any) -> None:
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, money)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell, style)
