"""Rows of funding: funds and their rules, applications, grants."""

from quartier.funding.models.applications import (
    READERS,
    Application,
    ApplicationQuerySet,
    BankAccount,
    Check,
    CostLine,
    FinanceLine,
    Rejection,
    Withdrawal,
)
from quartier.funding.models.funds import Fund, FundYear, RuleSet
from quartier.funding.models.grants import Grant, GrantQuerySet

__all__ = [
    "READERS", "Application", "ApplicationQuerySet", "BankAccount", "Check", "CostLine", "FinanceLine", "Fund",
    "FundYear", "Grant", "GrantQuerySet", "Rejection", "RuleSet", "Withdrawal",
]  # fmt: skip
