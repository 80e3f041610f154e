"""Installing and lifting; what the triggers refuse is tried on every append-only table in tests/house."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from quartier.kit import triggers


def names():
    return set(triggers.installed(connection))


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def first():
    return next(iter(sorted(triggers.expected(connection).items())))


@pytest.mark.django_db
def test_what_is_missing_is_installed_and_what_is_foreign_dropped():
    name, (table, sql) = first()
    run(triggers._drop(connection, name, table))
    run(sql.replace(name, "kit_foreign"))
    assert triggers.missing() == [name] and "kit_foreign" in names()
    triggers.install()
    assert names() == set(triggers.expected(connection))


@pytest.mark.django_db
def test_installing_twice_changes_nothing():
    before = names()
    triggers.install()
    assert names() == before == set(triggers.expected(connection))


@pytest.mark.django_db
def test_lifted_triggers_come_back_even_after_an_error():
    wanted = names()
    with triggers.lifted():
        assert names() == set()
    assert names() == wanted
    with pytest.raises(ValueError), triggers.lifted():
        raise ValueError
    assert names() == wanted


def test_names_fit_and_tell_their_text():
    wanted = triggers.expected(connection)
    assert all(len(name) <= 63 for name in wanted) and len(wanted) > 20
    name = first()[0]
    triggers.FUNCTIONS.append("-- another function")
    try:
        assert name not in triggers.expected(connection), "a changed function makes new triggers"
    finally:
        triggers.FUNCTIONS.pop()


@pytest.mark.django_db
def test_the_check_names_what_is_missing():
    assert triggers.check_installed(databases=["default"]) == [] == triggers.check_installed()
    name, (table, _) = first()
    run(triggers._drop(connection, name, table))
    errors = triggers.check_installed(databases=["default"])
    assert [error.id for error in errors] == ["kit.E001"] and name in errors[0].msg


def test_erasable_columns_are_told():
    models = {model._meta.label: model for model, _ in triggers.REGISTRY}
    assert triggers.erasable(models["history.Entry"]) == ("because",)
    assert triggers.erasable(models["history.Flow"]) == ()
    assert triggers.erasable(models["history.Flow"]._meta.get_field("source").related_model) is None


@pytest.mark.django_db(transaction=True)
def test_migrating_again_leaves_every_trigger_in_place():
    wanted = names()
    name, (table, _) = first()
    run(triggers._drop(connection, name, table))
    call_command("migrate", verbosity=0)
    assert names() == wanted


@pytest.mark.postgres
@pytest.mark.django_db
def test_triggers_stand_in_a_schema_of_their_own(monkeypatch):
    """A city may keep the house in another schema than „public“, and an old copy in one beside it."""
    monkeypatch.setattr(connection, "touched", set(), raising=False)  # as inside an action
    run("CREATE SCHEMA elsewhere")
    run("SET LOCAL search_path TO elsewhere")
    run(
        "CREATE TABLE history_flow (id bigint PRIMARY KEY, source_id bigint, target_id bigint, at timestamptz, actor_id bigint)"
    )
    assert names() == set(), "those of the other schema are not ours"
    triggers.install()
    assert set(triggers.installed(connection).values()) == {"history_flow"}
    run("INSERT INTO history_flow VALUES (1, 1, 2, now(), NULL)")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run("DELETE FROM elsewhere.history_flow")
