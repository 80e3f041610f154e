"""The office's list of a date: who comes, who waits, who helps, who was there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.events import actions, emails, queries
from quartier.events.exports.registrations import registration_rows
from quartier.events.forms.registrations import DeskRegistrationForm
from quartier.events.models import Event, Registration
from quartier.events.rules import registrations as rules
from quartier.kit import links, spreadsheets
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused


def _event(request: HttpRequest, area: Area, number: int) -> Event:
    rows = Event.objects.visible_to(request.user).filter(area=area).select_related("cancellation")
    found = get_object_or_404(rows, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def registrations(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Guests in the order of registration, the waiting list with its places, helpers by shift, and what is open."""
    event = _event(request, area, number)
    return _page(request, event, DeskRegistrationForm(event=event))


def _page(request: HttpRequest, event: Event, form: DeskRegistrationForm) -> HttpResponse:
    context = {
        "event": event,
        "when": emails.when(event),
        "form": form,
        "list": queries.guest_list(event, request.user),
        "rule": rules.waiting_rule(),
    }
    return render(request, "events/team_registrations.html", context)


@team_page(MANAGER)
@require_POST
def enter(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Write down somebody who called."""
    event = _event(request, area, number)
    form = DeskRegistrationForm(request.POST, event=event)
    if form.is_valid():
        try:
            row = actions.enter(event=event, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s: %(state)s.") % {"name": row.name, "state": row.get_status_display()})
            return redirect(_list(event))
    return _page(request, event, form)


@team_page(MANAGER)
@require_POST
def presence(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Who was there: one form with a tick for each."""
    event = _event(request, area, number)
    shown, present = (_ids(request, name) for name in ("gezeigt", "da"))
    came = actions.mark_presence(event=event, shown=shown, present=present, by=request.user)
    messages.success(request, _("Gespeichert. Angehakt sind %d Anmeldungen.") % came)
    return redirect(_list(event))


def _ids(request: HttpRequest, name: str) -> set[int]:
    return {int(text) for text in request.POST.getlist(name) if text.isdecimal() and len(text) < 19}


Act = Callable[[Registration, Any], Any]
ACTS: dict[str, Act] = {
    "bestaetigen": lambda row, by: actions.confirm(registration=row, by=by),
    "freigeben": lambda row, by: actions.release(registration=row, by=by),
    "abmelden": lambda row, by: actions.withdraw(registration=row, by=by),
}


@team_page(MANAGER)
@require_POST
def act(request: HttpRequest, area: Area, number: int, pk: int, verb: str) -> HttpResponse:
    """Confirm, release or cancel a registration for somebody."""
    event = _event(request, area, number)
    row = get_object_or_404(Registration.objects.visible_to(request.user).filter(event=event), pk=pk)
    row.event = event
    if verb not in ACTS:
        raise Http404
    try:
        ACTS[verb](row, request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Erledigt. Die Person erfährt es per E-Mail, wenn eine Adresse da ist."))
    return redirect(_list(event))


@team_page(MANAGER)
def print_list(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The list for the door: name, persons, note, a box to tick by hand."""
    event = _event(request, area, number)
    found = queries.guest_list(event, request.user)
    context = {"event": event, "when": emails.when(event), "list": found, "forgotten_on": rules.anonymise_on(event)}
    return render(request, "events/team_print.html", context)


@team_page(MANAGER)
def download(request: HttpRequest, area: Area, number: int, form: str) -> HttpResponseBase:
    """The whole list as CSV or XLSX."""
    event = _event(request, area, number)
    if form not in ("csv", "xlsx"):
        raise Http404
    rows = queries.everybody(event, request.user)
    return spreadsheets.answer(registration_rows(rows), form, f"anmeldungen-{event.number}", _("Anmeldungen"))


def _list(event: Event) -> str:
    return links.to("events:team_registrations", area=event.area.slug, number=event.number)
