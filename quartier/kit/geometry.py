"""Outlines as GeoJSON geometries: where a point lies, and how an outline is drawn. Pure Python, no tiles, no library.

A geometry is a Polygon or MultiPolygon as ``kit.tables.read_geojson`` hands it out: longitude first, rings closed.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar

Geometry = Mapping[str, Any]
Position = Sequence[float]
Ring = Sequence[Position]
Box = tuple[float, float, float, float]
Project = Callable[[float, float], tuple[float, float]]
T = TypeVar("T")

METRES = 111_195.0  # a degree of latitude on a ball of 6371 km
HALVINGS = 60  # how often a tolerance too coarse for a small ring is halved before the ring is left as it is


def polygons(geometry: Geometry) -> Sequence[Sequence[Ring]]:
    """The polygons of a geometry, each as outer ring and holes."""
    kind = geometry.get("type")
    if kind == "Polygon":
        return [geometry["coordinates"]]
    if kind == "MultiPolygon":
        coordinates: Sequence[Sequence[Ring]] = geometry["coordinates"]
        return coordinates
    raise ValueError(f"neither Polygon nor MultiPolygon: {kind!r}")


def bbox(geometry: Geometry) -> Box:
    """West, south, east, north."""
    outer = [point for polygon in polygons(geometry) for point in polygon[0]]
    lons, lats = [point[0] for point in outer], [point[1] for point in outer]
    return min(lons), min(lats), max(lons), max(lats)


def inside_box(box: Box, lon: float, lat: float) -> bool:
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def contains(geometry: Geometry, lon: float, lat: float, *, box: Box | None = None) -> bool:
    """Is the point in the outline and in none of its holes?

    ``box``: the geometry's ``bbox`` where the caller keeps it, so that a far point costs four comparisons (``Locator``
    does). A point on a border that two outlines share belongs to exactly one of them.
    """
    if box is not None and not inside_box(box, lon, lat):
        return False
    return any(_crossed(polygon[0], lon, lat) and not any(_crossed(hole, lon, lat) for hole in polygon[1:])
               for polygon in polygons(geometry))  # fmt: skip


def _crossed(ring: Ring, lon: float, lat: float) -> bool:
    """Does a ray to the east cross the ring an odd number of times?

    Each edge is taken from its lower to its upper end, so both neighbours of a shared edge compute the same number.
    """
    odd = False
    x1, y1 = ring[-1][0], ring[-1][1]
    for point in ring:
        x2, y2 = point[0], point[1]
        if (y1 > lat) != (y2 > lat):
            if y1 < y2:
                crossing = x1 + (x2 - x1) * ((lat - y1) / (y2 - y1))
            else:
                crossing = x2 + (x1 - x2) * ((lat - y2) / (y1 - y2))
            if lon < crossing:
                odd = not odd
        x1, y1 = x2, y2
    return odd


class Locator(Generic[T]):
    """Finds for many points the outline each lies in; every box is computed once."""

    def __init__(self, outlines: Iterable[tuple[T, Geometry]]) -> None:
        self._outlines = [(bbox(geometry), key, geometry) for key, geometry in outlines]

    def find(self, lon: float, lat: float) -> T | None:
        """The key of the first outline that holds the point, or None."""
        for box, key, geometry in self._outlines:
            if contains(geometry, lon, lat, box=box):
                return key
        return None


def signed_area(ring: Ring) -> float:
    """In square units of the ring; positive when it runs anticlockwise."""
    x0, y0 = ring[0][0], ring[0][1]  # relative to the first point: small rings far from zero keep their digits
    return 0.5 * sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
                     for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))  # fmt: skip


def centroid(geometry: Geometry) -> tuple[float, float]:
    """Longitude and latitude of the centre of area, holes taken off; it may lie outside a bent outline."""
    total = x_sum = y_sum = 0.0
    for polygon in polygons(geometry):
        for number, ring in enumerate(polygon):
            area, x, y = _moment(ring)
            sign = 1.0 if number == 0 else -1.0
            total, x_sum, y_sum = total + sign * area, x_sum + sign * x, y_sum + sign * y
    if total > 0:
        return x_sum / total, y_sum / total
    west, south, east, north = bbox(geometry)  # an outline without area: the middle of its box
    return (west + east) / 2, (south + north) / 2


def _moment(ring: Ring) -> tuple[float, float, float]:
    """The area of a ring (never negative) and its centre times that area."""
    x0, y0 = ring[0][0], ring[0][1]
    x_sum = y_sum = double = 0.0
    for a, b in pairwise(ring):
        ax, ay, bx, by = a[0] - x0, a[1] - y0, b[0] - x0, b[1] - y0
        cross = ax * by - bx * ay
        double += cross
        x_sum += (ax + bx) * cross
        y_sum += (ay + by) * cross
    sign = 1.0 if double >= 0 else -1.0
    area = sign * double / 2
    return area, x0 * area + sign * x_sum / 6, y0 * area + sign * y_sum / 6


def simplify(ring: Ring, tolerance: float) -> list[Position]:
    """Douglas–Peucker: fewer points, none further than ``tolerance`` (in the ring's own units) from the new line.

    First and last point stay; a closed ring keeps at least three corners.
    """
    points = [point for number, point in enumerate(ring) if number == 0 or point != ring[number - 1]]
    closed = len(points) > 3 and points[0] == points[-1]
    if len(points) <= (4 if closed else 2) or tolerance <= 0:
        return points
    for _ in range(HALVINGS):
        kept = _keep(points, tolerance, closed)
        if not closed or len(kept) >= 4:
            return kept
        tolerance /= 2
    return points


def _keep(points: list[Position], tolerance: float, closed: bool) -> list[Position]:
    """The points that stay; a closed ring is cut at the point furthest from its start, so that it has two ends."""
    last = len(points) - 1
    keep = {0, last}
    if closed:
        x, y = points[0][0], points[0][1]
        middle = max(range(last), key=lambda i: (points[i][0] - x) ** 2 + (points[i][1] - y) ** 2)
        keep.add(middle)
        spans = [(0, middle), (middle, last)]
    else:
        spans = [(0, last)]
    while spans:
        start, end = spans.pop()
        furthest, distance = start, tolerance
        for i in range(start + 1, end):
            here = _distance(points[i], points[start], points[end])
            if here > distance:
                furthest, distance = i, here
        if furthest != start:
            keep.add(furthest)
            spans += [(start, furthest), (furthest, end)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Position, start: Position, end: Position) -> float:
    """From a point to the segment between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - along * dx, py - along * dy)


