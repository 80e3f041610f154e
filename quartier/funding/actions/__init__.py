"""The verbs of funding: of the fund and its rules, of who applies, and of who decides and grants."""

from quartier.funding.actions.accounts import confirm_account, set_bank_account
from quartier.funding.actions.amendments import amend, amendment_letter_again
from quartier.funding.actions.applications import apply, save, submit
from quartier.funding.actions.attachments import attach, detach
from quartier.funding.actions.changes import ask_change, refuse_change, withdraw_change
from quartier.funding.actions.decisions import check, reject, to_jury, withdraw
from quartier.funding.actions.earlier import add_earlier_cases, remove_earlier_cases
from quartier.funding.actions.funds import found_fund, load_rulesets, open_year
from quartier.funding.actions.grants import grant, letter_again
from quartier.funding.actions.letters import (
    amendment_letter_failed,
    keep_amendment_letter,
    keep_letter,
    letter_failed,
)
from quartier.funding.actions.objections import answer_objection, object_to, settle_finding
from quartier.funding.actions.office import decide_alone, note_outside_decision
from quartier.funding.actions.rulesets import begin_draft, drop_draft, enact, put_in_force, put_value, write_draft
from quartier.funding.actions.settings import Step, change_fund, drop_call, put_call, set_steps
from quartier.funding.actions.years import end_year, move_on
from quartier.funding.rules import Cost, CostPlan, Elsewhere, Means
from quartier.funding.rules.amendments import Target
from quartier.funding.rules.notices import Terms

__all__ = [
    "Cost", "CostPlan", "Elsewhere", "Means", "Step", "Target", "Terms", "add_earlier_cases", "amend",
    "amendment_letter_again", "amendment_letter_failed", "answer_objection", "apply", "ask_change", "attach", "begin_draft",
    "change_fund", "check", "confirm_account", "decide_alone", "detach", "drop_call", "drop_draft", "enact",
    "end_year", "found_fund", "grant", "keep_amendment_letter", "keep_letter", "letter_again", "letter_failed",
    "load_rulesets", "move_on", "note_outside_decision", "object_to", "open_year", "put_call", "put_in_force", "put_value",
    "refuse_change", "reject", "remove_earlier_cases", "save", "set_bank_account", "set_steps", "settle_finding", "submit", "to_jury",
    "withdraw", "withdraw_change", "write_draft",
]  # fmt: skip
