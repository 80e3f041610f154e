from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm
from quartier.kit.spam import SpamTrap


class BarrierForm(SpamTrap):
    """What shuts somebody out, where, and how to reach them; only the first is asked for."""

    PURPOSE = "barrier"
    text = forms.CharField(
        label=_("Was geht nicht?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ein Satz genügt. Wenn Sie mögen: Womit lesen Sie die Seite, zum Beispiel mit einem Vorleseprogramm?"),
    )  # fmt: skip
    place = forms.CharField(label=_("Auf welcher Seite?"), required=False, max_length=300)
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        help_text=_("Dann antworten wir Ihnen. Ohne Adresse lesen wir es trotzdem und ändern, was wir ändern können."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "place", "email")}


class AnswerForm(HouseForm):
    answer = forms.CharField(
        label=_("Ihre Antwort"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Was haben Sie geändert? Oder: Warum geht es nicht, und wie kommt die Person jetzt zu ihrer Auskunft?"),
    )  # fmt: skip
