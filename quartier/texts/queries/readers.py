"""What readers get: a row's texts in their language, at its own page or at the address of the version."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from quartier.kit import links
from quartier.texts import rules, states
from quartier.texts.models import Text


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
        for name in row.TEXTS:
            setattr(self, name, text.fields.get(name, "") if text else getattr(row, name))

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"{name} is none of the row's TEXTS")


def shown(rows: Iterable[Any], language: str | None) -> list[Any]:
    """Give every row ``row.shown``, in ``language`` where a published version exists, else in German.

    The rows are of one model that declares ``TEXTS``. No query for German, else one for any number of rows (two where
    rows of a series differ from what the series says now).
    """
    found = list(rows)
    wanted = language or rules.original()
    texts = {} if wanted == rules.original() else versions(found, language=wanted, status=states.PUBLISHED)
    for row in found:
        row.shown = Shown(row, texts.get(row.pk, {}).get(wanted))
    return found


def version(row: Any, language: str) -> Text | None:
    """The published version of a row in a language (code, or „leicht“); None where there is none."""
    return versions([row], language=language, status=states.PUBLISHED)[row.pk].get(language)


def languages_of(rows: Iterable[Any]) -> dict[int, list[str]]:
    """Codes of the published versions by the row's id, in alphabetical order; rows without one included. Queries: as
    ``shown``."""
    return {pk: sorted(texts) for pk, texts in versions(list(rows), status=states.PUBLISHED).items()}


def digest(row: Any) -> str:
    """SHA-256 of the German texts, so that a changed original is noticed."""
    words = [[name, str(getattr(row, name))] for name in row.TEXTS]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def versions(rows: Sequence[Any], **filters: Any) -> dict[int, dict[str, Text]]:
    """Versions of rows of one model: row id -> language -> version; every row is there.

    A row of a series (``TEXTS_FROM`` names the way there) that says what the series says has the series' versions,
    unless it has its own: a weekly date is translated once.
    """
    if not rows:
        return {}
    parents = {_parent_id(row) for row in rows} - {None}
    where = Q(kind=rows[0]._meta.label_lower, row__in=[row.pk for row in rows])
    where |= Q(kind=_parent_kind(rows[0]), row__in=parents)
    return spread(rows, Text.objects.filter(where, **filters).order_by("language"))


def spread(rows: Sequence[Any], texts: Iterable[Text]) -> dict[int, dict[str, Text]]:
    """The same from versions that were read already, those of other rows among them; no query but for ``_alike``."""
    found: dict[int, dict[str, Text]] = {row.pk: {} for row in rows}
    if not rows:
        return found
    kind, parent_kind = rows[0]._meta.label_lower, _parent_kind(rows[0])
    inherited: dict[int, dict[str, Text]] = {}
    for text in texts:
        if text.kind == kind and text.row in found:
            found[text.row][text.language] = text
        elif text.kind == parent_kind:
            inherited.setdefault(text.row, {})[text.language] = text
    below = [row for row in rows if _parent_id(row) in inherited]
    for row in _alike(below, inherited):
        found[row.pk] = inherited[_parent_id(row)] | found[row.pk]
    return found


def _alike(rows: Sequence[Any], inherited: dict[int, dict[str, Text]]) -> list[Any]:
    """Of these rows of series those that say what their series says, or said when the version was written."""
    written = {pk: {text.original for text in texts.values()} for pk, texts in inherited.items()}
    unclear = [row for row in rows if digest(row) not in written[_parent_id(row)]]
    if unclear:
        model = rows[0]._meta.get_field(rows[0].TEXTS_FROM).related_model
        for parent in model._base_manager.filter(pk__in={_parent_id(row) for row in unclear}).only(*model.TEXTS):
            written[parent.pk].add(digest(parent))
    return [row for row in rows if digest(row) in written[_parent_id(row)]]


def home(row: Any) -> Any:
    """The row whose versions are written: the series where this row says what the series says, else the row itself."""
    parent = getattr(row, row.TEXTS_FROM) if _parent_id(row) else None
    return parent if parent is not None and digest(parent) == digest(row) else row


def _parent_id(row: Any) -> Any:
    name = getattr(row, "TEXTS_FROM", None)
    return getattr(row, f"{name}_id") if name else None


def _parent_kind(row: Any) -> str:
    name = getattr(row, "TEXTS_FROM", None)
    return row._meta.get_field(name).related_model._meta.label_lower if name else ""


def all_in(scope_id: int, language: str) -> list[Text]:
    """Every published version in a language in the scope, the newest first; one query."""
    rows = Text.objects.filter(scope_id=scope_id, language=language, status=states.PUBLISHED)
    return list(rows.order_by("-at", "-id"))


# Pages ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Doors:
    """Where the languages of this page lead: read by the frame. ``here``: the language of a version's own address."""

    address: str  # of the original, in the language of the reader
    codes: tuple[str, ...]  # languages of the versions there are
    here: str = ""


def open_page(request: HttpRequest, row: Any, address: str, beside: Sequence[Any] = ()) -> Any:
    """For the page of one row: ``row.shown`` in the reader's language, and the languages of its versions for the frame.

    ``address``: of this page, made by ``links.to``. ``beside``: rows of the same model that stand on the page too; they
    get their ``shown`` with it. One query.
    """
    language = get_language() or rules.original()
    texts = versions([row, *beside], status=states.PUBLISHED)
    request.versions = Doors(address, tuple(texts[row.pk]))  # type: ignore[attr-defined]
    for one in (row, *beside):
        one.shown = Shown(one, texts[one.pk].get(language))
    return row


@dataclass(frozen=True)
class Reading:
    """What stands at the address of a version. ``elsewhere``: it has none of its own, the reader is sent there."""

    elsewhere: str = ""
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)


def at_address(request: HttpRequest, row: Any, code: str, address: str) -> Reading:
    """The version ``code`` of the row at ``address`` + code: for a view to render, or to send the reader on.

    Languages that whole pages speak are at their own pages; versions without interface stand in the German frame. The
    context has ``row``, ``heading`` (not ``title``: components would see it), ``shown``, ``version`` and the ``texts``, in Leichte Sprache the ``passages``. Http404 where there is no version.
    """
    if rules.has_interface(code):
        return Reading(elsewhere=links.in_language(address, code))
    german = links.in_language(address, rules.original())
    if get_language() != rules.original():
        return Reading(elsewhere=f"{german}{code}/")
    texts = versions([row], status=states.PUBLISHED)[row.pk]
    text = texts.get(code)
    if text is None:
        raise Http404
    request.versions = Doors(german, tuple(texts), here=code)  # type: ignore[attr-defined]
    row.shown = Shown(row, text)
    context: dict[str, Any] = {
        "row": row,
        "heading": text.fields.get(row.TEXTS[0], ""),
        "shown": row.shown,
        "version": text,
        "original_url": german,
        "original": getattr(row, row.TEXTS[0]),
    }
    rest = [(name, text.fields[name]) for name in row.TEXTS[1:] if text.fields.get(name)]
    if code == rules.EASY:
        context["passages"] = rules.passages(words for _name, words in rest)
        return Reading(template="texts/shared/easy.html", context=context)
    return Reading(template="texts/shared/version.html", context=context | {"texts": rest})
