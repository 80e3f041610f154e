"""Eingaben rund um den eigenen Zugang und das Einladen."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from quartier.accounts import rules, states
from quartier.areas.models import Area


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Ihr Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("So sieht Sie das Team."),
    )  # fmt: skip


class AcceptForm(NameForm):
    password = forms.CharField(
        label=_("Passwort"), required=False, widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Nicht nötig: Ohne Passwort melden Sie sich mit einem Code an, den wir Ihnen mailen. "
                    "Wenn Sie eines möchten: mindestens 10 Zeichen."),
    )  # fmt: skip

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password


class InviteForm(forms.Form):
    """Whom to invite to which role; the choices are those that the inviting person may give here."""

    email = forms.EmailField(label=_("E-Mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Rolle"))
    where = forms.ChoiceField(label=_("Gilt für"), required=False)

    def __init__(self, *args: Any, area: Area, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scopes = {"area": area.scope}
        here, city = rules.gives(user, area.scope_id), rules.gives(user, area.city.scope_id)
        if city:
            self.scopes["city"] = area.city.scope
            self.fields["where"].choices = [("area", area.name), ("city", _("alle Quartiere der Stadt"))]  # type: ignore[attr-defined]
        else:
            del self.fields["where"]
        self.fields["kind"].choices = [(k, label) for k, label in states.KINDS if k in here | city]  # type: ignore[attr-defined]

    @property
    def scope(self) -> Any:
        return self.scopes[self.cleaned_data.get("where") or "area"]
