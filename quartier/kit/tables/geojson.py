"""GeoJSON outlines: every feature checked before anybody draws or searches with it."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.kit.errors import Refused
from quartier.kit.geometry import signed_area
from quartier.kit.tables.rows import MAX_BYTES, Problem, load

MAX_POINTS = 2_000_000  # of all features together; the 138 Berlin regions have 45,386
MAX_FEATURES = 20_000  # far above the 542 planning areas of Berlin, the finest division an office draws with
LARGEST = 10**9  # metres: every projection in use stays below
AREAS = ("Polygon", "MultiPolygon")
KINDS = {
    "Point": gettext_lazy("ein Punkt"), "MultiPoint": gettext_lazy("Punkte"), "LineString": gettext_lazy("eine Linie"),
    "MultiLineString": gettext_lazy("Linien"), "GeometryCollection": gettext_lazy("eine Sammlung"),
}  # fmt: skip
CONVERT = gettext_lazy(
    "Bitte rechnen Sie die Datei in geografische Koordinaten um (WGS 84, EPSG:4326; in QGIS: "
    "„Exportieren“, „KBS: EPSG:4326“)."
)


@dataclass(frozen=True)
class Feature:
    """One outline. ``geometry`` is a valid Polygon or MultiPolygon where there are no ``problems``, else empty."""

    index: int  # from 0, as in features[0]
    properties: dict[str, Any]
    geometry: dict[str, Any]
    problems: tuple[Problem, ...] = ()


class _Bad(Exception):
    """A geometry that cannot be used; the text says why."""


class _Projected(_Bad):
    """Coordinates in metres instead of degrees."""


def read_geojson(source: Path | str | bytes, *, name: str = "") -> list[Feature]:
    """The features of a FeatureCollection of outlines. Refused where the whole file is of no use; a feature that alone
    is wrong has a problem and no geometry. Positions come out as [longitude, latitude]; heights are dropped.
    """
    name = name or (Path(source).name if not isinstance(source, bytes) else _("Die Datei"))
    found = _features(_parse(load(source, name, MAX_BYTES), name), name)
    features = []
    projected = points = 0
    for index, raw in enumerate(found):
        properties = raw.get("properties") if isinstance(raw, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        try:
            geometry, count = _geometry(raw)
        except _Bad as bad:
            projected += isinstance(bad, _Projected)
            features.append(Feature(index, properties, {}, (Problem(str(bad), index=index),)))
            continue
        points += count
        if points > MAX_POINTS:
            raise Refused(
                _("„%(name)s“ hat mehr als %(most)s Punkte. Bitte vereinfachen Sie die Umrisse.")
                % {"name": name, "most": MAX_POINTS}
            )
        features.append(Feature(index, properties, geometry))
    if projected == len(features):
        raise Refused(
            _("Die Koordinaten in „%(name)s“ sind projiziert (Meter statt Grad). %(convert)s")
            % {"name": name, "convert": CONVERT}
        )
    return features


def _parse(content: bytes, name: str) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("„%(name)s“ ist nicht in UTF-8 gespeichert, wie es GeoJSON verlangt.") % {"name": name}
        ) from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(
            _("„%(name)s“ ist kein gültiges JSON: Fehler in Zeile %(lineno)s, Spalte %(colno)s.")
            % {"name": name, "lineno": error.lineno, "colno": error.colno}
        ) from None
    except RecursionError:
        raise Refused(_("„%(name)s“ ist zu tief verschachtelt und keine Karte.") % {"name": name}) from None
    except ValueError:  # numbers of thousands of digits
        raise Refused(_("„%(name)s“ enthält Zahlen, die keine Koordinaten sein können.") % {"name": name}) from None


def _features(data: Any, name: str) -> list[Any]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "Topology":
        raise Refused(_("„%(name)s“ ist TopoJSON. Bitte speichern Sie die Umrisse als GeoJSON.") % {"name": name})
    if kind == "Feature":
        return [data]
    if kind in AREAS:
        return [{"type": "Feature", "properties": {}, "geometry": data}]
    if kind != "FeatureCollection":
        what = _("ein einzelnes „%(kind)s“") % {"kind": str(kind)[:40]} if kind else _("etwas anderes")
        raise Refused(
            _("„%(name)s“ ist keine GeoJSON-Sammlung (FeatureCollection), sondern %(what)s.")
            % {"name": name, "what": what}
        )
    found = data.get("features")
    if not isinstance(found, list) or not found:
        raise Refused(_("„%(name)s“ enthält keine Flächen.") % {"name": name})
    if len(found) > MAX_FEATURES:
        raise Refused(
            _("„%(name)s“ enthält %(count)s Flächen. Gelesen werden höchstens %(most)s.")
            % {"name": name, "count": len(found), "most": MAX_FEATURES}
        )
    return found


def _geometry(raw: Any) -> tuple[dict[str, Any], int]:
    """A checked copy of a feature's geometry and the number of its points."""
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        raise _Bad(_("Dieser Eintrag ist kein „Feature“."))
    geometry = raw.get("geometry")
    if not isinstance(geometry, dict):
        raise _Bad(_("Es ist kein Umriss angegeben (geometry fehlt)."))
    kind = geometry.get("type")
    if kind not in AREAS:
        what = KINDS.get(kind, f"„{str(kind)[:40]}“") if isinstance(kind, str) else _("etwas Unbekanntes")
        raise _Bad(
            _("Gebraucht wird eine Fläche (Polygon oder MultiPolygon), angegeben ist %(what)s.") % {"what": what}
        )
    coordinates = geometry.get("coordinates")
    polygons = [_polygon(part) for part in _items(coordinates if kind == "MultiPolygon" else [coordinates])]
    count = sum(len(ring) for polygon in polygons for ring in polygon)
    return {"type": kind, "coordinates": polygons if kind == "MultiPolygon" else polygons[0]}, count


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _Bad(_("Der Umriss hat keine Koordinaten oder ist falsch verschachtelt."))
    return value


