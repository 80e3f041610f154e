"""Receipts as they are handed in and looked at."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding.models import CostLine
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm, MoneyField
from quartier.spending import rules, states
from quartier.spending.forms.beside import BesideOthers
from quartier.spending.forms.kept import UPLOADS, KeepsFiles, upload_field
from quartier.spending.models import ReceiptReview

BESIDES = (
    "invoice_number", "invoiced_on", "ordered_on", "net_cents", "vat_cents", "budget_year", "payment_proof",
)  # fmt: skip
WRITTEN = ("payee", "purpose", "paid_on", "cents", "line", *BESIDES[:-1])  # what is typed; the proof is a file
DEPOSIT = _("Pfand bekommen Sie zurück, es zählt nicht als Ausgabe.")
DISCOUNT = _("Skonto und Rabatt zählen nicht, nur was bezahlt wurde.")
INPUT_TAX = _("Die Mehrwertsteuer bekommen Sie vom Finanzamt zurück.")
PRIVATE = _("Ein Teil davon gehört nicht zum Projekt.")
USUAL = {"deposit": DEPOSIT, "discount": DISCOUNT, "input_tax": INPUT_TAX, "private": PRIVATE}
REASON = ReceiptReview._meta.get_field("reason").max_length or 0  # letters the column keeps


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


class ReceiptForm(KeepsFiles, HouseForm):
    """What stands on the receipt; a day outside the period asks once whether it is right."""

    FILES = ("payment_proof",)

    payee = forms.CharField(
        label=_("Wo gekauft, wen bezahlt?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    purpose = forms.CharField(label=_("Wofür?"), max_length=160, help_text=_("Zum Beispiel: Holz für die Hochbeete."))
    paid_on = DayField(
        label=_("Datum auf dem Beleg"), help_text=_("Bei einer Rechnung: der Tag, an dem Sie sie bezahlt haben.")
    )  # fmt: skip
    cents = MoneyField(label=_("Betrag in Euro"), help_text=_("Was Sie bezahlt haben, nach Abzug von Skonto."))
    line = forms.ModelChoiceField(
        label=_("Zu welcher Zeile im Kostenplan?"), queryset=CostLine.objects.none(), empty_label=_("Bitte wählen"),
        error_messages={"required": _("Bitte wählen Sie eine Zeile aus."), "invalid_choice": _("Bitte wählen Sie eine Zeile aus der Liste.")},
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("Das Datum stimmt, bitte trotzdem einreichen"), required=False, widget=forms.HiddenInput
    )
    invoice_number = forms.CharField(
        label=_("Rechnungsnummer"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    invoiced_on = DayField(label=_("Rechnung vom"), required=False)
    ordered_on = DayField(label=_("Bestellt am"), required=False)
    net_cents = MoneyField(label=_("Netto in Euro"), required=False, positive=False)
    vat_cents = MoneyField(label=_("Mehrwertsteuer in Euro"), required=False, positive=False)
    budget_year = forms.IntegerField(
        label=_("Haushaltsjahr"), required=False, help_text=_("Nur wenn es nicht das Jahr der Zahlung ist."),
        error_messages={"invalid": _("Bitte geben Sie ein Jahr an, zum Beispiel 2026.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    payment_proof = upload_field(
        _("Zahlungsnachweis"), _("Kontoauszug oder Quittung, wenn der Beleg selbst nicht zeigt, dass bezahlt ist.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        line: Any = self.fields["line"]
        line.queryset = self.grant.application.cost_lines.all()
        if line.queryset.count() == 1:
            self.initial.setdefault("line", line.queryset[0].pk)

    def first(self) -> Iterator[Any]:
        """The few fields everybody fills in."""
        return (self[name] for name in self.fields if name not in BESIDES)

    def besides(self) -> Iterator[Any]:
        """What may stand on a receipt besides; folded on a phone."""
        return (self[name] for name in BESIDES)

    @property
    def unfolded(self) -> bool:
        """Something was typed there, or is wrong there."""
        return any(self[name].errors or self[name].value() for name in BESIDES) or bool(self.kept)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        day, today = facts.get("paid_on"), dates.today()
        if day and day > today:
            self.add_error("paid_on", _("Das Datum liegt in der Zukunft. Bitte nehmen Sie das Datum auf dem Beleg."))
        elif day and not facts.get("sure") and (sentence := rules.outside_period(self.grant, day)):
            self.fields["sure"].widget = forms.CheckboxInput()
            self.fields["sure"].help_text = _("Das Büro entscheidet, ob der Beleg zählt.")
            self.add_error("paid_on", sentence)
        for name in ("ordered_on", "invoiced_on"):
            if facts.get(name) and facts[name] > today:
                self.add_error(name, _("Dieser Tag liegt in der Zukunft. Bitte prüfen Sie ihn."))
        return facts

    def facts(self) -> dict[str, Any]:
        names = ("payee", "purpose", "paid_on", "cents", "line", *BESIDES)
        return {name: self.cleaned_data[name] for name in names} | {"payment_proof": self.kept.get("payment_proof")}


class ReviewForm(BesideOthers):
    """The office's word; the button says which. Amount and reason are needed by what it says."""

    cents = MoneyField(label=_("Anerkannt in Euro"), positive=False)
    usual = forms.ChoiceField(
        label=_("Häufige Gründe"), required=False, widget=forms.RadioSelect,
        choices=[("deposit", _("Pfand")), ("discount", _("Skonto")), ("input_tax", _("Mehrwertsteuer kommt zurück")), ("private", _("Gehört nicht dazu"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Grund der Kürzung"), max_length=REASON, help_text=_("Die Antragstellenden lesen ihn so."),
        error_messages={"required": _("Bitte schreiben Sie einen Grund. Die Antragstellenden lesen ihn so.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    result = forms.ChoiceField(choices=[(name, label) for name, label in states.REVIEW if name != states.WITHDRAWN])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.is_bound:
            said = self.data.get("result")
            self.fields["cents"].required = said == states.CUT
            self.fields["reason"].required = said != states.ACCEPTED and not self.data.get("usual")

    def clean(self) -> dict[str, Any]:
        """Both reasons together are kept as one text; nothing of it is cut off."""
        facts = super().clean() or {}
        spare = REASON - len(self._reason(facts))
        if spare < 0:
            self.add_error("reason", _("Der Grund ist zu lang. Bitte kürzen Sie ihn um %d Zeichen.") % -spare)
        return facts

    @staticmethod
    def _reason(facts: dict[str, Any]) -> str:
        chosen = USUAL.get(facts.get("usual", ""), "")
        return " ".join(part for part in (str(chosen), facts.get("reason", "")) if part)

    def facts(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {"cents": found["cents"], "result": found["result"], "reason": self._reason(found)}
