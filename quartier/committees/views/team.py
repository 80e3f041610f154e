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
    BodyForm,
    ConstitutionForm,
    DecisionForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    MotionForm,
    ReasonForm,
    SeatForm,
    TallyForm,
)
from quartier.committees.models import TEAM, Committee, Decision, Meeting, Motion
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.panels import load_panels


# Bodies -------------------------------------------------------------------------------------------------------------
@team_page(*TEAM)
def bodies(request: HttpRequest, area: Area) -> HttpResponse:
    """All bodies, their meetings to come and the last ones."""
    rows = Meeting.objects.visible_to(request.user).filter(committee__area=area).select_related("committee")
    open_ones = (states.PLANNED, states.INVITED, states.RUNNING)
    context = {
        "bodies": queries.bodies(area, dates.now()),
        "coming": rows.filter(status__in=open_ones).order_by("starts_at"),
        "past": rows.filter(status__in=(states.CLOSED, states.CANCELLED)).order_by("-starts_at")[:20],
        "decisions": queries.decisions(area)[:10],
        "may": _may(request, area),
    }
    return render(request, "committees/team_list.html", context)


@team_page(MANAGER)
def new_body(request: HttpRequest, area: Area) -> HttpResponse:
    """Found a body."""
    form = BodyForm(_sent(request))

    def found() -> HttpResponse:
        row = actions.found(area=area, by=request.user, **form.cleaned_data)
        messages.success(request, _("Das Gremium ist angelegt. Als Nächstes: Geschäftsordnung und Sitze."))
        return redirect(_to(area, "team_committee", slug=row.slug))

    return _filled_in(request, form, found) or _form(request, form, _("Gremium anlegen"), _to(area, "team_list"))