def _polygon(value: Any) -> list[list[list[float]]]:
    return [_ring(ring) for ring in _items(value)]


def _ring(value: Any) -> list[list[float]]:
    ring = [_position(position) for position in _items(value)]
    if len(ring) < 4:
        raise _Bad(_("Ein Umriss braucht mindestens vier Punkte, dieser hat %(count)s.") % {"count": len(ring)})
    if ring[0] != ring[-1]:
        raise _Bad(_("Der Umriss ist nicht geschlossen: Der letzte Punkt muss der erste sein."))
    if signed_area(ring) == 0:
        raise _Bad(_("Der Umriss umschließt keine Fläche."))
    return ring


def _position(value: Any) -> list[float]:
    if not isinstance(value, list):
        raise _Bad(_("Der Umriss hat keine Koordinaten oder ist falsch verschachtelt."))
    if len(value) < 2:
        raise _Bad(_("Ein Punkt braucht Länge und Breite."))
    lon, lat = value[0], value[1]
    for number in (lon, lat):
        if isinstance(number, bool) or not isinstance(number, int | float) or abs(number) > LARGEST:
            raise _Bad(_("Eine Koordinate ist keine Zahl, die auf einer Karte vorkommt."))
        if not math.isfinite(number):
            raise _Bad(_("Eine Koordinate ist keine Zahl."))
    if abs(lon) > 180 or abs(lat) > 180:
        raise _Projected(
            _("Die Koordinaten sind projiziert (Meter statt Grad): %(lon)s, %(lat)s. %(convert)s")
            % {"lon": f"{lon:.10g}", "lat": f"{lat:.10g}", "convert": CONVERT}
        )
    if abs(lat) > 90:
        raise _Bad(
            _("Die Breite %(lat)s gibt es nicht; ein Punkt nennt zuerst die Länge, dann die Breite.")
            % {"lat": f"{lat:.10g}"}
        )
    return [float(lon), float(lat)]