def lighten(geometry: Geometry, tolerance: float) -> dict[str, Any]:
    """The same outline with fewer points (``tolerance`` in degrees) and five decimals, as a MultiPolygon."""
    light = [
        [[[round(x, 5), round(y, 5)] for x, y, *_ in simplify(ring, tolerance)] for ring in polygon]
        for polygon in polygons(geometry)
    ]
    return {"type": "MultiPolygon", "coordinates": light}


def svg_paths(
    geometries: Sequence[Geometry], width: float, height: float, padding: float = 0.0, *, tolerance: float = 0.4,
    frame: Sequence[Geometry] = (),
) -> tuple[list[str], Project]:  # fmt: skip
    """Several outlines on one drawing, each as the ``d`` of an SVG path, and the projection they share.

    ``frame``: the outlines that decide what the drawing shows, where they are more than those that are drawn.
    """
    project = _projection(_whole(frame or geometries), width, height, padding)
    return [_drawn(geometry, project, tolerance) for geometry in geometries], project


def place_on(
    geometries: Sequence[Geometry], width: float, height: float, padding: float, x: float, y: float
) -> tuple[float, float]:
    """Longitude and latitude of a point of the drawing that ``svg_paths`` makes of the same outlines: its inverse."""
    west, south, east, north = box = _whole(geometries)
    project = _projection(box, width, height, padding)
    (left, bottom), (right, top) = project(west, south), project(east, north)
    lon = west + (x - left) / (right - left) * (east - west) if right > left else west
    lat = south + (bottom - y) / (bottom - top) * (north - south) if bottom > top else south
    return lon, lat


def metres_to(geometry: Geometry, lon: float, lat: float) -> float:
    """How far it is from a point to the nearest edge of the outline; 0 inside. On a flat earth, right within a city."""
    if contains(geometry, lon, lat):
        return 0.0
    stretch = math.cos(math.radians(lat))
    here = (lon * stretch, lat)
    edges = (
        _distance(here, (a[0] * stretch, a[1]), (b[0] * stretch, b[1]))
        for polygon in polygons(geometry) for ring in polygon for a, b in pairwise(ring)
    )  # fmt: skip
    return min(edges) * METRES


def _whole(geometries: Sequence[Geometry]) -> Box:
    boxes = [bbox(geometry) for geometry in geometries]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def svg_path(
    geometry: Geometry, width: float, height: float, padding: float = 0.0, *, tolerance: float = 0.4
) -> tuple[str, Project]:
    """The outline as the ``d`` of an SVG path (draw it with fill-rule evenodd), and the projection for further points.

    ``width``, ``height``, ``padding`` and ``tolerance`` (what may be simplified away) are in units of the drawing.
    One degree of longitude is drawn cos(latitude) as long as one of latitude, so that a square block stays square.
    """
    project = _projection(bbox(geometry), width, height, padding)
    return _drawn(geometry, project, tolerance), project


def _drawn(geometry: Geometry, project: Project, tolerance: float) -> str:
    parts = []
    for polygon in polygons(geometry):
        for ring in polygon:
            drawn = simplify([project(point[0], point[1]) for point in ring], tolerance)
            parts.append("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in drawn[:-1]) + "Z")
    return "".join(parts)


def _projection(box: Box, width: float, height: float, padding: float) -> Project:
    west, south, east, north = box
    stretch = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * stretch, north - south
    room_x, room_y = max(width - 2 * padding, 1.0), max(height - 2 * padding, 1.0)
    scale = min(room_x / wide if wide > 0 else math.inf, room_y / high if high > 0 else math.inf)
    scale = scale if math.isfinite(scale) else 1.0
    left, top = (width - wide * scale) / 2, (height - high * scale) / 2

    def project(lon: float, lat: float) -> tuple[float, float]:
        return left + (lon - west) * stretch * scale, top + (north - lat) * scale

    return project


def _short(number: float) -> str:
    """One decimal, no „.0“, no „-0“."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
