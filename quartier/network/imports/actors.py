"""The preview of a list: every row read, placed by its point, and compared with what is there."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.history.models import ImportRun
from quartier.kit.columns import assign, fold
from quartier.kit.errors import Refused
from quartier.kit.geometry import Locator
from quartier.kit.importer import CHANGED, ELSEWHERE, MISSING, NEW, SAME, Preview, Step
from quartier.kit.tables import Problem, Table, read_table
from quartier.network.imports.target import facts
from quartier.network.imports.values import COLUMNS, Actor, read_actor
from quartier.network.models import Organisation

_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])[._ -](?:0?[1-9]|1[0-2])[._ -](?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:[._ -]?(?:0[1-9]|1[0-2])(?:[._ -]?(?:0[1-9]|[12]\d|3[01]))?)?)(?!\d)"
)
TITLE_LINES = 12  # where the headers may stand below a title
_COPY = re.compile(r"\s*\(\d+\)$|[ _-]+(?:kopie|copy|neu|final)$", re.IGNORECASE)


def family(name: str) -> str:
    """What two months of one list have in common: „osm_berlin_2025-11.csv“ and „…_2025-12.csv“ → „osm_berlin“."""
    stem = PurePath(name.replace("\\", "/")).stem
    stem = _DATE.sub(" ", _COPY.sub("", stem))
    return re.sub(r"[\s._-]*\s[\s._-]*", "-", stem).strip(" ._-")[:80] or "liste"


def known(headers: Sequence[str]) -> set[str]:
    """The fields that these headers name by known words."""
    texts = {fold(header) for header in headers}
    return {column.name for column in COLUMNS if texts & set(column.words)}


@dataclass(frozen=True)
class Place:
    """Where a row belongs. ``taken``: it is this import's business."""

    area: int | None
    taken: bool = True
    outside: bool = False
    unplaced: bool = False


