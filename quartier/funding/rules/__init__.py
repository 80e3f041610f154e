"""The law of a fund as data, what the office should see in an application, and what a settlement comes to."""

from quartier.funding.rules.findings import Finding, Way, findings, worst
from quartier.funding.rules.plans import Cost, CostPlan, Means, Request, request
from quartier.funding.rules.rulesets import RuleFile, Rules, Value, load, read, read_folder
from quartier.funding.rules.settlement import Proposal, flat, proposal

__all__ = [
    "Cost", "CostPlan", "Finding", "Means", "Proposal", "Request", "RuleFile", "Rules", "Value", "Way",
    "findings", "flat", "load", "proposal", "read", "read_folder", "request", "worst",
]  # fmt: skip
