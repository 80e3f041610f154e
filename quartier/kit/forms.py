"""Form fields as every form of the house has them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit import dates, money
from quartier.kit.errors import Refused


class MoneyField(forms.CharField):
    """An amount a person types; cleaned to integer cents. Never below zero; ``positive``: zero neither."""

    def __init__(self, *, positive: bool = True, **options: Any) -> None:
        self.positive = positive
        options.setdefault("error_messages", {"required": _("Bitte geben Sie einen Betrag an, zum Beispiel 1.500,00.")})
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options)

    def prepare_value(self, value: Any) -> Any:
        return money.field(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = money.parse(text)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused
        if self.positive and cents <= 0:
            raise forms.ValidationError(_("Bitte geben Sie einen Betrag über 0,00 € an."))
        if cents < 0:
            raise forms.ValidationError(_("Bitte geben Sie einen Betrag ohne Minuszeichen an."))
        return cents


class UploadField(forms.FileField):
    """A file to be read in. ``accept``: what the browser offers; ``limit``: bytes; ``larger``: what is said above it."""

    def __init__(self, *, accept: str, limit: int, larger: Any, **options: Any) -> None:
        self.limit, self.larger = limit, larger
        said = {
            "required": _("Bitte wählen Sie eine Datei aus."), "empty": _("Diese Datei ist leer."),
            "max_length": _("Der Name der Datei ist zu lang."),
        }  # fmt: skip
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), error_messages=said, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload.size > self.limit:
            raise forms.ValidationError(self.larger % {"n": self.limit // 1_000_000})
        return upload


def list_field(help_text: Any) -> UploadField:
    """A list as a file: 10 MB; the 4,942 rows of Hamburg take 0.65 as a workbook, the command line reads more."""
    return UploadField(
        label=_("Liste"), help_text=help_text, accept=".csv,.txt,.xlsx", limit=10_000_000,
        larger=_("Die Datei ist größer als %(n)d MB. Größere Listen liest die Betreuung der Anlage ein."),
    )  # fmt: skip


YEARS = range(1900, 2200)  # what people mean; a half-typed „0202“ is a slip, and 9999 has no day after


class DayField(forms.DateField):
    """A day; the browser's own picker, and „24.12.2026“ typed by hand."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("required", _("Bitte geben Sie einen Tag an, zum Beispiel 24.12.2026."))
        options["error_messages"].setdefault("invalid", _("Diesen Tag gibt es nicht. Bitte so: 24.12.2026"))
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=formats, **options)

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class ClockField(forms.TimeField):
    """A time of day: „18:30“."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("required", _("Bitte geben Sie eine Uhrzeit an, zum Beispiel 18:30."))
        options["error_messages"].setdefault("invalid", _("Das ist keine Uhrzeit. Bitte so: 18:30"))
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%H"], **options)


def moment(day: dt.date, clock: dt.time) -> dt.datetime:
    """Day and local time as one moment."""
    return dates.at(day, clock.hour, clock.minute)


class HouseForm(forms.Form):
    """The house's form: German requirement sentences, and refusals of actions beside the field or on top."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Bitte füllen Sie dieses Feld aus.")
            if isinstance(field, forms.EmailField):
                field.error_messages.setdefault(
                    "invalid", _("Das ist keine E-Mail-Adresse. Bitte so: name@beispiel.de")
                )

    def refuse(self, refused: Refused, field: str | None = None) -> None:
        """Show what an action refused."""
        self.add_error(field if field in self.fields else None, refused.message)
