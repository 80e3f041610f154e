"""When a settlement is decided, and to which sum."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.kit.errors import Refused
from quartier.kit.money import euro


def must_decide(open_receipts: int, waiting_cents: int) -> None:
    """A settlement is decided when every receipt was looked at and no payment is under way."""
    if open_receipts:
        raise Refused(
            ngettext(
                "Ein Beleg ist noch nicht geprüft. Dann kann die Abrechnung entschieden werden.",
                "%(n)d Belege sind noch nicht geprüft. Dann kann die Abrechnung entschieden werden.",
                open_receipts,
            )
            % {"n": open_receipts}
        )
    if waiting_cents:
        raise Refused(
            _("Eine Auszahlung über %(sum)s ist angewiesen. Bitte buchen Sie sie zuerst oder nehmen Sie sie zurück.")
            % {"sum": euro(waiting_cents)}
        )


def decided_cents(proposed: int, granted: int, given: int | None, reason: str) -> int:
    """What the grant comes to: the proposal, or a lower sum with its reason. Never above the grant."""
    if given is None or given == proposed:
        return proposed
    if given < 0 or given > min(proposed, granted):
        raise Refused(
            _("Höchstens %(most)s: So viel ist nachgewiesen und bewilligt. Weniger geht mit einer Begründung.")
            % {"most": euro(min(proposed, granted))}
        )
    if not reason.strip():
        raise Refused(_("Sie entscheiden niedriger als der Vorschlag. Bitte schreiben Sie dazu, warum."))
    return given
