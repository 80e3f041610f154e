from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm


class NewsForm(HouseForm):
    title = forms.CharField(label=_("Titel"), max_length=120)
    lead = forms.CharField(
        label=_("Worum es geht"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ein, zwei Sätze."),
    )
    body = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), help_text=_("Eine leere Zeile macht einen Absatz.")
    )
