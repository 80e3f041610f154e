"""The verbs of funding: of the fund and its rules, of who applies, and of who decides and grants."""

from quartier.funding.actions.applications import (
    apply,
    save,
    set_bank_account,
    submit,
)
from quartier.funding.actions.funds import found_fund, load_rulesets, open_year
from quartier.funding.rules import Cost, CostPlan, Means

__all__ = [
    "Cost", "CostPlan", "Means", "apply", "found_fund", "load_rulesets", "open_year", "save", "set_bank_account",
    "submit",
]  # fmt: skip
