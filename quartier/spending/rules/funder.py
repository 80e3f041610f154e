"""What the funder may do with a settlement, and when."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding.models import Grant
from quartier.kit import access
from quartier.kit.errors import Refused
from quartier.spending import states


def is_funder(by: Any, grant: Grant) -> bool:
    return grant.application.area.scope_id in access.scopes(by, access.FUNDER)


def must_be_funder(by: Any, grant: Grant) -> None:
    if not is_funder(by, grant):
        raise Refused(_("Das kann nur der Geldgeber."))


def must_be_submitted(settlement: Any) -> None:
    """The funder looks at what lies with the office: handed in and not decided."""
    if settlement is None or settlement.status != states.SUBMITTED:
        raise Refused(_("Diese Abrechnung ist nicht eingereicht oder schon entschieden."))


def must_leave_to_funder(newest: Any) -> None:
    """What the funder said of a receipt, only the funder changes; ``newest``: its newest review or None."""
    if newest is not None and newest.by_funder:
        raise Refused(_("Diesen Beleg hat der Geldgeber gekürzt. Ändern kann das nur der Geldgeber."))


def must_not_be_checked(word: str) -> None:
    """After the funder's word receipts stay as they were checked. ``word``: the newest, or empty."""
    if word in states.CHECKED:
        raise Refused(_("Der Geldgeber hat diese Abrechnung schon geprüft. An den Belegen ändert sich nichts mehr."))


def must_be_looked_at(open_receipts: int) -> None:
    """The office looks at receipts first: what nobody looked at has no accepted sum the funder could check."""
    if open_receipts:
        raise Refused(
            ngettext(
                "Einen Beleg hat das Büro noch nicht geprüft. Danach können Sie abschließen.",
                "%(n)d Belege hat das Büro noch nicht geprüft. Danach können Sie abschließen.",
                open_receipts,
            )
            % {"n": open_receipts}
        )


def checked_as(result: str, cuts: int, note: str) -> str:
    """The result of a check as it is kept: with cuts where the funder cut; a question needs words."""
    if result not in (states.FINE, states.WITH_CUTS, states.QUESTION):
        raise Refused(_("Bitte wählen Sie: in Ordnung, mit Kürzungen oder eine Rückfrage."))
    if result == states.QUESTION and not note.strip():
        raise Refused(_("Bitte schreiben Sie Ihre Frage an das Büro."))
    if result == states.WITH_CUTS and not cuts:
        raise Refused(_("Sie haben keinen Beleg gekürzt. Bitte kürzen Sie erst, oder wählen Sie „In Ordnung“."))
    if result == states.FINE and cuts:
        return states.WITH_CUTS
    return result
