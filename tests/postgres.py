"""A throw-away PostgreSQL for one test run: unix socket only, nothing synced, gone at the end.

Loaded by ``-p tests.postgres`` before the settings are read, so that they find its address in QUARTIER_DATABASE.
Workers of pytest-xdist inherit that address and make a database each; only the first process starts the server.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SWITCHES = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
)


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = [shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    return next((Path(path).resolve().parent for path in found if path), None)


def as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: words that make the command run as its own user."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def start(folder: Path) -> str:
    """Start a server whose data and socket lie in ``folder``, as it was kept or empty; its address for QUARTIER_DATABASE."""
    programs = binaries()
    if programs is None:
        raise pytest.UsageError("PostgreSQL fehlt: initdb ist weder im PATH noch unter /usr/lib/postgresql.")
    folder.chmod(0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    initdb = [
        "initdb",
        "-D",
        str(folder / "data"),
        "-U",
        "quartier",
        "--auth=trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    ctl = [
        "pg_ctl",
        "-D",
        str(folder / "data"),
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        f"-k {folder} {SWITCHES}",
        "start",
    ]
    for command in [ctl] if (folder / "data").exists() else [initdb, ctl]:
        command[0] = str(programs / command[0])
        subprocess.run([*as_postgres(), *command], cwd="/", check=True, stdout=subprocess.DEVNULL)
    return f"postgres://quartier@/postgres?host={folder}"


def stop(folder: Path, *, keep: bool = False) -> None:
    """Stop the server; its folder goes unless it is to be kept."""
    programs = binaries()
    assert programs
    command = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "fast" if keep else "immediate", "stop"]
    subprocess.run(
        [*as_postgres(), *command], cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before pytest-django imports the settings: choose the database of this run and its folder of data."""
    wanted = os.environ.get("QUARTIER_TEST_DB", "sqlite")
    if "QUARTIER_TEST_HOME" not in os.environ:  # the first process; workers inherit all this
        home = Path(tempfile.mkdtemp(prefix="quartier-test-"))
        home.chmod(0o711)
        os.environ["QUARTIER_TEST_HOME"] = str(home)
        os.environ["QUARTIER_TEST_OWNER"] = str(os.getpid())
        (home / "data" / "static").mkdir(parents=True)
        for name in ("URL", "HOSTS", "MAIL", "DEBUG"):  # nothing of the installation next door
            os.environ.pop(f"QUARTIER_{name}", None)
        os.environ |= {"QUARTIER_DATA": str(home / "data"), "QUARTIER_DATABASE": "", "QUARTIER_STATIC": "plain"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop in the thread of the test
        if wanted == "postgres":
            (home / "pg").mkdir()
            os.environ["QUARTIER_DATABASE"] = start(home / "pg")
    return (yield)


def pytest_unconfigure() -> None:
    if os.environ.get("QUARTIER_TEST_OWNER") == str(os.getpid()):
        home = Path(os.environ["QUARTIER_TEST_HOME"])
        if (home / "pg").exists():
            stop(home / "pg")
        shutil.rmtree(home, ignore_errors=True)


def pytest_report_header() -> str:
    return f"database: {os.environ.get('QUARTIER_TEST_DB', 'sqlite')}"
