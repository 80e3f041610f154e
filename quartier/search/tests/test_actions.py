import pytest
from django.db import connection

from quartier.search import actions
from quartier.search.models import Document, Word
from quartier.search.rules import stem

pytestmark = pytest.mark.django_db


def in_index(stem):
    """Ids of documents the database's own index holds the token of."""
    sql = {
        "sqlite": "SELECT rowid FROM search_index WHERE search_index MATCH '\"' || %s || '\"' ORDER BY 1",
        "postgresql": """SELECT id FROM search_document
            WHERE (title_vector || text_vector) @@ quote_literal(%s)::tsquery ORDER BY 1""",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor], [stem])
        return [row[0] for row in cursor.fetchall()]


def write(row, scope, title="Ein Müllfest", text="Wir räumen auf.", **more):
    return actions.index(
        row=row, scope=scope, title=title, text=text, url=("events:list", {"area": "lindenhafen"}), **more
    )


def test_a_row_is_found_by_its_stems_when_it_was_indexed(scope):
    document = write(scope, scope)
    assert in_index("raum") == [document.pk]
    assert Word.objects.get(word="raumen").shown == "räumen"


def test_the_old_words_are_gone_when_a_row_is_indexed_again(scope):
    first = write(scope, scope)
    second = write(scope, scope, text="Wir feiern.")
    assert second.pk == first.pk
    assert in_index("raum") == [] and in_index(stem("feiern", "de")) == [first.pk]
    assert not Word.objects.filter(word="raumen").exists()


def test_words_stay_when_another_document_has_them(scope):
    write(scope, scope)
    write(scope.parent, scope, title="Räumen", text="")
    actions.forget(row=scope)
    assert list(Word.objects.values_list("word", flat=True)) == ["raumen"]
    assert Document.objects.get().row == scope.parent.pk


def test_oversize_text_is_cut_when_indexed(scope):
    document = write(scope, scope, title="a" * 5000, text="lang \0 " * 10_000)
    document.refresh_from_db()
    assert len(document.title) == 200 and len(document.text) <= 20_000 and "\0" not in document.text
