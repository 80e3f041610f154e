"""How both databases are asked for finished tokens: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

UNUSED = {
    "sqlite": """SELECT value FROM json_each(%s) WHERE NOT EXISTS
        (SELECT 1 FROM search_index WHERE search_index MATCH '"' || value || '"')""",
    "postgresql": """SELECT s FROM unnest(%s::text[]) s
        WHERE NOT EXISTS (SELECT 1 FROM search_document WHERE title_vector @@ quote_literal(s)::tsquery)
        AND NOT EXISTS (SELECT 1 FROM search_document WHERE text_vector @@ quote_literal(s)::tsquery)""",
}
# Ids of the documents that have one of the tokens in a column („title“ or „text“), with a term's number and a weight.
MATCH = {
    "sqlite": "SELECT rowid AS id, {term} AS term, {weight} AS weight FROM search_index WHERE search_index MATCH %s",
    "postgresql": "SELECT id, {term} AS term, {weight} AS weight FROM search_{column}(%s::tsquery) AS id",
}
BYTEWISE = {"sqlite": "", "postgresql": ' COLLATE "C"'}  # else PostgreSQL orders texts by the rules of its language


def unused(stems: Sequence[str]) -> list[str]:
    """Those of the stems that no document has; one query."""
    if not stems:
        return []
    many: Any = list(stems) if connection.vendor == "postgresql" else json.dumps(list(stems))
    with connection.cursor() as cursor:
        cursor.execute(UNUSED[connection.vendor], [many])
        return [row[0] for row in cursor.fetchall()]


def match(column: str, tokens: Sequence[str], term: int, weight: int) -> tuple[str, str]:
    """A SELECT of ``id, term, weight`` and its one parameter. ``tokens`` hold neither spaces nor quotation marks."""
    sql = MATCH[connection.vendor].format(column=column, term=int(term), weight=int(weight))
    if connection.vendor == "postgresql":
        return sql, " | ".join(f"'{token}'" for token in tokens)
    return sql, f"{column}_stems : ({' OR '.join(f'{chr(34)}{token}{chr(34)}' for token in tokens)})"


def bytewise() -> str:
    """Behind a text column in ORDER BY, so that both databases order alike."""
    return BYTEWISE[connection.vendor]
