"""A festival on one page: its sittings, stalls and shifts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.events import actions, queries, states
from quartier.events.forms import ShiftForm, StallForm
from quartier.events.models import Event, Shift, Stall
from quartier.events.views.team.dates import find
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused


@team_page(MANAGER)
def festival(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Sittings, stalls by place, shifts by time, and forms for one more of each."""
    event = find(request, area, number)
    kind, posted = request.POST.get("kind", ""), request.POST if request.method == "POST" else None
    stall = StallForm(posted if kind == "stall" else None, area=area, prefix="stand")
    shift = ShiftForm(posted if kind == "shift" else None, event=event, prefix="schicht")
    if kind == "stall" and stall.is_valid() and _tried(request, stall, actions.ask_stall, event, stall.cleaned_data):
        return redirect(f"{request.path}#staende")
    if kind == "shift" and shift.is_valid() and _tried(request, shift, actions.plan_shift, event, shift.facts()):
        return redirect(f"{request.path}#schichten")
    return render(request, "events/team_festival.html", _context(area, event) | {"stall": stall, "shift": shift})


def _tried(request: HttpRequest, form: Any, deed: Any, event: Event, facts: dict[str, Any]) -> bool:
    try:
        deed(event=event, by=request.user, **facts)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("Das ist eingetragen."))
    return True


def _context(area: Area, event: Event) -> dict[str, Any]:
    stalls = list(event.stalls.select_related("organisation"))
    shifts = list(event.shifts.all())
    there = queries.taken([event])
    return {
        "event": event,
        "when": queries.when(event),
        "parts": [{"row": row, "when": queries.when(row)} for row in event.parts.order_by("starts_at", "id")],
        "stalls": [{"row": row, "moves": states.STALL_MOVES.get(row.status, ())} for row in stalls],
        "promised": sum(row.status == states.PROMISED for row in stalls),
        "shifts": [{"row": row, "there": there.get((event.pk, row.pk), 0)} for row in shifts],
        "missing": sum(max(0, row.needed - there.get((event.pk, row.pk), 0)) for row in shifts),
    }


STALL_VERBS: dict[str, Any] = {"zusage": actions.promise_stall, "absage": actions.decline_stall}


@team_page(MANAGER)
@require_POST
def stall_verb(request: HttpRequest, area: Area, number: int, pk: int, verb: str) -> HttpResponse:
    """A stall is promised or declined."""
    event = find(request, area, number)
    row = get_object_or_404(Stall.objects.select_related("event__area"), event=event, pk=pk)
    deed = STALL_VERBS.get(verb)
    return _deed(request, event, "staende", deed and (lambda: deed(stall=row, by=request.user)))


@team_page(MANAGER)
def stall(request: HttpRequest, area: Area, number: int, pk: int) -> HttpResponse:
    """Change a stall."""
    event = find(request, area, number)
    row = get_object_or_404(Stall.objects.select_related("event__area"), event=event, pk=pk)
    form = StallForm(request.POST or None, area=area, initial=StallForm.of(row))
    return _form(
        request,
        event,
        row,
        form,
        "staende",
        lambda: actions.change_stall(stall=row, by=request.user, **form.cleaned_data),
    )


@team_page(MANAGER)
def shift(request: HttpRequest, area: Area, number: int, pk: int) -> HttpResponse:
    """Change a shift, or drop one for which nobody signed up."""
    event = find(request, area, number)
    row = get_object_or_404(Shift.objects.select_related("event__area"), event=event, pk=pk)
    if request.POST.get("verb") == "drop":
        return _deed(request, event, "schichten", lambda: actions.drop_shift(shift=row, by=request.user))
    form = ShiftForm(request.POST or None, initial=ShiftForm.of(row))
    return _form(
        request, event, row, form, "schichten", lambda: actions.change_shift(shift=row, by=request.user, **form.facts())
    )


def _form(request: HttpRequest, event: Event, row: Any, form: Any, spot: str, deed: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Die Änderung ist gespeichert."))
            return _back(event, spot)
    context = {"event": event, "row": row, "form": form, "shift": isinstance(row, Shift)}
    return render(request, "events/team_part.html", context)


def _deed(request: HttpRequest, event: Event, spot: str, deed: Any) -> HttpResponse:
    try:
        if deed:
            deed()
    except Refused as refused:
        messages.error(request, refused.message)
    return _back(event, spot)


def _back(event: Event, spot: str) -> HttpResponse:
    return redirect(links.to("events:team_festival", area=event.area.slug, number=event.number) + f"#{spot}")
