"""The office's short forms: check, on the agenda, notice, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.funding import states
from quartier.funding.actions.applications import MOST_OF_AN_ANSWER
from quartier.funding.forms.calculator import PercentField
from quartier.funding.rules import Rules
from quartier.funding.rules.notices import Terms, meaning, proof_day, types_of
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm


class CheckForm(HouseForm):
    result = forms.ChoiceField(label=_("Ergebnis"), choices=states.CHECK_RESULTS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Nachricht"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Diesen Text liest die antragstellende Person."),
    )
    answer_by = DayField(
        label=_("Antwort bis"), required=False, help_text=_("Nur bei einer Rückfrage. Leer: ohne Tag.")
    )  # fmt: skip


class JuryForm(HouseForm):
    meeting = forms.TypedChoiceField(label=_("Sitzung"), coerce=int)

    def __init__(self, *arguments: Any, meetings: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]


class GrantForm(HouseForm):
    """What the notice fixes for good. Left empty, it is what the rules propose."""

    starts_on = DayField(
        label=_("Ausgaben zählen ab"),
        help_text=_("Sollen auch Einkäufe davor zählen, zum Beispiel Material: dann der Tag des Bescheids."),
    )
    ends_on = DayField(label=_("und bis"))
    proof_due_on = DayField(label=_("Abrechnung bis"), required=False)
    financing = forms.ChoiceField(label=_("Art der Finanzierung"), widget=forms.RadioSelect, required=False)
    rate = PercentField(
        label=_("Anteil in Prozent"), required=False, help_text=_("Nur bei Anteilfinanzierung. Vorschlag: beantragt durch Kosten.")
    )  # fmt: skip
    recurring = forms.BooleanField(label=_("Jedes Jahr wieder für denselben Zweck"), required=False)
    condition = forms.CharField(
        label=_("Auflagen"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jede Zeile eine Auflage. Die Auflagen der Regeln stehen von selbst im Bescheid."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, rules: Rules | None, land: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        words, types = dict(states.FINANCING), types_of(rules) if rules else (states.DEFICIT,)
        choices = [(one, f"{words[one]}: {meaning(one)}") for one in types]
        self.fields["financing"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("financing", types[0])
        if states.SHARE not in types:
            del self.fields["rate"]
        end = self.initial.get("ends_on")
        if rules and end and (known := proof_day(rules, end, land=land)):
            text = gettext("Leer: nach den Regeln, für dieses Ende der %(day)s.") % {"day": dates.figures(known.day)}
            if known.moved:
                moved = gettext("Der %(day)s ist kein Werktag, deshalb der nächste (§ 31 Absatz 3 VwVfG).")
                text += " " + moved % {"day": dates.figures(known.counted)}
            self.fields["proof_due_on"].help_text = text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("financing") == states.SHARE and not data.get("rate") and "rate" not in self.errors:
            self.add_error("rate", _("Bitte schreiben Sie, welchen Anteil wir zahlen, zum Beispiel 75."))
        return data

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(
            financing=data["financing"], rate=data.get("rate") if data["financing"] == states.SHARE else None,
            recurring=data["recurring"], proof_due_on=data["proof_due_on"],
            condition=data["condition"] if self.add_prefix("condition") in self.data else None,
        )  # fmt: skip


class ReasonForm(HouseForm):
    reason = forms.CharField(label=_("Grund"), widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(HouseForm):
    answer = forms.CharField(
        label=_("Antwort in Worten"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=MOST_OF_AN_ANSWER,
        help_text=_("Sie können auch nur den Antrag ändern oder etwas dazulegen."),
    )


class WithdrawForm(HouseForm):
    reason = forms.CharField(label=_("Grund"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
