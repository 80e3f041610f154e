"""A database for each worker of a test run. Migrations are run once: the others get a copy of what came of them.

On SQLite the outcome stays for the next run, as long as nothing it comes from has changed: a single test starts at once.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

TEMPLATE = "quartier_template"
ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["constraints.txt", "quartier/config/settings.py", "quartier/kit/triggers.py"]
SOURCES += ["quartier/*/models.py", "quartier/*/models/*.py", "quartier/*/migrations/*.py", "quartier/*/apps.py"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as in an office: threads, live servers and WAL behave there as they will."""
    if connection.vendor == "sqlite":
        test: Any = settings.DATABASES["default"].setdefault("TEST", {})
        test["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """In place of pytest-django's: the worker that comes first migrates (13 s CPU), keeps the outcome, others copy it."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        with _one_at_a_time() as kept:
            known = kept.exists()
            if known:
                _copy(kept)
            made = setup_databases(verbosity=0, interactive=False, keepdb=known)
            if not known:
                _keep(kept)
        yield
        if connection.vendor == "sqlite":  # the PostgreSQL of a run goes as a whole, whoever is still connected
            teardown_databases(made, verbosity=0)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[Path]:
    """The file that is there once the migrated database is kept (on SQLite it is that database)."""
    home = Path(os.environ["QUARTIER_TEST_HOME"])
    if connection.vendor == "sqlite":
        home = ROOT / ".pytest_cache" / "migrated"
        home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield home / f"{_fingerprint()}.sqlite3"


def _fingerprint() -> str:
    """Of all that a migrated database comes from."""
    told = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _keep(kept: Path) -> None:
    if connection.vendor == "sqlite":
        for older in kept.parent.glob("*.sqlite3"):
            older.unlink()
        part = kept.with_suffix(".part")
        part.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        part.rename(kept)  # whole or not at all
        return
    name = connection.settings_dict["NAME"]
    connection.close()  # a database somebody is connected to cannot be copied
    _create(TEMPLATE, name)
    kept.touch()


def _copy(kept: Path) -> None:
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copyfile(kept, name)
    else:
        _create(name, TEMPLATE)


def _create(name: str, template: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
