"""What a settlement comes to by a rule set: always a proposal until a person decides. Cents in, cents out.

In the order of the law (Nr. 1.2, 2 and 8 ANBest-P): which costs are recognised line by line; what changed against the
plan; what the grant comes to by its type of financing; what is refunded or still paid; what of a refund is claimed.
``docs/calculate.md`` says the same in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from quartier.funding.rules.parameters import RECURRING
from quartier.funding.rules.rulesets import Rules
from quartier.funding.rules.shares import public_part, times
from quartier.funding.states import DEFICIT, FIXED, FULL, SHARE

DONATION, THIRD_PARTY, REVENUE = "donation", "third_party", "revenue"
INCOME = (DONATION, THIRD_PARTY, REVENUE)
ROUND = {"half_up_cent": ROUND_HALF_UP, "down_cent": ROUND_FLOOR, "up_cent": ROUND_CEILING}
LINE_OVER, LINE_OVER_NO_SAVING, CAP, OVER_GRANT, BELOW_THRESHOLD, SMALL_SUM, UNCONFIRMED = (
    "line_over", "line_over_no_saving", "cap", "over_grant", "below_threshold", "small_sum", "unconfirmed",
)  # fmt: skip


@dataclass(frozen=True)
class Income:
    """Money that came from others, in cents; ``planned``: it stood in the finance plan."""

    kind: str
    cents: int
    planned: bool = False


@dataclass(frozen=True)
class Case:
    """A grant and what became of it; sums in cents, ``plan`` and ``actual`` by line."""

    type: str
    granted: int
    plan: Mapping[str, int]
    actual: Mapping[str, int]
    rate: Decimal | None = None  # of a SHARE
    own_share: int = 0  # own money as planned
    own_brought: int = 0
    paid: int = 0
    recurring: bool = False
    consented: frozenset[str] = frozenset()
    income: tuple[Income, ...] = ()


@dataclass(frozen=True)
class Note:
    """What a person has to know before deciding: the code, the line (or the parameter) it is about, cents, the law."""

    code: str
    line: str
    cents: int
    source: str


@dataclass(frozen=True)
class Outcome:
    """Sums in cents. ``grant = paid + remaining - refund``, at most one of the two is not zero."""

    flat: int  # flat rate on recognised costs
    recognised: int  # costs after the line rule, flat rate included
    at_risk: int  # what lines exceed their rule by, without consent
    grant: int  # by the rules; a proposal
    refund: int  # paid above it
    claimable: int  # of the refund, after the small-sum limit
    remaining: int  # of the grant, not yet paid
    own: int  # all costs less grant and income: what the recipient carries; below zero, money is left over
    bears: int  # costs beyond what is recognised, which nobody refunds
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Costs:
    """What was spent and what of it is recognised, in cents, without the flat rate."""

    spent: int
    recognised: int
    at_risk: int
    notes: list[Note]


def settle(rules: Rules, case: Case) -> Outcome:
    """The sums of ``case`` by ``rules`` (Nr. 1.2, 2, 8 ANBest-P; which of it holds where, the rule set says).

    Every sum is whole cents; only the grant is rounded, as the rules say, and once. Nothing here is decided: a person
    does that, and may decide otherwise (BVerwG 10 C 15.14).
    """
    costs = recognise(rules, case)
    extra = flat(rules, costs.recognised)
    recognised = costs.recognised + extra
    exact, notes = _grant(rules, case, costs, recognised)
    grant = rounded(rules, exact)
    refund = max(0, case.paid - grant)
    claimed, small = claimable(rules, refund, case.granted)
    brought = sum(one.cents for one in case.income)
    return Outcome(
        flat=extra, recognised=recognised, at_risk=costs.at_risk, grant=grant, refund=refund, claimable=claimed,
        remaining=max(0, grant - case.paid), own=costs.spent + extra - grant - brought,
        bears=costs.spent - costs.recognised,
        notes=[*costs.notes, *notes, *small, *_unconfirmed(rules, case, costs, exact, refund)],
    )  # fmt: skip


# Costs ------------------------------------------------------------------------------------------------------------
def recognise(rules: Rules, case: Case) -> Costs:
    """Costs by line against the plan (Nr. 1.2 ANBest-P): how far a line may be exceeded, and what pays for it."""
    spent = sum(case.actual.values())
    if not _plan_binds(rules, case):
        return Costs(spent, spent, 0, [])
    notes, allowed, at_risk = [], spent, 0
    if rules.get("line_overrun") is not None:
        over = {line: cents - most for line, cents in case.actual.items() if cents > (most := _most(rules, case, line))}
        notes = [Note(LINE_OVER, line, cents, rules.source("line_overrun")) for line, cents in over.items()]
        at_risk = sum(over.values())
        allowed = spent - at_risk
    limit = sum(case.plan.values()) + fresh_money(rules, case)
    if allowed > limit:
        notes.append(Note(LINE_OVER_NO_SAVING, "", allowed - limit, rules.source("plan_binds")))
    return Costs(spent, min(allowed, limit), at_risk, notes)


def _plan_binds(rules: Rules, case: Case) -> bool:
    return bool(rules.get("plan_binds") and case.plan) and case.type not in rules.get("plan_binds_not", ())


def _most(rules: Rules, case: Case, line: str) -> int:
    """The most that counts in a line: whole cents, whatever is begun of a cent is over."""
    planned = case.plan.get(line, 0)
    if line in case.consented:
        return max(planned, case.actual[line])
    return planned + int(times(planned, rules.get("line_overrun")).to_integral_value(rounding=ROUND_FLOOR))


def flat(rules: Rules, cents: int) -> int:
    """The flat rate for small items on recognised costs, by half up to the cent."""
    return int(times(cents, rules.get("flat_rate", Decimal(0))).to_integral_value(rounding=ROUND_HALF_UP))


# The grant --------------------------------------------------------------------------------------------------------
def fresh_money(rules: Rules, case: Case) -> int:
    """Money that was not in the plan, in cents; where donations may stand in for own money, only what is above it."""
    donated = sum(one.cents for one in case.income if not one.planned and one.kind == DONATION)
    other = sum(one.cents for one in case.income if not one.planned and one.kind != DONATION)
    if case.type in rules.get("donations_replace_own", ()):
        donated = max(0, donated - case.own_share)
    return donated + other


def planned_money(case: Case) -> int:
    """Money of others that stood in the plan, in cents."""
    return sum(one.cents for one in case.income if one.planned)


def own_first(case: Case, bears: int) -> int:
    """Own money in cents that goes before a DEFICIT: the own share in full, or what was brought, where that is more.

    What of it paid the costs that nobody recognises (``bears``) is gone and lowers nothing.
    """
    return max(case.own_share, case.own_brought - bears)


def _exact(case: Case, recognised: int, fresh: int, own: int) -> Decimal:
    """The grant by its type (Nr. 2 ANBest-P), neither limited nor rounded; ``fresh`` is the money that is new."""
    if case.type == SHARE:
        exact = times(recognised - fresh, case.rate or Decimal(0))
    elif case.type == DEFICIT:  # the own share goes first, always in full, and all other money with it
        exact = Decimal(recognised - own - planned_money(case) - fresh)
    elif case.type == FULL:
        exact = Decimal(recognised - planned_money(case) - fresh)
    else:  # FIXED: not reduced, but what was not spent served no purpose (8.2.2)
        exact = Decimal(min(case.granted, recognised))
    return max(exact, Decimal(0))


def _undiminished(rules: Rules, case: Case, recognised: int) -> Decimal:
    """The grant had costs and money come as planned; what was not spent served no purpose all the same (8.2.2)."""
    planned = sum(case.plan.values())
    whole = _exact(case, planned + flat(rules, planned), 0, case.own_share)
    return min(whole, Decimal(case.granted), Decimal(recognised))


def _grant(rules: Rules, case: Case, costs: Costs, recognised: int) -> tuple[Decimal, list[Note]]:
    """The grant by its type within all limits, not rounded, and what to know about it."""
    fresh, own = fresh_money(rules, case), own_first(case, costs.spent - costs.recognised)
    exact, notes = _exact(case, recognised, fresh, own), []
    if _has_threshold(rules, case) and _too_little(
        rules, case, costs, fresh + (own - case.own_share if case.type == DEFICIT else 0)
    ):
        kept = max(exact, _undiminished(rules, case, recognised))
        notes += _note(
            BELOW_THRESHOLD, rounded(rules, kept) - rounded(rules, exact), rules.source("reduction_threshold")
        )
        exact = kept
    if (share := rules.get("public_share")) is not None:
        exact = min(exact, Decimal(public_part(share, costs=recognised)))
    cap = _cap(rules, case, recognised - costs.recognised)
    if cap is not None:
        notes += _note(CAP, rounded(rules, exact) - cap, rules.source("cap_per_action"))
        exact = min(exact, Decimal(cap))
    notes += _note(OVER_GRANT, rounded(rules, exact) - case.granted, _("der Bescheid"))
    return min(exact, Decimal(case.granted)), notes


def rounded(rules: Rules, exact: Decimal) -> int:
    """Whole cents of a grant, rounded as the rules say."""
    return int(exact.to_integral_value(rounding=ROUND[rules.rounding.value]))


def _note(code: str, cents: int, source: str) -> list[Note]:
    return [Note(code, "", cents, source)] if cents > 0 else []


def _has_threshold(rules: Rules, case: Case) -> bool:
    """Whether small changes lower nothing (Nr. 2.2); a fixed sum is not reduced anyway, and a change needs a plan."""
    excepted = rules.get("threshold_not_for", ())
    if rules.get("reduction_threshold") is None or case.type == FIXED or not case.plan:
        return False
    return case.type not in excepted and not (case.recurring and RECURRING in excepted)


def _too_little(rules: Rules, case: Case, costs: Costs, fresh: int) -> bool:
    """Whether costs and money each changed by no more than the threshold."""
    return max(abs(costs.recognised - sum(case.plan.values())), fresh) <= rules.get("reduction_threshold")


def _cap(rules: Rules, case: Case, extra: int) -> int | None:
    """The most an action may get, in cents; a notice above it was an exception, where the rules know one."""
    cap, exception = rules.get("cap_per_action"), rules.get("cap_exception")
    if cap is None:
        return None
    if exception is not None and case.granted > cap:
        cap = exception
    return int(cap) if rules.get("flat_inside_cap", True) else cap + extra


# What comes back --------------------------------------------------------------------------------------------------
def claimable(rules: Rules, refund: int, granted: int) -> tuple[int, list[Note]]:
    """What is asked back: small sums are not pursued where the rules say so; where nobody knows, nothing is waived.

    ``refund_floor``: less than that sum; ``refund_steps``: up to a limit by the size of the grant (Saxony, municipalities).
    """
    name = "refund_floor" if rules.get("refund_floor") is not None else "refund_steps"
    if 0 < refund <= small_sum(rules, granted):
        return 0, [Note(SMALL_SUM, "", refund, rules.source(name))]
    return refund, []


def small_sum(rules: Rules, granted: int) -> int:
    """The largest refund in cents that is not asked back from a grant of ``granted`` cents; 0: every one is."""
    if (floor := rules.get("refund_floor")) is not None:
        return int(floor) - 1
    steps = [step for step in rules.get("refund_steps", ()) if step.up_to is None or granted <= step.up_to]
    return steps[0].limit(granted) if steps else 0


def _unconfirmed(rules: Rules, case: Case, costs: Costs, exact: Decimal, refund: int) -> list[Note]:
    """A note for every value nobody has confirmed and that had a say in the result."""
    binds, threshold = _plan_binds(rules, case), _has_threshold(rules, case)
    recognised, cap = costs.recognised + flat(rules, costs.recognised), rules.get("cap_per_action")
    said = {
        "flat_rate": costs.recognised > 0, "flat_inside_cap": cap is not None and recognised > cap, "cap_per_action": True,
        "cap_exception": cap is not None and case.granted > cap, "public_share": True,
        "plan_binds": binds and costs.recognised < costs.spent, "line_overrun": binds or _nobody_knows_how_far(rules, case), "reduction_threshold": threshold,
        "threshold_not_for": bool(case.plan) and case.type != FIXED and not threshold,
        "donations_replace_own": any(one.kind == DONATION for one in case.income),
        "refund_floor": refund > 0, "refund_steps": refund > 0, "rounding": exact != exact.to_integral_value(),
    }  # fmt: skip
    asked = [(name, getattr(rules, name)) for name, counts in said.items() if counts]
    return [
        Note(UNCONFIRMED, name, refund if name in ("refund_floor", "refund_steps") else 0, value.source)
        for name, value in asked
        if value and not value.confirmed
    ]


def _nobody_knows_how_far(rules: Rules, case: Case) -> bool:
    """Whether a line was exceeded where the rules limit that and nobody could tell how far it may be."""
    return rules.get("line_overrun") is None and any(
        case.plan and cents > case.plan.get(line, 0) for line, cents in case.actual.items()
    )
