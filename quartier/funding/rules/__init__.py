"""The law of a fund as data, what the office should see in an application, and what a settlement comes to."""

from quartier.funding.rules.accounts import grouped, iban
from quartier.funding.rules.findings import Finding, Way, counted, findings
from quartier.funding.rules.labels import Row, listed
from quartier.funding.rules.plans import Cost, CostPlan, Means, Request, request
from quartier.funding.rules.rulesets import RuleFile, Rules, Value, load, read, read_folder
from quartier.funding.rules.settlement import Proposal, flat, proposal

__all__ = [
    "Cost", "CostPlan", "Finding", "Means", "Proposal", "Request", "Row", "RuleFile", "Rules", "Value", "Way",
    "counted", "findings", "flat", "grouped", "iban", "listed", "load", "proposal", "read", "read_folder", "request",
]  # fmt: skip
