import codecs
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quartier.funding.rules import Note, Outcome, Rules, answer, named, read, read_case, settle, spoken, sums
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro

MOST = 1_000_000  # bytes of a case or a rule set: some 20,000 lines


class Command(BaseCommand):
    help = "Rechnet durch, was ein Zuschuss nach den Regeln ergibt; nichts wird gespeichert (docs/calculate.md)."
    requires_system_checks = ()  # needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="der Fall als TOML, - liest von der Standardeingabe")
        parser.add_argument("--json", action="store_true", help="die Antwort als JSON")
        parser.add_argument("--rules", metavar="DATEI", help="ein eigenes Regelwerk als TOML statt des genannten")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rules, outcome = _calculated(options["case"], options["rules"])
        except Refused as error:
            self.stdout.write(json.dumps({"error": error.message}, ensure_ascii=False))
            raise SystemExit(2) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer(outcome), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_words(rules, outcome))


def _calculated(case: str, rules: str | None) -> tuple[Rules, Outcome]:
    found = read_case(_text(case))
    law = read(_text(rules), Path(rules).name).rules if rules is not None else named(found.ruleset, dates.today())
    return law, settle(law, found.case)


def _text(place: str) -> str:
    """What stands in the file, or on standard input for „-“. Refused where it is no text, or too long."""
    name = (Path(place).name or place).encode("utf-8", "replace").decode()
    try:
        if place == "-":
            raw = sys.stdin.buffer.read(MOST + 1)
        else:
            with Path(place).open("rb") as file:
                raw = file.read(MOST + 1)
        if len(raw) > MOST:
            raise Refused(f"Die Datei „{name}“ ist zu groß: Höchstens 1 MB ist möglich.")
        if raw.startswith(codecs.BOM_UTF8):
            raise Refused(f"Die Datei „{name}“ beginnt mit einem BOM. Bitte speichern Sie sie als UTF-8 ohne BOM.")
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"Die Datei „{name}“ ist kein Text in UTF-8. Bitte speichern Sie sie als UTF-8.") from error
    except OSError as error:
        raise Refused(f"Die Datei „{name}“ lässt sich nicht lesen: {_why(error)}.") from error


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Es gibt sie nicht"
    if isinstance(error, IsADirectoryError):
        return "Das ist ein Ordner"
    if isinstance(error, PermissionError):
        return "Sie dürfen sie nicht lesen"
    return str(error.strerror)


def _words(rules: Rules, outcome: Outcome) -> str:
    """The answer as a table of words and sums, the findings below."""
    rows = [(label, euro(cents)) for _name, label, cents in sums(outcome)]
    wide = max(len(label) for label, _sum in rows)
    lines = [rules.name, "", *(f"{label:<{wide}}  {amount:>14}" for label, amount in rows)]
    return "\n".join([*lines, *(_note(note) for note in outcome.notes)])


def _note(note: Note) -> str:
    return f"\n! {spoken(note).title}\n  Grundlage: {note.source}"
