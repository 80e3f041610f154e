"""The calculator as a page of fields: one case, and four small questions. Nothing of it is kept."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import LANDS
from quartier.funding import states
from quartier.funding.forms.paper import begin_in
from quartier.funding.models import RuleSet
from quartier.funding.rules import Case, Income, load
from quartier.funding.rules.calculation import DONATION, REVENUE, THIRD_PARTY
from quartier.funding.rules.parameters import GRANT, TOTAL
from quartier.kit.forms import DayField, HouseForm, MoneyField

LINES, INCOMES, MOST = 3, 1, 40
KINDS = (
    (DONATION, gettext_lazy("Spende")),
    (THIRD_PARTY, gettext_lazy("Andere Förderung")),
    (REVENUE, gettext_lazy("Einnahmen, zum Beispiel Eintritt")),
)
BASES = ((GRANT, gettext_lazy("der Förderung")), (TOTAL, gettext_lazy("aller Kosten")))
WHOLE = Decimal(100)  # a percentage is a part of it


class PercentField(forms.DecimalField):
    """A percentage as people type it, „75“ or „33,3333“; cleaned to a share between 0 and 1."""

    unit = "%"  # stands behind the field

    def __init__(self, **options: Any) -> None:
        places = {"max_digits": 7, "decimal_places": 4} | options
        super().__init__(min_value=0, max_value=100, localize=True, **places)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        found = super().clean(value)
        return None if found is None else found / WHOLE


class CaseForm(HouseForm):
    """A grant as it could be: the rules, the type of financing, what was granted and paid, the own money."""

    ruleset = forms.ModelChoiceField(
        label=gettext_lazy("Nach welchen Regeln"), queryset=RuleSet.objects.none(), empty_label=None
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Art der Finanzierung"), choices=states.FINANCING, initial=states.DEFICIT
    )
    granted = MoneyField(label=gettext_lazy("Bewilligt, höchstens"), positive=False)
    rate = PercentField(
        label=gettext_lazy("Anteil in Prozent"), required=False, max_digits=15, decimal_places=12,
        help_text=gettext_lazy("Nur bei der Anteilfinanzierung: welcher Teil der Kosten bezahlt wird."),
    )  # fmt: skip
    own_share = MoneyField(label=gettext_lazy("Eigenes Geld, geplant"), required=False, positive=False)
    own_brought = MoneyField(
        label=gettext_lazy("Eigenes Geld, eingebracht"), required=False, positive=False,
        help_text=gettext_lazy("Leer: so viel wie geplant."),
    )  # fmt: skip
    paid = MoneyField(label=gettext_lazy("Schon ausgezahlt"), required=False, positive=False)
    recurring = forms.BooleanField(label=gettext_lazy("Jedes Jahr wieder für denselben Zweck"), required=False)

    def __init__(self, *arguments: Any, rulesets: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["ruleset"].queryset = rulesets  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("type") == states.SHARE and not data.get("rate") and "rate" not in self.errors:
            self.add_error("rate", _("Bitte schreiben Sie, welcher Teil der Kosten bezahlt wird, zum Beispiel 75."))
        return data


class LineForm(HouseForm):
    line = forms.CharField(label=gettext_lazy("Kostenzeile"), max_length=120)
    plan = MoneyField(label=gettext_lazy("Geplant"), required=False, positive=False)
    actual = MoneyField(label=gettext_lazy("Ausgegeben"), required=False, positive=False)
    consented = forms.BooleanField(label=gettext_lazy("Mehr ist erlaubt worden"), required=False)


class IncomeForm(HouseForm):
    kind = forms.ChoiceField(label=gettext_lazy("Art"), choices=KINDS, initial=DONATION)
    cents = MoneyField(label=gettext_lazy("Betrag"), positive=False)
    planned = forms.BooleanField(label=gettext_lazy("Stand im Plan"), required=False)


class CasePaper:
    """The whole page: the form, the lines of costs and the money of others."""

    def __init__(self, form: CaseForm, lines: Any, incomes: Any) -> None:
        self.form, self.lines, self.incomes = form, lines, incomes

    @classmethod
    def empty(cls, rulesets: Any, first: dict[str, Any] | None = None) -> "CasePaper":
        """``first``: what the fields of the form hold at first."""
        return cls(
            CaseForm(rulesets=rulesets, initial=first),
            _set(LineForm, LINES)(prefix="zeilen"),
            _set(IncomeForm, INCOMES)(prefix="geld"),
        )

    @classmethod
    def posted(cls, data: QueryDict, rulesets: Any) -> "CasePaper":
        """What was typed; the buttons „Noch eine Zeile“ add a row and keep everything."""
        data = data.copy()
        for name, prefix in (("more_lines", "zeilen"), ("more_incomes", "geld")):
            if data.get("do") == name and (count := data.get(f"{prefix}-TOTAL_FORMS", "")).isdecimal():
                data[f"{prefix}-TOTAL_FORMS"] = str(min(int(count) + 1, MOST))
        form = CaseForm(data, rulesets=rulesets)
        made = cls(form, _set(LineForm, 0)(data, prefix="zeilen"), _set(IncomeForm, 0)(data, prefix="geld"))
        rows = {"more_lines": made.lines, "more_incomes": made.incomes}.get(data.get("do", ""))
        if rows and rows.forms:
            begin_in(rows.forms[-1], "line" if rows is made.lines else "kind")
        return made

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [*self.lines.forms, *self.incomes.forms]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid(), self.incomes.is_valid()])

    @property
    def rules(self) -> Any:
        return load(self.form.cleaned_data["ruleset"].text)

    @property
    def case(self) -> Case:
        """The case, of fields that are valid; two rows of one name are one line. No plan: no row has a planned sum."""
        data = self.form.cleaned_data
        rows = [row.cleaned_data for row in self.lines.forms if row.cleaned_data.get("line")]
        plan: dict[str, int] = {}
        actual: dict[str, int] = {}
        for row in rows:
            name = row["line"].strip()
            plan[name] = plan.get(name, 0) + (row["plan"] or 0)
            actual[name] = actual.get(name, 0) + (row["actual"] or 0)
        own = data["own_share"] or 0
        brought = data["own_brought"]
        money = [row.cleaned_data for row in self.incomes.forms if row.cleaned_data.get("cents")]
        planned = any(row["plan"] is not None for row in rows)
        return Case(
            type=data["type"], granted=data["granted"], plan=plan if planned else {}, actual=actual,
            rate=data["rate"] if data["type"] == states.SHARE else None, own_share=own,
            own_brought=own if brought is None else brought, paid=data["paid"] or 0, recurring=data["recurring"],
            consented=frozenset(row["line"].strip() for row in rows if row["consented"]),
            income=tuple(Income(row["kind"], row["cents"], row["planned"]) for row in money),
        )  # fmt: skip


def _set(form: type[HouseForm], extra: int) -> Any:
    return forms.formset_factory(form, extra=extra, max_num=MOST, absolute_max=MOST)


# Four small questions ---------------------------------------------------------------------------------------------
class OwnShareForm(HouseForm):
    grant = MoneyField(label=gettext_lazy("Förderung"))
    rate = PercentField(label=gettext_lazy("Eigener Anteil in Prozent"))
    base = forms.ChoiceField(label=gettext_lazy("gerechnet von"), choices=BASES)

    def clean_rate(self) -> Decimal:
        rate: Decimal = self.cleaned_data["rate"]
        if rate >= 1:
            raise forms.ValidationError(_("Bitte weniger als 100: Sonst bleibt für eine Förderung nichts übrig."))
        return rate


class HalfForm(HouseForm):
    costs = MoneyField(label=gettext_lazy("Kosten"))
    rate = PercentField(label=gettext_lazy("Öffentlicher Anteil in Prozent"))


class InventoryForm(HouseForm):
    net = MoneyField(label=gettext_lazy("Preis für ein Stück, netto"))
    pieces = forms.IntegerField(label=gettext_lazy("Stück"), min_value=1, max_value=10_000, initial=1)


class ProofForm(HouseForm):
    ends_on = DayField(label=gettext_lazy("Bewilligt bis"))
    fulfilled_on = DayField(
        label=gettext_lazy("Fertig am"), required=False, help_text=gettext_lazy("Leer: noch nicht fertig.")
    )
    land = forms.ChoiceField(
        label=gettext_lazy("Feiertage"), required=False, choices=[("", gettext_lazy("in ganz Deutschland")), *LANDS]
    )


class HoursForm(HouseForm):
    hours = forms.DecimalField(
        label=gettext_lazy("Stunden Ehrenamt"), min_value=0, max_digits=7, decimal_places=2, localize=True
    )
    eligible = MoneyField(label=gettext_lazy("Kosten des Vorhabens"))
