from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm, list_field
from quartier.network.models import Organisation, Person

WRONG_MAIL = {"invalid": _("Das ist keine E-Mail-Adresse. Bitte so: name@beispiel.de")}


class OrganisationForm(HouseForm):
    """What the office writes of an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    sector = forms.CharField(
        label=_("Art"), max_length=80, required=False, help_text=_("Zum Beispiel Kita, Schule, Verein.")
    )
    parent_name = forms.CharField(label=_("Träger"), max_length=200, required=False)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=160, required=False)
    postcode = forms.CharField(label=_("Postleitzahl"), max_length=12, required=False)
    town = forms.CharField(label=_("Ort"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-Mail"), required=False, error_messages=WRONG_MAIL)
    website = forms.URLField(
        label=_("Internet"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Das ist keine Internetadresse. Bitte so: www.beispiel.de")},
    )  # fmt: skip
    public = forms.BooleanField(
        label=_("Öffentlich zeigen"), required=False, help_text=_("Sonst sieht nur das Team die Angaben.")
    )

    @classmethod
    def of(cls, organisation: Organisation) -> dict[str, Any]:
        return {name: getattr(organisation, name) for name in cls.base_fields}

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PersonForm(HouseForm):
    """What the office knows of a person."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-Mail"), required=False, error_messages=WRONG_MAIL)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    town = forms.CharField(label=_("Postleitzahl und Ort"), max_length=120, required=False)

    @classmethod
    def of(cls, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in cls.base_fields}

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class UploadForm(HouseForm):
    """A list as a file."""

    file = list_field(_("CSV oder Excel (.xlsx), mit einer Kopfzeile"))
    source = forms.CharField(
        label=_("Name der Liste"), max_length=80, required=False,
        help_text=_("Sonst der Dateiname ohne Datum. Unter demselben Namen gilt die nächste Datei als Aktualisierung."),
    )  # fmt: skip
    outside = forms.BooleanField(
        label=_("Auch übernehmen, was außerhalb des Quartiers liegt"), required=False,
        help_text=_("Es steht dann bei der Stadt und nicht im Quartier."),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Einrichtungen öffentlich zeigen"), required=False)
