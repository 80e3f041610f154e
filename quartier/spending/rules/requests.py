"""What the office should see in a request for money."""

from django.utils.translation import gettext as _

from quartier.funding.rules import Finding
from quartier.kit.money import euro

SOURCE = "Nr. 1.4 ANBest-P"


def request_findings(cents: int, *, rest: int, at_hand: int) -> list[Finding]:
    """``rest``: what may still be ordered; ``at_hand``: what was paid out and has no receipt yet; cents.

    Money is asked for as it is needed for payments that are due; by when it has to be used the rules of the grant say.
    """
    found = []
    if cents > rest:
        found.append(Finding(
            "bad", "above_rest", None, _("%(sum)s mehr als noch bewilligt") % {"sum": euro(cents - rest)},
            _("Angewiesen werden können noch höchstens %(rest)s.") % {"rest": euro(rest)}, SOURCE, about="sum",
        ))  # fmt: skip
    if at_hand > 0:
        found.append(Finding(
            "warn", "money_at_hand", None, _("%(sum)s sind ausgezahlt und noch nicht belegt") % {"sum": euro(at_hand)},
            _("Neues Geld gibt es, wenn das alte gebraucht ist oder bald fällige Rechnungen es brauchen."), SOURCE, about="sum",
        ))  # fmt: skip
    return found