@dataclass
class ActorList:
    """A file and how it is to be read.

    For a city: points decide the quarter; without one, or outside all, the row belongs to the city. For a quarter
    (``area``): rows of other running quarters are left alone, rows without a point are the quarter's, whose list it is;
    ``inside_only`` leaves out what lies outside.
    """

    content: bytes
    name: str  # of the file
    city: City
    area: Area | None = None
    source: str = ""
    given: Mapping[str, str] = field(default_factory=dict)  # header → field, as the person says
    public: bool = False
    inside_only: bool = False

    def __post_init__(self) -> None:
        self.source = (self.source or family(self.name))[:80]

    @classmethod
    def from_run(cls, run: ImportRun, area: Area) -> "ActorList":
        """The draft as it was asked; its content is gone once it is carried out."""
        asked = run.options
        return cls(
            bytes(run.content or b""), run.name, area.city, area, asked["source"], asked["columns"], asked["public"],
            asked["inside_only"],
        )  # fmt: skip

    def options(self) -> dict[str, Any]:
        """How it is asked, as JSON values: the inverse of ``from_run``."""
        return {
            "source": self.source, "columns": dict(self.given), "public": self.public,
            "inside_only": self.inside_only, "city": self.city.pk, "area": self.area.pk if self.area else None,
        }  # fmt: skip

    def look(self) -> tuple[list[str], dict[str, list[str]]]:
        """Headers and the first values below each. Refused where it is no table."""
        first = read_table(self.content, name=self.name)
        table = self._below_a_title(first) or first
        first_rows = [row.values for row in islice(table.rows, 3)]
        return table.headers, {header: [row[header] for row in first_rows if row[header]] for header in table.headers}

    def preview(self) -> Preview:
        """Reads everything, writes nothing. Refused, or MissingColumn, where the file as a whole is of no use."""
        table, columns = self._table()
        digest = hashlib.sha256(self.content).hexdigest()
        preview = Preview(self.name, digest, headers=table.headers, columns=columns, notes=list(table.problems))
        self._load()
        seen: dict[str, int] = {}
        for row in table.rows:
            actor = read_actor(row, columns)
            if not actor.refused and actor.external_id in seen:
                twice = _("Diese Einrichtung steht schon in Zeile %(n)d.") % {"n": seen[actor.external_id]}
                actor.refused = Problem(twice, row.line)
            if actor.external_id:
                seen.setdefault(actor.external_id, row.line)
            if actor.refused:
                preview.refused.append(actor.refused)
                continue
            preview.notes += actor.notes
            self._place_and_compare(preview, actor)
        self._missing(preview, seen)
        return preview

    def _table(self) -> tuple[Table, dict[str, str]]:
        """The table and which header fills which field; a title above the headers is passed over."""
        table = read_table(self.content, name=self.name)
        try:
            return table, assign(table.headers, COLUMNS, self.given)
        except Refused:
            below = self._below_a_title(table)
            if below is None:
                raise
            return below, assign(below.headers, COLUMNS, self.given)

    def _below_a_title(self, first: Table) -> Table | None:
        """The table as its headers in one of the next lines tell it: wider than the first line, three words known."""
        if "name" in known(first.headers):
            return None
        for line in range(2, TITLE_LINES + 1):
            try:
                table = read_table(self.content, name=self.name, header_row=line)
            except Refused:
                continue
            words = known(table.headers)
            if len(table.headers) > len(first.headers) and "name" in words and len(words) >= 3:
                told = _("Die Überschriften stehen in Zeile %(n)d; was darüber steht, bleibt weg.") % {"n": line}
                table.problems.append(Problem(told))
                return table
        return None

    def _load(self) -> None:
        areas = Area.objects.filter(city=self.city).order_by(F("carrier").asc(nulls_last=True), "pk")
        own = self.area.pk if self.area else None
        rows = sorted(areas.values_list("pk", "name", "carrier", "boundary"), key=lambda row: row[0] != own)
        self._names = {pk: name for pk, name, _carrier, _boundary in rows}
        self._running = {pk for pk, _name, carrier, _boundary in rows if carrier}
        self._bounded = any(pk == own and boundary for pk, _name, _carrier, boundary in rows)
        self._locator = Locator([(pk, boundary) for pk, _name, _carrier, boundary in rows if boundary])
        found = Organisation.objects.filter(city=self.city, source=self.source).exclude(external_id="")
        self._known = {row.external_id: row for row in found}

    def _place(self, actor: Actor) -> Place:
        own = self.area.pk if self.area else None
        if actor.point is None:
            return Place(own, unplaced=True)
        found = self._locator.find(*actor.point)
        if self.area is None or found == own:
            return Place(found, outside=found is None)
        if found is None and not self._bounded:
            return Place(own)  # nobody has drawn the quarter yet: it is its list
        left_out = found in self._running or self.inside_only
        return Place(found, taken=not left_out, outside=found is None and not left_out)

    def _place_and_compare(self, preview: Preview, actor: Actor) -> None:
        place = self._place(actor)
        name = actor.values["name"]
        if place.area is None and actor.point and self._locator.find(*reversed(actor.point)) is not None:
            preview.notes.append(Problem(_("Breite und Länge sind wohl vertauscht."), actor.line))
        if not place.taken:
            preview.elsewhere += 1
            preview.add(
                Step(ELSEWHERE, name, {}, actor.line, where=self._names.get(place.area or 0, ""), said=actor.values)
            )
            return
        preview.outside += place.outside
        preview.unplaced += place.unplaced
        where = self._names[place.area] if place.area else ""
        if where:
            preview.areas[where] = preview.areas.get(where, 0) + 1
        said = actor.values | {"area": place.area} | ({"public": True} if self.public else {})
        row = self._known.get(actor.external_id)
        if row is None:
            values = said | {"source": self.source, "external_id": actor.external_id, "listed": said}
            preview.add(Step(NEW, name, values, actor.line, where=where, said=said))
            return
        changes, kept = compare(row, said)
        preview.notes += [_kept(actor.line, row, field) for field in kept]
        verdict = CHANGED if changes else SAME
        values = changes | {"listed": (row.listed or {}) | said} if changes else {}
        labels = tuple(_label(field) for field in changes)
        preview.add(Step(verdict, name, values, actor.line, row=row, changes=labels, where=where, said=said))

    def _missing(self, preview: Preview, seen: Mapping[str, int]) -> None:
        """Rows of the same list that the file no longer names; refused rows are named."""
        for key, row in self._known.items():
            if key in seen or row.unlisted_since is not None or not self._is_ours(row):
                continue
            where = self._names.get(row.area_id or 0, "")
            preview.missing.append(Step(MISSING, row.name, {}, row=row, where=where))

    def _is_ours(self, row: Organisation) -> bool:
        if self.area is None or row.area_id == self.area.pk:
            return True
        return not self.inside_only and row.area_id not in self._running


def compare(row: Organisation, said: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(what changes, what the office wrote otherwise since and keeps).

    A value the list only repeats changes nothing, even where the office has corrected it.
    """
    before, now = row.listed or {}, facts(row)
    changes: dict[str, Any] = {}
    kept = []
    for name, value in said.items():
        if (name in before and before[name] == value) or now[name] == value:
            continue
        if name in before and now[name] != before[name]:
            kept.append(name)
        else:
            changes[name] = value
    if row.unlisted_since is not None:
        changes["unlisted_since"] = None
    return changes, kept


def _kept(line: int, row: Organisation, name: str) -> Problem:
    text = _("„%(row)s“: %(field)s bleibt, wie das Büro es eingetragen hat.")
    return Problem(text % {"row": row.name, "field": _label(name)}, line)


def _label(name: str) -> str:
    if name == "unlisted_since":
        return _("wieder gelistet")
    if name == "area":
        return _("Quartier")
    return str(getattr(Organisation._meta.get_field(name), "verbose_name", name))
