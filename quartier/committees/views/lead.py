"""The session as the chair leads it: agenda, room, votes, decisions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.committees import actions, queries, rules, states
from quartier.committees.forms import (
    DecisionForm,
    MinutesForm,
    MotionForm,
    ReasonForm,
    TallyForm,
)
from quartier.committees.models import TEAM, Decision, Meeting, Motion
from quartier.committees.views import done, filled_in, form_page, known, may, meeting_of, sent, to
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.panels import load_panels


@team_page(*TEAM)
def meeting(request: HttpRequest, area: Area, meeting: int, motion: int | None = None) -> HttpResponse:
    """Chair a meeting: agenda, the item that is on, who is there."""
    found = meeting_of(request, area, meeting)
    return render(request, "committees/lead.html", _lead(request, area, found, motion))


def _lead(request: HttpRequest, area: Area, found: Meeting, pk: int | None, **forms: Any) -> dict[str, Any]:
    """The page of the chair; ``forms`` are those that were sent and came back with a fault."""
    motions = queries.agenda(found)
    on = next((one for one in motions if one.pk == pk), None) if pk else queries.current(motions)
    if pk and on is None:
        raise Http404
    room = queries.room(found, on)
    period = room.quorum.constitution.notice_days if room.quorum.constitution else 0
    last_day = rules.last_invitation_day(queries.day_of(found), period)
    context = {
        "meeting": found, "motions": motions, "motion": on, "room": room, "may": may(request, area),
        "last_day": last_day, "late": found.status == states.PLANNED and dates.today() > last_day, "period": period,
        "waiting": queries.waiting(found.committee) if found.status != states.CLOSED else [],
        "minutes": MinutesForm(initial={"minutes": found.minutes}), "cancel": ReasonForm(prefix="absage"),
        "deputies": _absent(room),
    }  # fmt: skip
    if on is not None:
        context |= _item(request, on, room)
    return context | forms


def _item(request: HttpRequest, motion: Motion, room: queries.Room) -> dict[str, Any]:
    tally = queries.tally_of(motion) if motion.status in (states.COUNTED, states.DECIDED) else None
    majority = room.quorum.constitution.majority if room.quorum.constitution else states.SIMPLE
    return {
        "subjects": [s.organisation or s.person for s in motion.subjects.select_related("person", "organisation")],
        "recusals": motion.recusals.select_related("seat__person").order_by("pk"),
        "suspected": queries.suspected(motion, room.places) if motion.status != states.DECIDED else [],
        "result": queries.outcome(tally, majority) if tally else None,
        "enough": tally is None or rules.quorate(tally.present, tally.needed),
        "tally": TallyForm(), "again": ReasonForm(prefix="neu"), "off": ReasonForm(prefix="vertagt"),
        "decide": DecisionForm(money=bool(motion.amount_cents), initial={"amount": motion.amount_cents}),
        "panels": load_panels("committees.motion", motion, request),
    }  # fmt: skip


def _absent(room: queries.Room) -> list[queries.Place]:
    """Voting seats that a deputy could take."""
    return [place for place in room.places if place.seat.votes and not place.present and not place.replaced_by]


@team_page(MANAGER)
@require_POST
def meeting_act(request: HttpRequest, area: Area, meeting: int, verb: str) -> HttpResponse:
    """Invite, begin, put a motion on the agenda, close, call off."""
    found = meeting_of(request, area, meeting)
    by, here = request.user, to(area, "team_meeting", meeting=found.pk)

    def invite() -> str:
        sent = actions.invite(meeting=found, by=by)
        return _("Eingeladen. %(n)d Mails sind unterwegs.") % {"n": sent}

    def begin() -> str:
        actions.begin(meeting=found, by=by)
        return _("Die Sitzung läuft. Tragen Sie ein, wer da ist.")

    def listed() -> str:
        pk = request.POST.get("vorlage", "")
        motion = get_object_or_404(found.committee.motions, pk=int(pk) if pk.isdecimal() else 0)
        actions.put_on_agenda(motion=motion, meeting=found, by=by)
        return _("„%(title)s“ steht auf der Tagesordnung.") % {"title": motion.title}

    if verb == "beenden":
        minutes = MinutesForm(request.POST)
        minutes.is_valid()
        return done(request, here, lambda: _close(found, minutes.cleaned_data.get("minutes", ""), by))
    if verb == "absagen":
        cancel = ReasonForm(request.POST, prefix="absage")
        if not cancel.is_valid():
            return render(request, "committees/lead.html", _lead(request, area, found, None, cancel=cancel))
        return done(request, here, lambda: _cancel(found, cancel.cleaned_data["reason"], by))
    simple = {"einladen": invite, "beginnen": begin, "aufnehmen": listed}
    return done(request, here, known(simple, verb))


def _close(meeting: Meeting, minutes: str, by: Any) -> str:
    actions.close_meeting(meeting=meeting, minutes=minutes, by=by)
    return _("Die Sitzung ist beendet. Was offen blieb, wartet auf die nächste Tagesordnung.")


def _cancel(meeting: Meeting, reason: str, by: Any) -> str:
    actions.cancel_meeting(meeting=meeting, reason=reason, by=by)
    return _("Die Sitzung ist abgesagt. Wer eingeladen war, bekommt eine Mail.")


@team_page(MANAGER)
def new_motion(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """Add an item that is no application for money."""
    found = meeting_of(request, area, meeting)
    form = MotionForm(sent(request))

    def propose() -> HttpResponse:
        motion = actions.propose(committee=found.committee, by=request.user, **form.cleaned_data)
        actions.put_on_agenda(motion=motion, meeting=found, by=request.user)
        return redirect(to(area, "team_motion", meeting=found.pk, motion=motion.pk))

    back = to(area, "team_meeting", meeting=found.pk)
    return filled_in(request, form, propose) or form_page(request, form, _("Punkt ergänzen"), back)


@team_page(MANAGER)
@require_POST
def motion_act(request: HttpRequest, area: Area, meeting: int, motion: int, verb: str) -> HttpResponse:
    """Open, close, type in, record the decision, vote again, postpone, recuse."""
    found = meeting_of(request, area, meeting)
    item = get_object_or_404(found.motions.select_related("committee__area", "meeting"), pk=motion)
    here, by = to(area, "team_motion", meeting=found.pk, motion=item.pk), request.user
    forms: dict[str, tuple[str, Any, Callable[[dict[str, Any]], str]]] = {
        "eintippen": ("tally", TallyForm(request.POST), lambda data: _typed(item, by, data)),
        "entscheiden": (
            "decide", DecisionForm(request.POST, money=bool(item.amount_cents)), lambda data: _decided(item, by, data),
        ),
        "neu-abstimmen": ("again", ReasonForm(request.POST, prefix="neu"), lambda data: _again(item, by, data)),
        "vertagen": ("off", ReasonForm(request.POST, prefix="vertagt"), lambda data: _postponed(item, by, data)),
    }  # fmt: skip
    if verb in forms:
        name, form, act = forms[verb]
        try:
            if form.is_valid():
                messages.success(request, act(form.cleaned_data))
                return redirect(to(area, "team_meeting", meeting=found.pk) if verb == "vertagen" else here)
        except Refused as refused:
            form.refuse(refused)
        return render(request, "committees/lead.html", _lead(request, area, found, item.pk, **{name: form}))
    return done(request, here, known(_plain_acts(request, item), verb))


def _plain_acts(request: HttpRequest, item: Motion) -> dict[str, Callable[[], str]]:
    by = request.user

    def opened() -> str:
        actions.open_vote(motion=item, by=by)
        return _("Die Abstimmung ist offen. Alle Anwesenden können jetzt auf ihrem Gerät abstimmen.")

    def closed() -> str:
        actions.close_vote(motion=item, by=by)
        return _("Die Abstimmung ist geschlossen und ausgezählt. Halten Sie jetzt die Entscheidung fest.")

    def recused() -> str:
        pk = request.POST.get("sitz", "")
        seat = get_object_or_404(item.committee.seats, pk=int(pk) if pk.isdecimal() else 0)
        actions.recuse(motion=item, seat=seat, reason=request.POST.get("grund", ""), by=by)
        return _("Eingetragen. Diese Person redet mit und stimmt nicht mit.")

    return {"oeffnen": opened, "schliessen": closed, "befangen": recused}


def _typed(motion: Motion, by: Any, data: dict[str, Any]) -> str:
    actions.type_tally(motion=motion, by=by, **data)
    return _("Die Stimmen sind eingetragen. Halten Sie jetzt die Entscheidung fest.")


def _decided(motion: Motion, by: Any, data: dict[str, Any]) -> str:
    row = actions.decide(
        motion=motion, reason=data["reason"], condition=data["condition"], amount_cents=data.get("amount"), by=by
    )
    return _("Beschluss %(number)s ist festgehalten und öffentlich: %(result)s.") % {
        "number": row, "result": row.get_result_display(),
    }  # fmt: skip


def _again(motion: Motion, by: Any, data: dict[str, Any]) -> str:
    actions.vote_again(motion=motion, reason=data["reason"], by=by)
    return _("Die Stimmen von eben zählen nicht mehr. Sie können neu abstimmen lassen.")


def _postponed(motion: Motion, by: Any, data: dict[str, Any]) -> str:
    actions.take_off(motion=motion, reason=data["reason"], by=by)
    return _("Vertagt. Die Vorlage wartet auf die nächste Tagesordnung.")


@team_page(MANAGER)
@require_POST
def seat_act(request: HttpRequest, area: Area, meeting: int, seat: int, verb: str) -> HttpResponse:
    """Somebody comes, in their own or somebody's place, or goes."""
    found = meeting_of(request, area, meeting)
    row = get_object_or_404(found.committee.seats.select_related("person"), pk=seat)
    pk = request.POST.get("top", "")
    here = to(area, "team_motion", meeting=found.pk, motion=int(pk)) if pk.isdecimal() else to(
        area, "team_meeting", meeting=found.pk
    )  # fmt: skip

    def came() -> str:
        place = request.POST.get("vertritt", "")
        replaces = get_object_or_404(found.committee.seats, pk=int(place)) if place.isdecimal() else None
        actions.mark_present(meeting=found, seat=row, replaces=replaces, by=request.user)
        return _("%(name)s ist da.") % {"name": row.person.name}

    def went() -> str:
        actions.mark_left(meeting=found, seat=row, by=request.user)
        return _("%(name)s ist gegangen.") % {"name": row.person.name}

    return done(request, here, known({"kommt": came, "geht": went}, verb))


@team_page(MANAGER)
def take_back(request: HttpRequest, area: Area, year: int, number: int) -> HttpResponse:
    """Have a body decide anew: on which agenda, and why."""
    rows = Decision.objects.filter(area=area).select_related("motion__committee__area")
    found = get_object_or_404(rows, year=year, number=number)
    coming = found.motion.committee.meetings.exclude(status__in=(states.CLOSED, states.CANCELLED))
    choices = list(coming.order_by("starts_at"))
    form = ReasonForm(sent(request))
    back = links.to("committees:decision", area=area.slug, year=year, number=number)

    def again() -> HttpResponse:
        pk = request.POST.get("sitzung", "")
        chosen = get_object_or_404(coming, pk=int(pk) if pk.isdecimal() else 0)
        actions.take_back(decision=found, meeting=chosen, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Der Beschluss steht noch einmal auf der Tagesordnung."))
        return redirect(to(area, "team_motion", meeting=chosen.pk, motion=found.motion_id))

    context = {"form": form, "decision": found, "choices": choices, "back": back}
    return filled_in(request, form, again) or render(request, "committees/team_take_back.html", context)
