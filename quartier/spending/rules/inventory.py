"""Things bought with the grant that have to be kept (Nr. 4 ANBest-P)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending.rules.access import is_grantee, is_manager

INSPECT_DAYS = 365  # office practice: once a year somebody looks whether a thing is still there; no law names it


def must_keep(by: Any, grant: Any) -> None:
    """The inventory is kept by the grantee and the office, also after the settlement: binding periods outlast it."""
    if not (is_grantee(by, grant) or is_manager(by, grant)):
        raise Refused(_("Zu dieser Bewilligung können Sie nichts eintragen."))


def must_be_thing(
    grant: Any, receipt: Any, name: str, carer: str, place: str, net: int, pieces: int, bought_on: dt.date
) -> None:
    """Something with a price from a receipt of this grant, somebody who cares for it, where it stands, bought by now."""
    if receipt.grant_id != grant.pk:
        raise Refused(_("Dieser Beleg gehört zu einer anderen Bewilligung."))
    if not name.strip() or not carer.strip() or not place.strip():
        raise Refused(_("Bitte schreiben Sie, was es ist, wer sich kümmert und wo es steht."))
    if net <= 0 or pieces < 1:
        raise Refused(_("Bitte geben Sie einen Preis über 0,00 € und mindestens ein Stück an."))
    if bought_on > dates.today():
        raise Refused(_("Der Kauf liegt in der Zukunft. Bitte nehmen Sie den Tag auf dem Beleg."))


def bound_until(bought_on: dt.date, years: int | None) -> dt.date | None:
    """Until when a thing serves its purpose: ``years`` after it was bought; None where the rule set names none."""
    if years is None:
        return None
    try:
        return bought_on.replace(year=bought_on.year + years)
    except ValueError:  # 29 February
        return bought_on.replace(year=bought_on.year + years, day=28)


def must_be_past(day: dt.date, bought_on: dt.date) -> None:
    """An inspection, or that a thing is gone, lies between the purchase and today."""
    if day > dates.today():
        raise Refused(_("Der Tag liegt in der Zukunft."))
    if day < bought_on:
        raise Refused(_("Der Tag liegt vor dem Kauf am %(day)s.") % {"day": dates.figures(bought_on)})


def inspect_on(bought_on: dt.date, last: dt.date | None) -> dt.date:
    """When somebody should look at it again."""
    return (last or bought_on) + dt.timedelta(days=INSPECT_DAYS)
