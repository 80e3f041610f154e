"""Forms of funding."""

from quartier.funding.forms.begin import DeskForm, EmailForm, StartForm
from quartier.funding.forms.calculator import CasePaper, HalfForm, HoursForm, InventoryForm, OwnShareForm, ProofForm
from quartier.funding.forms.deciders import AloneForm, OutsideForm
from quartier.funding.forms.funds import FundForm, YearForm
from quartier.funding.forms.imports import CaseListForm, LayoutForm
from quartier.funding.forms.office import AnswerForm, CheckForm, GrantForm, JuryForm, ReasonForm, WithdrawForm
from quartier.funding.forms.paper import ApplicationForm, CostForm, MeansForm, Paper
from quartier.funding.forms.papers import AttachmentForm, ObjectionForm, PlaceForm, ReplyForm, ScanForm
from quartier.funding.forms.rulesets import CopyForm, ForceForm, RulesetUploadForm, TextForm, ValueForm
from quartier.funding.forms.settings import CallForm, SettingsForm, YearEndForm

__all__ = [
    "AloneForm", "AnswerForm", "ApplicationForm", "AttachmentForm", "CallForm", "CaseListForm", "CasePaper", "CheckForm",
    "CopyForm", "CostForm", "DeskForm", "EmailForm", "ForceForm", "FundForm", "GrantForm", "HalfForm", "HoursForm",
    "InventoryForm", "JuryForm", "LayoutForm", "MeansForm", "ObjectionForm", "OutsideForm", "OwnShareForm", "ProofForm", "Paper",
    "PlaceForm", "ReasonForm", "ReplyForm", "RulesetUploadForm", "ScanForm", "SettingsForm", "StartForm", "TextForm",
    "ValueForm", "WithdrawForm", "YearEndForm", "YearForm",
]  # fmt: skip
