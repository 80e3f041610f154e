"""The verbs of spending: money goes out, receipts come in, the settlement is decided, what is too much comes back."""

from quartier.spending.actions.amendments import amend_grant
from quartier.spending.actions.funder import answer_funder, check_by_funder, cut_by_funder
from quartier.spending.actions.hours import note_hours, reverse_hours
from quartier.spending.actions.incomes import note_income, reverse_income
from quartier.spending.actions.interim import answer_interim, order_interim_paper, save_interim, submit_interim
from quartier.spending.actions.inventory import inspect, list_thing, move_thing, thing_gone
from quartier.spending.actions.letters import (
    keep_revocation_letter,
    revocation_letter_again,
    revocation_letter_failed,
)
from quartier.spending.actions.papers import (
    keep_bundle,
    keep_interim,
    keep_papers,
    note_bound,
    note_interim,
    note_papers_failed,
)
from quartier.spending.actions.payments import book_payment, book_reclaim, cancel_payment, order_payment
from quartier.spending.actions.quotes import Offer, attach_quotes, note_quotes
from quartier.spending.actions.receipts import hand_in_receipt, review, withdraw_receipt
from quartier.spending.actions.requests import answer_request, request_payment, withdraw_request
from quartier.spending.actions.revocations import revoke
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
    "Offer", "add_settlement_photo", "amend_grant", "answer_funder", "answer_interim", "answer_request", "attach_quotes", "book_payment",
    "book_reclaim", "cancel_payment", "check_by_funder", "cut_by_funder", "decide_settlement",
    "hand_in_receipt", "inspect", "keep_bundle", "keep_interim", "keep_papers", "keep_revocation_letter", "list_thing", "move_thing",
    "note_bound", "note_hours", "note_income", "note_interim", "note_papers_failed", "note_quotes", "order_interim_paper", "order_papers",
    "order_payment", "remove_settlement_photo", "request_payment", "return_settlement", "reverse_hours", "reverse_income",
    "review", "revocation_letter_again", "revocation_letter_failed", "revoke", "save_interim", "save_settlement", "show_settlement_photo", "submit_interim", "submit_settlement",
    "thing_gone", "withdraw_receipt", "withdraw_request",
]  # fmt: skip
