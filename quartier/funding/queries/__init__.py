"""What is asked of funding: funds and their pots, applications, earlier cases."""

from quartier.funding.queries.allocation import Allocation, Share, allocation
from quartier.funding.queries.applications import (
    Pot,
    account,
    bookings,
    coming_meetings,
    counts,
    found_fund,
    found_year,
    grants_in,
    in_pot,
    letter_state,
    listed,
    open_funds,
    open_question,
    pot_for,
    pots,
    request_of,
    rules_of,
    ruling_year,
    waiting,
    whole,
    with_requests,
    year_of,
)
from quartier.funding.queries.asked import Asked, YearAsked, year_asked
from quartier.funding.queries.calls import call_findings, coming_calls
from quartier.funding.queries.deciders import Decider, decider_for, decider_of, step_for
from quartier.funding.queries.earlier import CasePage, Earlier, case_page, case_years, earlier, earlier_cases
from quartier.funding.queries.grants import (
    Change,
    ChangedLine,
    PlanLine,
    changes_of,
    means_of,
    plan_of,
    plans_of,
    purpose_of,
    wishes_of,
)
from quartier.funding.queries.overview import Overview, findings_on, on_agenda, overview
from quartier.funding.queries.papers import answer_of, attachments_of, objections_of, settled_rows
from quartier.funding.queries.rulesets import in_force, ruled, ruleset_for, rulesets_of
from quartier.funding.queries.touched import Judged, Touched, touched
from quartier.funding.queries.verdicts import Verdict, by_body, by_office, verdict_behind, verdict_of
from quartier.funding.queries.years import Ending, ending, with_totals

__all__ = [
    "Allocation", "Asked", "CasePage", "Change", "ChangedLine", "Decider", "Earlier", "Ending", "Judged", "Overview",
    "PlanLine", "Pot", "Share", "Touched", "Verdict", "YearAsked", "account", "allocation", "answer_of", "attachments_of", "bookings", "grants_in", "in_pot",
    "by_body", "by_office", "call_findings", "case_page", "case_years", "changes_of", "coming_calls",
    "coming_meetings", "counts", "decider_for", "decider_of", "earlier", "earlier_cases", "ending",
    "findings_on", "found_fund", "found_year", "in_force", "letter_state", "listed", "means_of",
    "objections_of", "on_agenda", "open_funds", "open_question", "overview", "plan_of", "plans_of", "pot_for", "pots",
    "purpose_of", "request_of", "ruled", "rules_of", "ruleset_for", "rulesets_of", "ruling_year", "settled_rows", "step_for", "touched",
    "verdict_behind", "verdict_of", "waiting", "whole", "wishes_of", "with_requests", "with_totals", "year_asked", "year_of",
]  # fmt: skip
