"""The full text index of each database over the finished tokens.

SQLite: an FTS5 table over ``search_document`` (external content); triggers declared beside the model keep it in step
and are installed after every migrate, so a rebuilt table keeps its index. The tokenizer ``ascii`` parts at spaces only,
because the tokens hold nothing else of ASCII but letters and figures. PostgreSQL: generated columns, no parser either; without a
list of pending entries, which every search would have to read. The functions keep the planner from reading the whole table
where it overrates how many documents have one of sixty words.
"""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_index USING fts5(title_stems, text_stems, content='search_document',
    content_rowid='id', tokenize='ascii', detail='column')""",
]
SQLITE_BACK = ["DROP TABLE search_index"]
POSTGRES = [
    """ALTER TABLE search_document
    ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(title_stems, ' '))) STORED,
    ADD COLUMN text_vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text_stems, ' '))) STORED""",
    "CREATE INDEX search_document_title ON search_document USING gin (title_vector) WITH (fastupdate = off)",
    "CREATE INDEX search_document_text ON search_document USING gin (text_vector) WITH (fastupdate = off)",
    """CREATE FUNCTION search_title(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS
    'SELECT id FROM search_document WHERE title_vector @@ asked'""",
    """CREATE FUNCTION search_text(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS
    'SELECT id FROM search_document WHERE text_vector @@ asked'""",
]
POSTGRES_BACK = [
    "DROP FUNCTION search_title(tsquery)",
    "DROP FUNCTION search_text(tsquery)",
    "ALTER TABLE search_document DROP COLUMN title_vector, DROP COLUMN text_vector",
]


def run(schema_editor, sqlite, postgres):
    for statement in {"sqlite": sqlite, "postgresql": postgres}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def backwards(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
