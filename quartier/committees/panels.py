"""What the bodies show elsewhere: what is due for the team, and their knots in the thread."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.committees import queries, rules, states
from quartier.committees.models import Committee, Constitution, Decision, Meeting, Motion
from quartier.kit import access, dates, links, money
from quartier.kit.panels import Due, DueProvider, Knot, KnotProvider, Panel, due, knots, panel
from quartier.search.actions import source

AHEAD = dt.timedelta(days=3)  # an invitation is shown as due so long before its last day


# Due ------------------------------------------------------------------------------------------------------------------
def waiting(area: Area, user: Any) -> Iterable[Due]:
    """Meetings to invite to, meetings that nobody closed, votes counted and not recorded. Three queries."""
    open_ones = (states.PLANNED, states.RUNNING)
    meetings = list(Meeting.objects.filter(committee__area=area, status__in=open_ones).select_related("committee"))
    versions: dict[int, list[Constitution]] = {}
    for row in Constitution.objects.filter(committee__area=area):
        versions.setdefault(row.committee_id, []).append(row)
    for meeting in meetings:
        item = _invitation(area, meeting, versions) if meeting.status == states.PLANNED else _unclosed(area, meeting)
        if item is not None:
            yield item
    counted = Motion.objects.filter(committee__area=area, status=states.COUNTED).select_related("meeting", "committee")
    for motion in counted:
        assert motion.meeting is not None
        url = links.to("committees:team_motion", area=area.slug, meeting=motion.meeting_id, motion=motion.pk)
        why = _("%(body)s · ausgezählt, noch nicht festgehalten") % {"body": motion.committee.name}
        yield Due(_day(motion.meeting), motion.title, why, url, _("Festhalten"), _("Einladungen"))


def _invitation(area: Area, meeting: Meeting, versions: dict[int, list[Constitution]]) -> Due | None:
    found = rules.in_force(versions.get(meeting.committee_id, []), _day(meeting))
    last = rules.last_invitation_day(_day(meeting), found.notice_days if found else 0)
    if dates.today() < last - AHEAD:
        return None
    return Due(
        last, _("%(body)s am %(day)s") % _named(meeting), _("Einladung · Frist der Geschäftsordnung"),
        links.to("committees:team_meeting", area=area.slug, meeting=meeting.pk), _("Einladen"), _("Einladungen"),
    )  # fmt: skip


def _unclosed(area: Area, meeting: Meeting) -> Due | None:
    if meeting.ends_at > dates.now():
        return None
    return Due(
        _day(meeting), _("%(body)s am %(day)s") % _named(meeting), _("Sitzung läuft noch · Protokoll fehlt"),
        links.to("committees:team_meeting", area=area.slug, meeting=meeting.pk), _("Beenden"), _("Einladungen"),
    )  # fmt: skip


def _day(meeting: Meeting) -> dt.date:
    return dates.local(meeting.starts_at).date()


def _named(meeting: Meeting) -> dict[str, str]:
    return {"body": meeting.committee.name, "day": dates.figures(_day(meeting))}


# Knots ----------------------------------------------------------------------------------------------------------------
def _title(kind: str) -> str:
    return _("In der Jury") if kind == states.JURY else _("Im Quartiersrat")


def motion_knots(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """That a body has it on its agenda, or put it off; silent once it was decided or listed anew. No query."""
    later: dict[int, int] = {entry.row: entry.pk for entry in entries if entry.verb in ("listed", "postponed")}
    later |= {e.facts["motion"]: e.pk for e in request.story if e.verb == "decided" and "motion" in e.facts}
    found: dict[int, Knot | None] = {}
    for entry in entries:
        if entry.verb == "listed" and later[entry.row] == entry.pk:
            found[entry.pk] = _listed(entry, last=entry.pk == request.story[-1].pk)
        elif entry.verb == "postponed" and entry.public:
            found[entry.pk] = Knot(_("Vertagt"), at=entry.at, text=entry.because)
    return found


def _listed(entry: Any, *, last: bool) -> Knot:
    text = _("Auf der Tagesordnung am %(day)s.") % {"day": dates.figures(dt.date.fromordinal(entry.facts["day"]))}
    title = _title(states.JURY if entry.facts["jury"] else states.COUNCIL)
    return Knot(title, at=entry.at, text=text, state="now" if last else "done")


def decision_knots(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """What was decided: votes, reason, condition, and the way to the decision. One query."""
    rows = Decision.objects.select_related("tally", "area", "motion__committee").in_bulk({e.row for e in entries})
    found: dict[int, Knot | None] = {}
    for entry in entries:
        decision = rows.get(entry.row)
        if decision is None:
            continue
        if entry.verb == "taken_back":
            found[entry.pk] = Knot(_("Wird neu entschieden"), at=entry.at, text=entry.because)
        elif entry.verb == "decided":
            found[entry.pk] = _decided(decision, entry)
    return found


def _result(decision: Decision) -> str:
    if decision.result != states.ACCEPTED:
        return _("Abgelehnt.")
    if decision.amount_cents:
        return _("%(amount)s beschlossen.") % {"amount": money.euro0(decision.amount_cents)}
    return _("Angenommen.")


def _decided(decision: Decision, entry: Any) -> Knot:
    accepted = decision.result == states.ACCEPTED
    text = f"{_result(decision)} {decision.reason}"
    if decision.condition:
        text += " " + _("Auflage: %(condition)s") % {"condition": decision.condition}
    return Knot(
        _title(decision.motion.committee.kind),
        at=entry.at,
        text=text,
        votes=decision.tally,
        link=links.to("committees:decision", area=decision.area.slug, year=decision.year, number=decision.number),
        link_label=_("Zum Beschluss"),
        state="done" if accepted else "ended",
    )


# The workspace --------------------------------------------------------------------------------------------------------
def on_workspace(area: Area, request: Any) -> dict[str, Any] | None:
    """The next meetings of all bodies, with the number of items on the agenda. One query."""
    if area.scope_id not in request.user.scopes(access.MANAGER, access.COORDINATOR, access.AUDITOR):
        return None
    open_ones = (states.PLANNED, states.INVITED, states.RUNNING)
    rows = Meeting.objects.filter(committee__area=area, status__in=open_ones, ends_at__gt=dates.now())
    rows = rows.select_related("committee").annotate(items=Count("motions")).order_by("starts_at")
    return {"rows": found} if (found := list(rows[:3])) else None


def register() -> None:
    panel(Panel("areas.workspace", "committees/panels/workspace.html", on_workspace, queries=1, order=20))
    due(DueProvider("committees", gettext_lazy("Einladungen"), waiting, (access.MANAGER,), queries=3, order=40))
    knots(KnotProvider("committees.motion", motion_knots, queries=0))
    knots(KnotProvider("committees.decision", decision_knots, queries=1))
    _search()


def _search() -> None:
    source(
        "committees.committee", word="gremien", label=gettext_lazy("Gremien"), documents=queries.found_committee,
        rows=lambda: queries.searched(Committee, "area"),
    )  # fmt: skip
    source(
        "committees.meeting", word="sitzungen", label=gettext_lazy("Sitzungen"), documents=queries.found_meeting,
        rows=lambda: queries.searched(Meeting, "committee__area").prefetch_related("motions"),
        holds={"committees.motion": "motions"},
    )  # fmt: skip
    source(
        "committees.decision", word="beschluesse", label=gettext_lazy("Beschlüsse"), documents=queries.found_decision,
        rows=lambda: queries.searched(Decision, "motion__committee", "area"), holds={"committees.motion": "motion"},
    )  # fmt: skip
