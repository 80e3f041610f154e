"""Who decides on an application: the office alone, a body of ours, or one outside, by the sum that is asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.committees.models import Committee
from quartier.funding import states
from quartier.funding.models import Application, DecisionStep, Fund
from quartier.funding.queries.applications import request_of, rules_of


@dataclass(frozen=True)
class Decider:
    """``kind``: one of ``states.DECIDERS``; ``committee`` where it is a body of ours; ``name`` for people."""

    kind: str
    name: str
    committee: Committee | None = None


def step_for(fund: Fund, cents: int) -> DecisionStep | None:
    """The step of the fund that decides on a sum: the highest that begins at or below it. None: the fund's own body.

    One query.
    """
    steps = DecisionStep.objects.filter(fund=fund, from_cents__lte=cents).select_related("committee")
    return steps.order_by("-from_cents").first()


def decider_for(fund: Fund, cents: int) -> Decider:
    """Who decides on a sum (cents) in the fund; a fund without steps: its body, whatever the sum. One query."""
    step = step_for(fund, cents)
    if step is None or step.committee is not None:
        body = (step.committee if step else None) or fund.committee
        return Decider(states.BY_COMMITTEE, body.name, body)
    if step.who == states.BY_OFFICE:
        return Decider(states.BY_OFFICE, _("Quartiersbüro"))
    return Decider(states.BY_OUTSIDE, step.outside or str(dict(states.DECIDERS)[states.BY_OUTSIDE]))


def decider_of(application: Application) -> Decider:
    """Who decides on this application, by the sum it asks for inside the cap."""
    rules = rules_of(application)
    return decider_for(application.fund, request_of(application, rules).requested if rules else 0)
