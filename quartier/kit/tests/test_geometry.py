"""Points in outlines, and outlines as drawings: against a slow second opinion and against the real regions."""

import math
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quartier.kit import geometry
from quartier.kit.tables import read_geojson, read_table

ROOT = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("QUARTIER_REAL_DATA", ROOT.parent / "shared" / "data"))
REGIONS = REAL / "geodata" / "berlin-lor-district-regions-until-2020.geojson"
real = pytest.mark.skipif(not REGIONS.exists(), reason="no real data: ../shared/data is absent")

SQUARE = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]
HOLE = [[4.0, 4.0], [4.0, 6.0], [6.0, 6.0], [6.0, 4.0], [4.0, 4.0]]
ISLAND = [[20.0, 0.0], [22.0, 0.0], [22.0, 2.0], [20.0, 2.0], [20.0, 0.0]]
BLOCK = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
PAIR = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]}


def test_contains_in_outline_hole_and_island() -> None:
    assert geometry.contains(PAIR, 1, 1)
    assert not geometry.contains(PAIR, 5, 5)
    assert geometry.contains(PAIR, 21, 1)
    assert not geometry.contains(PAIR, 15, 1)
    assert not geometry.contains(BLOCK, 21, 1)


def test_contains_with_a_box_that_excludes_the_point() -> None:
    assert not geometry.contains(BLOCK, 1, 1, box=(2, 2, 3, 3))


def test_bbox_of_several_parts() -> None:
    assert geometry.bbox(PAIR) == (0, 0, 22, 10)


def test_a_point_as_geometry_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="Point"):
        geometry.bbox({"type": "Point", "coordinates": [1, 2]})


def test_border_point_of_two_neighbours_belongs_to_one() -> None:
    west = {"type": "Polygon", "coordinates": [[[0, 0], [1.1, 0.3], [0.7, 2.9], [0, 3], [0, 0]]]}
    east = {"type": "Polygon", "coordinates": [[[0.7, 2.9], [1.1, 0.3], [3, 0], [3, 3], [0.7, 2.9]]]}
    for step in range(1, 50):
        lat = 0.3 + 2.6 * step / 50
        lon = 1.1 - 0.4 * step / 50
        assert geometry.contains(west, lon, lat) + geometry.contains(east, lon, lat) == 1


def winding(ring: list[tuple[float, float]], lon: float, lat: float) -> int:
    """How often the ring turns around the point, by summing angles: nothing in common with crossing a ray."""
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        a, b = math.atan2(y1 - lat, x1 - lon), math.atan2(y2 - lat, x2 - lon)
        turn = b - a
        total += turn - 2 * math.pi * round(turn / (2 * math.pi))
    return round(total / (2 * math.pi))


