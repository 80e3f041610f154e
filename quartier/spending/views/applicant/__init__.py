from quartier.spending.views.applicant import grants, receipts, settlements

__all__ = ["grants", "receipts", "settlements"]
