"""What every `quartier import …` does at the command line: ask in German, show the preview, tell the totals."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quartier.kit.columns import Column, MissingColumn
from quartier.kit.errors import Refused
from quartier.kit.importer import Preview, Target, Undone, told
from quartier.kit.tables.rows import load


class ImportCommand(BaseCommand):
    """The frame; ``run_import`` and ``target`` are the app's. ``word`` is what stands after `quartier import`.

    ``history``: the verbs of imports; ``rows``: the model of its reports; ``kind`` and ``of``: app_label.model of what is
    imported, and its German word.
    """

    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
        "--skip-checks",
    }  # fmt: skip
    requires_system_checks = ()  # an import starts at once
    word = ""
    file_help = "die Datei"
    history: Any
    rows: Any
    kind = ""
    of = ""

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

    def target(self, options: Mapping[str, Any]) -> Target:
        """How the rows of an import are written; ``options``: of its run."""
        raise NotImplementedError

    def take_in(self, plan: Any, *, scope: Any, dry: bool) -> None:
        """Tell what the reader ``plan`` finds, and unless ``dry`` write it."""
        if dry:
            preview = plan.preview()
            self.show(preview)
            self.tell(preview.totals(), dry=True)
            return
        options = plan.options()
        report = self.history.carry_out(
            scope=scope, read=self.shown(plan.preview), target=self.target(options), options=options
        )
        self.tell(report.totals, report.run)

    def undo(self, run: int) -> Undone:
        row = self.rows.objects.filter(pk=run, kind=self.kind).first()
        if row is None:
            raise Refused(f"Einen Import {run} von {self.of} gibt es nicht.")
        undone: Undone = self.history.take_back(run=row, target=self.target(row.options))
        return undone

    def refusal(self, refusal: Refused) -> str:
        """The sentence, and the switch that helps."""
        if isinstance(refusal, MissingColumn) and refusal.headers:
            example = f'--map "{refusal.headers[0]}={refusal.column.name}"'
            return f"{refusal.message} Sagen Sie, welche Spalte gemeint ist, zum Beispiel: {example}"
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


def add_map(parser: ArgumentParser, columns: Sequence[Column]) -> None:
    """The switch that says which column is what; ``given`` reads it."""
    parser.add_argument(
        "--map", action="append", default=[], metavar="SPALTE=FELD", dest="columns",
        help="eine Spalte einem Feld zuordnen, mehrmals möglich; „SPALTE=-“ lässt sie weg. Felder: "
        + ", ".join(column.name for column in columns),
    )  # fmt: skip


def given(options: Mapping[str, Any]) -> dict[str, str]:
    """Header → field, as ``--map`` says."""
    return dict(pair(text) for text in options["columns"])


def pair(text: str) -> tuple[str, str]:
    """„Spalte=feld“ of ``--map`` as (header, field)."""
    header, sign, target = text.rpartition("=")
    if not sign or not header.strip():
        raise Refused(f'„{text}“ ist keine Zuordnung. Bitte so: --map "Spalte=name"')
    return header.strip(), target.strip()
