from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import queries, states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.rules import easy
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.kit.templatetags.page import weekday
from quartier.texts.queries import at_address


@public_page("area")
def event_version(request: HttpRequest, area: Area, number: int, version: str) -> HttpResponse:
    """One date in a language without interface, or in Leichte Sprache."""
    rows = Event.objects.filter(area=area, public=True)
    event = get_object_or_404(rows.select_related("cancellation", "picture__file"), number=number)
    found = at_address(request, event, version, links.to("events:event", area=area.slug, number=number))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    moment = request.now  # type: ignore[attr-defined]
    for change in (event.starts_at, event.ends_at):
        changes_at(request, change)
    row, reason = queries.line(area, event, moment), queries.called_off(event)
    more = {
        "facts": [(_("Wann"), f"{weekday(event.starts_at)}, {row['when']}"), (_("Wo"), row["place"])],
        "marks": row["marks"],
        "cancelled": row["cancelled"],
        "first": easy.called_off(event, reason),
        "parts": [easy.when(event, moment), *easy.facts(event, row["place"])],
    }
    return render(request, found.template, found.context | more)


@public_page("area")
def series_version(request: HttpRequest, area: Area, pk: int, version: str) -> HttpResponse:
    """A series in a language without interface, or in Leichte Sprache."""
    series = get_object_or_404(EventSeries.objects.select_related("picture__file"), area=area, public=True, pk=pk)
    found = at_address(request, series, version, links.to("events:series", area=area.slug, pk=pk))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    moment = request.now  # type: ignore[attr-defined]
    coming = Event.objects.filter(series=series, public=True, status=states.PLANNED).coming(moment).first()
    if coming is not None:
        changes_at(request, coming.ends_at)
    more = {
        "facts": [(_("Wann"), f"{queries.how_often(series)}, {queries.when(series)}"), (_("Wo"), series.place)],
        "marks": queries.marks(series),
        "parts": [*easy.again(series, coming), *easy.facts(series, series.place)],
    }
    return render(request, found.template, found.context | more)


@public_page("area")
def offer_version(request: HttpRequest, area: Area, number: int, version: str) -> HttpResponse:
    """An offer in a language without interface, or in Leichte Sprache."""
    rows = Offer.objects.filter(area=area, status__in=states.OFFER_SHOWN).select_related("picture__file")
    offer = get_object_or_404(rows, number=number)
    found = at_address(request, offer, version, links.to("events:offer", area=area.slug, number=number))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    said = [(_("Wann"), queries.times(offer)), (_("Wo"), offer.place)]
    more = {
        "facts": [(label, value) for label, value in said if value],
        "marks": queries.marks(offer),
        "parts": [*easy.hours(offer), *easy.facts(offer, offer.place)],
    }
    return render(request, found.template, found.context | more)
