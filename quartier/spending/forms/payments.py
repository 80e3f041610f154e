"""Payments as they are ordered and booked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import DayField, MoneyField
from quartier.spending.forms.beside import BesideOthers


class OrderForm(BesideOthers):
    cents = MoneyField(label=_("Betrag in Euro"))


class BookForm(BesideOthers):
    value_on = DayField(label=_("Wertstellung laut Kontoauszug"))
    reference = forms.CharField(label=_("Verwendungszweck oder Zeichen der Bank"), max_length=140, required=False)
