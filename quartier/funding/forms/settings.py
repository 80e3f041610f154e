"""How a fund works, as forms: its words and lists, who decides from which sum on, calls, the end of a year."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.committees.models import Committee, Meeting
from quartier.funding import states
from quartier.funding.actions import Step
from quartier.funding.forms.funds import FundForm
from quartier.funding.models import Fund
from quartier.funding.rules.labels import COLUMNS
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField

MOST_STEPS = 8


class SettingsForm(FundForm):
    """Name, purpose, body, and whether the funder looks at every settlement."""

    funder_checks = forms.BooleanField(
        label=_("Der Geldgeber prüft jede Abrechnung"), required=False,
        help_text=_("Dann wartet jede Abrechnung nach dem Büro auf seine Prüfung."),
    )  # fmt: skip
    field_order = ("name", "lead", "committee", "funder_checks")


class ColumnForm(HouseForm):
    """One column of the list of receipts: at which place, under which heading."""

    place = forms.IntegerField(label=_("Platz"), min_value=1, max_value=len(COLUMNS), required=False)
    heading = forms.CharField(label=_("Überschrift"), max_length=60, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():  # in a table: the row and the column say it to the eye
            field.widget.attrs["aria-label"] = f"{field.label}: {self.title}"

    @property
    def code(self) -> str:
        return str(self.initial["code"])

    @property
    def title(self) -> str:
        return str(COLUMNS[self.code])


def column_rows(fund: Fund, data: Any = None) -> BaseFormSet:
    """All columns there are, those of the fund with their place and heading."""
    own = {code: (place, heading) for place, (code, heading) in enumerate(fund.receipt_columns, 1)}
    initial = [
        {"code": code, "place": own.get(code, (None,))[0], "heading": own[code][1] if code in own else label}
        for code, label in COLUMNS.items()
    ]
    made = forms.formset_factory(ColumnForm, extra=0, max_num=len(COLUMNS), absolute_max=len(COLUMNS))
    return made(data, initial=initial, prefix="spalten")


def chosen_columns(rows: BaseFormSet) -> list[tuple[str, str]]:
    """(code, heading) of the columns with a place, in their order. Refused where two want the same place."""
    typed: list[Any] = [row for row in rows.forms if row.cleaned_data.get("place")]
    places = [row.cleaned_data["place"] for row in typed]
    if twice := [row.title for row in typed if places.count(row.cleaned_data["place"]) > 1]:
        raise Refused(
            _("Diese Spalten der Belegliste haben denselben Platz: %(titles)s. Bitte geben Sie jeder einen eigenen.")
            % {"titles": ", ".join(twice)}
        )
    typed.sort(key=lambda row: row.cleaned_data["place"])
    return [(row.code, row.cleaned_data["heading"] or row.title) for row in typed]


class StepForm(HouseForm):
    """One step: from which sum on, and who. An empty sum takes the row out."""

    from_cents = MoneyField(label=_("Ab"), positive=False, required=False)
    who = forms.ChoiceField(label=_("Wer entscheidet"), choices=states.DECIDERS)
    committee = forms.ModelChoiceField(
        label=_("Gremium des Quartiers"), queryset=Committee.objects.none(), required=False, empty_label="–"
    )
    outside = forms.CharField(label=_("Gremium außerhalb"), max_length=120, required=False)

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bodies = Committee.objects.filter(area=area, dissolved_on__isnull=True).order_by("name")
        self.fields["committee"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("from_cents") is None:
            return data
        if data.get("who") == states.BY_COMMITTEE and not data.get("committee"):
            self.add_error("committee", _("Bitte wählen Sie das Gremium des Quartiers, das entscheidet."))
        if data.get("who") == states.BY_OUTSIDE and not data.get("outside"):
            self.add_error("outside", _("Bitte schreiben Sie, wie das Gremium außerhalb heißt."))
        return data


def step_rows(fund: Fund, data: Any = None) -> BaseFormSet:
    """The steps of a fund, with two empty rows."""
    kept = list(fund.steps.values("from_cents", "who", "committee", "outside"))
    made = forms.formset_factory(StepForm, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS)
    rows = made(data, initial=kept if data is None else None, prefix="stufen", form_kwargs={"area": fund.area})
    if data is None:
        rows.management_form.initial["INITIAL_FORMS"] = 0  # every row may become empty
    return rows


def chosen_steps(rows: BaseFormSet) -> list[Step]:
    """The rows with a sum, as the action takes them."""
    typed = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("from_cents") is not None]
    return [Step(data["from_cents"], data["who"], data["committee"], data["outside"]) for data in typed]


class CallForm(HouseForm):
    """Until when applications of a round come in."""

    title = forms.CharField(label=_("Runde"), max_length=120, help_text=_("Zum Beispiel: Herbst 2026."))
    opens_on = DayField(label=_("Von"))
    closes_on = DayField(label=_("Anträge bis"))
    meeting = forms.ModelChoiceField(
        label=_("Entschieden wird in der Sitzung"), queryset=Meeting.objects.none(), required=False,
        empty_label=_("steht noch nicht fest"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Worum es geht"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Steht öffentlich auf der Seite „So bekommen Sie Geld“."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, fund: Fund, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bodies = [fund.committee_id, *fund.steps.exclude(committee=None).values_list("committee", flat=True)]
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.filter(committee__in=bodies, ends_at__gte=dates.now()).order_by("starts_at")
        meetings.label_from_instance = _said

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("Die Frist endet, bevor sie beginnt."))
        return data


def _said(meeting: Meeting) -> str:
    return f"{dates.figures(dates.local(meeting.starts_at).date())}, {meeting.place}"


class YearEndForm(HouseForm):
    """What becomes of the rest of a pot: so much goes into the next year, the remainder lapses."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the rest in cents, as the page showed it
    carried = MoneyField(label=_("Ins nächste Jahr übertragen"), positive=False)
    reason = forms.CharField(
        label=_("Begründung"), max_length=300, required=False, help_text=_("Zum Beispiel das Schreiben des Geldgebers.")
    )
