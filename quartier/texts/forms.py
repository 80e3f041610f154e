from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm
from quartier.texts.rules import EASY, direction, tag

LONGEST = 10_000  # letters of a text


class SignForm(HouseForm):
    """Who has read the words of the pages in a language, and when."""

    reader = forms.CharField(label=_("Wer hat die Texte gelesen?"), max_length=120, help_text=_("Vorname und Name"))
    on = DayField(label=_("Wann?"), initial=dates.today)


class VersionForm(HouseForm):
    """The texts of a row in one language; made from the row's own fields, so that labels and lengths are theirs."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    machine = forms.BooleanField(
        label=_("Ein Programm hat diesen Text geschrieben"),
        required=False,
        help_text=_("Dann steht das dabei, bis jemand den Text gelesen hat."),
    )

    def __init__(self, *arguments: Any, row: Any, language: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.names = tuple(row.TEXTS)
        machine = self.fields.pop("machine")
        for name in self.names:
            self.fields[name] = _text_field(row, name, language)
        self.fields["machine"] = machine

    def texts(self) -> dict[str, str]:
        """What was typed, by the names in the row's ``TEXTS``."""
        return {name: self.cleaned_data[name] for name in self.names}


class DraftField(forms.CharField):
    """Needed before the version is published; a draft is saved without."""

    def validate(self, value: str) -> None:
        pass


def _text_field(row: Any, name: str, language: str) -> forms.CharField:
    """As long as the original's, and half as long again: other languages need more letters."""
    of: Any = row._meta.get_field(name)
    most = of.max_length * 3 // 2 if of.max_length else LONGEST
    long = not of.max_length or (language == EASY and name != row.TEXTS[0])
    lines = (8 if language == EASY else 6) if not of.max_length else 4
    attributes: dict[str, Any] = {"lang": tag(language), "dir": direction(language)}
    widget = forms.Textarea(attributes | {"rows": lines}) if long else forms.TextInput(attributes)
    needed = bool(getattr(row, name)) and (language != EASY or name == row.TEXTS[0])
    most = LONGEST if long else most
    return DraftField(label=of.verbose_name, max_length=most, required=needed, widget=widget)


class ReaderForm(HouseForm):
    """Who speaks the language and has read the version."""

    reader = forms.CharField(label=_("Wer hat den Text gelesen?"), max_length=120, help_text=_("Vorname und Name"))


class CheckedForm(HouseForm):
    """Which group of people with learning difficulties has checked the text, and when."""

    group = forms.CharField(
        label=_("Welche Prüfgruppe?"),
        max_length=160,
        help_text=_("Menschen mit Lernschwierigkeiten, die den Text gelesen haben. Der Name steht auf der Seite."),
    )
    on = DayField(label=_("Wann?"), initial=dates.today)
