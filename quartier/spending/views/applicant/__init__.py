from quartier.spending.views.applicant import grants, interim, money, receipts, settlements, sheets

__all__ = ["grants", "interim", "money", "receipts", "settlements", "sheets"]
