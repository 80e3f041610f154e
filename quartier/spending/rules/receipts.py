"""What a receipt needs to be one, and what a review may say."""

import datetime as dt
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.kit import dates
from quartier.kit.columns import UMLAUTS
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import states

DOUBLE_CLICK = dt.timedelta(minutes=10)
FIRST_DAY_OF_MONEY = dt.date(2000, 1, 1)


def known_as(name: str) -> str:
    """By what two spellings of a name are the same: „ Müller  GMBH“ and „Mueller GmbH.“ → „muellergmbh“."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(UMLAUTS)
    return "".join(letter for letter in plain if letter.isalnum()) or plain.strip()


def must_be_receipt(grant: Grant, line: Any, payee: str, purpose: str, paid_on: dt.date, cents: int) -> None:
    """What a receipt needs to be one. Days outside the period are findings for the office, not refusals."""
    if line.application_id != grant.application_id:
        raise Refused(_("Diese Kostenzeile gehört zu einem anderen Antrag."))
    if not payee.strip() or not purpose.strip():
        raise Refused(_("Bitte schreiben Sie, wer bezahlt wurde und wofür."))
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if paid_on > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte nehmen Sie das Datum auf dem Beleg."))
    if paid_on < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann der Beleg nicht sein."))


def must_be_details(
    ordered_on: dt.date | None, invoiced_on: dt.date | None, net: int | None, vat: int | None, year: int | None
) -> None:
    """What else may stand on a receipt: days that have been, sums not below zero, a year that can be meant."""
    today = dates.today()
    if any(day and day > today for day in (ordered_on, invoiced_on)):
        raise Refused(_("Bestellung oder Rechnung liegt in der Zukunft. Bitte prüfen Sie die Tage."))
    if any(day and day < FIRST_DAY_OF_MONEY for day in (ordered_on, invoiced_on)):
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann der Beleg nicht sein."))
    if any(sum_ is not None and sum_ < 0 for sum_ in (net, vat)):
        raise Refused(_("Bitte geben Sie Netto und Mehrwertsteuer ohne Minuszeichen an."))
    if year is not None and not FIRST_DAY_OF_MONEY.year <= year <= today.year + 1:
        raise Refused(_("Bitte prüfen Sie das Haushaltsjahr."))


def reviewed_cents(result: str, receipt_cents: int, cents: int | None, reason: str, *, most: int | None = None) -> int:
    """What a review accepts, in cents. A cut and a refusal need a sentence that the grantee reads.

    ``most``: the part that may count at all, where it is less than the whole (without VAT that comes back).
    """
    most = receipt_cents if most is None else most
    if result == states.ACCEPTED:
        if most < receipt_cents:
            raise Refused(
                _("Ohne die Mehrwertsteuer, die das Finanzamt erstattet, zählen höchstens %(most)s. Bitte kürzen Sie.")
                % {"most": euro(most)}
            )
        return receipt_cents
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Die Antragstellenden lesen ihn so."))
    if result == states.REFUSED:
        return 0
    if result != states.CUT:
        raise Refused(_("Bitte wählen Sie: ganz anerkennen, mit Kürzung oder nicht."))
    if cents is not None and most < cents < receipt_cents:
        raise Refused(
            _("Ohne die Mehrwertsteuer, die das Finanzamt erstattet, zählen höchstens %(most)s.") % {"most": euro(most)}
        )
    if cents is None or not 0 < cents < receipt_cents:
        raise Refused(
            _("Bei einer Kürzung liegt der anerkannte Betrag zwischen 0,00 € und %(whole)s.")
            % {"whole": euro(receipt_cents)}
        )
    return cents
