"""Founding a fund and opening its year."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.committees.models import Committee
from quartier.funding import queries, rules
from quartier.funding.models import Fund, FundYear, RuleSet
from quartier.kit import dates
from quartier.kit.forms import HouseForm, MoneyField


class FundForm(HouseForm):
    """Found a fund: its name, who decides on it, what it is for."""

    name = forms.CharField(label=_("Name des Fonds"), max_length=80, initial="Aktionsfonds")
    committee = forms.ModelChoiceField(label=_("Wer entscheidet"), queryset=Committee.objects.none())
    lead = forms.CharField(
        label=_("Wofür es Geld gibt"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Der Satz steht öffentlich, zum Beispiel: Geld für kleine Ideen aus der Nachbarschaft."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bodies: Any = self.fields["committee"]
        bodies.queryset = Committee.objects.filter(area=area, dissolved_on__isnull=True).order_by("-kind", "name")
        bodies.empty_label = None


class YearForm(HouseForm):
    """Open a year of a fund."""

    year = forms.IntegerField(label=_("Jahr"), min_value=2000, max_value=2100)
    ruleset = forms.ModelChoiceField(label=_("Regelwerk"), queryset=RuleSet.objects.none(), empty_label=None)
    pot = MoneyField(label=_("Topf"))

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["ruleset"].queryset = queries.rulesets_of(area)  # type: ignore[attr-defined]

    @staticmethod
    def proposed(fund: Fund) -> dict[str, Any]:
        """The next year that is not open, with the rules that hold then (else the newest) and the pot they name."""
        last = FundYear.objects.filter(fund=fund).order_by("-year").first()
        year = max(dates.today().year, last.year + 1) if last else dates.today().year
        newest = queries.ruleset_for(fund, dt.date(year, 1, 1)) or queries.rulesets_of(fund.area).first()
        pot = rules.load(newest.text).get("yearly_pot") if newest else None
        return {"year": year, "ruleset": newest.pk if newest else None, "pot": pot}
