"""Offers: courses, advice, training, jobs, help for founders, groups; chosen by what people need."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from quartier.areas.models import Area
from quartier.events import queries, states
from quartier.events.models import Event, Offer
from quartier.events.views.public import NEXT_DATES
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.texts.queries import open_page, shown

PAGE = 30


@public_page("area")
def offer_list(request: HttpRequest, area: Area) -> HttpResponse:
    """The offers of the quarter that fit what a reader chose."""
    rows = queries.running(area, request.now)  # type: ignore[attr-defined]
    panel = queries.of_offers(area, request.GET, rows)
    page = Paginator(panel.filter(rows), PAGE).get_page(request.GET.get("seite"))
    cards = [queries.card(area, offer) for offer in shown(page.object_list, get_language())]
    lead = f"?{panel.query()}&" if panel.chosen else "?"
    pager = {
        "previous": f"{lead}seite={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"{lead}seite={page.next_page_number()}" if page.has_next() else "",
    }
    return render(
        request, "events/offers.html", {"cards": cards, "panel": panel, "count": page.paginator.count, "pager": pager}
    )


@public_page("area")
def offer(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One offer: what it is, when, for whom, and its next dates."""
    rows = Offer.objects.filter(area=area, status__in=states.OFFER_SHOWN)
    found: Any = get_object_or_404(rows.select_related("room", "organiser", "picture__file"), number=number)
    moment = request.now  # type: ignore[attr-defined]
    open_page(request, found, links.to("events:offer", area=area.slug, number=number))
    coming = Event.objects.filter(offer=found, public=True).coming(moment).select_related("cancellation")
    events = shown(coming[:NEXT_DATES], get_language())
    if change := queries.changes_at(events, moment):
        changes_at(request, change)
    context = {
        "offer": found,
        "times": queries.times(found),
        "period": queries.period(found),
        "facts": queries.facts(found),
        "text": queries.split(found.shown.summary),
        "rows": queries.lines(area, events, moment),
        "paused": found.status == states.PAUSED,
    }
    return render(request, "events/offer.html", context)
