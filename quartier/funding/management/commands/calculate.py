import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quartier.funding.rules import Note, Outcome, Rules, answer, named, read, read_case, settle, spoken, sums
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro


class Command(BaseCommand):
    help = "Rechnet durch, was ein Zuschuss nach den Regeln ergibt; nichts wird gespeichert (docs/calculate.md)."
    requires_system_checks = ()  # needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="der Fall als TOML, - liest von der Standardeingabe")
        parser.add_argument("--json", action="store_true", help="die Antwort als JSON")
        parser.add_argument("--rules", metavar="DATEI", help="ein eigenes Regelwerk als TOML statt des genannten")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rules, outcome = self._calculated(options["case"], options["rules"])
        except (Refused, OSError, UnicodeDecodeError) as error:
            self._failed(_sentence(error), options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(answer(outcome), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_words(rules, outcome))

    def _calculated(self, case: str, rules: str | None) -> tuple[Rules, Outcome]:
        found = read_case(sys.stdin.read() if case == "-" else Path(case).read_text(encoding="utf-8"))
        law = (
            read(Path(rules).read_text(encoding="utf-8"), rules).rules if rules else named(found.ruleset, dates.today())
        )
        return law, settle(law, found.case)

    def _failed(self, sentence: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": sentence}, ensure_ascii=False))
        else:
            self.stderr.write(sentence)
        raise SystemExit(2)


def _sentence(error: Exception) -> str:
    if isinstance(error, Refused):
        return error.message
    if isinstance(error, UnicodeDecodeError):
        return "Die Datei ist kein Text in UTF-8."
    return f"Die Datei lässt sich nicht lesen: {getattr(error, 'strerror', error)} ({getattr(error, 'filename', '')})"


def _words(rules: Rules, outcome: Outcome) -> str:
    """The answer as a table of words and sums, the findings below."""
    rows = [(label, euro(cents)) for _name, label, cents in sums(outcome)]
    wide = max(len(label) for label, _sum in rows)
    lines = [rules.name, "", *(f"{label:<{wide}}  {amount:>14}" for label, amount in rows)]
    return "\n".join([*lines, *(_note(note) for note in outcome.notes)])


def _note(note: Note) -> str:
    return f"\n! {spoken(note).title}\n  Grundlage: {note.source}"
