"""The parameters a rule set may name, and how each is read: strictly, with one sentence for what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Generic, TypeVar

from quartier.funding.states import DEFICIT, FIXED, FULL, SHARE

T = TypeVar("T")
TYPES = (SHARE, DEFICIT, FIXED, FULL)
RECURRING = "recurring"
GRANT, TOTAL = "grant", "total"
ROUNDINGS = ("half_up_cent", "down_cent", "up_cent")
STARTS = ("submission", "check")
ASKS = (
    "summary", "benefit", "goals", "target_group", "partners", "volunteers", "place", "input_tax", "other_applications",
)  # fmt: skip
COLUMNS = (
    "number", "invoice_number", "ordered_on", "invoiced_on", "paid_on", "payee", "purpose", "line", "year", "net", "vat",
    "amount", "accepted", "cut", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Value(Generic[T]):
    """One parameter of the law: what it is, where it stands, and whether somebody confirmed it.

    ``value`` is None where the rule exists but nobody could tell its figure; then ``confirmed`` is False.
    """

    value: T
    source: str
    confirmed: bool


@dataclass(frozen=True)
class PriceStep:
    """From which net sum on (cents, exclusive) so many offers are asked for, and how that is said."""

    over: int
    offers: int
    text: str


@dataclass(frozen=True)
class RefundStep:
    """Up to which grant (cents; None: any) which refund is not asked back: a part of the grant, at most a sum."""

    up_to: int | None
    rate: Decimal | None
    most: int | None
    text: str

    def __str__(self) -> str:
        return self.text

    def limit(self, granted: int) -> int:
        """The largest refund that is not asked back from a grant of ``granted`` cents."""
        parts = [] if self.rate is None else [int((granted * self.rate).to_integral_value(rounding=ROUND_FLOOR))]
        return min([*parts, *([] if self.most is None else [self.most])])


class WrongValue(Exception):
    """What is wrong with one value, without the place."""


def money(value: Any) -> int:
    """Euros as text with two decimals: a number in TOML would be a float."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,12}\.[0-9]{2}", value):
        raise WrongValue('muss ein Betrag in Anführungszeichen mit zwei Nachkommastellen sein, so: "1234.00"')
    return int(value.replace(".", ""))


def rate(value: Any) -> Decimal:
    """A share between 0 and 1 as text, figures only."""
    if not isinstance(value, str) or not re.fullmatch(r"[01](\.[0-9]{1,50})?", value) or Decimal(value) > 1:
        raise WrongValue('muss ein Anteil zwischen 0 und 1 in Anführungszeichen sein, mit einem Punkt, so: "0.75"')
    return Decimal(value)


def count(value: Any) -> int:
    """A whole number from 0 on: days, weeks, months, years."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise WrongValue("muss eine ganze Zahl ab 0 sein")
    return value


def yes_or_no(value: Any) -> bool:
    """TOML's true or false."""
    if not isinstance(value, bool):
        raise WrongValue("muss true oder false sein")
    return value


def text(value: Any) -> str:
    """Words, not empty."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValue("muss ein Text sein")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of words, not empty."""
    if not isinstance(value, list) or not value:
        raise WrongValue("muss eine Liste von Texten sein")
    return tuple(text(item) for item in value)


@dataclass(frozen=True)
class OneOf:
    """Reads one of a few words."""

    allowed: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        if value not in self.allowed:
            raise WrongValue(f"muss eines davon sein: {', '.join(self.allowed)}")
        return str(value)


@dataclass(frozen=True)
class SomeOf:
    """Reads a list of a few words, each once, in the order that counts."""

    allowed: tuple[str, ...]

    def __call__(self, value: Any) -> tuple[str, ...]:
        one = OneOf(self.allowed)
        found = tuple(one(item) for item in value) if isinstance(value, list) else ()
        if not found or len(set(found)) < len(found):
            raise WrongValue(f"muss eine Liste ohne Doppelte sein, möglich sind: {', '.join(self.allowed)}")
        return found


