"""Rules as forms: one parameter with its source, the whole text, a file, and from when it is in force."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.funding.models import Fund, RuleSet
from quartier.funding.queries import rulesets_of
from quartier.funding.rules import Value, labels, parameters
from quartier.funding.rules.parameters import READERS, PriceStep
from quartier.kit import money
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField

MOST_BYTES = 1_000_000  # of an uploaded rule file


class RateField(forms.CharField):
    """A share typed in percent: „7,5“; cleaned to a Decimal between 0 and 1."""

    def prepare_value(self, value: Any) -> Any:
        return labels.percent(value).removesuffix(f"{money.NBSP}%") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).replace("%", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            return parameters.rate(str(Decimal(text) / 100))
        except (InvalidOperation, parameters.WrongValue) as error:
            raise forms.ValidationError(
                _("Bitte geben Sie einen Anteil von 0 bis 100 an, zum Beispiel 7,5.")
            ) from error


class LinesField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(line) for line in value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, ...] | None:
        lines = tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())
        return lines or None


class StepsField(LinesField):
    """Steps of comparing prices, one a line: „500,00; 2; zwei Preise vergleichen“."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{money.field(step.over)}; {step.offers}; {step.text}" for step in value)

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        steps = tuple(self._step(line) for line in lines or ())
        if [step.over for step in steps] != sorted({step.over for step in steps}):
            raise forms.ValidationError(_("Bitte von der kleinsten zur größten Summe, jede einmal."))
        return steps or None

    def _step(self, line: str) -> PriceStep:
        parts = [part.strip() for part in line.split(";", 2)]
        try:
            over, offers, text = parts
            return PriceStep(money.parse(over), int(offers), parameters.text(text))
        except (ValueError, Refused, parameters.WrongValue) as error:
            sentence = _("„%(line)s“ können wir nicht lesen. Bitte so: 500,00; 2; zwei Preise vergleichen")
            raise forms.ValidationError(sentence, params={"line": line}) from error


class RefundStepsField(LinesField):
    """Small refunds by the size of the grant, one a line: „bis 20.000,00: 5 %, höchstens 500,00“."""

    def prepare_value(self, value: Any) -> Any:
        written = super().prepare_value(value)
        if not isinstance(value, tuple):
            return written
        return re.sub(r"\d+\.\d\d\b", lambda sum_: money.field(money.parse(sum_[0].replace(".", ","))), written)

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        if lines is None:
            return None
        try:
            return parameters.refund_steps([self._plain(line) for line in lines])
        except (Refused, parameters.WrongValue) as error:
            sentence = _(
                "Bitte so, von der kleinsten zur größten Förderung: „bis 20.000,00: 5 %, höchstens 500,00“, die letzte Zeile „darüber: höchstens 2.500,00“."
            )
            raise forms.ValidationError(sentence) from error

    @staticmethod
    def _plain(line: str) -> str:
        """The line as the file writes it: sums with a point before the cents, nothing between thousands."""

        def written(found: re.Match[str]) -> str:
            cents = money.parse(found[2])
            return f"{found[1]} {cents // 100}.{cents % 100:02}"

        return re.sub(r"(bis|höchstens) ([\d.,]*\d)", written, re.sub(r"\s*€", "", line))


class DayOfYearField(forms.CharField):
    """A day of the year: „31.1.“; cleaned to „01-31“."""

    def prepare_value(self, value: Any) -> Any:
        is_kept = isinstance(value, str) and len(value) == len("01-31") and value[2] == "-"
        return f"{value[3:]}.{value[:2]}." if is_kept else value

    def clean(self, value: Any) -> str | None:
        parts = [part for part in super().clean(value).split(".") if part.strip()]
        if not parts:
            return None
        try:
            day, month = (int(part) for part in parts)
            return parameters.day_of_year(f"{month:02}-{day:02}")
        except (ValueError, parameters.WrongValue) as error:
            raise forms.ValidationError(_("Bitte Tag und Monat so: 31.1.")) from error


class YesNoField(forms.TypedChoiceField):
    def __init__(self, **options: Any) -> None:
        choices = (("ja", _("ja")), ("nein", _("nein")), ("", _("nicht bekannt")))
        super().__init__(
            choices=choices, coerce=lambda word: word == "ja", empty_value=None, widget=forms.RadioSelect, **options
        )

    def prepare_value(self, value: Any) -> Any:
        return ("ja" if value else "nein") if isinstance(value, bool) else value


