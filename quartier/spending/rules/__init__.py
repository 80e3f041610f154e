"""Who may pay, hand in and decide, and what the office should see in receipts."""

from quartier.spending.rules.access import (
    is_grantee,
    is_manager,
    must_be_open,
    must_be_second,
    must_hand_in,
    must_manage,
)
from quartier.spending.rules.incomes import must_be_first, must_be_income
from quartier.spending.rules.payments import (
    TWO_CLICKS,
    must_be_value_date,
    must_fit,
)
from quartier.spending.rules.receipts import (
    DOUBLE_CLICK,
    FIRST_DAY_OF_MONEY,
    line_finding,
    must_be_receipt,
    outside_period,
    receipt_findings,
    reviewed_cents,
)
from quartier.spending.rules.settlements import (
    decided_cents,
    must_decide,
)
from quartier.spending.rules.steps import (
    my_next_step,
    next_step,
)

__all__ = [
    "DOUBLE_CLICK",
    "FIRST_DAY_OF_MONEY",
    "TWO_CLICKS",
    "decided_cents",
    "is_grantee",
    "is_manager",
    "line_finding",
    "must_be_first",
    "must_be_income",
    "must_be_open",
    "must_be_receipt",
    "must_be_second",
    "must_be_value_date",
    "must_decide",
    "must_fit",
    "must_hand_in",
    "must_manage",
    "my_next_step",
    "next_step",
    "outside_period",
    "receipt_findings",
    "reviewed_cents",
]
