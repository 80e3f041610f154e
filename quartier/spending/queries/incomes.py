"""Money that came in beside the grant, as the settlement reckons with it."""

from dataclasses import dataclass

from quartier.funding.models import Grant
from quartier.spending import states
from quartier.spending.models import Income


@dataclass(frozen=True)
class Incomes:
    """What came in beside the grant, in cents: own money in one sum, the others' by kind and whether it was planned.

    ``entered`` is False while nobody has entered anything: then the plan is all that is known.
    """

    own: int
    others: list[tuple[str, int, bool]]
    entered: bool

    @property
    def others_cents(self) -> int:
        return sum(cents for _kind, cents, _planned in self.others)


def incomes(grant: Grant) -> Incomes:
    """What came in for the grant; rows taken back and their reversals drop out. One query."""
    rows = Income.objects.filter(grant=grant, reverses__isnull=True, reversed_by__isnull=True)
    found = list(rows.order_by("received_on", "id").values_list("kind", "cents", "planned"))
    sums: dict[tuple[str, bool], int] = {}
    for kind, cents, planned in found:
        if kind != states.OWN_MONEY:
            sums[kind, planned] = sums.get((kind, planned), 0) + cents
    own = sum(cents for kind, cents, _planned in found if kind == states.OWN_MONEY)
    return Incomes(own, [(kind, cents, planned) for (kind, planned), cents in sums.items()], bool(found))
