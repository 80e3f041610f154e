"""Outlines of a city's quarters, as statistical offices publish them (GeoJSON), become areas without an office."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas import actions, rules
from quartier.areas.models import Area, City
from quartier.history.models import Entry, Scope
from quartier.kit.columns import fold
from quartier.kit.importer import CHANGED, NEW, SAME, Preview, Step, Target, referred
from quartier.kit.tables import Feature, Problem, read_geojson

# Properties by which regions are known, folded, the best first; numbers of a drawing program (cartodb_id, OBJECTID)
# are no such thing: they change with the next export.
IDS = ("id", "schluessel", "schluesselnummer", "schl", "kennung", "kennziffer", "gebietsid", "gebietsschluessel", "lor",
       "plrid", "bzrid", "bzr", "nummer", "nr", "code", "ags", "bezirksregionid", "stadtteilnr", "ortsteilnr")  # fmt: skip
NAMES = ("name", "bezeichnung", "gebietsname", "bzrname", "plrname", "ortsteil", "stadtteil", "stadtteilname",
         "stadtbezirk", "quartier", "gebiet", "title")  # fmt: skip
FACTS = ("name", "external_id", "boundary")
LABELS = {"name": "Name", "external_id": "Kennung", "boundary": "Grenze"}


def facts(area: Area) -> dict[str, Any]:
    """All that an import may write of a quarter, as JSON values."""
    return {name: getattr(area, name) for name in FACTS}


@dataclass
class AreaMap:
    """A file of outlines for a city. A region is known by its id, else by its name: the first of two of that name is
    the first in the file."""

    content: bytes
    name: str  # of the file
    city: City

    def options(self) -> dict[str, Any]:
        """What taking the import back needs to know."""
        return {"city": self.city.pk}

    def preview(self) -> Preview:
        """Reads everything, writes nothing. Refused where the file as a whole is of no use."""
        preview = Preview(self.name, hashlib.sha256(self.content).hexdigest())
        features = read_geojson(self.content, name=self.name)
        id_property, name_property = _property(features, IDS), _property(features, NAMES)
        by_id, by_name = self._known()
        seen: set[str] = set()
        for feature in features:
            key, name = _text(feature, id_property)[:40], _text(feature, name_property) or _text(feature, id_property)
            if problem := _wrong(feature, key, name, seen):
                preview.refused.append(problem)
                continue
            seen.add(key)
            area = by_id.get(key) if key else None
            if area is None:
                waiting = by_name.get(name.casefold(), [])
                area = next((one for one in waiting if not (key and one.external_id)), None)
                waiting[:] = [one for one in waiting if one is not area]
            preview.add(_compare(area, {"name": name, "external_id": key, "boundary": feature.geometry}))
        return preview

    def _known(self) -> tuple[dict[str, Area], dict[str, list[Area]]]:
        """Quarters of the city by id, and by name in the order they came."""
        by_id: dict[str, Area] = {}
        by_name: dict[str, list[Area]] = {}
        for area in Area.objects.filter(city_id=self.city.pk).order_by("pk"):
            if area.external_id:
                by_id[area.external_id] = area
            by_name.setdefault(area.name.casefold(), []).append(area)
        return by_id, by_name


def _property(features: Sequence[Feature], words: Sequence[str]) -> str:
    """The property most features have, by the best word; empty where there is none."""
    counts = Counter(
        key for feature in features for key, value in feature.properties.items() if value not in (None, "")
    )
    for word in words:
        for key, count in counts.items():
            if fold(key) == word and count * 2 > len(features):
                return key
    return ""


def _text(feature: Feature, name: str) -> str:
    value = feature.properties.get(name) if name else None
    if value is None or isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _wrong(feature: Feature, key: str, name: str, seen: set[str]) -> Problem | None:
    if feature.problems:
        return feature.problems[0]
    if not name:
        return Problem(_("Der Name fehlt."), index=feature.index)
    if len(name) > 80:
        return Problem(_("Der Name ist länger als 80 Zeichen."), index=feature.index)
    if not rules.slug(name):
        return Problem(_("Aus „%(name)s“ lässt sich keine Adresse bilden.") % {"name": name}, index=feature.index)
    if key and key in seen:
        return Problem(_("Die Kennung „%(key)s“ kommt in der Datei zweimal vor.") % {"key": key}, index=feature.index)
    return None


def _compare(area: Area | None, said: dict[str, Any]) -> Step:
    if area is None:
        return Step(NEW, said["name"], said)
    now = facts(area)
    if not said["external_id"]:
        said = said | {"external_id": now["external_id"]}
    changes = {name: value for name, value in said.items() if now[name] != value}
    if not changes:
        return Step(SAME, said["name"], said, row=area)
    return Step(CHANGED, said["name"], changes, row=area, changes=tuple(LABELS[name] for name in changes))


class AreaTarget(Target):
    """How the frame writes quarters: by their own actions."""

    model = Area

    def __init__(self, city: City) -> None:
        self.city = city

    def facts(self, row: Area) -> dict[str, Any]:
        return facts(row)

    def make(self, step: Step, by: Any) -> Area:
        return actions.found_area(city=self.city, by=by, **step.values)

    def change(self, step: Step, by: Any) -> Area:
        return actions.update_area(area=step.row, by=by, **step.values)

    def restore(self, row: Area, before: Mapping[str, Any], by: Any) -> Area:
        return actions.update_area(area=row, by=by, **{name: before[name] for name in FACTS})

    def held(self, rows: Sequence[Area]) -> set[int]:
        by_scope = {row.scope_id: row.pk for row in rows}
        scopes = referred(Scope, list(by_scope), but=[Area, Entry])
        running = {row.pk for row in rows if row.carrier_id}
        return referred(Area, list(by_scope.values())) | {by_scope[scope] for scope in scopes} | running

    def remove(self, rows: Sequence[Area], by: Any) -> None:
        actions.remove_areas(areas=rows, by=by)

    def mark(self, row: Area, by: Any) -> None:
        """A quarter that is in use needs no mark."""
