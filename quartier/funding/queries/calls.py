"""Calls of a fund, and whether an application came in time for its round."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quartier.funding import states
from quartier.funding.models import Application, Call, Fund
from quartier.funding.rules import Finding, Way
from quartier.funding.rules.findings import WARN
from quartier.kit import dates


def coming_calls(fund: Fund) -> QuerySet[Call]:
    """Rounds whose deadline has not passed, the nearest first."""
    rows = Call.objects.filter(fund_year__fund=fund, closes_on__gte=dates.today())
    return rows.select_related("meeting", "fund_year").order_by("closes_on", "pk")


def call_findings(application: Application) -> list[Finding]:
    """A finding where an application came, or would come now, after the deadline of its round. One query."""
    if application.status in states.ENDED:
        return []
    came = dates.local(application.submitted_at).date() if application.submitted_at else dates.today()
    calls = list(Call.objects.filter(fund_year__fund=application.fund_id).order_by("closes_on", "pk"))
    missed = _missed(application, came, calls)
    if missed is None:
        return []
    later = next((call for call in calls if call.closes_on >= came and call.pk != missed.pk), None)
    title = _("Nach der Frist vom %(day)s") % {"day": dates.figures(missed.closes_on)}
    text = _("Für „%(round)s“ sollten Anträge bis zum %(day)s da sein, dieser kam am %(came)s.") % {
        "round": missed.title, "day": dates.figures(missed.closes_on), "came": dates.figures(came),
    }  # fmt: skip
    more = f" {_next(later)}" if later else ""
    own = _("Die Frist für „%(round)s“ ist am %(day)s abgelaufen.") % {
        "round": missed.title, "day": dates.figures(missed.closes_on),
    }  # fmt: skip
    ways = (Way(_("Nachfragen"), "ask"),)
    return [Finding(WARN, "after_deadline", None, title, text + more, missed.title, ways, "whole", own + more)]


def _missed(application: Application, came: dt.date, calls: Sequence[Call]) -> Call | None:
    """The round of the meeting it stands for, if it came too late; else the last one, if none is open."""
    meeting = application.motion.meeting_id if application.motion else None
    if meeting is not None:
        return next((call for call in calls if call.meeting_id == meeting and call.closes_on < came), None)
    if any(call.opens_on <= came <= call.closes_on for call in calls):
        return None
    return next((call for call in reversed(calls) if call.closes_on < came), None)


def _next(call: Call) -> str:
    return _("Die nächste Runde: „%(round)s“, Anträge bis zum %(day)s.") % {
        "round": call.title, "day": dates.figures(call.closes_on),
    }  # fmt: skip
