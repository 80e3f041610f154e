from quartier.spending.views.team import grants, payments, receipts, settlements

__all__ = ["grants", "payments", "receipts", "settlements"]
