"""A cost and finance plan and the sum that follows from it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quartier.funding import states
from quartier.funding.rules.calculation import flat
from quartier.funding.rules.rulesets import Rules
from quartier.funding.rules.shares import public_part


@dataclass(frozen=True)
class Cost:
    """A line of costs, in cents; ``kind``: one of the rule set's ``cost_lines``, where it has them."""

    title: str
    cents: int
    kind: str = ""


@dataclass(frozen=True)
class Means:
    """A line of what else pays for it, in cents; ``kind`` as in ``states.FINANCE``, ``hours`` of own work."""

    kind: str
    title: str
    cents: int
    hours: Decimal | None = None


@dataclass(frozen=True)
class Elsewhere:
    """What was applied for at somebody else's for the same purpose, in cents; ``result`` as in ``states.ELSEWHERE``."""

    body: str
    cents: int
    applied_on: dt.date | None = None
    result: str = states.ASKED


@dataclass(frozen=True)
class CostPlan:
    """What somebody typed into the plan: costs, the other means, and applications elsewhere (None: not asked for)."""

    costs: tuple[Cost, ...] = ()
    means: tuple[Means, ...] = ()
    others: tuple[Elsewhere, ...] | None = None


@dataclass(frozen=True)
class Request:
    """What a plan asks for, in cents: costs, flat rate for small items, other means, and the sum inside the cap."""

    costs: int
    flat: int
    means: int
    asked: int  # costs and flat rate, less the other means
    requested: int  # the same, not above the cap
    cap: int | None  # None: the rule set names none

    @property
    def total(self) -> int:
        return self.costs + self.flat

    @property
    def over(self) -> int:
        return max(0, self.asked - self.cap) if self.cap is not None else 0


def request(rules: Rules, costs: Iterable[int], means: Iterable[int]) -> Request:
    """The sum a plan asks for: costs with the flat rate, less what others pay, at most the cap and the public part.

    ``costs`` and ``means`` in cents; of the means only money (work and things pay no costs). Above the cap up to the
    exception the rules name, a person grants.
    """
    spent, others = sum(costs), sum(means)
    extra = flat(rules, spent)
    asked = max(0, spent + extra - others)
    cap = rules.get("cap_per_action")
    requested = asked
    if (share := rules.get("public_share")) is not None:
        requested = min(requested, public_part(share, costs=spent + extra))
    if cap is not None:
        outside = 0 if rules.get("flat_inside_cap", True) else extra
        requested = min(requested, min(max(0, asked - outside), cap) + outside)
    return Request(spent, extra, others, asked, requested, cap)
