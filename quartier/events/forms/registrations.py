"""What people type to come to a date or to help there, and what the office writes down for those who call."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.events.models import Event, Shift
from quartier.events.rules import registrations as rules
from quartier.kit.forms import HouseForm
from quartier.kit.spam import SpamTrap

LONG = _("Das ist zu lang. Bitte kürzen Sie auf %(limit_value)d Zeichen.")
NO_MAIL = _("Das sieht nicht nach einer E-Mail-Adresse aus. Bitte so: name@beispiel.de")


def name_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Ihr Name"),
        max_length=rules.NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Wie dürfen wir Sie nennen?"), "max_length": LONG},
        **options,
    )


def mail_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir einen Link zum Bestätigen."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Ohne Adresse? Rufen Sie uns einfach an."), "invalid": NO_MAIL},
    )


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("Was wir wissen sollten"),
        help_text=_("Zum Beispiel: „Ich komme mit Rollstuhl“ oder „Ich brauche jemanden, der übersetzt“."),
        required=False,
        max_length=rules.NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": LONG},
    )


def seats_field(most: int) -> forms.IntegerField:
    too_many = _("Für so viele rufen Sie uns bitte an.")
    return forms.IntegerField(
        label=_("Wie viele Personen?"),
        min_value=1,
        max_value=most,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Mit wie vielen kommen Sie? Sie selbst zählen mit."),
            "min_value": _("Mit wie vielen kommen Sie? Sie selbst zählen mit."),
            "invalid": _("Bitte schreiben Sie eine Zahl."),
            "max_value": too_many,
        },
    )


class RegistrationForm(SpamTrap):
    """To come as a guest."""

    PURPOSE = "registration"

    name = name_field()
    email = mail_field()
    seats = seats_field(rules.MOST_SEATS)
    note = note_field()

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        return {"name": data["name"], "email": data["email"], "seats_wanted": data["seats"], "note": data["note"]}


class HelpForm(SpamTrap):
    """To help in a shift."""

    PURPOSE = "help"

    shift = forms.ChoiceField(
        label=_("Wobei möchten Sie helfen?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie eine Schicht aus."),
            "invalid_choice": _("Diese Schicht ist inzwischen vergeben. Bitte wählen Sie eine andere."),
        },
    )
    name = name_field()
    email = mail_field()
    note = note_field()

    def __init__(self, *arguments: Any, shifts: Sequence[tuple[Shift, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = {str(row.pk): row for row, _words in shifts}
        field: Any = self.fields["shift"]
        field.choices = [(str(row.pk), words) for row, words in shifts]

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        names = ("name", "email", "note")
        return {"shift": self.rows[data["shift"]], **{name: data[name] for name in names}}


class QuietForm(HouseForm):
    """Whether people hear of another time or place by mail, or from the office itself."""

    quiet = forms.BooleanField(
        label=_("Angemeldete nicht benachrichtigen"),
        required=False,
        help_text=_("Sonst bekommen alle eine E-Mail, wenn Zeit oder Ort dieses Termins anders sind."),
    )


class DeskRegistrationForm(HouseForm):
    """The office writes down somebody who called or came by."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_MAX)
    seats = seats_field(500)
    shift = forms.ModelChoiceField(
        label=_("Schicht"),
        queryset=Shift.objects.none(),
        required=False,
        empty_label=_("keine, kommt als Gast"),
    )
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        max_length=rules.PHONE_MAX,
        help_text=_("Damit Sie anrufen können, wenn der Termin ausfällt."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-Mail"),
        required=False,
        max_length=254,
        help_text=_("Mit Adresse bekommt die Person alle Nachrichten von selbst."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NO_MAIL},
    )
    note = forms.CharField(label=_("Was wir wissen sollten"), required=False, max_length=rules.NOTE_MAX)

    def __init__(self, *arguments: Any, event: Event, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["seats"].label = _("Personen")
        field: Any = self.fields["shift"]
        field.queryset = event.shifts.all()
        if not field.queryset:
            del self.fields["shift"]

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = dict(self.cleaned_data)
        return {"seats_wanted": data.pop("seats"), **data}
