"""Forms of funding."""

from quartier.funding.forms.begin import DeskForm, EmailForm, StartForm
from quartier.funding.forms.calculator import CasePaper, HalfForm, HoursForm, InventoryForm, OwnShareForm
from quartier.funding.forms.funds import FundForm, YearForm
from quartier.funding.forms.imports import CaseListForm, LayoutForm, chosen
from quartier.funding.forms.office import CheckForm, GrantForm, JuryForm, ReasonForm, WithdrawForm
from quartier.funding.forms.paper import ApplicationForm, CostForm, MeansForm, Paper

__all__ = [
    "ApplicationForm", "CaseListForm", "CasePaper", "CheckForm", "CostForm", "DeskForm", "EmailForm", "FundForm",
    "GrantForm", "HalfForm", "HoursForm", "InventoryForm", "JuryForm", "LayoutForm", "MeansForm", "OwnShareForm",
    "Paper", "ReasonForm", "StartForm", "WithdrawForm", "YearForm", "chosen",
]  # fmt: skip
