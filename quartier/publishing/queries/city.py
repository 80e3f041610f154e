"""What the pages of the city show: all quarters on one drawing, their next dates, and which of them a point lies in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.areas.models import Area, City
from quartier.areas.queries import desk, emblem_url, framed, when
from quartier.events import queries as events
from quartier.events.models import Event
from quartier.funding.models import Grant
from quartier.kit import dates, geometry, links
from quartier.kit.money import euro0
from quartier.kit.pagecache import changes_at
from quartier.kit.templatetags.page import hour, short_day
from quartier.participation.models import Idea

MAP = (600, 540, 24)  # width, height, margin of the drawing
NAME, NUMBER = (17, 38), (14, 24)  # width of a letter there and from one line down to the next, of names and numbers
NAMED = 9  # quarters with an office whose names have room; more carry the numbers of their cards
CROWDED = 40  # outlines that are drawn more coarsely
SLIVER = 4  # units of the drawing between two outlines that are nobody's


def quarters(city: City) -> list[Area]:
    """All quarters of the city, framed, those with an office first; two queries."""
    return sorted(framed().filter(city=city), key=lambda area: (area.carrier_id is None, area.name))


def cards(request: HttpRequest, areas: list[Area], coming: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A card for every quarter that has an office or had one, with its next date; those that run by themselves last."""
    following = {row["area"]: row for row in reversed(coming) if not row["cancelled"]}
    numbers = _numbers(areas)
    running = [area for area in areas if area.carrier_id is not None]
    running.sort(key=lambda area: bool(area.self_running_since))
    return [_card(request, area, following.get(area.name)) | {"number": numbers.get(area.pk)} for area in running]


def _card(request: HttpRequest, area: Area, event: dict[str, Any] | None) -> dict[str, Any]:
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    state = desk(area, moment)
    if state and state.changes_at:
        changes_at(request, state.changes_at)
    text = ""
    if state and state.open and state.until:
        text = _("Büro offen bis %(time)s Uhr") % {"time": hour(state.until)}
    elif state and state.next_open:
        text = _("Büro öffnet %(when)s") % {"when": when(state.next_open, dates.local(moment).date())}
    elif state:
        text = _("Büro zurzeit geschlossen")
    over = area.self_running_since
    return {
        "title": area.name,
        "url": links.to("publishing:home", area=area.slug),
        "accent": area.accent,
        "emblem": emblem_url(area),
        "desk": text,
        "open": bool(state and state.open),
        "over": _("Seit %(year)s ohne Quartiersmanagement") % {"year": over.year} if over else "",
        "text": area.lead if over else "",
        "next": f"{short_day(event['date'])}: {event['title']}" if event else "",
    }


def next_dates(request: HttpRequest, areas: Sequence[Area], limit: int = 8) -> list[dict[str, Any]]:
    """The next dates of these quarters, each with its quarter's name: one query."""
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    known = {area.pk: area for area in areas}
    rows = Event.objects.filter(area__in=known, public=True).coming(moment).select_related("cancellation")
    coming = list(rows[:limit])
    if change := events.changes_at(coming, moment):
        changes_at(request, change)
    lines = [events.line(known[row.area_id], row, moment) for row in coming]
    return [line | {"area": known[row.area_id].name} for line, row in zip(lines, coming, strict=True)]


def sums(areas: Sequence[Area], year: int) -> dict[str, Any] | None:
    """What the quarters did together in a year, counted from the rows; None before the first grant. Two queries."""
    mine = {"fund_year__fund__area__in": [area.pk for area in areas if area.carrier_id]}
    granted = Grant.objects.filter(**mine, fund_year__year=year).aggregate(n=Count("pk"), cents=Sum("cents"))
    if not granted["n"]:
        return None
    ideas = Idea.objects.public().filter(area__in=[area.pk for area in areas], at__year=year).count()
    projects = ngettext("%(n)s Projekt", "%(n)s Projekte", granted["n"]) % {"n": granted["n"]}
    return {
        "year": str(year),
        "figures": [
            {"label": _("Ideen"), "value": ideas},
            {"label": _("Gefördert"), "value": projects},
            {"label": _("Bewilligt"), "value": euro0(granted["cents"])},
        ],
    }


# The drawing ------------------------------------------------------------------------------------------------------
def _drawn(areas: Sequence[Area]) -> list[tuple[Area, geometry.Geometry]]:
    """The quarters whose outline is known, with it."""
    return [(area, area.outline) for area in areas if area.outline]


