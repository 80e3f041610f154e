import threading

import pytest
from django.db import connection, transaction

from quartier.config import guard
from quartier.config.guard import Allowed, OutsideAction, written
from quartier.history.actions import action
from quartier.history.models import Scope, Thread


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "history_scope" ("version") VALUES (1)',
        "insert into history_scope values (1)",
        "INSERT OR REPLACE INTO history_scope VALUES (1)",
        "REPLACE INTO history_scope VALUES (1)",
        'UPDATE "public"."history_scope" SET version = 1',
        "UPDATE main.history_scope SET version = 1",
        "UPDATE ONLY history_scope SET version = 1",
        "update or ignore HISTORY_SCOPE set version = 1",
        "DELETE FROM [history_scope]",
        "DELETE FROM `history_scope`",
        "  \n\t DELETE\n FROM\n history_scope",
        "/* hint */ -- why\n UPDATE history_scope SET version = 1",
        "WITH x AS (SELECT 1) UPDATE history_scope SET version = 1",
        "WITH gone AS (DELETE FROM history_scope RETURNING id) SELECT * FROM gone",
        "MERGE INTO history_scope USING x ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE history_scope CASCADE",
        'TRUNCATE "history_scope", "history_flow"',
        "COPY history_scope FROM STDIN",
    ],
)
def test_a_write_is_seen_however_it_is_written(sql):
    assert written(sql) == "history_scope"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM history_scope FOR UPDATE",
        'SELECT 1 FROM history_scope FOR NO KEY UPDATE OF "history_scope"',
        "WITH RECURSIVE f AS (SELECT 1) SELECT * FROM history_scope WHERE id IN (SELECT * FROM f)",
        'UPDATE "accounts_user" SET "last_login" = now()',
        'INSERT INTO "django_session" VALUES (1)',
        'INSERT INTO "history_scope_copy" VALUES (1)',
        "CREATE TRIGGER a BEFORE UPDATE ON history_scope BEGIN UPDATE history_scope SET version = 1; END",
        "SAVEPOINT s", "COMMIT", "" + " " * 50_000 + "x",
    ],
)  # fmt: skip
def test_reading_and_foreign_tables_pass(sql):
    assert written(sql) == ""


@pytest.mark.django_db
def test_bulk_operations_are_refused_like_single_ones(area):
    def many():
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE history_scope SET version = %s", [(1,), (2,)])

    for write in (
        lambda: Thread.objects.bulk_create([Thread(scope=area.scope), Thread(scope=area.scope)]),
        lambda: Scope.objects.bulk_update([area.scope], ["version"]),
        lambda: Thread.objects.get_or_create(scope=area.scope),
        lambda: area.sponsors.all().delete(),
        many,
    ):
        with pytest.raises(OutsideAction), transaction.atomic():
            write()


@pytest.mark.django_db
def test_the_same_writes_pass_inside_an_action(area):
    @action
    def write():
        Thread.objects.bulk_create([Thread(scope=area.scope), Thread(scope=area.scope)])

    write()
    assert Thread.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_exception_is_for_one_thread_and_ends_with_it():
    seen = []

    def other():
        try:
            Scope.objects.create()
        except OutsideAction as refused:
            seen.append(refused)
        finally:
            connection.close()

    with Allowed():
        with Allowed():
            pass
        Scope.objects.create()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(seen) == 1 and "history_scope outside an action" in str(seen[0])
    with pytest.raises(OutsideAction):
        Scope.objects.create()


@pytest.mark.django_db
def test_signing_in_writes_outside_actions(client, ayse):
    client.force_login(ayse)
    assert client.session.session_key


def test_every_table_of_ours_is_guarded_but_those_named():
    own = guard.own_tables()
    assert {"history_entry", "ledger_transfer", "areas_area", "accounts_role"} <= own and not own & guard.EXEMPT
    assert not any(name.startswith(("django_", "account_", "mfa_")) for name in own)
