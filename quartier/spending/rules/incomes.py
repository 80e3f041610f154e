"""What an income needs to be one."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending import states
from quartier.spending.rules.receipts import FIRST_DAY_OF_MONEY


def must_be_income(kind: str, payer: str, received_on: dt.date, cents: int) -> None:
    """A kind of the list, a sum above zero, a day that has been; money of others says whose it is, but for revenue."""
    if kind not in dict(states.INCOME):
        raise Refused(_("Bitte wählen Sie, was für Geld es ist."))
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if received_on > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte nehmen Sie den Tag, an dem das Geld kam."))
    if received_on < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann die Einnahme nicht sein."))
    if kind in (states.DONATION, states.THIRD_PARTY) and not payer.strip():
        raise Refused(_("Bitte schreiben Sie, von wem das Geld kam."))


def must_be_first(row: Any) -> None:
    """A row that takes another back is not taken back itself: what was right is entered anew."""
    if row.reverses_id is not None:
        raise Refused(_("Das ist schon eine Rücknahme. Bitte geben Sie die richtige Zeile neu ein."))
