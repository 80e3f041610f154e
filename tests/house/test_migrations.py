"""Migrations are complete and their names say what they do."""

import io
import re

import pytest
from django.core.management import call_command

from tests.house import tree

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]+")


def test_migrations_have_names():
    faults = [
        tree.place(path)
        for path in sorted(tree.PACKAGE.glob("*/migrations/*.py"))
        if path.stem != "__init__" and (not NAME.fullmatch(path.stem) or "auto" in path.stem.split("_"))
    ]
    assert not faults, tree.listed(faults)


def test_numbers_are_used_once():
    faults = []
    for app in tree.apps():
        numbers = [path.stem[:4] for path in (tree.PACKAGE / app / "migrations").glob("0*.py")]
        faults += [f"{app} {number}" for number in sorted({n for n in numbers if numbers.count(n) > 1})]
    assert not faults, tree.listed(faults)


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(f"models and migrations differ: {out.getvalue()}")
