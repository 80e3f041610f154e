"""Receipts and transfers of a grant as tables. Text that a spreadsheet would run as a formula is defused."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.ledger.queries import transfers
from quartier.spending import states
from quartier.spending.models import Receipt

Cell = str | int | Decimal | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def receipt_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The list of receipts (Belegliste, Nr. 6.2.2 ANBest-P), oldest first, with a head."""
    yield [
        _("Nummer"), _("Bezahlt am"), _("Bezahlt an"), _("Wofür"), _("Kostenzeile"), _("Betrag"), _("Stand"),
        _("Anerkannt"), _("Grund"),
    ]  # fmt: skip
    words = dict(states.REVIEW)
    rows = Receipt.objects.filter(grant=grant).reviewed().select_related("line").order_by("number")
    for row in rows.iterator(chunk_size=500):
        standing = str(words[row.result]) if row.result else _("In Prüfung")
        accepted = None if row.accepted is None else _euros(row.accepted)
        yield [
            row.number, f"{row.paid_on:%d.%m.%Y}", row.payee, row.purpose, row.line.title, _euros(row.cents), standing,
            accepted, row.note or "",
        ]  # fmt: skip


def booking_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The transfers of the grant's accounts, in order, with a head."""
    yield [_("Gebucht am"), _("Wertstellung"), _("Von"), _("Nach"), _("Betrag"), _("Grund"), _("Wer")]
    for row in transfers([grant.committed_id, grant.paid_id, grant.spent_id]).iterator(chunk_size=500):
        actor = row.entry.actor
        yield [
            f"{row.booked_on:%d.%m.%Y}", f"{row.value_on:%d.%m.%Y}", row.source.title, row.target.title,
            _euros(row.cents), row.reason, str(actor) if actor else "",
        ]  # fmt: skip


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


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
