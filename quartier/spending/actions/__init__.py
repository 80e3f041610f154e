"""The verbs of spending: money goes out, receipts come in, the settlement is decided, what is too much comes back."""

from quartier.spending.actions.incomes import note_income, reverse_income
from quartier.spending.actions.papers import keep_papers, note_papers_failed
from quartier.spending.actions.payments import book_payment, book_reclaim, cancel_payment, order_payment
from quartier.spending.actions.receipts import hand_in_receipt, review, withdraw_receipt
from quartier.spending.actions.settlements import (
    add_settlement_photo,
    decide_settlement,
    order_papers,
    remove_settlement_photo,
    return_settlement,
    save_settlement,
    show_settlement_photo,
    submit_settlement,
)

__all__ = [
    "add_settlement_photo", "book_payment", "book_reclaim", "cancel_payment", "decide_settlement", "hand_in_receipt",
    "keep_papers", "note_income", "note_papers_failed", "order_papers", "order_payment", "remove_settlement_photo", "return_settlement",
    "reverse_income", "review", "save_settlement", "show_settlement_photo", "submit_settlement", "withdraw_receipt",
]  # fmt: skip
