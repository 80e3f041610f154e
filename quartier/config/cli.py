"""The command `quartier`: set up, serve, import, show. Each word is a function of the words that follow it."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

HELP = """Quartier: von der Idee im Viertel bis zum abgerechneten, veröffentlichten Projekt

  quartier demo              ein erfundenes Quartier zum Ausprobieren, mit allen Rollen
  quartier init              ein eigenes Quartier einrichten (fragt; alles geht auch als Option)
  quartier serve             die Seiten zeigen und die Aufgaben erledigen
  quartier update            nach einer neuen Version: Datenbank und Dateien nachziehen
  quartier import areas …    Quartiersgrenzen aus GeoJSON übernehmen
  quartier import actors …   Einrichtungen aus CSV oder XLSX übernehmen
  quartier import events …   Termine aus einem Kalender übernehmen (.ics)
  quartier import cases …    frühere Anträge und Bewilligungen aus CSV oder XLSX übernehmen
  quartier export events …   Termine als Kalender schreiben (.ics)
  quartier export journal …  das Kassenbuch für hledger schreiben, zum Nachrechnen
  quartier calculate FALL    durchrechnen, was ein Zuschuss nach den Regeln ergibt (docs/calculate.md)
  quartier search rebuild    die Suche neu aufbauen (geschieht sonst jede Nacht)
  quartier backup DATEI      Sicherung von Datenbank und Dateien in eine Datei
  quartier work              nur die Aufgaben erledigen, ohne Seiten (große Städte)
  quartier manage …          Befehle von Django und Quartier (invite, drop_second_factor, check, shell …)

Jedes Wort erklärt sich mit --help. Daten liegen im Ordner der Umgebungsvariable QUARTIER_DATA (sonst ./data);
PostgreSQL statt SQLite durch QUARTIER_DATABASE=postgres://… . Mehr dazu: docs/operations.md
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the word; an unknown one gets the help and exit code 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("--help", "-h", "help", "hilfe"):
        print(HELP)
        return
    command = COMMANDS.get(words[0])
    if command is None:
        print(f"„{words[0]}“ kennt quartier nicht.\n\n{HELP}", file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(command(words[1:]) or 0)


def use_data(words: list[str]) -> list[str]:
    """Take `--data DIR` out of the words, before the settings are read, and say where the data lies."""
    rest = list(words)
    for index, word in enumerate(words):
        if word == "--data" and index + 1 < len(words):
            os.environ["QUARTIER_DATA"] = str(Path(words[index + 1]).expanduser().resolve())
            rest = words[:index] + words[index + 2 :]
        elif word.startswith("--data="):
            os.environ["QUARTIER_DATA"] = str(Path(word.removeprefix("--data=")).expanduser().resolve())
            rest = words[:index] + words[index + 1 :]
    return rest


def use_port(words: list[str]) -> None:
    """Without an address of its own the installation is this computer at this port: links in mails lead here."""
    for index, word in enumerate(words):
        port = words[index + 1] if word == "--port" and index + 1 < len(words) else word.removeprefix("--port=")
        if word.startswith("--port") and port.isdigit():
            os.environ.setdefault("QUARTIER_URL", f"http://localhost:{port}")


def prepare() -> None:
    """Read the settings and load the apps; settings that cannot be used end the command with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except OSError as error:
        sys.exit(f"Der Ordner der Daten lässt sich nicht benutzen: {error.strerror} ({error.filename})")
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def init(words: list[str]) -> int:
    words = use_data(words)
    prepare()
    from quartier.config import setup

    return setup.run(words)


def serve(words: list[str]) -> int:
    words = use_data(words)
    use_port(words)
    prepare()
    from quartier.config import server

    return server.serve(words)


def work(words: list[str]) -> int:
    words = use_data(words)
    prepare()
    from quartier.config import server

    return server.work(words)


def update(words: list[str]) -> int:
    words = use_data(words)
    prepare()
    from quartier.config import setup

    return setup.update(words)


def backup(words: list[str]) -> int:
    words = use_data(words)
    prepare()
    from quartier.config import backups

    return backups.run(words)


def demo(words: list[str]) -> int:
    """The demo chooses its own data folder before anything reads the settings."""
    from quartier.config.demo import command

    return int(command.run(words) or 0)


def import_(words: list[str]) -> int:
    """`import areas` and the others are Django commands of the apps that own the rows."""
    if not words or words[0] not in IMPORTS:
        print(IMPORT_HELP)
        return 0 if words and words[0] in ("--help", "-h") else 2
    words = use_data(words)
    prepare()
    from quartier.config import server

    if not {"--help", "-h"} & set(words) and not server.told(server.check_database):
        return 1
    return manage([IMPORTS[words[0]], *words[1:]])


def search(words: list[str]) -> int:
    """`search rebuild`: the management command of the app that owns the index."""
    words = use_data(words)
    prepare()
    from quartier.config import server

    if not {"--help", "-h"} & set(words) and not server.told(server.check_database):
        return 1
    return manage(["search", *words])


def export(words: list[str]) -> int:
    """`export events` and the others are Django commands of the apps that own the rows."""
    if not words or words[0] not in EXPORTS:
        print(EXPORT_HELP)
        return 0 if words and words[0] in ("--help", "-h") else 2
    words = use_data(words)
    prepare()
    return manage([EXPORTS[words[0]], *words[1:]])


def calculate(words: list[str]) -> int:
    """`calculate CASE`: it needs neither database nor data folder nor any app, in German only, and so starts at once."""
    import io

    from django.conf import settings

    if not settings.configured:
        zone = os.environ.get("QUARTIER_TIME_ZONE") or "Europe/Berlin"
        settings.configure(USE_I18N=False, LANGUAGE_CODE="de", TIME_ZONE=zone)
    from quartier.funding.management.commands.calculate import Command

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    Command().run_from_argv(["quartier", "calculate", *use_data(words)])
    return 0


def manage(words: list[str]) -> int:
    words = use_data(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["quartier manage", *words])
    return 0


def messages(words: list[str]) -> int:
    return manage(["messages", *words])


IMPORTS = {"areas": "import_areas", "actors": "import_actors", "events": "import_events", "cases": "import_cases"}
IMPORT_HELP = """quartier import areas DATEI --city STADT
quartier import actors DATEI --city STADT | --area QUARTIER
quartier import events DATEI --area QUARTIER
quartier import cases DATEI --area QUARTIER [--fund NAME] [--year JAHR]
"""
EXPORTS = {"events": "export_events", "journal": "export_journal"}
EXPORT_HELP = """quartier export events --area QUARTIER [DATEI]
quartier export journal [--area QUARTIER | --city STADT] [--from TAG] [--until TAG] [DATEI]
"""
COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "backup": backup, "calculate": calculate, "demo": demo, "export": export, "import": import_, "init": init, "manage": manage,
    "messages": messages, "search": search, "serve": serve, "update": update, "work": work,
}  # fmt: skip

if __name__ == "__main__":
    main()
