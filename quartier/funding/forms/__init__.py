"""Forms of funding."""

from quartier.funding.forms.begin import DeskForm, EmailForm, StartForm
from quartier.funding.forms.funds import FundForm, YearForm
from quartier.funding.forms.office import CheckForm, GrantForm, JuryForm, ReasonForm, WithdrawForm
from quartier.funding.forms.paper import ApplicationForm, CostForm, MeansForm, Paper

__all__ = [
    "ApplicationForm", "CheckForm", "CostForm", "DeskForm", "EmailForm", "FundForm", "GrantForm", "JuryForm", "MeansForm",
    "Paper", "ReasonForm", "StartForm", "WithdrawForm", "YearForm",
]  # fmt: skip
