"""Feeds of a quarter and of the city."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.areas.queries import framed
from quartier.events.models import Event
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.publishing.exports import feeds
from quartier.publishing.queries.feeds import SUBJECTS, feed_key, items

WRITERS = {"atom": (feeds.atom, feeds.ATOM), "json": (feeds.json_feed, feeds.JSON)}


def _answer(feed: feeds.Feed, form: str) -> HttpResponse:
    write, kind = WRITERS[form]
    return HttpResponse(write(feed), content_type=kind)


def _own(request: HttpRequest, area: Area | None) -> str:
    path = links.Address(request.path_info)
    path.whole, path.slug = request.path_info, area.slug if area else ""
    return links.absolute(path, area.domain if area else None)


def _until_a_date_is_over(request: HttpRequest, areas: list[Area]) -> None:
    """Only coming dates are told."""
    moment = request.now  # type: ignore[attr-defined]
    first = Event.objects.filter(area__in=areas, public=True, ends_at__gt=moment).order_by("ends_at")
    if ends := first.values_list("ends_at", flat=True).first():
        changes_at(request, ends)


@public_page("area")
def feed(request: HttpRequest, area: Area, subject: str, form: str) -> HttpResponse:
    """What is new in the quarter: dates, news, decisions or ideas."""
    title, page = SUBJECTS[subject]
    if subject == "termine":
        _until_a_date_is_over(request, [area])
    office = getattr(area, "office", None)
    found = feeds.Feed(
        feed_key(subject, area.city.slug, area.slug),
        f"{title} · {area.name}",
        _("%(what)s aus dem Quartier %(area)s") % {"what": title, "area": area.name},
        links.absolute(links.to(page, area=area.slug), area.domain),
        _own(request, area),
        office.name if office else str(area.carrier),
        get_language() or "de",
        items(subject, [area]),
    )
    return _answer(found, form)


@public_page("city")
def city_feed(request: HttpRequest, city: City | None, subject: str, form: str) -> HttpResponse:
    """The same of all quarters."""
    if city is None:
        raise Http404
    areas = list(framed().filter(city=city, carrier__isnull=False))
    title, _page = SUBJECTS[subject]
    if subject == "termine":
        _until_a_date_is_over(request, areas)
    found = feeds.Feed(
        feed_key(subject, city.slug), f"{title} · {city.name}",
        _("%(what)s aus den Quartieren in %(city)s") % {"what": title, "city": city.name},
        links.absolute(links.to("publishing:city")), _own(request, None), city.name, get_language() or "de",
        items(subject, areas),
    )  # fmt: skip
    return _answer(found, form)
