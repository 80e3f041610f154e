"""Who may pay, hand in and decide, and what the office should see in receipts."""

from quartier.spending.rules.access import (
    is_grantee,
    is_manager,
    must_be_open,
    must_be_second,
    must_hand_in,
    must_manage,
)
from quartier.spending.rules.calculated import Step, steps_of
from quartier.spending.rules.findings import Around, eligible_cents, net_of, outside_period, receipt_findings
from quartier.spending.rules.hours import clock, minutes, must_be_hours
from quartier.spending.rules.incomes import LAW, NOT_SAID, OWN, Source, must_be_first, must_be_income
from quartier.spending.rules.inventory import (
    INSPECT_DAYS,
    bound_until,
    inspect_on,
    must_be_past,
    must_be_thing,
    must_keep,
)
from quartier.spending.rules.payments import (
    must_be_same_account,
    must_be_value_date,
    must_fit,
    must_have_account,
    refund_due,
)
from quartier.spending.rules.quotes import MOST_OFFERS, must_be_quotes, quote_findings, suppliers
from quartier.spending.rules.receipts import (
    DOUBLE_CLICK,
    FIRST_DAY_OF_MONEY,
    known_as,
    must_be_details,
    must_be_receipt,
    reviewed_cents,
)
from quartier.spending.rules.requests import request_findings
from quartier.spending.rules.revocations import must_revoke, revocation_findings
from quartier.spending.rules.settlements import (
    decided_cents,
    must_be_checked,
    must_decide,
    must_say_why_small,
)
from quartier.spending.rules.steps import (
    my_next_step,
    next_step,
    wait_for_funder,
)
from quartier.spending.rules.sums import chapter_findings, findings_of, line_finding, percent

__all__ = [
    "Around",
    "DOUBLE_CLICK",
    "FIRST_DAY_OF_MONEY",
    "INSPECT_DAYS",
    "LAW",
    "MOST_OFFERS",
    "NOT_SAID",
    "OWN",
    "Source",
    "Step",
    "bound_until",
    "clock",
    "chapter_findings",
    "decided_cents",
    "eligible_cents",
    "findings_of",
    "inspect_on",
    "is_grantee",
    "is_manager",
    "known_as",
    "line_finding",
    "minutes",
    "must_be_checked",
    "must_be_details",
    "must_be_first",
    "must_be_hours",
    "must_be_income",
    "must_be_open",
    "must_be_past",
    "must_be_quotes",
    "must_be_receipt",
    "must_be_same_account",
    "must_be_second",
    "must_be_thing",
    "must_be_value_date",
    "must_decide",
    "must_fit",
    "must_hand_in",
    "must_have_account",
    "must_keep",
    "must_manage",
    "must_revoke",
    "must_say_why_small",
    "my_next_step",
    "net_of",
    "next_step",
    "outside_period",
    "percent",
    "quote_findings",
    "receipt_findings",
    "refund_due",
    "request_findings",
    "reviewed_cents",
    "revocation_findings",
    "steps_of",
    "suppliers",
    "wait_for_funder",
]
