"""A row's texts in the reader's language; which versions there are and which are missing."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from quartier.kit.catalogues import Message, catalogue, fingerprint
from quartier.texts import rules, states
from quartier.texts.models import LanguageReview, Text

DEFAULT_LANGUAGES = ("de", "en", "tr", "ar", "uk")  # until a quarter has chosen its own


# What readers get -------------------------------------------------------------------------------------------------
class Shown:
    """The texts of a row as this reader gets them: the names in ``row.TEXTS`` as attributes.

    ``language``: the code they are really in; ``dir``: „ltr“ or „rtl“; ``unchecked``: a machine's work nobody has read;
    ``outdated``: the original was changed since.
    """

    language: str
    dir: str
    unchecked: bool
    outdated: bool

    def __init__(self, row: Any, text: Text | None = None) -> None:
        self.language = rules.tag(text.language) if text else rules.original()
        self.dir = rules.direction(self.language)
        self.unchecked = bool(text and text.unchecked)
        self.outdated = bool(text and text.original != digest(row))
        for field in row.TEXTS:
            setattr(self, field, text.fields.get(field, "") if text else getattr(row, field))

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"{name} is none of the row's TEXTS")


def shown(rows: Iterable[Any], language: str | None) -> list[Any]:
    """Give every row ``row.shown``, in ``language`` where a published version exists, else in German.

    The rows are of one model that declares ``TEXTS``. No query for German, else one for any number of rows.
    """
    found = list(rows)
    wanted = language or rules.original()
    texts = {} if wanted == rules.original() or not found else _published(found, language=wanted)
    for row in found:
        row.shown = Shown(row, texts.get(row.pk))
    return found


def _published(rows: Sequence[Any], **filters: Any) -> dict[int, Text]:
    return {text.row: text for text in _of(rows).filter(status=states.PUBLISHED, **filters)}


def _of(rows: Sequence[Any]) -> QuerySet[Text]:
    """All versions of rows of one model."""
    return Text.objects.filter(kind=rows[0]._meta.label_lower, row__in=[row.pk for row in rows])


def version(row: Any, language: str) -> Text | None:
    """The published version of a row in a language (code, or „leicht“); None where there is none."""
    return _of([row]).filter(status=states.PUBLISHED, language=language).first()


def languages_of(rows: Iterable[Any]) -> dict[int, list[str]]:
    """Codes of the published versions by the row's id, in alphabetical order; one query, rows without one included."""
    found = list(rows)
    codes: dict[int, list[str]] = {row.pk: [] for row in found}
    if found:
        texts = _of(found).filter(status=states.PUBLISHED).order_by("language")
        for pk, code in texts.values_list("row", "language"):
            codes[pk].append(code)
    return codes


def digest(row: Any) -> str:
    """SHA-256 of the German texts, so that a changed original is noticed."""
    words = [[field, str(getattr(row, field))] for field in row.TEXTS]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


# What the office sees ---------------------------------------------------------------------------------------------
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
    texts = {text.language: text for text in _of([row])}
    return _versions(row, languages, texts)


def _versions(row: Any, languages: Sequence[str], texts: Mapping[str, Text]) -> list[Version]:
    codes = wanted(languages)
    codes += [code for code in sorted(texts) if code not in codes]
    return [_version(row, code, texts.get(code)) for code in codes]


def _version(row: Any, code: str, text: Text | None) -> Version:
    state = MISSING if text is None else text.status
    if text is not None and text.original != digest(row):
        state = OUTDATED
    return Version(
        row._meta.label_lower, row.pk, code, rules.name(code), rules.tag(code), rules.direction(code), state, text
    )


def wanted(languages: Sequence[str]) -> list[str]:
    """The versions a quarter with these languages wants of what it publishes: not German, but Leichte Sprache."""
    codes = [code for code in languages if code not in (rules.original(), rules.EASY)]
    return [*codes, rules.EASY]


def languages(area: Any) -> list[str]:
    """The quarter's languages, German first."""
    return list(getattr(area, "languages", None) or DEFAULT_LANGUAGES)


# Which rows have versions: told by the apps above, in apps.ready ---------------------------------------------------
@dataclass(frozen=True)
class Source:
    """A model whose rows have versions. ``day``: until when a version helps; None: as long as the row is shown."""

    label: Any  # „Termin“
    rows: Callable[[Any], QuerySet[Any]]  # (area) -> every row of the quarter the office may write versions of
    public: Callable[[Any], Iterable[Any]]  # (area) -> those readers see now or soon; one query
    day: Callable[[Any], dt.date | None]  # (row)
    office: Callable[[Any, Any], str]  # (area, row) -> address of the office's page
    address: Callable[[Any, Any], str]  # (area, row) -> address of the public page


REGISTRY: dict[str, Source] = {}


def offers_texts(kind: str, source: Source) -> None:
    """Called in ``apps.ready`` by the app that owns the model ``kind`` (app_label.model)."""
    REGISTRY[kind] = source


# The words of the pages themselves --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Interface:
    """The words of the pages in one language for residents. ``changed``: texts that differ from what was signed."""

    language: str
    name: str
    dir: str
    texts: int
    missing: int
    review: LanguageReview | None
    changed: int


def interface(language: str) -> list[Message]:
    """The words of the pages in a language that only residents' pages have; none for other languages."""
    return list(catalogue(language).values()) if language in settings.RESIDENT_LANGUAGES else []


def interfaces(scope_id: int) -> list[Interface]:
    """Every language for residents, and who of the city ``scope_id`` signed for it last; one query."""
    newest: dict[str, LanguageReview] = {}
    for review in LanguageReview.objects.filter(scope_id=scope_id).order_by("id"):
        newest[review.language] = review
    codes = [code for code, _name in settings.LANGUAGES if code in settings.RESIDENT_LANGUAGES]
    return [_interface(code, newest.get(code)) for code in codes]


def _interface(code: str, review: LanguageReview | None) -> Interface:
    texts = interface(code)
    missing = sum(not message.complete for message in texts)
    signed = set(review.signed) if review else set()
    changed = sum(fingerprint(message) not in signed for message in texts) if review else 0
    return Interface(code, rules.name(code), rules.direction(code), len(texts), missing, review, changed)
