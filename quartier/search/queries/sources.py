"""Which models are found and what the index holds of their rows: told by the apps above, in ``apps.ready``."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from quartier.history.models import Scope

Page = tuple[str, Mapping[str, Any]]  # name of a page and the arguments of its address


@dataclass(frozen=True)
class Found:
    """What the index is to hold of a row in one language; only what everybody may read.

    ``url``: name of its page and the arguments, as ``links.to`` takes them; ``at``: the day it is about, if any.
    ``part``: which one, from 1 on, where a row has several pages. ``also``: words it is found by that no snippet shows.
    """

    scope: Scope | int
    title: str
    text: str
    url: Page
    language: str = "de"
    at: dt.datetime | dt.date | None = None
    part: int = 0
    also: str = ""


@dataclass(frozen=True)
class Source:
    """A model whose public rows are found.

    ``names``: its rows stand for their scope, their title names it. ``holds``: other rows whose texts stand in its
    documents, by kind, with the lookup that leads to them. ``parts``: a row has several pages, numbered from 1.
    """

    kind: str  # app_label.model
    word: str  # in the address: `?art=termine`
    label: Any  # „Termine“
    rows: Callable[[], QuerySet[Any]]  # every row, with what `documents` reads of it
    documents: Callable[[Any], Iterable[Found]]  # (row) -> what everybody may read; nothing where it is not public
    names: bool = False
    holds: Mapping[str, str] = field(default_factory=dict)
    parts: bool = False


SOURCES: dict[str, Source] = {}


def source(
    kind: str, *, word: str, label: Any, rows: Callable[[], QuerySet[Any]],
    documents: Callable[[Any], Iterable[Found]], names: bool = False, holds: Mapping[str, str] | None = None,
    parts: bool = False,
) -> None:  # fmt: skip
    """Called in ``apps.ready`` by the app that owns the model ``kind`` (app_label.model): see ``Source``."""
    SOURCES[kind] = Source(kind, word, label, rows, documents, names, holds or {}, parts)


def label(kind: str) -> Any:
    """What rows of that kind are called: „Termine“."""
    return SOURCES[kind].label if kind in SOURCES else apps.get_model(kind)._meta.verbose_name


def called(word: str) -> str:
    """The kind with that word in the address; an empty string where there is none."""
    return next((kind for kind, source in SOURCES.items() if source.word == word), "")


def naming() -> str:
    """The kind whose rows name their scopes; an empty string where there is none."""
    return next((kind for kind, source in SOURCES.items() if source.names), "")


PARTS = 100  # pages of one row at most, where it has several


def number(source: Source, pk: int, part: int = 0) -> int:
    """What stands for the row in the index: its id, or a number for each of its pages."""
    return pk * PARTS + part if source.parts else pk


def owner(source: Source, number: int) -> int:
    """The id of the row that a number in the index stands for."""
    return number // PARTS if source.parts else number


def touched(kind: str, pks: Iterable[int]) -> list[tuple[str, int]]:
    """(kind, id) of the rows whose documents hold texts of these rows, themselves included; a query for each kind of
    holder."""
    ids = list(pks)
    found = [(kind, pk) for pk in ids] if kind in SOURCES else []
    for source in SOURCES.values():
        if lookup := source.holds.get(kind):
            rows = source.rows().filter(**{f"{lookup}__in": ids}).order_by("pk").values_list("pk", flat=True)
            found += [(source.kind, pk) for pk in rows.distinct()]
    return found
