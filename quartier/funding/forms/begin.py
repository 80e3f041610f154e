"""Who applies, and to which fund: at home, at the desk, from an idea."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.funding.models import Fund
from quartier.kit import access, dates
from quartier.kit.forms import HouseForm
from quartier.network.models import Organisation, Person


class StartForm(HouseForm):
    """A resident begins: for which fund, what it is called, who they are."""

    # What the browser may fill in for them (WCAG 1.3.5); „Postleitzahl und Ort“ has no word of its own there.
    OWN: ClassVar = {"name": "name", "street": "address-line1", "phone": "tel"}

    fund = forms.ModelChoiceField(label=_("Topf"), queryset=Fund.objects.none())
    title = forms.CharField(label=_("Wie heißt Ihr Vorhaben?"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=_("Für wen ist der Antrag?"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("für mich selbst"),
    )  # fmt: skip
    name = forms.CharField(label=_("Ihr Name"), max_length=120, help_text=_("Vor- und Nachname, wie im Ausweis."))
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    town = forms.CharField(label=_("Postleitzahl und Ort"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)

    def __init__(self, *arguments: Any, area: Area, user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offer_organisations(area, user)
        for name, purpose in self.OWN.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose
        funds = Fund.objects.filter(area=area, years__year=dates.today().year).order_by("name")
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]
        self.fields["fund"].empty_label = None  # type: ignore[attr-defined]
        if len(funds) == 1:
            self.fields["fund"].widget = forms.HiddenInput()
            self.initial.setdefault("fund", funds[0].pk)

    def offer_organisations(self, area: Area, user: Any) -> None:
        """Those the person may apply for; who may for none writes the name of the club beside the own."""
        own = Organisation.objects.filter(access.in_scopes(user, access.APPLICANT), city=area.city_id).order_by("name")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]  # the stubs know only the plain field
        if not own.exists():
            del self.fields["organisation"]
            self.fields["name"].help_text = _("Vor- und Nachname. Für einen Verein schreiben Sie seinen Namen dazu.")


class DeskForm(StartForm):
    """The office begins for a named applicant, at the desk."""

    OWN: ClassVar = {"name": "off", "street": "off", "phone": "off", "email": "off"}  # it types for somebody else

    person = forms.ModelChoiceField(
        label=_("Wer stellt den Antrag?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Jemand, den wir noch nicht kennen"),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Für eine Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("nein")
    )
    field_order = ("fund", "title", "person", "name", "email", "phone", "street", "town", "organisation")

    def __init__(self, *arguments: Any, area: Area, user: Any, **options: Any) -> None:
        super().__init__(*arguments, area=area, user=user, **options)
        people = Person.objects.visible_to(user).filter(area=area).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def offer_organisations(self, area: Area, user: Any) -> None:
        known = Organisation.objects.listed().filter(area=area).order_by("name")
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]  # the stubs know only the plain field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("name"):
            self.add_error("name", _("Bitte wählen Sie eine Person oder schreiben Sie einen Namen."))
        return data


class EmailForm(forms.Form):
    """The address a code is sent to; read by the sign-in as well."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Bitte geben Sie eine E-Mail-Adresse an."),
            "invalid": _("Diese E-Mail-Adresse ist nicht vollständig. Bitte so: name@beispiel.de"),
        },
    )  # fmt: skip
