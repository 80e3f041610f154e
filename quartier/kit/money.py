"""Money is integer cents; here it is read from and written for people. No float."""

import re
from decimal import Decimal

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from quartier.kit.errors import Refused

NBSP = "\u00a0"
MINUS = "\u2212"
APART, AGAIN = "\u2066", "\u2069"  # a stretch from left to right inside right-to-left text (Unicode UAX #9)
_GERMAN = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d{1,2})?|-?\d+(,\d{1,2})?")
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+\.\d{1,2}|-?\d{1,3}(,\d{3}){2,}|-?\d+\.\d{1,2}")
_THOUSANDS = re.compile(r"-?\d{1,3},\d{3}")  # „1,500“: fifteen hundred in English, a slip in German
_FINER = re.compile(r"-?\d[\d.]*,\d{3,}")  # more than cents
LARGEST = 10**13
LONGEST = 40  # signs; more is no amount, and no work for the reader


def parse(text: str) -> int:
    """Cents from what a person typed: „1.500“, „1500,5“, „1.500,00 €“, „15,-“, „1,500.00“. Refused otherwise."""
    bare = re.sub(rf"€|EUR|\s|{APART}|{AGAIN}", "", text).replace(MINUS, "-") if len(text) <= LONGEST else ""
    bare = re.sub(r"(?<=\d),[-–—]+$", "", bare)
    if _GERMAN.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(bare) or (_THOUSANDS.fullmatch(bare) and _english()):
        plain = bare.replace(",", "")
    elif _FINER.fullmatch(bare):
        raise Refused(_("Es gehen höchstens zwei Stellen hinter dem Komma. Bitte so: 1.500,00"))
    else:
        raise Refused(_("Diesen Betrag können wir nicht lesen. Bitte so: 1.500,00"))
    cents = int((Decimal(plain) * 100).to_integral_value())
    if abs(cents) > LARGEST:
        raise Refused(_("Dieser Betrag ist zu groß. Bitte prüfen Sie die Stellen."))
    return cents


def _english() -> bool:
    return (get_language() or "de").startswith("en")


def euro(cents: int) -> str:
    """„1.234,56 €“, in English „€1,234.56“; a real minus sign, no-break space before the sign.

    Other languages write sums as they stand on bills here; Arabic keeps them together, left to right.
    """
    sign = MINUS if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    if _english():
        return f"{sign}€{whole:,}.{part:02}"
    text = f"{sign}{whole:,}".replace(",", ".") + f",{part:02}{NBSP}€"
    return f"{APART}{text}{AGAIN}" if get_language_bidi() else text


def euro0(cents: int) -> str:
    """The same without cents where they are zero: „1.480 €“."""
    text = euro(cents)
    return text.replace(".00", "") if text.startswith(("€", MINUS + "€")) else text.replace(",00", "")


def field(cents: int) -> str:
    """What stands in a form field: „1.234,56“, in English „1,234.56“."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    if _english():
        return f"{sign}{whole:,}.{part:02}"
    return f"{sign}{whole:,}".replace(",", ".") + f",{part:02}"
