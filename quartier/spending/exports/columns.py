"""The list of receipts in the funder's own columns (Belegliste, Nr. 6.2.2 ANBest-P): which, in what order, what is in."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from quartier.funding.models import Grant
from quartier.funding.rules import Rules, load
from quartier.funding.rules.labels import COLUMNS
from quartier.kit.spreadsheets import Cell
from quartier.spending.models import Receipt

DEFAULT = ("number", "paid_on", "payee", "purpose", "line", "amount", "accepted", "reason")
SUMS = ("net", "vat", "amount", "accepted", "cut")
CELLS: dict[str, Callable[[Any], Cell]] = {
    "year": lambda row: row.budget_year or row.paid_on.year,
    "line": lambda row: row.line.title,
    "net": lambda row: euros(row.net_cents),
    "vat": lambda row: euros(row.vat_cents),
    "amount": lambda row: euros(row.cents),
    "accepted": lambda row: euros(row.accepted),
    "cut": lambda row: euros(None if row.accepted is None else row.cents - row.accepted),
    "reason": lambda row: row.note or "",
}


def columns_of(grant: Grant, known: Rules | None = None) -> list[tuple[str, str]]:
    """(code, heading) for each column: the fund's own, else those of the grant's rule set, else ours."""
    own = grant.fund_year.fund.receipt_columns
    if own:
        return [(code, heading) for code, heading in own]
    codes = (known or load(grant.ruleset.text)).get("receipt_columns") or DEFAULT
    return [(code, str(COLUMNS[code])) for code in codes]


def in_order(receipts: Iterable[Any]) -> list[Any]:
    """By line of the plan, then by day (funding.md 3: Belegliste); ``receipts`` with their lines, none taken back."""
    return sorted(receipts, key=lambda row: (row.line.position, row.line_id, row.paid_on, row.number))


def receipts_of(grant: Grant) -> list[Receipt]:
    """The receipts of a grant that count, with line, file and the newest review, in the order of the list."""
    return in_order(grant.spending_receipts.valid().select_related("line", "file", "payment_proof"))


def cell(row: Any, code: str) -> Cell:
    """What stands in the column: text, day, Decimal in euros, or None."""
    return CELLS[code](row) if code in CELLS else getattr(row, code)


def table(columns: Sequence[tuple[str, str]], receipts: Sequence[Any]) -> list[list[Cell]]:
    """Head, a row for each receipt, and the sums."""
    rows: list[list[Cell]] = [[heading for _code, heading in columns]]
    rows += [[cell(row, code) for code, _heading in columns] for row in receipts]
    rows.append([_summed(code, receipts) if code in SUMS else None for code, _heading in columns])
    return rows


def _summed(code: str, receipts: Sequence[Any]) -> Decimal:
    found = [cell(row, code) for row in receipts]
    return sum((value for value in found if isinstance(value, Decimal)), Decimal(0))


def euros(cents: int | None) -> Decimal | None:
    """Cents as a Decimal in euros; None stays None."""
    return None if cents is None else Decimal(cents) / 100
