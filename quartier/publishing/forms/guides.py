from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import DayField, HouseForm
from quartier.publishing.models import Guide

LIMIT = 10_000


class GuideForm(HouseForm):
    """How residents do something themselves."""

    title = forms.CharField(label=_("Titel"), max_length=120, help_text=_("Zum Beispiel „So machen Sie ein Hoffest“."))
    lead = forms.CharField(label=_("Worum es geht"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    steps = forms.CharField(
        label=_("Schritte"), max_length=LIMIT, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Ein Schritt je Zeile. Die Nummern kommen von selbst."),
    )  # fmt: skip
    permits = forms.CharField(
        label=_("Genehmigungen"), max_length=LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Was brauchen Menschen hier, und wo fragen sie? Schreiben Sie nur, was Sie geprüft haben."),
    )  # fmt: skip
    insurance = forms.CharField(
        label=_("Versicherung"), max_length=LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    checklist = forms.CharField(
        label=_("Daran denken"), max_length=LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Ein Punkt je Zeile. Auf der Seite steht vor jedem ein Kästchen zum Abhaken auf Papier."),
    )  # fmt: skip
    checked_on = DayField(
        label=_("Zuletzt geprüft am"), required=False,
        help_text=_("An diesem Tag haben Sie gelesen, ob alles für Ihre Stadt stimmt. Ohne diesen Tag erscheint sie nicht."),
    )  # fmt: skip

    @classmethod
    def of(cls, guide: Guide) -> dict[str, Any]:
        """The guide as the form's initial values."""
        return {name: getattr(guide, name) for name in cls.base_fields}
