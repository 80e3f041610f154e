"""Receipts as they are handed in and looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding.models import CostLine, Grant
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm, MoneyField
from quartier.spending import rules, states
from quartier.spending.forms.beside import BesideOthers

UPLOADS = "image/*,application/pdf,.heic"


class ReceiptFileForm(HouseForm):
    """The photo or PDF of a receipt, before anything is typed."""

    file = forms.FileField(
        label=_("Foto oder Datei"),
        error_messages={
            "required": _("Bitte wählen Sie ein Foto oder eine Datei aus."),
            "empty": _("Die Datei ist leer. Bitte wählen Sie sie noch einmal aus."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": UPLOADS}),
    )


class ReceiptForm(HouseForm):
    """What stands on the receipt; a day outside the period asks once whether it is right."""

    payee = forms.CharField(
        label=_("Wo gekauft, wen bezahlt?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    purpose = forms.CharField(label=_("Wofür?"), max_length=160, help_text=_("Zum Beispiel: Holz für die Hochbeete."))
    paid_on = DayField(label=_("Datum auf dem Beleg"))
    cents = MoneyField(label=_("Betrag in Euro"))
    line = forms.ModelChoiceField(
        label=_("Zu welcher Zeile im Kostenplan?"), queryset=CostLine.objects.none(), empty_label=_("Bitte wählen"),
        error_messages={"required": _("Bitte wählen Sie eine Zeile aus."), "invalid_choice": _("Bitte wählen Sie eine Zeile aus der Liste.")},
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("Das Datum stimmt, bitte trotzdem einreichen"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *arguments: Any, grant: Grant, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.grant = grant
        line: Any = self.fields["line"]
        line.queryset = grant.application.cost_lines.all()
        if line.queryset.count() == 1:
            self.initial.setdefault("line", line.queryset[0].pk)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        day = facts.get("paid_on")
        if day and day > dates.today():
            self.add_error("paid_on", _("Das Datum liegt in der Zukunft. Bitte nehmen Sie das Datum auf dem Beleg."))
        elif day and not facts.get("sure") and (sentence := rules.outside_period(self.grant, day)):
            self.fields["sure"].widget = forms.CheckboxInput()
            self.fields["sure"].help_text = _("Das Büro entscheidet, ob der Beleg zählt.")
            self.add_error("paid_on", sentence)
        return facts

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("payee", "purpose", "paid_on", "cents", "line")}


class ReviewForm(BesideOthers):
    """The office's word; the button says which. Amount and reason are needed by what it says."""

    cents = MoneyField(label=_("Anerkannt in Euro"), positive=False)
    reason = forms.CharField(
        label=_("Grund der Kürzung"), max_length=300, help_text=_("Die Antragstellenden lesen ihn so."),
        error_messages={"required": _("Bitte schreiben Sie einen Grund. Die Antragstellenden lesen ihn so.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    result = forms.ChoiceField(choices=[(name, label) for name, label in states.REVIEW if name != states.WITHDRAWN])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.is_bound:
            said = self.data.get("result")
            self.fields["cents"].required = said == states.CUT
            self.fields["reason"].required = said != states.ACCEPTED

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("cents", "reason", "result")}
