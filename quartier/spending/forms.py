from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding.models import CostLine, Grant
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm, MoneyField
from quartier.spending import rules, states

UPLOADS = "image/*,application/pdf,.heic"


class BesideOthers(HouseForm):
    """A form that shares its page with others: the ids of its fields begin with its own name."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}-%s")
        super().__init__(*arguments, **options)


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


class ReportForm(BesideOthers):
    report = forms.CharField(
        label=_("Was haben Sie gemacht, und wie war es?"), max_length=8000,
        error_messages={"required": _("Bitte erzählen Sie in ein paar Sätzen, was Sie gemacht haben.")},
        help_text=_("Ein paar Sätze genügen: was, wann, wie viele kamen, was bleibt."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["report"].required = not self.is_bound or "submit" in self.data  # an unfinished one may be empty


class PhotoForm(BesideOthers):
    caption = forms.CharField(
        label=_("Was ist zu sehen?"),
        max_length=200,
        help_text=_("Ein Satz, auch für Menschen, die das Bild nicht sehen."),
    )
    photo = forms.FileField(
        label=_("Foto"), error_messages={"required": _("Bitte wählen Sie ein Foto aus.")},
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.heic"}),
    )  # fmt: skip


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


class OrderForm(BesideOthers):
    cents = MoneyField(label=_("Betrag in Euro"))


class BookForm(BesideOthers):
    value_on = DayField(label=_("Wertstellung laut Kontoauszug"))
    reference = forms.CharField(label=_("Verwendungszweck oder Zeichen der Bank"), max_length=140, required=False)


class DecideForm(BesideOthers):
    grant_cents = MoneyField(
        label=_("Förderung in Euro"),
        positive=False,
        help_text=_("Der Vorschlag steht schon da. Weniger geht, mit einer Begründung."),
    )
    reason = forms.CharField(
        label=_("Begründung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur nötig, wenn Sie vom Vorschlag abweichen. Sie steht im Verwendungsnachweis."),
    )  # fmt: skip


class ReturnForm(BesideOthers):
    question = forms.CharField(
        label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sie geht per E-Mail an die Antragstellenden. Danach können sie Belege und Bericht ändern."),
    )  # fmt: skip