def day_of_year(value: Any) -> str:
    """Month and day, „01-31“."""
    if not isinstance(value, str) or not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
        raise WrongValue('muss Monat und Tag sein, so: "01-31"')
    return value


def steps(value: Any) -> tuple[PriceStep, ...]:
    """From which sum on how many offers are asked for, the smallest first."""
    if not isinstance(value, list) or not value:
        raise WrongValue('muss eine Liste sein, so: [{ over = "500.00", offers = 2, text = "…" }]')
    found = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"over", "offers", "text"}:
            raise WrongValue("braucht je Stufe genau „over“, „offers“ und „text“")
        found.append(PriceStep(money(item["over"]), count(item["offers"]), text(item["text"])))
    if [step.over for step in found] != sorted({step.over for step in found}):
        raise WrongValue("muss von der kleinsten zur größten Summe gehen")
    return tuple(found)


REFUND_STEP = re.compile(
    r"(?:bis (?P<up_to>\d{1,12}\.\d\d)|darüber): (?:(?P<rate>\d{1,2}) %)?(?:, )?(?:höchstens (?P<most>\d{1,12}\.\d\d))?"
)


def refund_steps(value: Any) -> tuple[RefundStep, ...]:
    """Small refunds by the size of the grant: „bis 20000.00: 5 %, höchstens 500.00“, at last „darüber: höchstens …“."""
    found = []
    for line in texts(value):
        step = REFUND_STEP.fullmatch(line)
        if step is None or not (step["rate"] or step["most"]):
            raise WrongValue(
                "braucht Zeilen wie „bis 20000.00: 5 %, höchstens 500.00“ und „darüber: höchstens 2500.00“"
            )
        share = Decimal(step["rate"]) / 100 if step["rate"] else None
        up_to = money(step["up_to"]) if step["up_to"] else None
        found.append(RefundStep(up_to, share, money(step["most"]) if step["most"] else None, line))
    sums = [step.up_to for step in found[:-1]]
    if found[-1].up_to is not None or None in sums or sums != sorted({one for one in sums if one is not None}):
        raise WrongValue("muss von der kleinsten zur größten Förderung gehen und mit „darüber“ enden")
    return tuple(found)


READERS: dict[str, Callable[[Any], Any]] = {
    # who decides, until when, for what
    "decides": text, "asks": SomeOf(ASKS), "signature": yes_or_no, "apply_weeks_ahead": count,
    "start_before_grant": yes_or_no, "yearly_pot": money, "carry_over": yes_or_no,
    # costs
    "cost_lines": texts, "eligible": texts, "never_eligible": texts, "never_words": texts, "fees": text,
    "fee_words": texts, "flat_rate": rate, "flat_inside_cap": yes_or_no, "flat_covers": text,
    "plan_binds": yes_or_no, "plan_binds_not": SomeOf(TYPES), "line_overrun": rate,
    # the grant
    "financing": text, "financing_types": SomeOf(TYPES), "cap_per_action": money, "cap_exception": money,
    "public_share": rate, "own_share_rate": rate, "own_share_base": OneOf((GRANT, TOTAL)), "own_share_non_cash": yes_or_no,
    "donations_replace_own": SomeOf(TYPES), "volunteer_rate": money, "volunteer_share": rate, "volunteer_max": money,
    "reduction_threshold": money, "threshold_not_for": SomeOf((*TYPES, RECURRING)), "rounding": OneOf(ROUNDINGS),
    "conditions": texts, "remedy": text,
    # buying
    "price_steps": steps, "inventory_from": money, "inventory_sets": yes_or_no, "binding_years": count,
    # the proof
    "proof_months": count, "proof_by": day_of_year, "interim_months": count, "report_chapters": texts,
    "receipt_columns": SomeOf(COLUMNS), "refund_days": count, "refund_floor": money, "refund_steps": refund_steps, "retention_years": count,
    "retention_from": OneOf(STARTS),
}  # fmt: skip
REQUIRED = frozenset({"rounding"})  # everything else a rule set may leave open: then it says nothing about it
