"""Reads of spending: the books of a grant, and what of them is public."""

from quartier.spending.queries.books import (
    Booking,
    Books,
    Line,
    account_in,
    booked_cents,
    books,
    grants_by_thread,
    open_receipts,
    payment_limit,
    promised_cents,
    proposal_of,
    waiting_cents,
    with_counts,
)
from quartier.spending.queries.incomes import Incomes, incomes
from quartier.spending.queries.public import ProjectMoney, PublicLine, YearMoney, money, public_lines

__all__ = [
    "Booking", "Books", "Incomes", "Line", "ProjectMoney", "PublicLine", "YearMoney", "account_in", "booked_cents", "books",
    "grants_by_thread", "incomes", "money", "open_receipts", "payment_limit", "promised_cents", "proposal_of", "public_lines",
    "waiting_cents", "with_counts",
]  # fmt: skip
