from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm


class SignForm(HouseForm):
    """Who has read the words of the pages in a language, and when."""

    reader = forms.CharField(label=_("Wer hat die Texte gelesen?"), max_length=120, help_text=_("Vorname und Name"))
    on = DayField(label=_("Wann?"), initial=dates.today)