@st.composite
def stars(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Closed rings that do not cross themselves, but bend in and out as they like."""
    radii = draw(st.lists(st.floats(0.2, 5), min_size=3, max_size=12))
    middle = draw(st.tuples(st.floats(-100, 100), st.floats(-50, 50)))
    turn = 2 * math.pi / len(radii)
    ring = [
        (middle[0] + radius * math.cos(turn * i), middle[1] + radius * math.sin(turn * i))
        for i, radius in enumerate(radii)
    ]
    return [*ring, ring[0]]


@given(stars(), st.floats(-6, 6), st.floats(-6, 6), st.booleans())
def test_contains_agrees_with_winding_number(
    ring: list[tuple[float, float]], right: float, up: float, backwards: bool
) -> None:
    lon, lat = ring[0][0] + right, ring[0][1] + up
    assume(all(geometry._distance((lon, lat), a, b) > 1e-6 for a, b in pairwise(ring)))
    drawn = ring[::-1] if backwards else ring
    shape = {"type": "Polygon", "coordinates": [drawn]}
    assert geometry.contains(shape, lon, lat) == (winding(ring, lon, lat) != 0)
    assert geometry.contains(shape, lon, lat, box=geometry.bbox(shape)) == geometry.contains(shape, lon, lat)


def test_centroid_of_a_square_with_and_without_hole_and_of_two() -> None:
    assert geometry.centroid(BLOCK) == pytest.approx((5, 5))
    assert geometry.centroid({"type": "Polygon", "coordinates": [SQUARE[::-1]]}) == pytest.approx((5, 5))
    corner = [[0, 0], [5, 0], [5, 5], [0, 5], [0, 0]]
    bent = geometry.centroid({"type": "Polygon", "coordinates": [SQUARE, corner]})
    assert bent == pytest.approx(((500 - 25 * 2.5) / 75, (500 - 25 * 2.5) / 75))


def test_centroid_of_an_outline_without_area_is_the_middle_of_its_box() -> None:
    assert geometry.centroid({"type": "Polygon", "coordinates": [[[0, 0], [4, 2], [0, 0]]]}) == (2, 1)


def test_simplify_drops_what_lies_on_the_line() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0)]
    assert geometry.simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0)]
    assert geometry.simplify(line, 0) == line


def test_simplify_keeps_three_corners_of_a_ring_however_coarse() -> None:
    kept = geometry.simplify(SQUARE, 1000)
    assert len(kept) >= 4 and kept[0] == kept[-1]


@given(stars(), st.floats(0.001, 2))
def test_simplify_stays_within_tolerance(ring: list[tuple[float, float]], tolerance: float) -> None:
    kept = geometry.simplify(ring, tolerance)
    assert kept[0] == ring[0] and kept[-1] == ring[-1] and set(kept) <= set(ring)
    for point in ring:
        assert min(geometry._distance(point, a, b) for a, b in pairwise(kept)) <= tolerance + 1e-9


def test_svg_path_fits_the_drawing_and_keeps_proportions() -> None:
    high = {"type": "Polygon", "coordinates": [[[10, 59.9], [10.2, 59.9], [10.2, 60.1], [10, 60.1], [10, 59.9]]]}
    path, project = geometry.svg_path(high, 300, 200, 10)
    assert path.startswith("M") and path.endswith("Z") and "e" not in path and "nan" not in path
    numbers = [float(text) for text in re.findall(r"-?\d+\.?\d*", path)]
    xs, ys = numbers[::2], numbers[1::2]
    assert min(ys) == 10 and max(ys) == 190
    assert max(xs) - min(xs) == pytest.approx(180 * math.cos(math.radians(60)), abs=0.2)
    assert sum((min(xs), max(xs))) == pytest.approx(300, abs=0.2)
    north, south = project(10.1, 60.1), project(10.1, 59.9)
    assert north[1] < south[1] and north[0] == pytest.approx(150)


def test_svg_path_draws_every_ring() -> None:
    assert geometry.svg_path(PAIR, 100, 100)[0].count("M") == 3


@real
def test_every_day_care_point_is_sorted_into_a_region() -> None:
    features = read_geojson(REGIONS)
    locator = geometry.Locator((feature.properties["id"], feature.geometry) for feature in features)
    source = REAL / "actors" / "berlin-daycare-centers-2025-10-details.csv"
    points = [(float(row.values["lon"]), float(row.values["lat"])) for row in read_table(source, name=source.name).rows]
    assert len(points) > 2800
    assert all(locator.find(*point) for point in points)
    holding = [sum(geometry.contains(f.geometry, *point) for f in features) for point in points[::20]]
    assert set(holding) == {1}


@real
def test_points_outside_the_city_are_in_no_region() -> None:
    locator = geometry.Locator((f.properties["id"], f.geometry) for f in read_geojson(REGIONS))
    assert locator.find(13.0645, 52.3906) is None
    assert locator.find(8.68, 50.11) is None


@real
def test_real_outlines_draw_small() -> None:
    for feature in read_geojson(REGIONS):
        path, project = geometry.svg_path(feature.geometry, 400, 300, 8)
        assert len(path) < 4000
        x, y = project(*geometry.centroid(feature.geometry))
        assert 8 <= x <= 392 and 8 <= y <= 292


# Back from a drawing ----------------------------------------------------------------------------------------------
NORTHERN = {
    "type": "Polygon",
    "coordinates": [[[13.30, 52.50], [13.42, 52.51], [13.40, 52.58], [13.31, 52.57], [13.30, 52.50]]],
}


@given(st.floats(13.2, 13.5), st.floats(52.4, 52.6))
def test_place_on_is_the_inverse_of_the_drawing(lon: float, lat: float) -> None:
    _, project = geometry.svg_paths([NORTHERN], 600, 540, 24)
    back = geometry.place_on([NORTHERN], 600, 540, 24, *project(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-9)


def test_metres_to_an_outline() -> None:
    assert geometry.metres_to(NORTHERN, 13.35, 52.53) == 0
    east = geometry.metres_to({"type": "Polygon", "coordinates": [SQUARE]}, 10.01, 5)
    assert east == pytest.approx(0.01 * math.cos(math.radians(5)) * 111_195, rel=0.001)
    assert geometry.metres_to(BLOCK, 5, 5) == pytest.approx(111_195, rel=0.01)  # in the hole: one degree to its edge


def test_a_frame_of_more_outlines_decides_the_scale() -> None:
    alone, _ = geometry.svg_paths([NORTHERN], 600, 540)
    among, _ = geometry.svg_paths([NORTHERN], 600, 540, frame=[NORTHERN, {"type": "Polygon", "coordinates": [SQUARE]}])
    together, _ = geometry.svg_paths([NORTHERN, {"type": "Polygon", "coordinates": [SQUARE]}], 600, 540)
    assert alone != among and among[0] == together[0]
