from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.kit.forms import DayField, HouseForm
from quartier.publishing.models import Mention, News, PressContact
from quartier.publishing.queries.press import releases


class ContactForm(HouseForm):
    """A newsroom on the press list."""

    medium = forms.CharField(
        label=_("Medium"), max_length=120, help_text=_("Zum Beispiel „Hafenblatt, Lokalredaktion“.")
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("Steht hinter „Guten Tag“."))
    email = forms.EmailField(label=_("E-Mail"))
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)

    @classmethod
    def of(cls, contact: PressContact) -> dict[str, Any]:
        return {name: getattr(contact, name) for name in cls.base_fields}


class MentionForm(HouseForm):
    """What others wrote or sent about the quarter ``area``."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    medium = forms.CharField(label=_("Medium"), max_length=120)
    on = DayField(label=_("Erschienen am"))
    link = forms.URLField(
        label=_("Internet"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Bitte so: https://beispiel.de/artikel")},
    )  # fmt: skip
    news = forms.ModelChoiceField(
        label=_("Geht zurück auf"),
        queryset=News.objects.none(),
        required=False,
        help_text=_("Eine Pressemitteilung von uns."),
    )
    note = forms.CharField(label=_("Notiz"), max_length=300, required=False, help_text=_("Nur für das Team."))
    public = forms.BooleanField(label=_("Auf der Presseseite zeigen"), required=False, initial=True)

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["news"].queryset = releases(area)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, mention: Mention) -> dict[str, Any]:
        return {name: getattr(mention, name) for name in cls.base_fields}
