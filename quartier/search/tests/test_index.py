"""The index of each database keeps in step with the table, whatever happens to it."""

import pytest
from django.db import connection

from quartier.history.models import Scope
from quartier.kit import triggers
from quartier.search.models import Document
from quartier.search.queries import unused
from tests.cast import without_action

pytestmark = pytest.mark.django_db(transaction=True)


def document(row, stems):
    return Document(
        scope=Scope.objects.first() or Scope.objects.create(), kind="events.event", row=row, language="de", title="T", text="",
        page="events:list", arguments={}, title_stems=stems, text_stems="",
    )  # fmt: skip


def test_rows_written_past_the_actions_are_found_and_forgotten():
    with without_action():
        first = document(1, "gart fest")
        first.save()
        Document.objects.bulk_create([document(2, "markt"), document(3, "markt hof")])
        assert unused(["fest", "markt", "hof", "nirgends"]) == ["nirgends"]
        Document.objects.filter(pk=first.pk).update(title_stems="gart")
        assert unused(["fest", "gart"]) == ["fest"]
        Document.objects.filter(row=3).delete()
        assert unused(["hof", "markt"]) == ["hof"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alone alters tables in place")
def test_the_index_survives_when_sqlite_rebuilds_the_table():
    """As a migration does it: triggers dropped, the table copied and renamed, triggers installed."""
    with without_action():
        document(1, "gart fest").save()
        triggers.drop()
        with connection.schema_editor() as editor:
            editor._remake_table(Document)
        triggers.install()
        assert unused(["fest", "nirgends"]) == ["nirgends"]
        Document.objects.all().delete()
        assert unused(["fest"]) == ["fest"]
    assert triggers.missing() == []
