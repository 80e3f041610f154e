"""What a payment needs: a day of the bank, a sum within the grant, an account somebody vouches for."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import BankAccount
from quartier.funding.rules import Rules
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro


def must_be_value_date(value_on: dt.date, since: dt.datetime) -> None:
    """The bank's date lies between the day of ``since``, before which the money cannot have moved, and today."""
    if value_on > dates.today():
        raise Refused(_("Die Wertstellung liegt in der Zukunft. Bitte nehmen Sie das Datum vom Kontoauszug."))
    if value_on < dates.local(since).date():
        raise Refused(
            _("Die Wertstellung liegt vor dem %(day)s. Bitte nehmen Sie das Datum vom Kontoauszug.")
            % {"day": dates.figures(dates.local(since))}
        )


def must_fit(cents: int, rest: int) -> None:
    """A payment is above zero and within what the grant leaves."""
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if cents > rest:
        raise Refused(
            _("So viel ist nicht mehr bewilligt. Höchstens %(rest)s können noch angewiesen werden.")
            % {"rest": euro(rest)}
        )


def must_have_account(account: BankAccount | None) -> BankAccount:
    """The account an order goes to; one that changed after the grant somebody else has vouched for."""
    if account is None:
        raise Refused(_("Es ist noch kein Konto eingetragen. Bitte tragen Sie es zuerst ein."))
    if account.waits:
        raise Refused(
            _(
                "Das Konto ist nach dem Bescheid geändert. Bestätigen muss es zuerst jemand aus dem Team, der es nicht geändert hat."
            )
        )
    return account


def must_be_same_account(payment: Any, account: Any) -> None:
    """The bank was told the account of the order. Orders of the time before keep none and are not compared."""
    if payment.iban and (account is None or (account.holder, account.iban) != (payment.holder, payment.iban)):
        raise Refused(
            _("Das Konto ist seit der Anweisung geändert. Bitte nehmen Sie die Anweisung zurück und weisen Sie neu an.")
        )


def refund_due(known: Rules, day: dt.date | None = None, *, land: str = "") -> dt.date:
    """Until when a refund is to come in: ``day``, else as the rules say, on a working day (§ 31 (3) VwVfG).

    Refused where the rules name no period and nobody a day, and for a day that is not after today.
    """
    days = known.get("refund_days")
    if day is None and days is None:
        raise Refused(_("Die Regeln nennen keine Frist für die Rückzahlung. Bitte tragen Sie einen Tag ein."))
    due = day or dates.working_day(dates.today() + dt.timedelta(days=days), land)
    if due <= dates.today():
        raise Refused(_("Die Rückzahlung kann erst nach heute fällig sein."))
    return due
