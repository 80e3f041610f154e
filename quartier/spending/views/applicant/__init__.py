from quartier.spending.views.applicant import changes, grants, interim, money, receipts, settlements, sheets

__all__ = ["changes", "grants", "interim", "money", "receipts", "settlements", "sheets"]