def _value_field(name: str) -> forms.Field:
    """The field for a parameter, by how it is read. It may stay empty: the value is not known."""
    reader: Any = READERS[name]
    options: dict[str, Any] = {"label": labels.LABELS[name], "required": False}
    if isinstance(reader, parameters.SomeOf):
        choices = [(word, labels.WORDS.get(word, word)) for word in reader.allowed]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)
    if isinstance(reader, parameters.OneOf):
        words = [(word, labels.WORDS.get(word, word)) for word in reader.allowed]
        return forms.ChoiceField(choices=[*words, ("", _("nicht bekannt"))], widget=forms.RadioSelect, **options)
    if reader is parameters.text:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **options)
    if reader is parameters.count:
        return forms.IntegerField(min_value=0, max_value=1000, **options)
    if reader is parameters.money:
        return MoneyField(positive=False, **options)
    hints = {
        parameters.rate: _("In Prozent, zum Beispiel 7,5."), parameters.texts: _("Ein Eintrag je Zeile."),
        parameters.steps: _("Eine Stufe je Zeile: über welcher Summe; wie viele Angebote; was dann zu tun ist."),
        parameters.day_of_year: _("Tag und Monat, zum Beispiel 31.1."),
        parameters.refund_steps: _("Eine Stufe je Zeile: „bis 20.000,00: 5 %, höchstens 500,00“. Die letzte: „darüber: höchstens 2.500,00“."),
    }  # fmt: skip
    kinds: dict[Any, Any] = {
        parameters.rate: RateField, parameters.texts: LinesField, parameters.refund_steps: RefundStepsField, parameters.steps: StepsField,
        parameters.day_of_year: DayOfYearField, parameters.yes_or_no: YesNoField,
    }  # fmt: skip
    return kinds[reader](help_text=hints.get(reader, ""), **options)


class ValueForm(HouseForm):
    """One parameter of a rule set: its value, where it stands, whether somebody has confirmed it."""

    value = forms.Field()
    source = forms.CharField(
        label=_("Quelle"), max_length=300,
        help_text=_("Wo der Wert steht: Gesetz mit Nummer, Bescheid mit Seite, Auskunft mit Name und Tag."),
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=_("Bestätigt"), required=False,
        help_text=_("Solange niemand den Wert bestätigt hat, steht er überall als offen da."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, name: str, kept: Value[Any] | None, **options: Any) -> None:
        initial = {"value": kept.value, "source": kept.source, "confirmed": kept.confirmed} if kept else {}
        super().__init__(*arguments, initial=initial, **options)
        self.name = name
        self.fields["value"] = _value_field(name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("confirmed") and self._typed(data) is None and "value" not in self.errors:
            self.add_error("value", _("Ein bestätigter Wert braucht hier etwas. Sonst nehmen Sie den Haken weg."))
        return data

    @staticmethod
    def _typed(data: dict[str, Any]) -> Any:
        value = data.get("value")
        if isinstance(value, list):
            value = tuple(value)
        return None if value in ("", ()) else value

    @property
    def parameter(self) -> Value[Any]:
        """What was typed, as a value of the rules."""
        data = self.cleaned_data
        return Value(self._typed(data), data["source"], data["confirmed"])


class CopyForm(HouseForm):
    """A copy with a name of its own: it stands in every notice."""

    title = forms.CharField(
        label=_("Wie soll es heißen?"), max_length=160, required=False,
        help_text=_("Der Name steht in jedem Bescheid, zum Beispiel: Aktionsfonds Musterstadt."),
    )  # fmt: skip


class TextForm(HouseForm):
    """The rules as TOML, for those who know their way about it."""

    text = forms.CharField(
        label=_("Wortlaut"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), strip=False
    )
    read_text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class RulesetUploadForm(HouseForm):
    file = forms.FileField(label=_("Datei (TOML)"))
    copy_of = forms.ModelChoiceField(label=_("Vergleichen mit"), queryset=RuleSet.objects.none(), empty_label=None)

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["copy_of"].queryset = rulesets_of(area)  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Diese Datei ist zu groß für ein Regelwerk. Ist es die richtige?"))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("Diese Datei ist kein Text in UTF-8. Ein Regelwerk ist eine .toml-Datei.")
            ) from error


class ForceForm(HouseForm):
    """From when rules are in force, and for which fund."""

    fund = forms.ModelChoiceField(label=_("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    valid_from = DayField(label=_("Gilt ab"))

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["fund"].queryset = Fund.objects.filter(area=area).order_by("name")  # type: ignore[attr-defined]
