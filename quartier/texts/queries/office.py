"""What the office sees: which versions there are, which are missing, what is most urgent."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quartier.texts import rules, states
from quartier.texts.models import Text
from quartier.texts.queries.readers import digest, home, versions

MISSING, OUTDATED = "missing", "outdated"


@dataclass(frozen=True)
class Version:
    """One language of a row, as the office sees it. ``state``: missing, draft, published, outdated."""

    kind: str
    row: int
    language: str
    name: str
    tag: str
    dir: str
    state: str
    text: Text | None


def overview(row: Any, languages: Sequence[str]) -> list[Version]:
    """Every language of the quarter but German, Leichte Sprache, and what else was written; one query."""
    return _versions(row, languages, versions([row])[row.pk])


def _versions(row: Any, languages: Sequence[str], texts: Mapping[str, Text]) -> list[Version]:
    codes = wanted(languages)
    codes += [code for code in sorted(texts) if code not in codes]
    return [_version(row, code, texts.get(code)) for code in codes]


def _version(row: Any, code: str, text: Text | None) -> Version:
    state = MISSING if text is None else text.status
    if text is not None and text.original != digest(row):
        state = OUTDATED
    kind, pk = (text.kind, text.row) if text else _place(home(row))
    return Version(kind, pk, code, rules.name(code), rules.tag(code), rules.direction(code), state, text)


def _place(row: Any) -> tuple[str, int]:
    return row._meta.label_lower, row.pk


def wanted(languages: Sequence[str]) -> list[str]:
    """The versions a quarter with these languages wants of what it publishes: not German, but Leichte Sprache."""
    codes = [code for code in languages if code not in (rules.original(), rules.EASY)]
    return [*codes, rules.EASY]


def languages(area: Any) -> list[str]:
    """The quarter's languages, German first."""
    return list(area.languages)


# Which rows have versions: told by the apps above, in apps.ready ---------------------------------------------------
@dataclass(frozen=True)
class Source:
    """A model whose rows have versions, told by the app that owns it."""

    label: Any  # „Termin“
    rows: Callable[[Any], QuerySet[Any]]  # (area) -> every row of the quarter the office may write versions of
    public: Callable[[Any], Iterable[Any]]  # (area) -> those readers see now or soon; one query
    day: Callable[[Any], dt.date] | None  # (row) -> when it is needed; None: as long as the row is shown
    office: Callable[[Any, Any], str]  # (area, row) -> address of the office's page
    address: Callable[[Any, Any], str]  # (area, row) -> address of the public page, "" for none


REGISTRY: dict[str, Source] = {}


def offers_texts(kind: str, source: Source) -> None:
    """Called in ``apps.ready`` by the app that owns the model ``kind`` (app_label.model)."""
    REGISTRY[kind] = source


@dataclass(frozen=True)
class Line:
    """A published row in the overview. ``day``: when it is needed, None where it just stands there."""

    label: str
    heading: str
    url: str
    day: dt.date | None
    versions: list[Version]

    @property
    def open(self) -> list[Version]:
        """What readers do not get, or get out of date."""
        return [version for version in self.versions if version.state != states.PUBLISHED]

    def lacks(self, code: str) -> bool:
        """Whether readers of that language go without."""
        return any(version.language == code for version in self.open)


def lines(area: Any, *, dated: bool = False) -> list[Line]:
    """What readers of the quarter see now or soon, with its versions; the soonest first, then what stands longer.

    ``dated``: only what is needed on a day. A date that says what its series says stands for all of them. Two queries
    for each model, whatever their length.
    """
    found = [line for source in REGISTRY.values() if source.day or not dated for line in _lines(area, source)]
    return sorted(found, key=lambda line: (line.day is None, line.day or dt.date.max))


def _lines(area: Any, source: Source) -> Iterator[Line]:
    rows, codes = list(source.public(area)), languages(area)
    texts, seen = versions(rows), set()
    for row in rows:
        place = _place(home(row))
        if place not in seen:
            seen.add(place)
            day = source.day(row) if source.day else None
            heading = str(getattr(row, row.TEXTS[0]))
            url = source.office(area, row)
            yield Line(str(source.label), heading, url, day, _versions(row, codes, texts[row.pk]))
