"""Public rows are put into the index, renewed and taken out."""

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import override

from quartier.history.actions import action
from quartier.history.models import Scope
from quartier.kit import dates, links
from quartier.search import queries, rules
from quartier.search.models import Document, Word
from quartier.search.queries import SOURCES, Found, Source, Words, source, words_of

__all__ = ["Found", "forget", "index", "renew", "source"]

TITLE, TEXT = 200, 20_000  # letters that are kept
BATCH = 200  # rows a transaction of a rebuild


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
    kind, found = row._meta.label_lower, Found(scope, title, text, url, language, at)
    old = _of(kind, row.pk).select_for_update(no_key=True, of=("self",)).filter(language=language).first()
    return _write(kind, row.pk, found, old)


@action
def forget(*, row: Model, language: str = "") -> int:
    """Take a row out of the index, in one language or in all; how many documents it was. Its words go with it."""
    found = _of(row._meta.label_lower, row.pk)
    return _drop(found.filter(language=language) if language else found)


@action
def renew(*, row: Model | None = None, kind: str = "", pk: int = 0) -> int:
    """Make the index true for a row, whatever happened to it: by the ``source`` of its model. How many documents.

    The row itself, or its ``kind`` (app_label.model) and ``pk``; it may be hidden, erased or gone. Rows that hold its
    texts in their documents are renewed too.
    """
    kind, pk = (row._meta.label_lower, row.pk) if row is not None else (kind, pk)
    return sum(_renew(SOURCES[one], [number]) for one, number in queries.touched(kind, [pk]))


@action
def renew_all(*, kind: str, pks: Sequence[int]) -> int:
    """The same for rows of one kind that has a ``source``: a part of a rebuild."""
    return _renew(SOURCES[kind], pks)


def _renew(source: Source, pks: Sequence[int]) -> int:
    """Two queries, and more for what has changed."""
    known = {(document.row, document.language): document for document in _documents(source, pks)}
    written = 0
    for row in source.rows().filter(pk__in=pks):
        with override(settings.LANGUAGE_CODE):  # whoever writes: words of choices are German
            wanted = list(source.documents(row))
        for one in wanted:
            number = queries.number(source, row.pk, one.part)
            _write(source.kind, number, one, known.pop((number, one.language), None))
            written += 1
    _drop(known.values())
    return written


def _documents(source: Source, pks: Sequence[int]) -> QuerySet[Document]:
    """What the index holds of these rows, locked."""
    numbers = [queries.number(source, pk, part) for pk in pks for part in range(queries.PARTS if source.parts else 1)]
    rows = Document.objects.select_for_update(no_key=True, of=("self",)).filter(kind=source.kind, row__in=numbers)
    return rows.order_by("pk")


def _of(kind: str, pk: int) -> QuerySet[Document]:
    return Document.objects.filter(kind=kind, row=pk)


def _write(kind: str, number: int, found: Found, old: Document | None) -> Document:
    """Nothing is written where the index says so already."""
    known = _facts(old) if old else {}
    document = _filled(old or Document(kind=kind, row=number), found)
    if known == _facts(document):
        return document
    document.save()
    before = words_of(Document(**known)) if known else {}
    words = words_of(document)
    _learn(words.keys() - before.keys(), words)
    _unlearn(before.keys() - words.keys())
    return document


def _facts(document: Document) -> dict[str, Any]:
    return {field.attname: getattr(document, field.attname) for field in Document._meta.concrete_fields}


def _filled(document: Document, found: Found) -> Document:
    """The document with everything that is kept of what was found."""
    document.scope_id = found.scope if isinstance(found.scope, int) else found.scope.pk
    document.language = found.language
    document.title = rules.plain(str(found.title)[: 2 * TITLE]).strip()[:TITLE]
    text, also = (rules.plain(str(part)[:TEXT]).strip() for part in (found.text, found.also))
    document.text = f"{text}{queries.UNSEEN}{also}" if also else text
    document.page, document.arguments = found.url[0], dict(found.url[1])
    links.to(document.page, **document.arguments)  # a page that does not exist is noticed here, not by a reader
    document.at, document.day = _moment(found.at)
    document.title_stems = _joined(document.title, found.language)
    document.text_stems = _joined(document.text, found.language)
    return document


def _moment(at: dt.datetime | dt.date | None) -> tuple[dt.datetime | None, int | None]:
    if at is None:
        return None, None
    moment = at if isinstance(at, dt.datetime) else dates.at(at)
    return moment, dates.local(moment).date().toordinal()


def _joined(text: str, language: str) -> str:
    return " ".join(dict.fromkeys(stem for _word, _folded, stem in rules.stems(text, language)))


def _learn(keys: Iterable[tuple[str, str]], words: Words) -> None:
    """New words into the vocabulary, in order, so that two that learn the same never wait crosswise."""
    at = time.time_ns() // 1000
    rows = [Word(word=word, stem=stem, shown=words[word, stem], at=at) for word, stem in sorted(keys)]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)


def _unlearn(keys: Iterable[tuple[str, str]]) -> None:
    """Words whose stem no document has any more leave the vocabulary: somebody's name may be among them."""
    stems = sorted({stem for _word, stem in keys})
    for start in range(0, len(stems), BATCH):
        gone = queries.unused(stems[start : start + BATCH])
        if gone:
            Word.objects.filter(stem__in=gone).delete()


def _drop(documents: Iterable[Document]) -> int:
    rows = list(documents)
    keys = {key for row in rows for key in words_of(row)}
    if rows:
        Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
        _unlearn(keys)
    return len(rows)


@action
def drop_others(*, kind: str = "") -> int:
    """Documents of rows that are gone from a source, or of sources that are gone; how many."""
    if not kind:
        return _drop(Document.objects.exclude(kind__in=SOURCES))
    source, documents = SOURCES[kind], Document.objects.filter(kind=kind)
    there = set(source.rows().values_list("pk", flat=True))
    gone = {row for row in documents.values_list("row", flat=True) if queries.owner(source, row) not in there}
    return _drop(documents.filter(row__in=gone)) if gone else 0


@action
def mend(*, words: Words) -> None:
    """Learn what is missing, and look up whether what differs still stands somewhere."""
    known = set(Word.objects.values_list("word", "stem"))
    _learn(words.keys() - known, words)
    _unlearn(words.keys() ^ known)
