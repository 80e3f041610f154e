"""Rows of spending: payments, receipts, settlements and what is paid back."""

from quartier.spending.models.payments import READERS, Payment, PaymentQuerySet, of_grant
from quartier.spending.models.receipts import Receipt, ReceiptQuerySet, ReceiptReview
from quartier.spending.models.settlements import (
    Reclaim,
    ReclaimQuerySet,
    Settlement,
    SettlementPhoto,
    SettlementPhotoQuerySet,
    SettlementQuerySet,
    SettlementResult,
)

__all__ = [
    "READERS", "Payment", "PaymentQuerySet", "Receipt", "ReceiptQuerySet", "ReceiptReview", "Reclaim", "ReclaimQuerySet",
    "Settlement", "SettlementPhoto", "SettlementPhotoQuerySet", "SettlementQuerySet", "SettlementResult", "of_grant",
]  # fmt: skip
