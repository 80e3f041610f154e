"""The team's pages of the bodies: rules, seats, meetings to plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.committees import actions, queries, rules, states
from quartier.committees.forms import (
    BodyForm,
    ConstitutionForm,
    LeaveForm,
    MeetingForm,
    SeatForm,
)
from quartier.committees.models import TEAM, Meeting
from quartier.committees.views import body_of, done, filled_in, form_page, may, sent, to
from quartier.kit import dates
from quartier.kit.access import MANAGER, team_page


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
        "may": may(request, area),
    }
    return render(request, "committees/team_list.html", context)


@team_page(MANAGER)
def new_body(request: HttpRequest, area: Area) -> HttpResponse:
    """Found a body."""
    form = BodyForm(sent(request))

    def found() -> HttpResponse:
        row = actions.found(area=area, by=request.user, **form.cleaned_data)
        messages.success(request, _("Das Gremium ist angelegt. Als Nächstes: Geschäftsordnung und Sitze."))
        return redirect(to(area, "team_committee", slug=row.slug))

    return filled_in(request, form, found) or form_page(request, form, _("Gremium anlegen"), to(area, "team_list"))


@team_page(*TEAM)
def body(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Rules of procedure, seats, meetings and what waits for an agenda."""
    committee = body_of(area, slug)
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
        "may": may(request, area),
    }
    return render(request, "committees/team_committee.html", context)


@team_page(MANAGER)
def new_constitution(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Adopt rules of procedure."""
    committee = body_of(area, slug)
    latest = queries.constitution(committee, dates.today())
    names = ("quorum_top", "quorum_bottom", "majority", "notice_days", "text")
    start = {name: getattr(latest, name) for name in names} if latest else {}
    form = ConstitutionForm(sent(request), initial={"valid_from": dates.today(), **start})
    back = to(area, "team_committee", slug=slug)

    def adopt() -> HttpResponse:
        row = actions.adopt(committee=committee, by=request.user, **form.cleaned_data)
        messages.success(request, _("Die Geschäftsordnung gilt ab %(day)s.") % {"day": dates.figures(row.valid_from)})
        return redirect(back)

    return filled_in(request, form, adopt) or form_page(request, form, _("Geschäftsordnung eintragen"), back)


@team_page(MANAGER)
def new_seat(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Somebody takes a seat."""
    committee = body_of(area, slug)
    form = SeatForm(sent(request), area=area)
    back = to(area, "team_committee", slug=slug)

    def take() -> HttpResponse:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("person", "name", "email")}
        if person := form.cleaned_data.get("person"):
            row = actions.seat(committee=committee, person=person, by=request.user, **said)
        else:
            new = {name: form.cleaned_data[name] for name in ("name", "email")}
            row = actions.seat_newcomer(committee=committee, by=request.user, **new, **said)
        messages.success(request, _("%(name)s sitzt jetzt im Gremium.") % {"name": row.person.name})
        return redirect(back)

    return filled_in(request, form, take) or form_page(request, form, _("Sitz vergeben"), back)


@team_page(MANAGER)
def end_seat(request: HttpRequest, area: Area, slug: str, seat: int) -> HttpResponse:
    """A seat ends: when, and that is all."""
    row = get_object_or_404(body_of(area, slug).seats.select_related("person", "committee__area"), pk=seat)
    form = LeaveForm(sent(request), initial={"until": dates.today()})
    back = to(area, "team_committee", slug=slug)

    def leave() -> HttpResponse:
        actions.leave(seat=row, until=form.cleaned_data["until"], by=request.user)
        messages.success(request, _("Der Sitz von %(name)s ist beendet.") % {"name": row.person.name})
        return redirect(back)

    title = _("Sitz von %(name)s beenden") % {"name": row.person.name}
    return filled_in(request, form, leave) or form_page(request, form, title, back)


@team_page(MANAGER)
@require_POST
def invite_member(request: HttpRequest, area: Area, slug: str, seat: int) -> HttpResponse:
    """Invite the holder of a seat to sign in."""
    row = get_object_or_404(body_of(area, slug).seats.select_related("person", "committee__area__scope"), pk=seat)

    def invite() -> str:
        if actions.invite_member(seat=row, by=request.user) is None:
            return _("%(name)s hat schon einen Zugang und sieht jetzt die Unterlagen.") % {"name": row.person.name}
        return _("Die Einladung an %(name)s ist unterwegs.") % {"name": row.person.name}

    return done(request, to(area, "team_committee", slug=slug), invite)


@team_page(MANAGER)
def new_meeting(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Plan a meeting; nobody is told yet."""
    committee = body_of(area, slug)
    form = MeetingForm(sent(request))

    def plan() -> HttpResponse:
        row = actions.plan_meeting(committee=committee, by=request.user, **form.facts())
        messages.success(request, _("Die Sitzung ist geplant. Eingeladen ist noch niemand."))
        return redirect(to(area, "team_meeting", meeting=row.pk))

    back = to(area, "team_committee", slug=slug)
    return filled_in(request, form, plan) or form_page(request, form, _("Sitzung planen"), back)
