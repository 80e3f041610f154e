"""The verbs of funding: of the fund and its rules, of who applies, and of who decides and grants."""

from quartier.funding.actions.accounts import confirm_account, set_bank_account
from quartier.funding.actions.amendments import amend
from quartier.funding.actions.applications import apply, save, submit
from quartier.funding.actions.decisions import check, reject, to_jury, withdraw
from quartier.funding.actions.earlier import add_earlier_cases, remove_earlier_cases
from quartier.funding.actions.funds import found_fund, load_rulesets, open_year
from quartier.funding.actions.grants import grant
from quartier.funding.actions.letters import (
    amendment_letter_again,
    amendment_letter_failed,
    keep_amendment_letter,
    keep_letter,
    letter_again,
    letter_failed,
)
from quartier.funding.actions.office import decide_alone, note_outside_decision
from quartier.funding.rules import Cost, CostPlan, Means
from quartier.funding.rules.amendments import Target
from quartier.funding.rules.notices import Terms

__all__ = [
    "Cost", "CostPlan", "Means", "Target", "Terms", "add_earlier_cases", "amend", "amendment_letter_again",
    "amendment_letter_failed", "apply", "check", "confirm_account", "decide_alone", "found_fund", "grant",
    "keep_amendment_letter", "keep_letter", "letter_again", "letter_failed", "load_rulesets", "note_outside_decision", "open_year", "reject",
    "remove_earlier_cases", "save", "set_bank_account", "submit", "to_jury", "withdraw",
]  # fmt: skip
