"""Smaller sums of grant law: own share, co-financing, inventory, price comparison, volunteer hours. Cents in, cents out."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from quartier.funding.rules.parameters import GRANT, PriceStep
from quartier.funding.rules.rulesets import Rules

EXACT = Context(prec=100)  # a share has up to 50 decimals, a sum far fewer than 50 digits: no product loses one


def times(cents: int, rate: Decimal) -> Decimal:
    """A part of a sum, every decimal kept: only results are rounded, and once."""
    return EXACT.multiply(Decimal(cents), rate)


def own_share(rate: Decimal, base: str, *, grant: int) -> int:
    """The own share that goes with a ``grant``, by half up to the cent.

    ``base`` is GRANT: that part of the grant (Berlin, Projektfonds), or TOTAL: that part of all costs, of which the grant
    is the rest (Deutscher Musikrat). ``rate`` 1 of the total leaves no grant: ValueError.
    """
    if base == GRANT:
        return _cents(times(grant, rate))
    if rate >= 1:
        raise ValueError("an own share of the whole leaves nothing to grant")
    return _cents(grant / (1 - rate)) - grant


def public_part(rate: Decimal, *, costs: int) -> int:
    """The most public money may pay of ``costs``, rounded down so that the others carry at least their part."""
    return int(times(costs, rate).to_integral_value(rounding=ROUND_FLOOR))


def belongs_to_inventory(rules: Rules, *, net: int, pieces: int = 1) -> bool | None:
    """Whether a thing of ``net`` cents a piece has to be listed (Nr. 4.2 ANBest-P): above the limit, not at it.

    Where a set counts as one item, its pieces are added up. None: the rule set names no limit.
    """
    limit = rules.get("inventory_from")
    if limit is None:
        return None
    return bool(net * (pieces if rules.get("inventory_sets") else 1) > limit)


def price_step(rules: Rules, *, net: int) -> PriceStep | None:
    """How prices have to be compared before an order of ``net`` cents; None: the rule set asks for nothing."""
    steps = [step for step in rules.get("price_steps", ()) if net > step.over]
    return steps[-1] if steps else None


@dataclass(frozen=True)
class Hours:
    """Volunteer hours as an own share: what they are worth, and what of it counts, in cents."""

    worth: int
    counts: int

    @property
    def capped(self) -> bool:
        return self.counts < self.worth


def volunteer_hours(rules: Rules, *, minutes: int | Decimal, eligible: int) -> Hours | None:
    """What ``minutes`` of voluntary work count as own share when ``eligible`` cents of costs are eligible.

    At most the part of the costs and the sum the rule set names. None: the rule set knows no rate for an hour.
    """
    rate, share, most = (rules.get(name) for name in ("volunteer_rate", "volunteer_share", "volunteer_max"))
    if rate is None:
        return None
    worth = _cents(Decimal(minutes) * rate / 60)
    limits = [worth]
    if share is not None:
        limits.append(int(times(eligible, share).to_integral_value(rounding=ROUND_FLOOR)))
    if most is not None:
        limits.append(most)
    return Hours(worth, min(limits))


def _cents(exact: Decimal) -> int:
    return int(exact.to_integral_value(rounding=ROUND_HALF_UP))
