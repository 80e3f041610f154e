"""Public rows are put into the index, renewed and taken out; the whole index is built anew."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from quartier.history.actions import action
from quartier.history.models import Scope
from quartier.kit import dates, links
from quartier.search import queries, rules
from quartier.search.models import Document, Word
from quartier.search.queries import SOURCES, Found, Source

__all__ = ["Found", "forget", "index", "rebuild", "renew", "source"]

TITLE, TEXT = 200, 20_000  # letters that are kept
FEWEST = 3  # letters of a word that is worth a suggestion


def source(
    kind: str, *, word: str, label: Any, rows: Callable[[], QuerySet[Any]],
    documents: Callable[[Any], Iterable[Found]], names: bool = False,
) -> None:  # fmt: skip
    """Called in ``apps.ready`` by the app that owns the model ``kind`` (app_label.model): see ``queries.Source``."""
    SOURCES[kind] = Source(kind, word, label, rows, documents, names)


@action
def index(
    *, row: Model, scope: Scope | int, title: str, text: str, url: tuple[str, dict[str, Any]], language: str = "de",
    at: dt.datetime | dt.date | None = None,
) -> Document:  # fmt: skip
    """Put a public row into the index in one language, or renew what it holds of it.

    Before: everybody may read these texts. ``url``: name of its page and the arguments, as ``links.to`` takes them;
    ``at``: the day it is about, for the order. Texts are cut at 200 and 20,000 letters. Called inside the action that
    publishes or changes the row.
    """
    found = Found(scope, title, text, url, language, at)
    return _write(row._meta.label_lower, row.pk, found)


@action
def forget(*, row: Model, language: str = "") -> int:
    """Take a row out of the index, in one language or in all; how many documents it was. Its words go with it."""
    return _drop(_of(row._meta.label_lower, row.pk).filter(**({"language": language} if language else {})))


@action
def renew(*, row: Model | None = None, kind: str = "", pk: int = 0) -> int:
    """Make the index true for a row, whatever happened to it: by the ``source`` of its model. How many documents.

    The row itself, or its ``kind`` (app_label.model) and ``pk``; it may be hidden, erased or gone.
    """
    kind, pk = (row._meta.label_lower, row.pk) if row is not None else (kind, pk)
    found = SOURCES.get(kind)
    if found is None:
        return 0
    present = found.rows().filter(pk=pk).first()
    wanted = list(found.documents(present)) if present is not None else []
    _drop(_of(kind, pk).exclude(language__in=[one.language for one in wanted]))
    for one in wanted:
        _write(kind, pk, one)
    return len(wanted)


def _of(kind: str, pk: int) -> QuerySet[Document]:
    return Document.objects.filter(kind=kind, row=pk)


def _write(kind: str, pk: int, found: Found) -> Document:
    old = _of(kind, pk).select_for_update(no_key=True, of=("self",)).filter(language=found.language).first()
    before = _words(old.title, old.text, old.language) if old else {}
    document, words = _filled(old or Document(kind=kind, row=pk), found)
    document.save()
    _learn(words.keys() - before.keys(), words)
    _unlearn(before.keys() - words.keys())
    return document


Words = dict[tuple[str, str], str]  # (folded, stem) -> as written


def _filled(document: Document, found: Found) -> tuple[Document, Words]:
    """The document with everything that is kept of what was found, and its words."""
    document.scope_id = found.scope if isinstance(found.scope, int) else found.scope.pk
    document.language = found.language
    document.title = rules.plain(str(found.title)[: 2 * TITLE]).strip()[:TITLE]
    document.text = rules.plain(str(found.text)[:TEXT]).strip()
    document.page, document.arguments = found.url[0], dict(found.url[1])
    links.to(document.page, **document.arguments)  # a page that does not exist is noticed here, not by a reader
    document.at, document.day = _moment(found.at)
    document.title_stems = _joined(document.title, found.language)
    document.text_stems = _joined(document.text, found.language)
    return document, _words(document.title, document.text, found.language)


def _moment(at: dt.datetime | dt.date | None) -> tuple[dt.datetime | None, int | None]:
    if at is None:
        return None, None
    moment = at if isinstance(at, dt.datetime) else dates.at(at)
    return moment, dates.local(moment).date().toordinal()


def _joined(text: str, language: str) -> str:
    return " ".join(dict.fromkeys(stem for _word, _folded, stem in rules.stems(text, language)))


def _words(title: str, text: str, language: str) -> Words:
    found: Words = {}
    for word, folded, stem in rules.stems(f"{title}\n{text}", language):
        if len(folded) >= FEWEST and not folded.isdigit():
            found.setdefault((folded, stem), word[: rules.LONGEST])
    return found


def _learn(keys: Iterable[tuple[str, str]], words: Words) -> None:
    """New words into the vocabulary, in order, so that two that learn the same never wait crosswise."""
    at = time.time_ns() // 1000
    rows = [Word(word=word, stem=stem, shown=words[word, stem], at=at) for word, stem in sorted(keys)]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)


def _unlearn(keys: Iterable[tuple[str, str]]) -> None:
    """Words whose stem no document has any more leave the vocabulary: somebody's name may be among them."""
    gone = queries.unused(sorted({stem for _word, stem in keys}))
    Word.objects.filter(stem__in=gone).delete()


def _drop(documents: QuerySet[Document]) -> int:
    rows = list(documents)
    keys = {key for row in rows for key in _words(row.title, row.text, row.language)}
    Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if keys:
        _unlearn(keys)
    return len(rows)


BATCH = 500


@action
def rebuild(*, kinds: Sequence[str] = ()) -> dict[str, int]:
    """Read every public row of every source anew and leave nothing else in the index; documents by kind.

    ``kinds``: only these; all else stays as it is. Rows of a source that is gone leave the index.
    """
    counts: dict[str, int] = {}
    chosen = [found for kind, found in SOURCES.items() if not kinds or kind in kinds]
    stale = Document.objects.filter(kind__in=kinds) if kinds else Document.objects.all()
    kept: set[int] = set()
    for found in chosen:
        before = {(d.row, d.language): d for d in Document.objects.filter(kind=found.kind)}
        for row in found.rows().iterator(chunk_size=BATCH):
            for one in found.documents(row):
                document = before.get((row.pk, one.language)) or Document(kind=found.kind, row=row.pk)
                _filled(document, one)[0].save()
                kept.add(document.pk)
                counts[found.kind] = counts.get(found.kind, 0) + 1
    for document in stale.only("pk"):
        if document.pk not in kept:
            document.delete()
    _learn_anew()
    return counts


def _learn_anew() -> None:
    """The vocabulary of exactly the documents there are; words that stay keep their row."""
    words: Words = {}
    for document in Document.objects.only("title", "text", "language").iterator(chunk_size=BATCH):
        for key, word in _words(document.title, document.text, document.language).items():
            words.setdefault(key, word)
    known = {(word, stem): pk for pk, word, stem in Word.objects.values_list("pk", "word", "stem")}
    gone = [pk for key, pk in known.items() if key not in words]
    for start in range(0, len(gone), BATCH):
        Word.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    _learn(words.keys() - known.keys(), words)
