"""What leaves the house about a grant's money: letters as PDF, tables as CSV and XLSX."""

from quartier.spending.exports.papers import result_letter, settlement_paper, with_paper_rows
from quartier.spending.exports.tables import booking_rows, receipt_rows

__all__ = [
    "booking_rows", "receipt_rows", "result_letter", "settlement_paper", "with_paper_rows",
]  # fmt: skip
