"""What was decided on an application, whoever decided: a body of ours, the office alone, or a body outside."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.committees import queries as committees
from quartier.committees.models import Decision
from quartier.committees.states import ACCEPTED
from quartier.funding.models import Application, Grant, OfficeDecision
from quartier.kit import dates


@dataclass(frozen=True)
class Verdict:
    """A decision in force: one of ``decision`` (of a session of ours) and ``office`` is there. ``cents``: 0 for a no."""

    accepted: bool
    cents: int
    on: dt.date
    who: str
    reason: str
    condition: str
    decision: Decision | None = None
    office: OfficeDecision | None = None

    @property
    def number(self) -> str:
        """„Nr. 12/2026“ of a body of ours, the reference of one outside, empty where there is none."""
        if self.decision is not None:
            return _("Nr. %(number)s") % {"number": self.decision}
        return self.office.reference if self.office else ""

    def __str__(self) -> str:
        day = f"{self.on:%d.%m.%Y}"
        return ", ".join(part for part in (self.who, self.number, day) if part)


def verdict_of(application: Application) -> Verdict | None:
    """What was decided on it, None while nobody has. Four queries at most."""
    office = application.office_decision
    if office is not None:
        return by_office(office)
    decision = committees.decision_of(application.motion) if application.motion else None
    return by_body(decision, application.motion.committee.name) if decision and application.motion else None


def verdict_behind(grant: Grant) -> Verdict:
    """The decision a notice rests on."""
    if grant.office_decision is not None:
        return by_office(grant.office_decision)
    assert grant.decision is not None, "a constraint of the table"
    return by_body(grant.decision, grant.decision.motion.committee.name)


def by_office(row: OfficeDecision) -> Verdict:
    """The verdict in a decision without a session of ours."""
    return Verdict(row.accepted, row.cents, row.decided_on, row.body, row.reason, row.condition, office=row)


def by_body(row: Decision, who: str) -> Verdict:
    """The verdict in a decision of a body of ours, called ``who``."""
    accepted = row.result == ACCEPTED
    return Verdict(
        accepted, row.amount_cents if accepted else 0, dates.local(row.at).date(), who, row.reason, row.condition,
        decision=row,
    )  # fmt: skip
