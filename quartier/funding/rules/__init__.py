"""The law of a fund as data, what the office should see in an application, and what a settlement comes to."""

from quartier.funding.rules.accounts import grouped, iban
from quartier.funding.rules.amendments import moved_lines, must_ask_something, must_wait, new_purpose
from quartier.funding.rules.calculation import Case, Income, Note, Outcome, flat, settle
from quartier.funding.rules.casefile import CaseFile, answer, euros, named, read_case
from quartier.funding.rules.checklist import Item, checklist, objectable
from quartier.funding.rules.findings import Finding, Way, counted, findings, settled
from quartier.funding.rules.labels import Difference, Row, differences, listed, row, unsettled
from quartier.funding.rules.outcomes import spoken, sums
from quartier.funding.rules.parameters import Value
from quartier.funding.rules.plans import Cost, CostPlan, Elsewhere, Means, Request, request
from quartier.funding.rules.rulesets import RuleFile, Rules, Wrong, attempt, load, read, read_folder
from quartier.funding.rules.shares import (
    Hours,
    belongs_to_inventory,
    own_share,
    price_step,
    public_part,
    volunteer_hours,
)

__all__ = [
    "Case", "CaseFile", "Cost", "CostPlan", "Difference", "Elsewhere", "Finding", "Hours", "Income", "Item", "Means",
    "Note", "Outcome", "Request", "Row", "RuleFile", "Rules", "Value", "Way", "Wrong", "answer",
    "attempt", "belongs_to_inventory", "checklist", "counted", "differences", "euros", "findings", "flat", "grouped",
    "iban", "listed", "load", "moved_lines", "must_ask_something", "must_wait", "named", "new_purpose",
    "objectable", "own_share", "price_step", "public_part", "read", "read_case", "read_folder", "request", "row", "settle", "settled", "spoken", "sums", "unsettled",
    "volunteer_hours",
]  # fmt: skip
