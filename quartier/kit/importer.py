"""The frame of every import: reader → preview → an action per row → report; a whole import can be taken back.

An app brings a reader, which makes a ``Preview`` and writes nothing, and a ``Target``, which knows how its rows are
written by its own actions. ``history.actions.carry_out`` and ``take_back`` do the rest in one transaction each.
"""

import difflib
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.kit.errors import Refused
from quartier.kit.tables import Problem

NEW, CHANGED, SAME, MISSING, OUTSIDE, ELSEWHERE = "new", "changed", "same", "missing", "outside", "elsewhere"
SHOWN = 20  # rows of the file that a preview shows as they were understood
KEPT_PROBLEMS = 500  # sentences kept with an import; the preview shows all
CHUNK = 500  # ids per query, below SQLite's limit on parameters


@dataclass(frozen=True)
class Step:
    """What would happen to one row."""

    verdict: str
    title: str  # how a person knows the row
    values: dict[str, Any]  # what the app's action is given
    line: int | None = None  # in the file; None for a row that is missing there
    row: Any = None  # the row that is there already
    changes: tuple[str, ...] = ()  # labels of what changes
    where: str = ""  # the quarter the row goes to
    said: Mapping[str, Any] = field(default_factory=dict)  # the whole row as it was understood


@dataclass
class Preview:
    """What an import would do; nothing is written yet."""

    name: str  # of the file
    sha256: str
    new: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    missing: list[Step] = field(default_factory=list)
    same: int = 0
    refused: list[Problem] = field(default_factory=list)  # rows that are not taken
    notes: list[Problem] = field(default_factory=list)  # rows that are taken, with one value left out or kept
    outside: int = 0  # rows whose point lies in no quarter
    unplaced: int = 0  # rows without a usable point
    elsewhere: int = 0  # rows of other quarters, not taken
    areas: dict[str, int] = field(default_factory=dict)  # rows per quarter
    first: list[Step] = field(default_factory=list)  # the first rows that count, as they were understood
    headers: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)  # field → header

    @property
    def steps(self) -> list[Step]:
        """All that would be written."""
        return [*self.new, *self.changed, *self.missing]

    @property
    def picked(self) -> dict[str, str]:
        """Header → field."""
        return {header: field for field, header in self.columns.items()}

    def add(self, step: Step) -> None:
        """Count a row of the file."""
        if step.verdict == SAME:
            self.same += 1
        elif step.verdict in (NEW, CHANGED):
            (self.new if step.verdict == NEW else self.changed).append(step)
        if step.verdict != ELSEWHERE and len(self.first) < SHOWN:
            self.first.append(step)

    def totals(self) -> dict[str, Any]:
        """The counts as they are kept and told."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": self.same,
            "missing": len(self.missing),
            "refused": len(self.refused),
            "outside": self.outside,
            "unplaced": self.unplaced,
            "elsewhere": self.elsewhere,
            "areas": dict(sorted(self.areas.items(), key=lambda item: (-item[1], item[0]))),
        }

    def fingerprint(self) -> str:
        """Equal for two previews that would write the same."""
        parts = [(s.verdict, s.row.pk if s.row else None, s.title, s.values) for s in self.steps]
        return stamp({"sha256": self.sha256, "steps": parts})


@dataclass(frozen=True)
class Report:
    """What an import did. ``run`` is its row, None where there was nothing to do."""

    run: Any
    totals: dict[str, Any]


@dataclass
class Undone:
    """What came of taking an import back; ``kept``: a sentence for every row that stays, with the reason."""

    removed: int = 0
    restored: int = 0
    kept: list[str] = field(default_factory=list)


class Target(ABC):
    """What the frame asks of the app whose rows are imported; every write goes through the app's own actions.

    ``model``: what an import is of; ``models``: all whose rows it makes, where it makes several (a calendar: dates and
    series). ``held``, ``remove`` and ``mark`` are asked for rows of one of them at a time.
    """

    model: type[models.Model]

    @property
    def models(self) -> tuple[type[models.Model], ...]:
        return (self.model,)

    @abstractmethod
    def facts(self, row: Any) -> dict[str, Any]:
        """All that the import may write, as JSON values."""

    @abstractmethod
    def make(self, step: Step, by: Any) -> Any:
        """The new row."""

    def make_all(self, steps: Sequence[Step], by: Any) -> list[Any]:
        """The new rows in the order of their steps; one by one, unless the app can write many at once."""
        return [_at_its_line(self.make, step, by) for step in steps]

    @abstractmethod
    def change(self, step: Step, by: Any) -> Any:
        """The row changed, or marked as missing in the list."""

    @abstractmethod
    def restore(self, row: Any, before: Mapping[str, Any], by: Any) -> Any:
        """Give the row back the facts it had."""

    @abstractmethod
    def held(self, rows: Sequence[Any]) -> set[int]:
        """Ids of rows that something else refers to."""

    @abstractmethod
    def remove(self, rows: Sequence[Any], by: Any) -> None:
        """Delete rows that the import made."""

    @abstractmethod
    def mark(self, row: Any, by: Any) -> None:
        """Say of a row that stays that no list knows it any more."""


def _at_its_line(write: Callable[[Step, Any], Any], step: Step, by: Any) -> Any:
    try:
        return write(step, by)
    except Refused as refusal:
        raise at_line(step, refusal) from refusal


def stamp(facts: Any) -> str:
    """A digest of JSON values: tells whether a row is still as the import left it."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def referred(model: type[models.Model], ids: Sequence[int], but: Sequence[type[models.Model]] = ()) -> set[int]:
    """Those of the ids that a row of any other table names, by foreign key or link table; ``but`` is not asked."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other, name = relation.related_model, relation.field.name  # type: ignore[union-attr]
        if other in but:
            continue
        for part in chunks(ids):
            rows = other._base_manager.filter(**{f"{name}__in": part})  # type: ignore[union-attr]
            found.update(rows.values_list(f"{name}_id", flat=True).distinct())
    return found


def told(totals: Mapping[str, Any]) -> list[str]:
    """The counts as lines for a person; zero is told only of what could have changed."""
    if not totals["new"] and not totals["changed"] and not totals["missing"]:
        first = [_("nichts geändert: %(n)d Einträge sind schon so vorhanden") % {"n": totals["same"]}]
    else:
        first = [
            _("%(n)d neu") % {"n": totals["new"]},
            _("%(n)d geändert") % {"n": totals["changed"]},
            _("%(n)d unverändert") % {"n": totals["same"]},
        ]
    rest = [
        ("missing", _("%(n)d nicht mehr gelistet (bleiben erhalten)")),
        ("refused", ngettext("%(n)d Zeile nicht übernommen", "%(n)d Zeilen nicht übernommen", totals["refused"])),
    ]
    return [*first, *(text % {"n": totals[key]} for key, text in rest if totals[key]), *told_places(totals)]


def told_places(totals: Mapping[str, Any]) -> list[str]:
    """What is to be said of rows that lie in no quarter, or in another."""
    lines = [
        ("outside", _("%(n)d außerhalb aller Quartiere")),
        ("unplaced", _("%(n)d ohne brauchbare Koordinaten")),
        ("elsewhere", _("%(n)d außerhalb des Quartiers, hier nicht übernommen")),
    ]
    return [text % {"n": totals[key]} for key, text in lines if totals.get(key)]


def nearest(wanted: str, names: Sequence[str], count: int = 5) -> str:
    """The names most like the wanted one, in quotation marks; all of them when there are few."""
    if len(names) <= count:
        return ", ".join(f"„{name}“" for name in names)
    by_fold = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(wanted.casefold(), list(by_fold), n=count, cutoff=0.3)
    within = [key for key in by_fold if wanted.casefold() in key and key not in found]
    return ", ".join(f"„{by_fold[key]}“" for key in [*found, *within][:count] or list(by_fold)[:count])


def at_line(step: Step, refusal: Refused) -> Refused:
    """A refusal that names the row it came from; nothing of the import was written."""
    place = _("Zeile %(n)d") % {"n": step.line} if step.line else f"„{step.title}“"
    return Refused(_("%(place)s: %(why)s Es wurde nichts übernommen.") % {"place": place, "why": refusal.message})
