"""The office's short forms: check, on the agenda, notice, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding import states
from quartier.kit.forms import DayField, HouseForm


class CheckForm(HouseForm):
    result = forms.ChoiceField(label=_("Ergebnis"), choices=states.CHECK_RESULTS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Nachricht"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Diesen Text liest die antragstellende Person."),
    )


class JuryForm(HouseForm):
    meeting = forms.TypedChoiceField(label=_("Sitzung"), coerce=int)

    def __init__(self, *arguments: Any, meetings: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]


class GrantForm(HouseForm):
    starts_on = DayField(label=_("Ausgaben zählen ab"))
    ends_on = DayField(label=_("und bis"))


class ReasonForm(HouseForm):
    reason = forms.CharField(label=_("Grund"), widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(HouseForm):
    reason = forms.CharField(label=_("Grund"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
