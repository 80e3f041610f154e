from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm


class ReportForm(HouseForm):
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person, die fragt"),
        help_text=_("Prüfen Sie zuerst, ob die Adresse wirklich ihr gehört: Antworten Sie an genau diese Adresse."),
    )
