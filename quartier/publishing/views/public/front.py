from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.areas.queries import desk_card
from quartier.kit import geometry, links
from quartier.kit.pagecache import public_page
from quartier.publishing import queries

LETTER = 15  # width of a letter of a quarter's name there
LINE = 34  # and from one name down to the next
MAP = (600, 540, 24)  # width, height, margin of a drawing


@public_page("area")
def home(request: HttpRequest, area: Area) -> HttpResponse:
    """The quarter's front page: desk, dates, call, decisions, projects."""
    return render(request, "publishing/home.html", queries.front(request, area) | {"desk": desk_card(request, area)})


@public_page("area")
def overview(request: HttpRequest, area: Area) -> HttpResponse:
    """Every public door of the quarter with a sentence on what is behind it (WCAG 2.4.5: a second way to each page)."""
    return render(request, "publishing/overview.html")


@public_page("city")
def city(request: HttpRequest, city: City | None) -> HttpResponse:
    """All quarters of the installation: drawn map, cards, next dates."""
    if city is None:
        return render(request, "publishing/empty.html")
    areas = queries.quarters(city)
    request.quarters = areas  # type: ignore[attr-defined]  # whom the page's foot names
    found = queries.city_events(request, areas)
    context = {"city": city, "shapes": _shapes(areas), "cards": queries.cards(request, areas, found["events"])}
    return render(request, "publishing/city.html", context | found)


def _shapes(areas: list[Area]) -> list[dict[str, Any]]:
    """Every outline of the city on one drawing; quarters with an office are links."""
    drawn = [(area, area.outline) for area in areas if area.outline]
    if not drawn:
        return []
    paths, project = geometry.svg_paths([outline for _area, outline in drawn], *MAP)
    found = []
    for (area, outline), path in zip(drawn, paths, strict=True):
        running = area.carrier_id is not None
        x, y = project(*geometry.centroid(outline))
        half = min(len(area.name) * LETTER / 2, MAP[0] / 2)  # the name stays on the drawing
        found.append(
            {
                "path": path,
                "name": area.name,
                "running": running,
                "accent": area.accent,
                "url": links.to("publishing:home", area=area.slug) if running else "",
                "label": _("%(area)s, mit Büro") % {"area": area.name} if running else area.name,
                "x": round(min(max(x, half), MAP[0] - half), 1),
                "y": round(y, 1),
            }
        )
    _set_apart([shape for shape in found if shape["running"]])
    return sorted(found, key=lambda shape: shape["running"])


def _set_apart(shapes: list[dict[str, Any]]) -> None:
    """Names of small neighbours move down until each can be read."""
    placed: list[dict[str, Any]] = []
    for shape in sorted(shapes, key=lambda shape: shape["y"]):
        for other in placed:
            beside = abs(shape["x"] - other["x"]) > (len(shape["name"]) + len(other["name"])) * LETTER / 2
            if not beside and shape["y"] - other["y"] < LINE:
                shape["y"] = round(other["y"] + LINE, 1)
        placed.append(shape)
        placed.sort(key=lambda shape: shape["y"])