def outlines(areas: Sequence[Area]) -> list[str]:
    """Every outline as the ``d`` of an SVG path, for the picture behind the links."""
    drawn = [outline for _area, outline in _drawn(areas)]
    if not drawn:
        return []
    return geometry.svg_paths(drawn, *MAP, tolerance=1.2 if len(drawn) > CROWDED else 0.4)[0]


def drawing(areas: Sequence[Area]) -> list[dict[str, Any]]:
    """The quarters with an office on the same drawing: outline, address, and where their name or number stands."""
    drawn, numbers = _drawn(areas), _numbers(areas)
    running = [(area, outline) for area, outline in drawn if area.carrier_id is not None]
    if not running:
        return []
    frame = [outline for _area, outline in drawn]
    paths, project = geometry.svg_paths([outline for _area, outline in running], *MAP, frame=frame)
    found = []
    for (area, outline), path in zip(running, paths, strict=True):
        middle = project(*geometry.centroid(outline))
        found.append(_shape(area, path, middle, str(numbers.get(area.pk, area.name))))
    _set_apart(found, *(NUMBER if numbers else NAME))
    return found


def mark(areas: Sequence[Area], chosen: Area) -> str:
    """The outline of one quarter on the drawing of all; empty where it has none."""
    if not chosen.outline:
        return ""
    frame = [outline for _area, outline in _drawn(areas)]
    return geometry.svg_paths([chosen.outline], *MAP, frame=frame)[0][0]


def _numbers(areas: Sequence[Area]) -> dict[int, int]:
    """The numbers that stand on the drawing and on the cards where the names have no room; else none."""
    running = [area for area in areas if area.carrier_id is not None]
    return {area.pk: number for number, area in enumerate(running, 1)} if len(running) > NAMED else {}


def _shape(area: Area, path: str, middle: tuple[float, float], name: str) -> dict[str, Any]:
    x, y = middle
    half = min(len(name) * NAME[0] / 2, MAP[0] / 2)  # the name stays on the drawing
    return {
        "path": path,
        "name": name,
        "numbered": name != area.name,
        "accent": area.accent,
        "url": links.to("publishing:home", area=area.slug),
        "label": _("%(area)s, mit Büro") % {"area": area.name},
        "x": round(min(max(x, half), MAP[0] - half), 1),
        "y": round(y, 1),
    }


def _set_apart(shapes: list[dict[str, Any]], letter: int, line: int) -> None:
    """Names of small neighbours move down until each can be read."""
    placed: list[dict[str, Any]] = []
    for shape in sorted(shapes, key=lambda shape: shape["y"]):
        for other in placed:
            beside = abs(shape["x"] - other["x"]) > (len(shape["name"]) + len(other["name"])) * letter / 2
            if not beside and shape["y"] - other["y"] < line:
                shape["y"] = round(other["y"] + line, 1)
        placed.append(shape)
        placed.sort(key=lambda shape: shape["y"])


# Where somebody lives ---------------------------------------------------------------------------------------------
def tapped(areas: Sequence[Area], x: int, y: int, width: int) -> tuple[Area | None, Area | None]:
    """The quarter in which a point of the drawing lies, and the nearest one with an office.

    ``x``, ``y``: pixels from the upper left corner of the drawing shown ``width`` pixels wide. Between two outlines
    lies a hair that is nobody's, for each is simplified alone: it goes to the nearer one.
    """
    drawn = _drawn(areas)
    if not drawn:
        return None, nearest_office(areas, None)
    shapes, scale = [outline for _area, outline in drawn], MAP[0] / width
    lon, lat = geometry.place_on(shapes, *MAP, x * scale, y * scale)
    far, number = min((geometry.metres_to(outline, lon, lat), n) for n, outline in enumerate(shapes))
    below = geometry.place_on(shapes, *MAP, x * scale, y * scale + SLIVER)[1]
    hair = (lat - below) * geometry.METRES
    return drawn[number][0] if far <= hair else None, nearest_office(areas, (lon, lat))


def nearest_office(areas: Sequence[Area], point: tuple[float, float] | None) -> Area | None:
    """The quarter whose office is nearest to a place, by its outline; without a place the first one."""
    open_ones = [area for area in areas if area.carrier_id and not area.self_running_since and hasattr(area, "office")]
    if point is None:
        return open_ones[0] if open_ones else None
    far = [(geometry.metres_to(outline, *point), n, area) for n, (area, outline) in enumerate(_drawn(open_ones))]
    return min(far)[2] if far else None
