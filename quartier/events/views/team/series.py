"""The office's series: begun with a preview, changed from a day on, carried further, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.areas.models import Area
from quartier.events import actions, queries, rules
from quartier.events.forms import DayForm, EndForm, SeriesForm
from quartier.events.models import Event, EventSeries
from quartier.events.queries import rooms
from quartier.kit import dates, links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.forms import moment
from quartier.texts.queries import languages, overview

SHOWN = 120  # dates on the page of a series


@team_page(MANAGER)
def new_series(request: HttpRequest, area: Area) -> HttpResponse:
    """Begin a series: the first answer shows the dates, the second enters them."""
    form = SeriesForm(request.POST or None, area=area, initial={"repeats": "weekly"})
    if request.method == "POST" and form.is_valid() and "enter" in request.POST:
        start, end = form.times()
        gone = _left_out(request, form)
        try:
            series = actions.start_series(
                area=area,
                rule=form.rule(),
                starts_at=start,
                ends_at=end,
                left_out=gone,
                by=request.user,
                **form.facts(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            count = series.events.count()
            words = ngettext("Ein Termin steht jetzt im Kalender.", "%d Termine stehen jetzt im Kalender.", count)
            messages.success(request, words % count if count != 1 else words)
            return _shown(request, series)
    return render(request, "events/team_series_form.html", {"form": form, "preview": _preview(request, area, form)})


def _left_out(request: HttpRequest, form: SeriesForm) -> list[Any]:
    """The days of the preview that were not ticked; all count where there was none."""
    shown = set(request.POST.getlist("gezeigt"))
    kept = set(request.POST.getlist("findet_statt"))
    return [one for one in form.moments if one.isoformat() in shown and one.isoformat() not in kept]


def _preview(request: HttpRequest, area: Area, form: SeriesForm) -> dict[str, Any] | None:
    """The dates as they would be, each to be ticked off, and what is in the room then."""
    if not form.is_bound or form.errors:
        return None
    start, end = form.times()
    gone = set(_left_out(request, form))
    room = form.cleaned_data["room"]
    spans = [(one, rules.lasting(one, start, end, form.zone)) for one in form.moments if one not in gone]
    return {
        "rows": [{"at": one, "value": one.isoformat(), "kept": one not in gone} for one in form.moments],
        "often": rules.in_words(form.rule(), dates.local(start)),
        "goes_on": form.until_moment is not None,
        "clash": rooms.clash_words(room, rooms.clashes(room, spans)) if room else "",
    }


def _shown(request: HttpRequest, series: EventSeries) -> HttpResponse:
    if series.room is not None:
        rows = list(series.events.filter(ends_at__gt=dates.now()))
        found = rooms.clashes(series.room, [(row.starts_at, row.ends_at) for row in rows], [row.pk for row in rows])
        if found:
            messages.warning(request, rooms.clash_words(series.room, found))
    return redirect(links.to("events:team_series", area=series.area.slug, pk=series.pk))


def _find(request: HttpRequest, area: Area, pk: int) -> EventSeries:
    found = get_object_or_404(EventSeries.objects.select_related("room", "organiser"), area=area, pk=pk)
    found.area = area
    return found


def _first_to_come(series: EventSeries) -> Event | None:
    return series.events.filter(ends_at__gt=dates.now()).order_by("occurrence_at").first()


@team_page(MANAGER)
def series(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One series: its rule in words, its dates, a day more, its end."""
    found = _find(request, area, pk)
    verb, posted = request.POST.get("verb", ""), request.POST if request.method == "POST" else None
    forms: dict[str, Any] = {
        "more": DayForm(posted if verb == "add_day" else None, initial={"begins": dates.local(found.starts_at).time()}),
        "end": EndForm(posted if verb == "end" else None),
    }
    if verb in DEEDS and (answer := DEEDS[verb](request, found, forms)) is not None:
        return answer
    rows = found.events.filter(ends_at__gt=dates.now()).select_related("cancellation").order_by("starts_at")
    left_out = [one for text in found.left_out if (one := rules.moment_of(text)) > dates.now()]
    context = {
        **forms,
        "series": found,
        "often": queries.how_often(found),
        "when": queries.when(found),
        "rows": rows[:SHOWN],
        "left_out": left_out,
        "until": rules.until_day(found.rule),
        "goes_on": found.made_until is not None,
        "past": found.events.filter(ends_at__lte=dates.now()).count(),
        "versions": overview(found, languages(area)),
        "panels": panels.load_panels("events.team_series", found, request),
    }
    return render(request, "events/team_series.html", context)


def _add_day(request: HttpRequest, found: EventSeries, forms: dict[str, Any]) -> HttpResponse | None:
    form = forms["more"]
    if not form.is_valid():
        return None
    try:
        start = moment(form.cleaned_data["day"], form.cleaned_data["begins"])
        actions.add_day(series=found, starts_at=start, by=request.user)
    except Refused as refused:
        form.refuse(refused, "day")
        return None
    messages.success(request, _("Der Tag ist dazugekommen."))
    return redirect(request.path)


def _end(request: HttpRequest, found: EventSeries, forms: dict[str, Any]) -> HttpResponse | None:
    form = forms["end"]
    if not form.is_valid():
        return None
    try:
        actions.end_series(series=found, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused, "reason")
        return None
    messages.success(request, _("Die Reihe endet an diesem Tag."))
    return redirect(request.path)


DEEDS: dict[str, Any] = {"add_day": _add_day, "end": _end}


@team_page(MANAGER)
def change_series(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Another rule, time or other facts from the next date on: preview first, then it is entered."""
    found = _find(request, area, pk)
    first = _first_to_come(found)
    if first is None:
        messages.error(request, _("Diese Reihe hat keinen Termin mehr, der sich ändern ließe."))
        return redirect(links.to("events:team_series", area=area.slug, pk=pk))
    at: Any = first.occurrence_at
    form = SeriesForm(request.POST or None, area=area, series=found, initial=SeriesForm.of(found, at))
    if request.method == "POST" and form.is_valid() and "enter" in request.POST:
        start, end = form.times()
        rule = "" if form.cleaned_data["repeats"] == "other" else form.rule()
        try:
            new = actions.change_following(
                event=first, rule=rule, starts_at=start, ends_at=end, by=request.user, **form.facts()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Die Änderung gilt vom nächsten Termin an."))
            return _shown(request, new)
    context = {"form": form, "series": found, "first": first, "preview": _preview(request, area, form)}
    return render(request, "events/team_series_form.html", context)
