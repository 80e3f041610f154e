"""A bank account that can be right: the IBAN's length and check digits."""

from django.utils.translation import gettext as _
from schwifty import IBAN
from schwifty.exceptions import InvalidChecksumDigits, InvalidLength, SchwiftyException

from quartier.kit.errors import Refused

SAMPLE = "DE02 1203 0000 0000 2020 51"


def iban(text: str) -> str:
    """The IBAN without spaces. Refused with a sentence that says what is wrong and what is right."""
    bare = "".join(text.split()).upper()
    try:
        return str(IBAN(bare))
    except InvalidChecksumDigits as error:
        raise Refused(
            _(
                "In dieser IBAN stimmt eine Ziffer nicht: Die Prüfziffer passt nicht dazu. Bitte vergleichen Sie sie mit Ihrer Bankkarte."
            )
        ) from error
    except InvalidLength as error:
        text = _("Diese IBAN hat %(n)d Zeichen, das passt nicht zum Land. Bitte so: %(sample)s")
        raise Refused(text % {"n": len(bare), "sample": SAMPLE}) from error
    except SchwiftyException as error:
        raise Refused(_("Das ist keine IBAN. Bitte so: %(sample)s") % {"sample": SAMPLE}) from error


def grouped(number: str) -> str:
    """The IBAN as people read it, in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
