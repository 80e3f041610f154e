"""Rows that may never change cannot be changed, not even by raw SQL. Tried on every append-only model there is."""

import contextlib
import datetime as dt
import inspect
import json
import uuid

import pytest
from django.db import IntegrityError, connection, models, transaction

from quartier.config import guard
from quartier.kit import triggers

APPEND_ONLY = sorted(
    {model for model, build in triggers.REGISTRY if getattr(build, "append_only", False)}, key=lambda m: m._meta.label
)
every_model = pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model._meta.label)

# What a CHECK asks of a row, where the plain sample does not fulfil it: label -> {column: value}
# fmt: off
SAMPLES: dict[str, dict[str, object]] = {
    "committees.Decision": {"present": 9, "needed": 4},
    "committees.Tally": {"yes": 3, "no": 2, "abstain": 1, "recused": 1, "present": 9, "seats": 11, "needed": 5},
    "spending.SettlementResult": {
        "accepted_cents": 90, "flat_cents": 10, "recognised_cents": 100, "grant_cents": 80, "paid_cents": 60,
        "refund_cents": 0, "remaining_cents": 20, "borne_cents": 20, "waived_cents": 0,
    },
    "funding.OfficeDecision": {"accepted": True, "cents": 10},
    "spending.Income": {"cents": -10},
    "spending.Revocation": {"paid_cents": 100, "kept_cents": 60, "refund_cents": 40},
    "spending.VolunteerHours": {"minutes": -60},
}
# fmt: on

HOUSE_SAYS = {"history.Entry", "history.Flow", "ledger.Transfer", "ledger.PeriodClose"}
LATER = {"committees.Decision", "committees.Vote", "spending.Receipt"}  # append-only as soon as they exist


def erasable(model):
    builds = [b for m, b in triggers.REGISTRY if m is model and getattr(b, "append_only", False)]
    return list(inspect.getclosurevars(builds[0]).nonlocals["erasable"])


def sample(model, number):
    """Values for one row: any that the columns' types take. References dangle; they are checked only at commit."""
    row = {}
    for offset, field in enumerate(model._meta.concrete_fields):
        row[field.column] = (
            number
            if field.primary_key and not isinstance(field, models.UUIDField)
            else value(field, number * 100 + offset)
        )
    return row | SAMPLES.get(model._meta.label, {})


def value(field, number):
    if isinstance(field, models.ForeignKey):
        return number
    if field.choices:
        return next(iter(field.flatchoices))[0]
    day = dt.date(2001, 1, 1) + dt.timedelta(days=number % 5000)
    kinds = [
        (models.BooleanField, bool(number % 2) if connection.vendor == "postgresql" else number % 2),
        (models.DateTimeField, dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)),
        (models.DateField, day),
        (models.TimeField, dt.time(number % 24)),
        (models.JSONField, json.dumps({"n": number})),
        (models.UUIDField, uuid.UUID(int=number) if connection.vendor == "postgresql" else uuid.UUID(int=number).hex),
        (models.BinaryField, b"%d" % number),
        (models.IntegerField, number % 30000 + 1),
        (models.DecimalField, number % 9 + 1),
        (models.FloatField, float(number)),
    ]
    for kind, answer in kinds:
        if isinstance(field, kind):
            return str(answer) if isinstance(answer, dt.date | dt.time) and connection.vendor == "sqlite" else answer
    return f"t{number}"[: field.max_length or 20]


def insert(model, row, verb="INSERT"):
    names = ", ".join(f'"{column}"' for column in row)
    run(f'{verb} INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(row))})', list(row.values()))


