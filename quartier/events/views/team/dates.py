"""The office's calendar: dates are found, announced, changed, copied and called off."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import actions, queries, rules
from quartier.events.forms import CancelForm, CopyForm, EventForm, ReachForm
from quartier.events.forms.registrations import QuietForm
from quartier.events.models import Event
from quartier.events.queries import rooms
from quartier.kit import dates, links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.dates import now
from quartier.kit.errors import Refused

PAGE = 50
OWN = ("public", "offer", "part_of", "registration_until")  # what one date has and its series has not, or not alike


@team_page(MANAGER)
def event_list(request: HttpRequest, area: Area) -> HttpResponse:
    """All dates, the coming ones first, the past behind a tab; found by a word of their title or place."""
    past, word = request.GET.get("stand") == "vorbei", request.GET.get("q", "").strip()[:60]
    rows = Event.objects.visible_to(request.user).filter(area=area).select_related("cancellation", "series", "room")
    rows = rows.filter(ends_at__lte=now()).order_by("-starts_at") if past else rows.coming(now())
    if word:
        rows = rows.filter(queries.named(word))
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    kept = urlencode({name: value for name, value in (("stand", "vorbei" if past else ""), ("q", word)) if value})
    return render(request, "events/team_list.html", {"rows": page, "past": past, "word": word, "kept": kept})


@team_page(MANAGER)
def new_event(request: HttpRequest, area: Area) -> HttpResponse:
    """Announce a date."""
    whole = request.GET.get("fest", "")
    form = EventForm(request.POST or None, area=area, initial={"part_of": whole} if whole.isdecimal() else {})
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.announce(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("„%(title)s“ steht jetzt im Kalender.") % {"title": event.title})
            return _shown(request, event)
    return render(request, "events/team_form.html", {"form": form})


def _shown(request: HttpRequest, event: Event) -> HttpResponse:
    """To the date's page, with a word where its room is taken twice: a warning, not a refusal."""
    if event.room is not None and (warning := rooms.clash_words(event.room, rooms.of_event(event))):
        messages.warning(request, warning)
    return redirect(links.to("events:team_event", area=event.area.slug, number=event.number))


def find(request: HttpRequest, area: Area, number: int) -> Event:
    """The date with all its pages read of it. Http404."""
    rows = Event.objects.visible_to(request.user).filter(area=area)
    rows = rows.select_related("cancellation", "series", "room", "organiser", "offer", "part_of", "picture__file")
    found = get_object_or_404(rows, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def edit_event(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Change a date, one of a series or all that follow; call it off, copy it, leave its day out."""
    event = find(request, area, number)
    verb = "cancel" if "reason" in request.POST else request.POST.get("verb", "change")
    posted = request.POST if request.method == "POST" else None
    forms: dict[str, Any] = {
        "form": EventForm(posted if verb == "change" else None, area=area, event=event, initial=EventForm.of(event)),
        "quiet": QuietForm(posted if verb == "change" else None),
        "reach": ReachForm(posted if verb == "change" and event.series_id else None),
        "cancel": CancelForm(posted if verb == "cancel" else None),
        "copy": CopyForm(posted if verb == "copy" else None, initial={"to": _next_year(event)}),
    }
    if posted is not None and verb in DEEDS and (answer := DEEDS[verb](request, event, forms)) is not None:
        return answer
    context = {
        **forms,
        "event": event,
        "when": queries.when(event),
        "often": queries.often(event),
        "clash": rooms.clash_words(event.room, rooms.of_event(event)) if event.room else "",
        "over": event.ends_at <= now(),
        "has_guests": bool(queries.coming_to(event)),
        "panels": panels.load_panels("events.team_event", event, request),
    }
    return render(request, "events/team_form.html", context)


def _next_year(event: Event) -> dt.date:
    """The same weekday a year later."""
    return dates.local(event.starts_at).date() + dt.timedelta(weeks=52)


def _change(request: HttpRequest, event: Event, forms: dict[str, Any]) -> HttpResponse | None:
    form, reach = forms["form"], forms["reach"]
    wide = event.series_id and reach.is_valid() and reach.cleaned_data["reach"] != ReachForm.ONE
    if not form.is_valid():
        return None
    try:
        if wide:
            _change_more(request, event, form.facts(), reach.cleaned_data["reach"])
        else:
            tell = not (forms["quiet"].is_valid() and forms["quiet"].cleaned_data["quiet"])
            actions.change(event=event, by=request.user, tell=tell, **form.facts())
    except Refused as refused:
        form.refuse(refused)
        return None
    messages.success(request, _("Die Änderung ist gespeichert."))
    return _shown(request, find(request, event.area, event.number))


def _change_more(request: HttpRequest, event: Event, facts: dict[str, Any], reach: str) -> None:
    """All that is to come, or this one and what follows; what belongs to one date alone is changed for it alone."""
    own = {name: facts.pop(name) for name in OWN if name != "public"}
    times = {name: facts[name] for name in ("starts_at", "ends_at", "all_day")}
    moved = any(getattr(event, name) != value for name, value in times.items())
    series: Any = event.series
    if reach == ReachForm.ALL and not moved:
        plain = {name: value for name, value in facts.items() if name not in times}
        actions.change_series(series=series, by=request.user, **plain)
    else:
        first = event if reach == ReachForm.FOLLOWING else _first_to_come(event)
        facts |= _by_as_much(event, first, times)
        actions.change_following(event=first, by=request.user, **facts)
    actions.change(event=event, by=request.user, **own)


def _first_to_come(event: Event) -> Event:
    rows = Event.objects.filter(series=event.series_id, ends_at__gt=now()).order_by("occurrence_at")
    return rows.select_related("series").first() or event


def _by_as_much(event: Event, first: Event, times: dict[str, Any]) -> dict[str, Any]:
    """The new times of the first date: moved by as many days, to the same time on the clock."""
    if first.pk == event.pk:
        return times
    days = (dates.local(first.starts_at).date() - dates.local(event.starts_at).date()).days
    return times | {name: rules.shifted(times[name], days) for name in ("starts_at", "ends_at")}


def _cancel(request: HttpRequest, event: Event, forms: dict[str, Any]) -> HttpResponse | None:
    if not forms["cancel"].is_valid():
        return None
    try:
        actions.cancel(event=event, reason=forms["cancel"].cleaned_data["reason"], by=request.user)
    except Refused as refused:  # called off or over meanwhile: the page no longer has the form
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Der Termin ist abgesagt. Er bleibt durchgestrichen im Kalender stehen."))
    return redirect(links.to("events:team_list", area=event.area.slug))


def _copy(request: HttpRequest, event: Event, forms: dict[str, Any]) -> HttpResponse | None:
    if not forms["copy"].is_valid():
        return None
    copied = actions.copy_event(event=event, to=forms["copy"].cleaned_data["to"], by=request.user)
    messages.success(request, _("Das ist die Kopie. Sie ist noch nicht öffentlich."))
    return _shown(request, copied)


def _leave_out(request: HttpRequest, event: Event, forms: dict[str, Any]) -> HttpResponse | None:
    series: Any = event.series
    try:
        actions.leave_out(event=event, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(links.to("events:team_event", area=event.area.slug, number=event.number))
    messages.success(request, _("Dieser Tag fällt aus der Reihe."))
    return redirect(links.to("events:team_series", area=event.area.slug, pk=series.pk))


DEEDS: dict[str, Any] = {"change": _change, "cancel": _cancel, "copy": _copy, "leave_out": _leave_out}
