"""When a settlement is decided, and to which sum."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding.models import Grant
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import states


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


def must_be_checked(grant: Grant, word: str, *, same: bool) -> None:
    """Where the funder checks every settlement, the office decides after it. ``word``: the funder's newest, or empty;
    ``same``: who is to decide has checked for the funder, which would be one pair of eyes."""
    if same:
        raise Refused(
            _("Sie haben diese Abrechnung für den Geldgeber geprüft. Entscheiden muss sie jemand anderes aus dem Team.")
        )
    if grant.fund_year.fund.funder_checks and word not in states.CHECKED:
        raise Refused(_("Bei diesem Fonds prüft zuerst der Geldgeber. Danach können Sie entscheiden."))


def must_say_why_small(small: int, claim: bool, reason: str) -> None:
    """A small refund is asked for only with a reason; ``small``: what the rules would waive, in cents."""
    if small and claim and not reason.strip():
        raise Refused(
            _(
                "%(sum)s wären nach den Regeln nicht zurückzufordern. Bitte schreiben Sie dazu, warum Sie es trotzdem tun."
            )
            % {"sum": euro(small)}
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
