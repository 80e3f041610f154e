"""What leaves the house about a grant's money: letters as PDF, tables as CSV and XLSX, everything in one bundle."""

from quartier.spending.exports.bundle import bundle_zip, receipts_pdf
from quartier.spending.exports.columns import in_order
from quartier.spending.exports.interim import interim_paper, with_interim_rows
from quartier.spending.exports.inventory import inventory_rows
from quartier.spending.exports.papers import (
    chapters,
    is_decided,
    keep_rows,
    result_letter,
    settlement_paper,
    with_paper_rows,
)
from quartier.spending.exports.revocations import revocation_letter, revocation_with_rows
from quartier.spending.exports.tables import booking_rows, receipt_rows
from quartier.spending.exports.workbook import income_rows, settlement_workbook

__all__ = [
    "booking_rows", "bundle_zip", "chapters", "in_order", "income_rows", "interim_paper", "inventory_rows", "is_decided", "keep_rows", "receipt_rows",
    "receipts_pdf", "result_letter", "revocation_letter", "revocation_with_rows", "settlement_paper", "settlement_workbook", "with_interim_rows",
    "with_paper_rows",
]  # fmt: skip
