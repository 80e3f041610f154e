"""What is asked of funding: funds and their pots, applications, earlier cases."""

from quartier.funding.queries.applications import (
    Pot,
    account,
    bookings,
    coming_meetings,
    counts,
    decision_of,
    found_fund,
    found_year,
    latest_ruleset,
    letter_state,
    listed,
    open_funds,
    open_question,
    pots,
    request_of,
    rules_of,
    ruling_year,
    waiting,
    whole,
    with_requests,
    year_of,
)
from quartier.funding.queries.grants import PlanLine, plan_of, plans_of

__all__ = [
    "PlanLine", "Pot", "account", "bookings", "coming_meetings", "counts", "decision_of", "found_fund", "found_year",
    "latest_ruleset", "letter_state", "listed", "open_funds", "open_question", "plan_of", "plans_of", "pots",
    "request_of", "rules_of", "ruling_year", "waiting", "whole", "with_requests", "year_of",
]  # fmt: skip
