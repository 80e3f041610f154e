"""Reads of spending: the books of a grant, and what of them is public."""

from quartier.spending.queries.books import (
    Booking,
    Books,
    Line,
    account_in,
    books,
    grants_by_thread,
    open_receipts,
    payment_limit,
    promised_cents,
    waiting_cents,
    with_counts,
)
from quartier.spending.queries.incomes import Incomes, Means, financing, incomes
from quartier.spending.queries.interim import (
    Expected,
    YearSums,
    expected_interims,
    interim_sums,
    interims_of,
    year_sums,
)
from quartier.spending.queries.matches import Match, elsewhere, matches
from quartier.spending.queries.notices import Notice, account_of, at_hand, last_payment, notice_of, request_findings
from quartier.spending.queries.public import PAGE, ProjectMoney, PublicLine, YearMoney, money, public_lines
from quartier.spending.queries.settling import (
    CHECKED,
    WITH_FUNDER,
    WITH_OFFICE,
    Reckoning,
    booked_cents,
    checkable,
    checked_by,
    clocks_of,
    funder_cuts,
    funder_word,
    reckoning_of,
    word_of_funder,
)
from quartier.spending.queries.sheets import (
    HoursSheet,
    Purchase,
    around,
    hours_sheet,
    income_rows,
    purchases,
    things,
    things_of,
    to_inspect,
)

__all__ = [
    "Booking", "Books", "CHECKED", "Expected", "HoursSheet", "Incomes", "Line", "Match", "Means", "Notice", "ProjectMoney",
    "PAGE", "PublicLine", "Purchase", "Reckoning", "WITH_FUNDER", "WITH_OFFICE", "YearMoney", "YearSums", "account_in", "account_of", "at_hand",
    "around", "booked_cents", "books", "checkable", "checked_by", "clocks_of", "elsewhere", "expected_interims", "financing", "funder_cuts",
    "funder_word", "grants_by_thread", "hours_sheet", "income_rows", "incomes", "interim_sums", "interims_of", "last_payment", "matches", "money", "notice_of",
    "open_receipts", "payment_limit", "promised_cents", "public_lines", "purchases", "reckoning_of", "request_findings", "things",
    "things_of", "to_inspect", "waiting_cents", "with_counts", "word_of_funder", "year_sums",
]  # fmt: skip
