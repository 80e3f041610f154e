"""The application as one page of fields: what, costs, other money, when, account."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quartier.funding import rules, states
from quartier.funding.models import Application
from quartier.funding.rules import Cost, CostPlan, Means
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField

ROWS, MOST = 3, 30
TEXTS = ("title", "summary", "benefit", "volunteers", "place", "starts_on", "ends_on")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ApplicationForm(HouseForm):
    """The words, days and account of an application. A draft may have gaps; handing in says what is missing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Wie heißt Ihr Vorhaben?"), max_length=120)
    summary = forms.CharField(
        label=_("Was haben Sie vor?"),
        widget=_area(6),
        help_text=_("Wer trifft sich, was passiert, wie oft. Dieser Text steht später öffentlich beim Projekt."),
    )
    benefit = forms.CharField(label=_("Was hat die Nachbarschaft davon?"), widget=_area(3), required=False)
    volunteers = forms.CharField(
        label=_("Wer hilft ehrenamtlich mit?"),
        widget=_area(2),
        required=False,
        help_text=_("Zum Beispiel „vier Personen, zusammen 40 Stunden“."),
    )
    place = forms.CharField(label=_("Wo findet es statt?"), max_length=120, required=False)
    starts_on = DayField(label=_("Beginn"))
    ends_on = DayField(label=_("Ende"))
    holder = forms.CharField(label=_("Wem gehört das Konto?"), max_length=120, required=False)
    iban = forms.CharField(
        label=_("IBAN"), max_length=42, required=False,
        help_text=_("Sie können das Konto auch später angeben. Die Jury sieht es nicht."),
    )  # fmt: skip

    LATER = ("summary", "starts_on", "ends_on")  # wanted, but a draft may do without them for now

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self.LATER:
            if self.has_error(name, code="required"):
                self.errors.pop(name)
                self.cleaned_data[name] = "" if name == "summary" else None

    def clean_iban(self) -> str:
        text = self.cleaned_data["iban"]
        try:
            return rules.iban(text) if text else ""
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        if data.get("iban") and not data.get("holder"):
            self.add_error("holder", _("Bitte schreiben Sie, wem das Konto gehört."))
        if data.get("holder") and not data.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Bitte schreiben Sie die IBAN dazu."))
        return data


class CostForm(HouseForm):
    title = forms.CharField(label=_("Wofür"), max_length=120)
    cents = MoneyField(label=_("Betrag"))


class MeansForm(HouseForm):
    kind = forms.ChoiceField(label=_("Art"), choices=states.FINANCE, initial=states.OWN)
    title = forms.CharField(label=_("Woher"), max_length=120, required=False)
    cents = MoneyField(label=_("Betrag"))


class Paper:
    """All fields of an application together: the form and the rows of both plans, as typed or as kept."""

    def __init__(self, form: ApplicationForm, costs: Any, means: Any) -> None:
        self.form, self.costs, self.means = form, costs, means

    @classmethod
    def of(cls, application: Application) -> "Paper":
        """What is kept, with a few empty rows."""
        account = getattr(application, "bank_account", None)
        initial = {name: getattr(application, name) for name in TEXTS} | {"version": application.version}
        if account:
            initial |= {"holder": account.holder, "iban": rules.grouped(account.iban)}
        costs = [{"title": row.title, "cents": row.cents} for row in application.cost_lines.all()]
        means = [{"kind": row.kind, "title": row.title, "cents": row.cents} for row in application.finance_lines.all()]
        return cls(
            ApplicationForm(initial=initial), _rows(CostForm, "kosten", costs, ROWS if not costs else 1),
            _rows(MeansForm, "mittel", means, 1),
        )  # fmt: skip

    @classmethod
    def posted(cls, data: QueryDict) -> "Paper":
        return cls(ApplicationForm(data), _set(CostForm)(data, prefix="kosten"), _set(MeansForm)(data, prefix="mittel"))

    @classmethod
    def longer(cls, data: QueryDict) -> "Paper":
        """What was typed, unchecked, with one more row where the button stood."""
        form = ApplicationForm(initial={name: data.get(name, "") for name in ApplicationForm.base_fields})
        more = data.get("do")
        return cls(
            form, _rows(CostForm, "kosten", _typed(data, CostForm, "kosten"), int(more == "more_costs")),
            _rows(MeansForm, "mittel", _typed(data, MeansForm, "mittel"), int(more == "more_means")),
        )  # fmt: skip

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [*self.costs.forms, *self.means.forms]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.costs.is_valid(), self.means.is_valid()])

    @property
    def fields(self) -> dict[str, Any]:
        return {name: self.form.cleaned_data[name] for name in TEXTS}

    @property
    def plan(self) -> CostPlan:
        costs = [row.cleaned_data for row in self.costs.forms if row.cleaned_data.get("cents")]
        means = [row.cleaned_data for row in self.means.forms if row.cleaned_data.get("cents")]
        return CostPlan(
            tuple(Cost(row["title"], row["cents"]) for row in costs),
            tuple(Means(row["kind"], row["title"], row["cents"]) for row in means),
        )


def _set(form: type[HouseForm]) -> type[BaseFormSet]:
    return forms.formset_factory(form, extra=0, max_num=MOST, absolute_max=MOST)


def _rows(form: type[HouseForm], prefix: str, initial: list[dict[str, Any]], empty: int) -> Any:
    made = forms.formset_factory(form, extra=empty, max_num=MOST)(initial=initial, prefix=prefix)
    made.management_form.initial["INITIAL_FORMS"] = 0  # every row may stay empty: empty rows fall away
    return made


def _typed(data: QueryDict, form: type[HouseForm], prefix: str) -> list[dict[str, Any]]:
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    numbers = range(min(int(count), MOST)) if count.isdigit() else range(0)
    return [{name: data.get(f"{prefix}-{n}-{name}", "") for name in form.base_fields} for n in numbers]


# Beginning --------------------------------------------------------------------------------------------------------
