"""One page for those who decide: sums, plan, findings, what the same applicant got before. No account, no phone."""

from dataclasses import dataclass

from django.db.models import QuerySet

from quartier.committees.models import Meeting
from quartier.funding.models import Application, CostLine
from quartier.funding.queries.applications import request_of, rules_of, ruling_year, whole
from quartier.funding.queries.calls import call_findings
from quartier.funding.queries.earlier import Earlier, earlier
from quartier.funding.queries.papers import settled_rows
from quartier.funding.rules import Finding, Request, Rules, findings, settled
from quartier.kit import dates

NOT_THEIRS = frozenset({"no_account"})  # findings that are between the applicant and the office


@dataclass(frozen=True)
class Overview:
    """An application as its deciders read it; sums in cents, ``left``: what is in the pot now."""

    application: Application
    rules: Rules
    asked: Request
    lines: list[tuple[CostLine, list[Finding]]]
    findings: list[Finding]
    earlier: Earlier
    left: int

    @property
    def after(self) -> int:
        return self.left - self.asked.requested


def findings_on(application: Application, rules: Rules) -> list[Finding]:
    """What the rules say of an application, and whether it came in time for its round; the gravest first."""
    found = [*findings(application, rules, dates.today()), *call_findings(application)]
    return settled(found, settled_rows(application))


def overview(application: Application) -> Overview | None:
    """The page of one application (read with ``whole``); None while its fund has no year."""
    rules, year = rules_of(application), ruling_year(application.fund)
    if rules is None or year is None:
        return None
    found = [one for one in findings_on(application, rules) if one.code not in NOT_THEIRS]
    before = earlier(
        application.area, application.applicant, organisation=application.organisation, person=application.person,
        but=application.pk,
    )  # fmt: skip
    return Overview(
        application, rules, request_of(application, rules),
        [(line, [one for one in found if one.line == line.pk]) for line in application.cost_lines.all()],
        [one for one in found if one.line is None], before, year.available.balance,
    )  # fmt: skip


def on_agenda(meeting: Meeting) -> QuerySet[Application]:
    """The applications a session decides on, in the order of its agenda."""
    return whole(Application.objects.filter(motion__meeting=meeting)).order_by("motion__position", "motion_id")
