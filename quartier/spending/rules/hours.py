"""Hours of voluntary work: how they are typed, told and counted."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending.rules.receipts import FIRST_DAY_OF_MONEY

DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)(?:h|std\.?|stunden?)?")
_MINUTES = re.compile(r"(\d{1,4})(?:min\.?|minuten?)")


def minutes(text: str) -> int:
    """Minutes from what a person typed: „1:30“, „1,5“, „1,5 Stunden“, „90 Minuten“. Refused otherwise, and above a day."""
    bare = re.sub(r"\s", "", text).lower()
    if match := _CLOCK.fullmatch(bare):
        found = int(match[1]) * 60 + int(match[2])
    elif match := _MINUTES.fullmatch(bare):
        found = int(match[1])
    elif match := _HOURS.fullmatch(bare):
        found = int((Decimal(match[1].replace(",", ".")) * 60).to_integral_value(rounding=ROUND_HALF_UP))
    else:
        raise Refused(_("Diese Dauer können wir nicht lesen. Bitte so: 1:30 oder 1,5"))
    if not 0 < found <= DAY:
        raise Refused(_("Bitte geben Sie eine Dauer bis 24 Stunden an. Mehrere Tage sind mehrere Zeilen."))
    return found


def clock(total: int) -> str:
    """Minutes as „1:30“."""
    sign = "\u2212" if total < 0 else ""
    return f"{sign}{abs(total) // 60}:{abs(total) % 60:02}"


def must_be_hours(who: str, day: dt.date, duration: int, what: str) -> None:
    """Somebody who did something on a day that has been."""
    if not who.strip() or not what.strip():
        raise Refused(_("Bitte schreiben Sie, wer geholfen hat und wobei."))
    if not 0 < duration <= DAY:
        raise Refused(_("Bitte geben Sie eine Dauer bis 24 Stunden an. Mehrere Tage sind mehrere Zeilen."))
    if day > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte tragen Sie Stunden ein, wenn sie geleistet sind."))
    if day < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt können die Stunden nicht sein."))