@team_page(*TEAM)
def body(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Rules of procedure, seats, meetings and what waits for an agenda."""
    committee = _body(area, slug)
    today = dates.today()
    versions = list(committee.constitutions.order_by("-valid_from"))
    seats = committee.seats.held_on(today).select_related("person__user", "organisation").order_by("person__name")
    context = {
        "committee": committee,
        "constitution": rules.in_force(versions, today),
        "versions": versions,
        "seats": seats,
        "waiting": queries.waiting(committee),
        "meetings": committee.meetings.order_by("-starts_at")[:20],
        "may": _may(request, area),
    }
    return render(request, "committees/team_committee.html", context)


@team_page(MANAGER)
def new_constitution(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Adopt rules of procedure."""
    committee = _body(area, slug)
    latest = queries.constitution(committee, dates.today())
    names = ("quorum_top", "quorum_bottom", "majority", "notice_days", "text")
    start = {name: getattr(latest, name) for name in names} if latest else {}
    form = ConstitutionForm(_sent(request), initial={"valid_from": dates.today(), **start})
    back = _to(area, "team_committee", slug=slug)

    def adopt() -> HttpResponse:
        row = actions.adopt(committee=committee, by=request.user, **form.cleaned_data)
        messages.success(request, _("Die Geschäftsordnung gilt ab %(day)s.") % {"day": dates.figures(row.valid_from)})
        return redirect(back)

    return _filled_in(request, form, adopt) or _form(request, form, _("Geschäftsordnung eintragen"), back)


@team_page(MANAGER)
def new_seat(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Somebody takes a seat."""
    committee = _body(area, slug)
    form = SeatForm(_sent(request), area=area)
    back = _to(area, "team_committee", slug=slug)

    def take() -> HttpResponse:
        row = actions.seat(committee=committee, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s sitzt jetzt im Gremium.") % {"name": row.person.name})
        return redirect(back)

    return _filled_in(request, form, take) or _form(request, form, _("Sitz vergeben"), back)


@team_page(MANAGER)
def end_seat(request: HttpRequest, area: Area, slug: str, seat: int) -> HttpResponse:
    """A seat ends: when, and that is all."""
    row = get_object_or_404(_body(area, slug).seats.select_related("person", "committee__area"), pk=seat)
    form = LeaveForm(_sent(request), initial={"until": dates.today()})
    back = _to(area, "team_committee", slug=slug)

    def leave() -> HttpResponse:
        actions.leave(seat=row, until=form.cleaned_data["until"], by=request.user)
        messages.success(request, _("Der Sitz von %(name)s ist beendet.") % {"name": row.person.name})
        return redirect(back)

    title = _("Sitz von %(name)s beenden") % {"name": row.person.name}
    return _filled_in(request, form, leave) or _form(request, form, title, back)


@team_page(MANAGER)
@require_POST
def invite_member(request: HttpRequest, area: Area, slug: str, seat: int) -> HttpResponse:
    """Invite the holder of a seat to sign in."""
    row = get_object_or_404(_body(area, slug).seats.select_related("person", "committee__area__scope"), pk=seat)

    def invite() -> str:
        if actions.invite_member(seat=row, by=request.user) is None:
            return _("%(name)s hat schon einen Zugang und sieht jetzt die Unterlagen.") % {"name": row.person.name}
        return _("Die Einladung an %(name)s ist unterwegs.") % {"name": row.person.name}

    return _done(request, _to(area, "team_committee", slug=slug), invite)


@team_page(MANAGER)
def new_meeting(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Plan a meeting; nobody is told yet."""
    committee = _body(area, slug)
    form = MeetingForm(_sent(request))

    def plan() -> HttpResponse:
        row = actions.plan_meeting(committee=committee, by=request.user, **form.facts())
        messages.success(request, _("Die Sitzung ist geplant. Eingeladen ist noch niemand."))
        return redirect(_to(area, "team_meeting", meeting=row.pk))

    back = _to(area, "team_committee", slug=slug)
    return _filled_in(request, form, plan) or _form(request, form, _("Sitzung planen"), back)


# The meeting ----------------------------------------------------------------------------------------------------------
@team_page(*TEAM)
def meeting(request: HttpRequest, area: Area, meeting: int, motion: int | None = None) -> HttpResponse:
    """Chair a meeting: agenda, the item that is on, who is there."""
    found = _meeting(request, area, meeting)
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
        "meeting": found, "motions": motions, "motion": on, "room": room, "may": _may(request, area),
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
    found = _meeting(request, area, meeting)
    by, here = request.user, _to(area, "team_meeting", meeting=found.pk)

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
        return _done(request, here, lambda: _close(found, minutes.cleaned_data.get("minutes", ""), by))
    if verb == "absagen":
        cancel = ReasonForm(request.POST, prefix="absage")
        if not cancel.is_valid():
            return render(request, "committees/lead.html", _lead(request, area, found, None, cancel=cancel))
        return _done(request, here, lambda: _cancel(found, cancel.cleaned_data["reason"], by))
    simple = {"einladen": invite, "beginnen": begin, "aufnehmen": listed}
    return _done(request, here, _known(simple, verb))


def _close(meeting: Meeting, minutes: str, by: Any) -> str:
    actions.close_meeting(meeting=meeting, minutes=minutes, by=by)
    return _("Die Sitzung ist beendet. Was offen blieb, wartet auf die nächste Tagesordnung.")


def _cancel(meeting: Meeting, reason: str, by: Any) -> str:
    actions.cancel_meeting(meeting=meeting, reason=reason, by=by)
    return _("Die Sitzung ist abgesagt. Wer eingeladen war, bekommt eine Mail.")


@team_page(MANAGER)
def new_motion(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """Add an item that is no application for money."""
    found = _meeting(request, area, meeting)
    form = MotionForm(_sent(request))

    def propose() -> HttpResponse:
        motion = actions.propose(committee=found.committee, by=request.user, **form.cleaned_data)
        actions.put_on_agenda(motion=motion, meeting=found, by=request.user)
        return redirect(_to(area, "team_motion", meeting=found.pk, motion=motion.pk))

    back = _to(area, "team_meeting", meeting=found.pk)
    return _filled_in(request, form, propose) or _form(request, form, _("Punkt ergänzen"), back)


@team_page(MANAGER)
@require_POST
def motion_act(request: HttpRequest, area: Area, meeting: int, motion: int, verb: str) -> HttpResponse:
    """Open, close, type in, record the decision, vote again, postpone, recuse."""
    found = _meeting(request, area, meeting)
    item = get_object_or_404(found.motions.select_related("committee__area", "meeting"), pk=motion)
    here, by = _to(area, "team_motion", meeting=found.pk, motion=item.pk), request.user
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
                return redirect(_to(area, "team_meeting", meeting=found.pk) if verb == "vertagen" else here)
        except Refused as refused:
            form.refuse(refused)
        return render(request, "committees/lead.html", _lead(request, area, found, item.pk, **{name: form}))
    return _done(request, here, _known(_plain_acts(request, item), verb))


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
    found = _meeting(request, area, meeting)
    row = get_object_or_404(found.committee.seats.select_related("person"), pk=seat)
    pk = request.POST.get("top", "")
    here = _to(area, "team_motion", meeting=found.pk, motion=int(pk)) if pk.isdecimal() else _to(
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

    return _done(request, here, _known({"kommt": came, "geht": went}, verb))


@team_page(MANAGER)
def take_back(request: HttpRequest, area: Area, year: int, number: int) -> HttpResponse:
    """Have a body decide anew: on which agenda, and why."""
    rows = Decision.objects.filter(area=area).select_related("motion__committee__area")
    found = get_object_or_404(rows, year=year, number=number)
    coming = found.motion.committee.meetings.exclude(status__in=(states.CLOSED, states.CANCELLED))
    choices = list(coming.order_by("starts_at"))
    form = ReasonForm(_sent(request))
    back = links.to("committees:decision", area=area.slug, year=year, number=number)

    def again() -> HttpResponse:
        pk = request.POST.get("sitzung", "")
        chosen = get_object_or_404(coming, pk=int(pk) if pk.isdecimal() else 0)
        actions.take_back(decision=found, meeting=chosen, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Der Beschluss steht noch einmal auf der Tagesordnung."))
        return redirect(_to(area, "team_motion", meeting=chosen.pk, motion=found.motion_id))

    context = {"form": form, "decision": found, "choices": choices, "back": back}
    return _filled_in(request, form, again) or render(request, "committees/team_take_back.html", context)


# What the views share -------------------------------------------------------------------------------------------------
def _to(area: Area, name: str, **more: Any) -> str:
    return links.to(f"committees:{name}", area=area.slug, **more)


def _may(request: HttpRequest, area: Area) -> bool:
    """Coordinators and auditors read, managers act."""
    return area.scope_id in request.user.scopes(MANAGER)  # type: ignore[union-attr]


def _body(area: Area, slug: str) -> Committee:
    return get_object_or_404(area.committees.select_related("area__scope"), slug=slug)


def _meeting(request: HttpRequest, area: Area, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).filter(committee__area=area)
    return get_object_or_404(rows.select_related("committee__area__scope", "event"), pk=pk)


def _sent(request: HttpRequest) -> Any:
    """What was sent; None when the page is asked for."""
    return request.POST if request.method == "POST" else None


def _known(acts: dict[str, Callable[[], str]], verb: str) -> Callable[[], str]:
    if verb not in acts:
        raise Http404
    return acts[verb]


def _done(request: HttpRequest, back: str, act: Callable[[], str]) -> HttpResponse:
    """Do it, say what happened or why it did not, and go back to the page."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(back)


def _filled_in(request: HttpRequest, form: Any, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Act on a form that is right; None when the page has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.refuse(refused)
        return None


def _form(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    return render(request, "committees/team_form.html", {"form": form, "title": title, "back": back})
