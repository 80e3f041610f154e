"""How both databases are asked for finished tokens: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

UNUSED = {
    "sqlite": """SELECT value FROM json_each(%s) WHERE NOT EXISTS
        (SELECT 1 FROM search_index WHERE search_index MATCH '"' || value || '"')""",
    "postgresql": """SELECT s FROM unnest(%s::text[]) s
        WHERE NOT EXISTS (SELECT 1 FROM search_document WHERE title_vector @@ quote_literal(s)::tsquery)
        AND NOT EXISTS (SELECT 1 FROM search_document WHERE text_vector @@ quote_literal(s)::tsquery)""",
}


def unused(stems: Sequence[str]) -> list[str]:
    """Those of the stems that no document has; one query."""
    if not stems:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UNUSED[connection.vendor], [_many(stems)])
        return [row[0] for row in cursor.fetchall()]


def _many(values: Iterable[str]) -> Any:
    return list(values) if connection.vendor == "postgresql" else json.dumps(list(values))
