"""Decisions without a session of ours: by the office alone, or as a body outside has told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm, MoneyField

YES, NO = "yes", "no"


class AloneForm(HouseForm):
    """The office says yes by itself."""

    cents = MoneyField(label=_("Betrag"))
    reason = forms.CharField(
        label=_("Begründung"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Steht im Bescheid.")
    )
    condition = forms.CharField(label=_("Auflage"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class OutsideForm(HouseForm):
    """What a body outside the quarter has decided."""

    accepted = forms.ChoiceField(
        label=_("Ergebnis"), choices=((YES, _("Angenommen")), (NO, _("Abgelehnt"))), widget=forms.RadioSelect
    )
    cents = MoneyField(label=_("Betrag"), required=False)
    body = forms.CharField(label=_("Wer entschieden hat"), max_length=120)
    decided_on = DayField(label=_("Entschieden am"))
    reference = forms.CharField(label=_("Aktenzeichen"), max_length=80, required=False)
    reason = forms.CharField(label=_("Begründung"), widget=forms.Textarea(attrs={"rows": 3}))
    condition = forms.CharField(label=_("Auflage"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > dates.today():
            raise forms.ValidationError(_("Dieser Tag liegt in der Zukunft."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("accepted") == YES and not data.get("cents") and "cents" not in self.errors:
            self.add_error("cents", _("Bitte schreiben Sie, über welche Summe entschieden wurde."))
        return data
