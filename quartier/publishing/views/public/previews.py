"""The pictures shown when somebody shares a page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from quartier.areas.models import Area, City
from quartier.events import queries as events
from quartier.events.models import Event
from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.kit.templatetags.page import day, weekday
from quartier.publishing.exports.previews import DocumentError, preview
from quartier.publishing.models import News
from quartier.texts.queries import shown


def _answer(area: Area | None, title: str, when: str, name: str) -> HttpResponse:
    home = links.to("publishing:home", area=area.slug) if area else links.to("publishing:city")
    address = links.absolute(home, area.domain if area else None)
    try:
        content = preview(
            title=title, day=when, quarter=name, accent=area.accent if area else "turquois", address=address, area=area
        )
    except DocumentError:  # told in the log; a page is shared without a picture then
        raise Http404 from None
    return HttpResponse(content, content_type="image/png")


@public_page("area")
def area_preview(request: HttpRequest, area: Area) -> HttpResponse:
    """Of the quarter: its greeting."""
    return _answer(area, area.lead or area.name, area.city.name, area.name)


@public_page("area")
def event_preview(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Of a date: title, day and time."""
    event = get_object_or_404(Event, area=area, number=number, public=True)
    text: Any = shown([event], get_language())[0].shown
    return _answer(area, text.title, f"{weekday(event.starts_at)}, {events.when(event)}", area.name)


@public_page("area")
def news_preview(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Of a message: title and day."""
    news = get_object_or_404(News.objects.public(), area=area, number=number)
    text: Any = shown([news], get_language())[0].shown
    return _answer(area, text.title, day(news.published_at) if news.published_at else "", area.name)


@public_page("city")
def city_preview(request: HttpRequest, city: City | None) -> HttpResponse:
    """Of all quarters."""
    if city is None:
        raise Http404
    names = Area.objects.running().filter(city=city).order_by("name").values_list("name", flat=True)
    return _answer(None, " · ".join(names) or city.name, "", city.name)
