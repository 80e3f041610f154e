from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.areas.queries import desk_card
from quartier.kit import dates, geometry, links
from quartier.kit.pagecache import public_page
from quartier.publishing import queries

SIZES = (288, 480)  # pixels the drawing is wide on a phone and beside the text; a tap is counted in them
WIDEST = 4000


@public_page("city")
def city(request: HttpRequest, city: City | None) -> HttpResponse:
    """All quarters of the installation: drawn map, cards, next dates."""
    if city is None:
        return render(request, "publishing/empty.html")
    areas = _quarters(request, city)
    events = queries.city.next_dates(request, areas)
    context = {
        "events": events,
        "cards": queries.city.cards(request, areas, events),
        "sums": queries.city.sums(areas, dates.local(request.now).year),  # type: ignore[attr-defined]
    }
    return render(request, "publishing/city.html", context | _map(areas, city))


def _quarters(request: HttpRequest, city: City | None) -> list[Area]:
    if city is None:
        raise Http404
    areas = queries.city.quarters(city)
    request.quarters = areas  # type: ignore[attr-defined]  # whom the page's foot names
    return areas


def _map(areas: list[Area], city: Any, chosen: Area | None = None) -> dict[str, Any]:
    height = {size: size * queries.city.MAP[1] // queries.city.MAP[0] for size in SIZES}
    return {
        "city": city,
        "areas": sorted(areas, key=lambda area: area.name.casefold()),
        "sizes": list(height.items()) if any(area.outline for area in areas) else [],
        "shapes": queries.city.drawing(areas),
        "mark": queries.city.mark(areas, chosen) if chosen else "",
        "trail": [
            {"label": _("Quartiere in %(city)s") % {"city": city.name}, "url": links.to("publishing:city")},
            {"label": _("Wo wohne ich?")},
        ],
    }


@public_page("city")
def drawing(request: HttpRequest, city: City | None) -> HttpResponse:
    """All outlines as a picture of their own: the surface that is tapped, asked for once and kept by the browser."""
    paths = queries.city.outlines(_quarters(request, city))
    response = render(request, "publishing/city_map.svg", {"paths": paths}, content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@public_page("city")
def where(request: HttpRequest, city: City | None) -> HttpResponse:
    """„Wo wohne ich?“: a tap on the drawing, or a name from the list, which needs neither eyes nor a pointer."""
    areas = _quarters(request, city)
    return render(request, "publishing/where.html", _map(areas, city))


@public_page("city", cached=False)
def where_point(request: HttpRequest, city: City | None) -> HttpResponse:
    """Where a tap leads (``x``, ``y``, ``breite``: the drawing's width, all in pixels).

    Not kept and not answered here: it sends on to one of as many addresses as there are quarters, so that no address
    says to the pixel where somebody lives. Enter on the picture comes as 0, 0, which is no place.
    """
    areas = _quarters(request, city)
    x, y, width = (_number(request.GET.get(name, "")) for name in ("x", "y", "breite"))
    if not width or (x, y) == (0, 0):
        return HttpResponseRedirect(links.to("publishing:where") + "#liste")
    inside, near = queries.city.tapped(areas, x, y, width)
    if inside is not None:
        return HttpResponseRedirect(links.to("publishing:where_in", quarter=inside.slug))
    if near is not None:
        return HttpResponseRedirect(links.to("publishing:where_near", quarter=near.slug))
    return HttpResponseRedirect(links.to("publishing:where") + "#liste")


def _number(text: str) -> int:
    return min(int(text), WIDEST) if text.isascii() and text.isdigit() and len(text) < 6 else 0


@public_page("city")
def where_in(request: HttpRequest, city: City | None, quarter: str) -> HttpResponse:
    """„Sie wohnen in …“: the quarter, its office and next dates; without an office, the nearest one."""
    areas = _quarters(request, city)
    home = _called(areas, quarter)
    office = home
    if not home.carrier_id or home.self_running_since or not hasattr(home, "office"):
        point = geometry.centroid(home.outline) if home.outline else None
        office = queries.city.nearest_office(areas, point)  # type: ignore[assignment]
    title = _("Sie wohnen in %(area)s") % {"area": home.name}
    return _answer(request, city, areas, title=title, home=home, office=office)


@public_page("city")
def where_near(request: HttpRequest, city: City | None, quarter: str) -> HttpResponse:
    """Outside every quarter: the nearest office."""
    areas = _quarters(request, city)
    return _answer(request, city, areas, title=_("Dort liegt kein Quartier"), home=None, office=_called(areas, quarter))


def _called(areas: list[Area], slug: str) -> Area:
    found = next((area for area in areas if area.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, city: Any, areas: list[Area], *, title: str, home: Area | None, office: Area | None
) -> HttpResponse:
    shown = [area for area in dict.fromkeys((home, office)) if area is not None]
    context = {
        "title": title,
        "home": home,
        "office": office,
        "desk": desk_card(request, office) if office else None,
        "events": queries.city.next_dates(request, shown, limit=3),
    }
    return render(request, "publishing/where.html", context | _map(areas, city, home or office))
