"""What every `quartier import …` does at the command line: ask in German, show the preview, tell the totals."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quartier.kit.errors import Refused
from quartier.kit.importer import Preview, Undone, told
from quartier.kit.tables.rows import load


class ImportCommand(BaseCommand):
    """The frame; ``run_import`` and ``undo`` are the app's. ``word`` is what stands after `quartier import`."""

    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
        "--skip-checks",
    }  # fmt: skip
    requires_system_checks = ()  # an import starts at once
    word = ""
    file_help = "die Datei"

    def create_parser(self, prog_name: str, subcommand: str, **more: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, add_help=False, **more)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.prog = f"quartier import {self.word}"
        parser._positionals.title, parser._optionals.title = "Angaben", "Schalter"
        parser.add_argument("-h", "--help", action="help", help="diese Hilfe")
        parser.add_argument("file", nargs="?", metavar="DATEI", help=self.file_help)
        parser.add_argument("--dry-run", action="store_true", help="nur die Vorschau, nichts wird geschrieben")
        parser.add_argument("--undo", type=int, metavar="NUMMER", help="einen ganzen Import zurücknehmen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["undo"] is not None:
                self._tell_undone(self.undo(options["undo"]))
            elif not options["file"]:
                raise Refused("Bitte nennen Sie eine Datei, oder einen Import mit --undo NUMMER.")
            else:
                self.run_import(Path(options["file"]), options)
        except Refused as refusal:
            if not getattr(self, "_called_from_command_line", False):
                raise CommandError(self.refusal(refusal)) from None
            self.stderr.write(self.refusal(refusal))  # the sentence alone, without Django's word before it
            raise SystemExit(1) from None

    def run_import(self, path: Path, options: dict[str, Any]) -> None:
        """Preview, and where it is more than a preview, the import."""
        raise NotImplementedError

    def undo(self, run: int) -> Undone:
        raise NotImplementedError

    def refusal(self, refusal: Refused) -> str:
        return refusal.message

    def content(self, path: Path) -> bytes:
        return load(path, path.name)

    def shown(self, read: Callable[[], Preview]) -> Callable[[], Preview]:
        """The same reader; whoever waits sees what it found before anything is written."""

        def reading() -> Preview:
            preview = read()
            self.show(preview)
            return preview

        return reading

    def show(self, preview: Preview) -> None:
        """What would happen, every bad row with line and reason."""
        for problem in preview.refused:
            self.stderr.write(f"nicht übernommen: {problem}")
        for note in preview.notes:
            self.stderr.write(f"Hinweis: {note}")

    def tell(self, totals: dict[str, Any], run: Any = None, *, dry: bool = False) -> None:
        """The totals, and how the import is taken back."""
        for name, count in totals["areas"].items():
            self.stdout.write(f"  {count:>6}  {name}")
        if dry:
            self.stdout.write("Vorschau, es wurde nichts geschrieben:")
        for line in told(totals):
            self.stdout.write(line)
        if run is not None:
            self.stdout.write(f"Import {run.pk}, zurückzunehmen mit: quartier import {self.word} --undo {run.pk}")

    def _tell_undone(self, undone: Undone) -> None:
        for line in undone.kept:
            self.stderr.write(line)
        self.stdout.write(
            f"Zurückgenommen: {undone.removed} entfernt, {undone.restored} wiederhergestellt, {len(undone.kept)} bleiben"
        )


def pair(text: str) -> tuple[str, str]:
    """„Spalte=feld“ of ``--map`` as (header, field)."""
    header, sign, target = text.rpartition("=")
    if not sign or not header.strip():
        raise Refused(f'„{text}“ ist keine Zuordnung. Bitte so: --map "Spalte=name"')
    return header.strip(), target.strip()
