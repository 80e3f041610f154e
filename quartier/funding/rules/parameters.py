"""The parameters a rule set may name, and how each is read: strictly, with one sentence for what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
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


class WrongValue(Exception):
    """What is wrong with one value, without the place."""


def money(value: Any) -> int:
    """Euros as text with two decimals: a number in TOML would be a float."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,12}\.\d\d", value):
        raise WrongValue('muss ein Betrag in Anführungszeichen mit zwei Nachkommastellen sein, so: "1234.00"')
    return int(value.replace(".", ""))


def rate(value: Any) -> Decimal:
    """A share between 0 and 1 as text."""
    try:
        found = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or not 0 <= found <= 1:
        raise WrongValue('muss ein Anteil zwischen 0 und 1 in Anführungszeichen sein, so: "0.07"')
    return found


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise WrongValue("muss eine ganze Zahl ab 0 sein")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValue("muss true oder false sein")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValue("muss ein Text sein")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValue("muss eine Liste von Texten sein")
    return tuple(_text(item) for item in value)


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read_it(value: Any) -> str:
        if value not in allowed:
            raise WrongValue(f"muss eines davon sein: {', '.join(allowed)}")
        return str(value)

    return read_it


def _some_of(*allowed: str) -> Callable[[Any], tuple[str, ...]]:
    one = _one_of(*allowed)

    def read_it(value: Any) -> tuple[str, ...]:
        found = tuple(one(item) for item in value) if isinstance(value, list) else ()
        if not found or len(set(found)) < len(found):
            raise WrongValue(f"muss eine Liste ohne Doppelte sein, möglich sind: {', '.join(allowed)}")
        return found

    return read_it


def _day_of_year(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
        raise WrongValue('muss Monat und Tag sein, so: "01-31"')
    return value


def _steps(value: Any) -> tuple[PriceStep, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValue('muss eine Liste sein, so: [{ over = "500.00", offers = 2, text = "…" }]')
    found = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"over", "offers", "text"}:
            raise WrongValue("braucht je Stufe genau „over“, „offers“ und „text“")
        found.append(PriceStep(money(item["over"]), _count(item["offers"]), _text(item["text"])))
    if [step.over for step in found] != sorted({step.over for step in found}):
        raise WrongValue("muss von der kleinsten zur größten Summe gehen")
    return tuple(found)


READERS: dict[str, Callable[[Any], Any]] = {
    # who decides, until when, for what
    "decides": _text, "asks": _some_of(*ASKS), "signature": _yes_or_no, "apply_weeks_ahead": _count,
    "start_before_grant": _yes_or_no, "yearly_pot": money, "carry_over": _yes_or_no,
    # costs
    "cost_lines": _texts, "eligible": _texts, "never_eligible": _texts, "never_words": _texts, "fees": _text,
    "fee_words": _texts, "flat_rate": rate, "flat_inside_cap": _yes_or_no, "flat_covers": _text,
    "plan_binds": _yes_or_no, "plan_binds_not": _some_of(*TYPES), "line_overrun": rate,
    # the grant
    "financing": _text, "financing_types": _some_of(*TYPES), "cap_per_action": money, "cap_exception": money,
    "public_share": rate, "own_share_rate": rate, "own_share_base": _one_of(GRANT, TOTAL), "own_share_non_cash": _yes_or_no,
    "donations_replace_own": _some_of(*TYPES), "volunteer_rate": money, "volunteer_share": rate, "volunteer_max": money,
    "reduction_threshold": money, "threshold_not_for": _some_of(*TYPES, RECURRING), "rounding": _one_of(*ROUNDINGS),
    "conditions": _texts,
    # buying
    "price_steps": _steps, "inventory_from": money, "inventory_sets": _yes_or_no, "binding_years": _count,
    # the proof
    "proof_months": _count, "proof_by": _day_of_year, "interim_months": _count, "report_chapters": _texts,
    "receipt_columns": _some_of(*COLUMNS), "refund_days": _count, "refund_floor": money, "retention_years": _count,
    "retention_from": _one_of(*STARTS),
}  # fmt: skip
REQUIRED = frozenset({"rounding"})  # everything else a rule set may leave open: then it says nothing about it
