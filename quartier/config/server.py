"""`quartier serve`: pages and tasks in one command; refuses what would go wrong later, with a sentence that helps."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from quartier.areas.models import Area
from quartier.config import worker
from quartier.kit import triggers


class NotReady(Exception):
    """Why this installation cannot be served, and what to do."""


def serve(words: list[str]) -> int:
    """Check, then run granian until it is stopped."""
    given = _parser("serve", "Zeigt die Seiten und erledigt die Aufgaben.").parse_args(words)
    if not _ready():
        return 1
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    print(f"Quartier läuft: {settings.QUARTIER_URL} (hier: http://{given.host}:{given.port}). Beenden mit Strg+C.")
    run(given.host, given.port, given.workers, tasks=not given.no_tasks)
    return 0


def run(host: str, port: int, workers: int, *, tasks: bool = True) -> None:
    """Processes with two threads for pages and one for tasks each; one that dies is started again."""
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()
    os.environ["QUARTIER_TASKS"] = "1" if tasks else "0"
    Granian(
        "quartier.config.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=2, respawn_failed_workers=True, workers_kill_timeout=20, log_level="warning", websockets=False,
    ).serve()  # fmt: skip


def work(words: list[str]) -> int:
    """Only the tasks, in this process, until it is stopped."""
    argparse.ArgumentParser("quartier work", description="Erledigt nur die Aufgaben.").parse_args(words)
    if not _ready():
        return 1
    try:
        worker.loop()
    except KeyboardInterrupt:
        pass
    return 0


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"quartier {name}", description=description)
    parser.add_argument("--host", default="127.0.0.1", help="Adresse, an der gelauscht wird (127.0.0.1; 0.0.0.0: alle)")
    parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
    parser.add_argument("--workers", type=int, default=2, help="Anzahl der Prozesse (2)")
    parser.add_argument("--no-tasks", action="store_true", help="ohne Aufgaben; dann läuft anderswo „quartier work“")
    parser.add_argument("--data", metavar="ORDNER", help="Ordner der Daten (sonst QUARTIER_DATA oder ./data)")
    return parser


def _ready() -> bool:
    return told(check)


def told(check: Callable[[], None]) -> bool:
    """Whether ``check`` passes; where it does not, its reason is printed."""
    try:
        check()
    except NotReady as reason:
        print(reason, file=sys.stderr)
        return False
    return True


def check() -> None:
    """NotReady with the reason unless this is a real, set-up, current installation."""
    if settings.DEMO:
        raise NotReady(
            f"In {settings.DATA} liegt die Vorführung mit erfundenen Menschen und offenen Anmeldelinks. "
            "Sie läuft mit „quartier demo“. Für den Betrieb nehmen Sie einen anderen Ordner: QUARTIER_DATA=…"
        )
    check_database()
    if missing := triggers.missing():
        raise NotReady(f"Der Datenbank fehlen {len(missing)} Sicherungen gegen Ändern. Bitte: quartier update")
    if not Area.objects.running().exists():
        raise NotReady("Hier ist noch kein Quartier eingerichtet. Bitte zuerst: quartier init")


def check_database() -> None:
    """NotReady unless the tables are there and as new as the program."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():  # opening it would make an empty one
        raise NotReady(f"In {settings.DATA} ist noch kein Quartier eingerichtet. Bitte zuerst: quartier init")
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise NotReady(f"Die Datenbank antwortet nicht: {error}".strip()) from None
    if not executor.loader.applied_migrations:
        raise NotReady("Hier ist noch kein Quartier eingerichtet. Bitte zuerst: quartier init")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("Die Datenbank ist älter als das Programm. Bitte: quartier update")
