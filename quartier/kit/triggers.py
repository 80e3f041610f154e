"""Triggers, declared beside the model and installed after every migrate, on SQLite and PostgreSQL.

SQLite rebuilds a table to alter it and drops its triggers, so they cannot live in migrations. Each trigger's name
carries a hash of its text: whether all are installed is a comparison of names.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Error
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Build = Callable[[type[models.Model], Any], dict[str, str]]  # (model, connection) -> {suffix: body of the trigger}
REGISTRY: list[tuple[type[models.Model], Build]] = []
PREFIX = "kit_"

APPEND_ONLY = """
CREATE OR REPLACE FUNCTION kit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE o jsonb; n jsonb; c text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    o := to_jsonb(OLD); n := to_jsonb(NEW);
    FOREACH c IN ARRAY COALESCE(TG_ARGV, '{}') LOOP
      IF n -> c IN ('""', 'null') THEN o := o - c; n := n - c; END IF;
    END LOOP;
    IF o = n THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FROZEN = """
CREATE OR REPLACE FUNCTION kit_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: % cannot change', TG_TABLE_NAME, TG_ARGV USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FUNCTIONS: list[str] = [
    APPEND_ONLY,
    FROZEN,
]  # PostgreSQL functions that triggers call; a model's module appends its own


def triggers(build: Build) -> Callable[[type[models.Model]], type[models.Model]]:
    """Decorate a model with triggers built by ``build(model, connection)``."""

    def decorate(model: type[models.Model]) -> type[models.Model]:
        REGISTRY.append((model, build))
        return model

    return decorate


def append_only(erasable: Sequence[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """No UPDATE, DELETE or REPLACE of the model's rows; only blanking the columns named ``erasable`` is allowed."""

    def build(model: type[models.Model], connection: Any) -> dict[str, str]:
        table = model._meta.db_table
        if connection.vendor == "postgresql":
            arguments = ", ".join(f"'{name}'" for name in erasable)
            return {
                "row": f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION kit_append_only({arguments})',
                "truncate": f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION kit_append_only()',
            }
        return _sqlite_append_only(model, table, erasable)

    build.append_only = True  # type: ignore[attr-defined]
    build.erasable = tuple(erasable)  # type: ignore[attr-defined]
    return triggers(build)


def frozen(columns: Sequence[str]) -> Callable[[type[models.Model]], type[models.Model]]:
    """The columns of a row never change once it is there; the others may."""

    def build(model: type[models.Model], connection: Any) -> dict[str, str]:
        table = model._meta.db_table
        if connection.vendor == "postgresql":
            changed = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns)
            call = f"EXECUTE FUNCTION kit_frozen({', '.join(repr(name) for name in columns)})"
            return {"frozen": f'BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) {call}'}
        changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns)
        stop = f"SELECT RAISE(ABORT, '{table}: these columns cannot change');"
        return {"frozen": f'BEFORE UPDATE ON "{table}" WHEN {changed} BEGIN {stop} END'}

    return triggers(build)


def erasable(model: type[models.Model]) -> tuple[str, ...] | None:
    """The columns of an append-only model that may be blanked; None for a model whose rows may change."""
    builds = [build for known, build in REGISTRY if known is model and getattr(build, "append_only", False)]
    return builds[0].erasable if builds else None  # type: ignore[attr-defined]


def _sqlite_append_only(model: type[models.Model], table: str, erasable: Sequence[str]) -> dict[str, str]:
    changed = []
    for column in sorted(_columns(model)):
        differs = f'NEW."{column}" IS NOT OLD."{column}"'
        if column in erasable:
            differs = f'({differs} AND NEW."{column}" IS NOT \'\' AND NEW."{column}" IS NOT NULL)'
        changed.append(differs)
    keys = [[str(model._meta.pk.column)], *_unique_keys(model)]
    same = " OR ".join("(" + " AND ".join(f'"{c}" = NEW."{c}"' for c in key) + ")" for key in keys)
    stop = f"SELECT RAISE(ABORT, '{table} is append-only');"
    return {  # names of our own columns and tables, no input
        "update": f'BEFORE UPDATE ON "{table}" WHEN {" OR ".join(changed)} BEGIN {stop} END',
        "delete": f'BEFORE DELETE ON "{table}" BEGIN {stop} END',
        "replace": f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) BEGIN {stop} END',  # noqa: S608
    }


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _unique_keys(model: type[models.Model]) -> list[list[str]]:
    keys = [[str(field.column)] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None and constraint.fields:
            keys.append([str(getattr(model._meta.get_field(name), "column", name)) for name in constraint.fields])
    return keys


def expected(connection: Any) -> dict[str, tuple[str, str]]:
    """Name -> (table, SQL) of every trigger that must be installed in this database."""
    wanted = {}
    for model, build in REGISTRY:
        table = model._meta.db_table
        for suffix, body in build(model, connection).items():
            digest = hashlib.sha256((body + "".join(FUNCTIONS)).encode()).hexdigest()[:8]
            name = f"{PREFIX}{table[:36]}_{suffix}_{digest}"
            wanted[name] = (table, f'CREATE TRIGGER "{name}" {body}')
    return wanted


def installed(connection: Any) -> dict[str, str]:
    """Name -> table of every trigger of ours that is installed and switched on."""
    if connection.vendor == "postgresql":
        sql = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = ANY (current_schemas(false)) AND t.tgname LIKE 'kit\\_%' AND t.tgenabled <> 'D'"
        )
    else:
        sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'kit\\_%' ESCAPE '\\'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers that should be there and are not."""
    connection = connections[using]
    return sorted(set(expected(connection)) - set(installed(connection)))


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Install what is missing, drop what is no longer wanted."""
    connection = connections[using]
    wanted, present = expected(connection), installed(connection)
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in FUNCTIONS:
                cursor.execute(function)
        for name in set(present) - set(wanted):
            cursor.execute(_drop(connection, name, present[name]))
        for name in sorted(set(wanted) - set(present)):
            table, sql = wanted[name]
            if table in tables:
                cursor.execute(sql)


def drop(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop every trigger of ours: only around migrations, flushes and bulk loads."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in installed(connection).items():
            cursor.execute(_drop(connection, name, table))


def _drop(connection: Any, name: str, table: str) -> str:
    return f'DROP TRIGGER "{name}" ON "{table}"' if connection.vendor == "postgresql" else f'DROP TRIGGER "{name}"'


@contextlib.contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Without triggers inside: for flushes, bulk loads of backups and data migrations that change frozen rows."""
    with transaction.atomic(using=using):
        drop(using)
        yield
        install(using)


def before_migrate(sender: Any, using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """SQLite rebuilds tables that other tables' triggers name: ours must be gone before a plan runs."""
    if plan and connections[using].vendor == "sqlite" and sender == _announced()[0]:
        drop(using)


def after_migrate(sender: Any, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Install after the last app has migrated."""
    if sender == _announced()[-1]:
        install(using)


def _announced() -> list[AppConfig]:
    """The apps for which Django sends the signals of migrate: those with models, in order."""
    return [config for config in apps.get_app_configs() if config.models_module is not None]


def check_installed(databases: Sequence[str] | None = None, **_: Any) -> list[Error]:
    """Deploy check (an ERROR in the ordinary run would block migrate, its own repair)."""
    names = [name for using in databases or () for name in missing(using)]
    return [Error(f"Trigger fehlt: {name}", hint="quartier manage migrate", id="kit.E001") for name in names]
