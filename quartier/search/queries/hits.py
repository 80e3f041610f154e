"""Which documents are found, and in which order: computed alike by both databases, from tokens and whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from quartier.kit import dates
from quartier.search.models import Document
from quartier.search.queries.question import Question
from quartier.search.queries.tokens import bytewise, match

# A word in the title counts more than any number of words in texts; the word itself more than words it is a part of.
WEIGHTS = (("title", "exact", 8), ("title", "loose", 4), ("text", "exact", 2), ("text", "loose", 1))
FOUND = """WITH matched AS ({matches}),
scored AS (SELECT id, SUM(weight) AS score, COUNT(DISTINCT term) AS terms FROM matched GROUP BY id),
seen AS (SELECT d.id, d.kind, d.row, d.day, s.score, s.terms, ROW_NUMBER() OVER (PARTITION BY d.kind, d.row ORDER BY
    s.terms DESC, CASE d.language WHEN %s THEN 0 WHEN 'de' THEN 1 ELSE 2 END, s.score DESC, d.id) AS nth
    FROM scored s JOIN search_document d ON d.id = s.id{where}),
best AS (SELECT * FROM seen WHERE nth = 1 AND terms = (SELECT MAX(terms) FROM seen))
"""
COUNTS = "SELECT kind, COUNT(*), MAX(terms) FROM best GROUP BY kind"
# Nearest in time first, what has no day counts as today; the rest only makes the order complete.
PAGE = """SELECT id FROM best{where}
ORDER BY score DESC, ABS(COALESCE(day, %s) - %s), kind{bytewise}, "row" DESC LIMIT %s OFFSET %s"""


@dataclass(frozen=True)
class Found:
    """``counts``: hits by kind; ``words``: how many words of the question each hit has, at most."""

    documents: list[Document] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    words: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(
    question: Question, *, language: str, scope: int | None = None, kind: str = "", limit: int = 20, offset: int = 0
) -> Found:
    """The documents that have the most words of the question; a row once, in the reader's language where it is found so.

    ``scope``: of one quarter, None: everywhere; ``kind``: only these rows. Two queries, a third for the texts.
    """
    if not question.terms:
        return Found()
    matches, given = _matches(question)
    where, more = (" WHERE d.scope_id = %s", [scope]) if scope is not None else ("", [])
    base = FOUND.format(matches=matches, where=where)
    given = [*given, language, *more]
    counted = _rows(base + COUNTS, given)
    counts = {row[0]: int(row[1]) for row in counted}
    if not counts or limit == 0:
        return Found([], counts)
    ids = _page(base, given, kind, limit, offset)
    return Found(_documents(ids), counts, max(int(row[2]) for row in counted))


def first(question: Question, *, language: str, scope: int | None = None, limit: int = 8) -> list[Document]:
    """The best documents without counting; two queries."""
    if not question.terms:
        return []
    matches, given = _matches(question)
    where, more = (" WHERE d.scope_id = %s", [scope]) if scope is not None else ("", [])
    return _documents(_page(FOUND.format(matches=matches, where=where), [*given, language, *more], "", limit, 0))


def _page(base: str, given: Sequence[Any], kind: str, limit: int, offset: int) -> list[int]:
    today = dates.today().toordinal()
    where, more = (" WHERE kind = %s", [kind]) if kind else ("", [])
    page = PAGE.format(where=where, bytewise=bytewise())
    return [row[0] for row in _rows(base + page, [*given, *more, today, today, limit, offset])]


def _matches(question: Question) -> tuple[str, list[Any]]:
    selects, given = [], []
    for number, term in enumerate(question.terms):
        for column, name, weight in WEIGHTS:
            if tokens := getattr(term, name):
                sql, parameter = match(column, tokens, number, weight)
                selects.append(sql)
                given.append(parameter)
    return " UNION ALL ".join(selects), given


def _rows(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _documents(ids: Sequence[int]) -> list[Document]:
    rows = Document.objects.filter(pk__in=ids).defer("title_stems", "text_stems").in_bulk()
    return [rows[pk] for pk in ids]


def names(kind: str) -> dict[int, str]:
    """Names of the scopes by their id: the titles of the documents of that kind, which stand for their scope."""
    return dict(Document.objects.filter(kind=kind, language="de").values_list("scope_id", "title"))
