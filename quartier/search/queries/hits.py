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
# One statement, so that nothing is computed twice: how many of each kind, then the page's documents. Of a row in several
# languages the reader's is chosen, else German, else the oldest: the smallest `choice`; the reader's own needs no look.
# Nearest in time first, what has no day counts as today; kind and row only make the order complete.
FIND = """WITH matched AS ({matches}),
scored AS (SELECT id, SUM(weight) AS score, {terms} AS terms FROM matched GROUP BY id),
seen AS MATERIALIZED (SELECT d.id, d.kind, d."row", d.day, s.score, s.terms,
    CASE d.language WHEN %s THEN 0 WHEN 'de' THEN 1 ELSE 2 END * 1000000000000 + d.id AS choice
    FROM scored s JOIN search_document d ON d.id = s.id{where}),
best AS MATERIALIZED (SELECT * FROM seen WHERE terms = (SELECT MAX(terms) FROM seen)
    AND (choice < 1000000000000 OR choice IN (SELECT MIN(choice) FROM seen
    WHERE terms = (SELECT MAX(terms) FROM seen) GROUP BY "row", kind))),
page AS (SELECT id, score, ABS(COALESCE(day, %s) - %s) AS away, kind, "row" FROM best{kind}
    ORDER BY score DESC, away, kind{bytewise}, "row" DESC LIMIT %s OFFSET %s)
SELECT kind, COUNT(*) AS number, MAX(terms) AS terms, 0 AS score, 0 AS away, 0 AS "row" FROM best GROUP BY kind
UNION ALL SELECT kind, id, 0, score, away, "row" FROM page"""


@dataclass(frozen=True)
class Hits:
    """``counts``: hits by kind; ``words``: how many words of the question each hit has, at most."""

    documents: list[Document] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    words: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(
    question: Question, *, language: str, scope: int | None = None, kind: str = "", limit: int = 20, offset: int = 0
) -> Hits:
    """The documents that have the most words of the question; a row once, in the reader's language where it is found so.

    ``scope``: of one quarter, None: everywhere; ``kind``: only these rows are listed, all are counted. Two queries.
    """
    if not question.terms:
        return Hits()
    matches, given = _matches(question)
    today = dates.today().toordinal()
    sql = FIND.format(
        matches=matches, bytewise=bytewise(), kind=" WHERE kind = %s" if kind else "",
        where=" WHERE d.scope_id = %s" if scope is not None else "",
        terms="COUNT(DISTINCT term)" if len(question.terms) > 1 else "1",
    )  # fmt: skip
    given += [language, *([scope] if scope is not None else []), today, today, *([kind] if kind else []), limit, offset]
    rows = _rows(sql, given)
    counted = [row for row in rows if row[3] == 0]
    listed = sorted((row for row in rows if row[3] > 0), key=lambda row: (-row[3], row[4], row[0], -row[5]))
    documents = _documents([row[1] for row in listed])
    return Hits(documents, {row[0]: row[1] for row in counted}, max((row[2] for row in counted), default=0))


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
    return [rows[pk] for pk in ids if pk in rows]


def names(kind: str) -> dict[int, str]:
    """Names of the scopes by their id: the titles of the documents of that kind, which stand for their scope."""
    return dict(Document.objects.filter(kind=kind, language="de").values_list("scope_id", "title"))