def run(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@contextlib.contextmanager
def a_row(model):
    """One row of the model; everything is rolled back, dangling references included."""
    with transaction.atomic():
        connection.touched = set()  # as inside an action: here the triggers are tried, not the guard before them
        try:
            drop_other_triggers(model)
            row = sample(model, 7001)
            insert(model, row)
            yield row
        finally:
            connection.touched = None
            transaction.set_rollback(True)


def drop_other_triggers(model):
    """A table's further triggers (votes only while the vote is open) would refuse the sample."""
    ours = {
        s for m, b in triggers.REGISTRY if m is model and getattr(b, "append_only", False) for s in b(m, connection)
    }
    for name, table in triggers.installed(connection).items():
        if table == model._meta.db_table and name.split("_")[-2] not in ours:
            run(triggers._drop(connection, name, table))


def refused(sql, values=()):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(sql, values)


@pytest.mark.django_db
def test_every_trigger_is_installed():
    assert triggers.missing() == []


def test_what_the_house_names_is_append_only():
    from django.apps import apps

    known = {model._meta.label for model in apps.get_models()}
    assert HOUSE_SAYS | (LATER & known) <= {model._meta.label for model in APPEND_ONLY}


@every_model
@pytest.mark.django_db
def test_update_is_refused_column_by_column(model):
    with a_row(model) as row:
        other = sample(model, 7002)
        for column in row:
            if other[column] == row[column]:
                continue
            refused(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s', [other[column]])


@every_model
@pytest.mark.django_db
def test_delete_is_refused(model):
    with a_row(model):
        refused(f'DELETE FROM "{model._meta.db_table}"')


@every_model
@pytest.mark.django_db
def test_replace_is_refused(model):
    if connection.vendor == "postgresql":
        with guard.Allowed():
            refused(f'TRUNCATE "{model._meta.db_table}" CASCADE')
        return
    with a_row(model) as row:
        key = model._meta.pk.column
        other = sample(model, 7002) | {key: row[key]}
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            insert(model, other, "INSERT OR REPLACE")
        changed = next(c for c in row if c != key and other[c] != row[c])
        refused(f'UPDATE OR REPLACE "{model._meta.db_table}" SET "{changed}" = %s', [other[changed]])


@every_model
@pytest.mark.django_db
def test_replace_by_a_unique_key_is_refused(model):
    """INSERT OR REPLACE on SQLite, INSERT … ON CONFLICT DO UPDATE on PostgreSQL."""
    table = model._meta.db_table
    for key in triggers._unique_keys(model):
        with a_row(model) as row:
            other = sample(model, 7002) | {column: row[column] for column in key}
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                if connection.vendor == "sqlite":
                    insert(model, other, "INSERT OR REPLACE")
                else:
                    names, marks = ", ".join(f'"{c}"' for c in other), ", ".join(["%s"] * len(other))
                    unique, changed = ", ".join(f'"{c}"' for c in key), model._meta.pk.column
                    run(
                        f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
                        f' ON CONFLICT ({unique}) DO UPDATE SET "{changed}" = EXCLUDED."{changed}"',
                        list(other.values()),
                    )


@every_model
@pytest.mark.django_db
def test_blanking_is_allowed_where_it_is_named_and_nothing_beside_it(model):
    table = model._meta.db_table
    for name in erasable(model):
        field = model._meta.get_field(name)
        blank = None if field.null else ""
        with a_row(model) as row:
            assert run(f'UPDATE "{table}" SET "{field.column}" = %s', [blank]) == 1
            refused(f'UPDATE "{table}" SET "{field.column}" = %s', [sample(model, 7002)[field.column]])
            key = model._meta.pk.column
            refused(f'UPDATE "{table}" SET "{field.column}" = %s, "{key}" = %s', [blank, row[key] + 1])


@pytest.mark.django_db
def test_a_switched_off_trigger_is_noticed():
    from quartier.history.models import Entry

    table = Entry._meta.db_table
    name = next(name for name, (t, _) in triggers.expected(connection).items() if t == table)
    if connection.vendor == "postgresql":
        run(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
    else:
        run(f'DROP TRIGGER "{name}"')
    assert triggers.missing() == [name]
