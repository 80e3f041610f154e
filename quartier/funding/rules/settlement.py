"""What a settlement comes to: always a proposal until a person decides. Cents in, cents out."""

from dataclasses import dataclass

from quartier.funding.rules.calculation import flat
from quartier.funding.rules.rulesets import Rules


@dataclass(frozen=True)
class Proposal:
    """Sums in cents; ``grant = paid + remaining - refund``, at most one of the two is not zero."""

    accepted: int  # accepted receipts
    flat: int
    recognised: int  # receipts and flat rate
    grant: int  # what the grant amounts to in the end
    paid: int
    refund: int
    remaining: int
    borne: int  # accepted costs above the grant: the grantee bears them


def proposal(
    rules: Rules, granted_cents: int, accepted_cents: int, paid_cents: int, *, others_cents: int = 0
) -> Proposal:
    """What the grant comes to when ``accepted_cents`` of receipts are accepted and ``paid_cents`` were paid out.

    ``others_cents`` is what others and the grantee themselves brought in; it goes first (Fehlbedarf). The result is never
    above the granted sum nor, with the flat rate inside it, above the cap.
    """
    extra = flat(rules, accepted_cents)
    recognised = accepted_cents + extra
    limit = granted_cents
    if rules.get("flat_inside_cap", True):
        limit = min(limit, rules.get("cap_per_action", limit))
    grant = max(0, min(limit, recognised - others_cents))
    return Proposal(
        accepted=accepted_cents,
        flat=extra,
        recognised=recognised,
        grant=grant,
        paid=paid_cents,
        refund=max(0, paid_cents - grant),
        remaining=max(0, grant - paid_cents),
        borne=max(0, accepted_cents - others_cents - grant),
    )
