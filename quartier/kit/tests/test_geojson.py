"""Outlines: real ones are read, broken ones named, useless files refused."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from quartier.kit.errors import Refused
from quartier.kit.tables import geojson as geojson_module
from quartier.kit.tables import read_geojson

ROOT = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("QUARTIER_REAL_DATA", ROOT.parent / "shared" / "data"))
real = pytest.mark.skipif(not REAL.exists(), reason="no real data: ../shared/data is absent")

RING = [[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.0, 52.0]]


def collection(*geometries: Any, **extra: Any) -> bytes:
    features = [{"type": "Feature", "properties": {"name": "x"}, "geometry": geometry} for geometry in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features, **extra}).encode()


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def geo_refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_geojson(content, name="karte.geojson")
    return refused.value.message


def test_geojson_polygon_and_multipolygon_with_height() -> None:
    high = [[*point, 34.5] for point in RING]
    features = read_geojson(collection(polygon(RING), {"type": "MultiPolygon", "coordinates": [[high]]}))
    assert [feature.index for feature in features] == [0, 1]
    assert features[0].properties == {"name": "x"} and features[0].problems == ()
    assert features[1].geometry == {"type": "MultiPolygon", "coordinates": [[RING]]}


@pytest.mark.parametrize("alone", [polygon(RING), {"type": "Feature", "properties": None, "geometry": polygon(RING)}])
def test_a_single_outline_is_a_collection_of_one(alone: dict[str, Any]) -> None:
    (feature,) = read_geojson(json.dumps(alone).encode())
    assert (feature.geometry, feature.properties) == (polygon(RING), {})


def test_geojson_with_bom_is_read() -> None:
    assert len(read_geojson(b"\xef\xbb\xbf" + collection(polygon(RING)))) == 1


@pytest.mark.parametrize(
    ("geometry", "word"),
    [
        (None, "kein Umriss"),
        ({"type": "Point", "coordinates": [13, 52]}, "angegeben ist ein Punkt"),
        ({"type": ["x"]}, "etwas Unbekanntes"),
        (polygon(), "keine Koordinaten"),
        (polygon([]), "keine Koordinaten"),
        (polygon(RING[:3]), "mindestens vier Punkte, dieser hat 3"),
        (polygon([*RING[:3], [13.0, 52.05]]), "nicht geschlossen"),
        (polygon([[13, 52], [14, 52], [13, 52], [13, 52]]), "keine Fläche"),
        (polygon([[13], [14, 52], [13, 53], [13, 52]]), "Länge und Breite"),
        (polygon([["13", 52], *RING[1:]]), "keine Zahl"),
        (polygon([[True, 52], *RING[1:]]), "keine Zahl"),
        (polygon([[float("nan"), 52], *RING[1:]]), "keine Zahl"),
        (polygon([[float("inf"), 52], *RING[1:]]), "keine Zahl"),
        (polygon([[10**400, 52], *RING[1:]]), "keine Zahl"),
        (polygon([[13.0, 95.0], *RING[1:]]), "Breite 95 gibt es nicht"),
        (polygon([[391000.5, 5820000.0], *RING[1:]]), "projiziert"),
        ({"type": "MultiPolygon", "coordinates": [RING]}, "falsch verschachtelt"),
    ],
)  # fmt: skip
def test_geojson_bad_geometry_is_a_problem_of_its_feature(geometry: Any, word: str) -> None:
    good, bad = read_geojson(collection(polygon(RING), geometry))
    assert good.problems == ()
    assert bad.geometry == {} and bad.problems[0].index == 1
    assert word in str(bad.problems[0]) and str(bad.problems[0]).startswith("Fläche Nr. 2: ")


def test_geojson_in_metres_is_recognised() -> None:
    metres = [[x * 100_000, y * 100_000] for x, y in RING]
    assert "projiziert (Meter statt Grad)" in geo_refusal(collection(polygon(metres), polygon(metres)))
    assert "EPSG:4326" in geo_refusal(collection(polygon(metres)))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leer"),
        (b'{"type": "FeatureCollection",\n "features": [}', "Fehler in Zeile 2, Spalte 15"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "keine GeoJSON-Sammlung (FeatureCollection), sondern ein einzelnes"),
        (b"[1, 2]", "keine GeoJSON-Sammlung"),
        (b'{"type": "FeatureCollection"}', "keine Flächen"),
        (b'{"type": "FeatureCollection", "features": []}', "keine Flächen"),
        (b'{"type": "FeatureCollection", "features": {}}', "keine Flächen"),
        ("{\"name\": \"Süd\"}".encode("latin-1"), "nicht in UTF-8"),
        (b"[" * 200_000, "zu tief verschachtelt"),
        (b'{"type": ' + b"9" * 5000 + b"}", "keine Koordinaten"),
    ],
)  # fmt: skip
def test_geojson_of_no_use_is_refused(content: bytes, word: str) -> None:
    assert word in geo_refusal(content)


def test_geojson_entry_that_is_no_feature_is_a_problem() -> None:
    features = read_geojson(b'{"type": "FeatureCollection", "features": [1, {"type": "Feature"}]}')
    assert [bool(feature.problems) for feature in features] == [True, True]


def test_geojson_with_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson_module, "MAX_POINTS", 7)
    assert "mehr als 7 Punkte" in geo_refusal(collection(polygon(RING), polygon(RING)))


@real
@pytest.mark.parametrize(
    ("path", "count"),
    [("berlin-lor-district-regions-until-2020", 138), ("frankfurt-main", 46), ("leipzig", 63), ("berlin-lor-districts", 12)],
)  # fmt: skip
def test_real_outlines_are_read_without_problem(path: str, count: int) -> None:
    features = read_geojson(REAL / "geodata" / f"{path}.geojson")
    assert len(features) == count
    assert not [problem for feature in features for problem in feature.problems]
    assert all(feature.properties["name"] for feature in features)
