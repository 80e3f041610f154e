from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees import actions, queries, rules, states
from quartier.committees.forms import RecusalForm, VoteForm
from quartier.committees.models import Attendance, Meeting, Motion, Recusal, Seat
from quartier.kit import links
from quartier.kit.access import MEMBER, team_page
from quartier.kit.errors import Refused
from quartier.kit.panels import load_panels


@team_page(MEMBER)
def meetings(request: HttpRequest, area: Area) -> HttpResponse:
    """The meetings of the bodies I sit in; what runs now on top."""
    found = queries.my_meetings(request.user, area)
    coming = [one for one in found if one.status in (states.PLANNED, states.INVITED)]
    context = {
        "running": [one for one in found if one.status == states.RUNNING],
        "coming": coming[::-1],
        "past": [one for one in found if one.status in (states.CLOSED, states.CANCELLED)],
    }
    return render(request, "committees/member_meetings.html", context)


@team_page(MEMBER)
def meeting(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """One meeting with its papers."""
    found, _seat = _mine(request, area, get_object_or_404(_meetings(request, area), pk=meeting))
    motions = queries.agenda(found)
    return render(
        request,
        "committees/member_meeting.html",
        {
            "meeting": found,
            "motions": motions,
            "current": queries.current(motions),
            "panels": load_panels("committees.member_meeting", found, request),
        },
    )


@team_page(MEMBER)
def vote(request: HttpRequest, area: Area, motion: int) -> HttpResponse:
    """Read the paper, choose, cast; change until the chair closes; then the result."""
    found, seat = _motion(request, area, motion)
    form = VoteForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            cast = actions.vote(motion=found, seat=seat, choice=form.cleaned_data["choice"])
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request, _("Ihre Stimme ist abgegeben: %(choice)s.") % {"choice": cast.get_choice_display()}
            )
        return redirect(links.to("committees:member_vote", area=area.slug, motion=found.pk))
    return render(request, "committees/member_vote.html", _paper(request, found, seat) | {"form": form})


@team_page(MEMBER)
def recuse(request: HttpRequest, area: Area, motion: int) -> HttpResponse:
    """Declare that I am biased: asked once, then final."""
    found, seat = _motion(request, area, motion)
    form = RecusalForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.recuse(motion=found, seat=seat, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect(links.to("committees:member_vote", area=area.slug, motion=found.pk))
    return render(request, "committees/member_recuse.html", {"motion": found, "form": form})


def _meetings(request: HttpRequest, area: Area) -> Any:
    rows = Meeting.objects.visible_to(request.user).filter(committee__area=area)
    return rows.select_related("committee__area")


def _mine(request: HttpRequest, area: Area, found: Meeting) -> tuple[Meeting, Seat]:
    """Papers are for those who sit in the body; public meetings of others have their public page."""
    seat = queries.my_seat(request.user, found.committee)
    if seat is None:
        raise Http404
    return found, seat


def _motion(request: HttpRequest, area: Area, pk: int) -> tuple[Motion, Seat]:
    rows = Motion.objects.visible_to(request.user).filter(committee__area=area, meeting__isnull=False)
    found = get_object_or_404(rows.select_related("committee__area", "meeting", "thread"), pk=pk)
    seat = queries.my_seat(request.user, found.committee)
    if seat is None:
        raise Http404
    return found, seat


def _paper(request: HttpRequest, motion: Motion, seat: Seat) -> dict[str, Any]:
    """Everything the page says about one motion to one member."""
    assert motion.meeting is not None
    motions = list(queries.agenda(motion.meeting))
    at = next((number for number, one in enumerate(motions) if one.pk == motion.pk), 0)
    recusal = Recusal.objects.filter(motion=motion, seat=seat).first()
    present = Attendance.objects.voting().filter(meeting=motion.meeting_id or 0, seat=seat).exists()
    mine = queries.last_vote(motion, seat.pk).first()
    tally = queries.tally_of(motion) if motion.status in (states.COUNTED, states.DECIDED) else None
    subjects = motion.subjects.select_related("person", "organisation").order_by("pk")
    return {
        "motion": motion,
        "meeting": motion.meeting,
        "position": at + 1,
        "total": len(motions),
        "following": motions[at + 1] if at + 1 < len(motions) else None,
        "recusal": recusal,
        "mine": mine,
        "subjects": [one.organisation or one.person for one in subjects],
        "why_not": rules.why_no_vote(motion.status, present=present, recused=recusal is not None),
        "open": motion.status == states.VOTING,
        "result": queries.outcome(tally, _majority(motion)) if tally else None,
        "decision": motions[at].latest if motions else None,  # type: ignore[attr-defined]
        "panels": load_panels("committees.motion", motion, request),
    }


def _majority(motion: Motion) -> str:
    assert motion.meeting is not None
    found = queries.constitution(motion.committee, queries.day_of(motion.meeting))
    return found.majority if found else states.SIMPLE


def _sent(request: HttpRequest) -> Any:
    """What was sent; None when the page is asked for."""
    return request.POST if request.method == "POST" else None
