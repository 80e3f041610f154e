"""What a payment needs: a day of the bank, a sum within the grant."""

import datetime as dt

from django.utils.translation import gettext as _

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro

TWO_CLICKS = dt.timedelta(seconds=30)  # between two orders of the same sum that were meant as one


def must_be_value_date(value_on: dt.date, since: dt.datetime) -> None:
    """The bank's date lies between the day of the act and today."""
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
