"""What every test may use: the database of this run, the cast, the real data, the browser."""

import contextlib
import gc
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent
STRICT = bool(os.environ.get("QUARTIER_STRICT"))  # .ci/run: only tests on real data may be skipped
UNEXPECTED_SKIPS: list[str] = []

pytest_plugins = ["tests.cast", "tests.browser", "tests.databases"]


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in often


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot run; leave out what the run on SQLite has said already.

    A test that asks for no database (pytest-django lets it have none) says the same beside either: it runs once, like
    one of looks.
    What takes long comes first, so that no process of the run has to wait for another at its end.
    """
    no_browser = missing_browser()
    if os.environ.get("QUARTIER_TEST_DB", "sqlite") == "postgres":
        said = [item for item in items if not speaks_of_a_database(item)]
        config.hook.pytest_deselected(items=said)
        items[:] = [item for item in items if item not in set(said)]
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.get_closest_marker("postgres") and os.environ.get("QUARTIER_TEST_DB", "sqlite") != "postgres":
            item.add_marker(pytest.mark.skip(reason="says something about PostgreSQL alone"))
        if no_browser and item.get_closest_marker("browser"):
            if STRICT:
                raise pytest.UsageError(no_browser)
            item.add_marker(pytest.mark.skip(reason=no_browser))


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory till the end: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def speaks_of_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup", "live_server"}
    asks = item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("postgres") or (asks and not item.get_closest_marker("looks")))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(word in reason for word in ("no real data", "PostgreSQL alone")):
            UNEXPECTED_SKIPS.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if STRICT and UNEXPECTED_SKIPS and session.exitstatus == 0:
        print("\nSkipped where nothing may be skipped:", *UNEXPECTED_SKIPS, sep="\n  ")  # noqa: T201 - the report of a test run
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def missing_browser() -> str:
    """Why no browser test can run here, or an empty string."""
    from tests.browser import program

    if not program():
        return "no Chromium (apt install chromium)"
    if not all(importlib.util.find_spec(name) for name in ("playwright", "axe_playwright_python")):
        return "no playwright (QUARTIER_E2E=1 ./run test)"
    return ""


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_triggers() -> Iterator[None]:
    """Append-only tables refuse the flush between transactional tests, and rightly; here they are lifted for it.

    The triggers that keep SQLite's full text index in step are lifted, too, so the index is emptied by hand.
    """
    from django.db.backends.base.operations import BaseDatabaseOperations

    from quartier.config.guard import Allowed
    from quartier.kit.triggers import lifted

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        with Allowed(), lifted(self.connection.alias):
            plain(self, sql_list)
            if self.connection.vendor == "sqlite":
                plain(self, ["INSERT INTO search_index(search_index) VALUES ('rebuild')"])

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _no_action_left_open() -> Iterator[None]:
    """A test that broke inside an action must not make the next one believe it is nested."""
    yield
    with contextlib.suppress(AttributeError):
        connection.touched = None


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real public data; it lies beside the repository and is not part of it."""
    folder = Path(os.environ.get("QUARTIER_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}")
    return folder
