from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quartier.areas import queries
from quartier.areas.models import Area
from quartier.events.imports import Broken, CalendarFile, CalendarTarget
from quartier.events.models import Event
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit.commands import ImportCommand
from quartier.kit.errors import Refused
from quartier.kit.importer import Preview


class Command(ImportCommand):
    word = "events"
    history, rows, kind, of = history, ImportRun, Event._meta.label_lower, "Terminen"
    help = (
        "Liest einen Kalender ein (iCalendar, .ics). Dieselbe Datei noch einmal ändert nichts, eine neuere Fassung wird "
        "übernommen; was in ihr fehlt, bleibt und wird genannt."
    )
    file_help = "der Kalender (.ics)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area", metavar="QUARTIER", help="das Quartier, in dessen Kalender die Termine kommen")
        parser.add_argument("--internal", action="store_true", help="die Termine nicht öffentlich zeigen")
        parser.add_argument(
            "--anyway", action="store_true", help="auch lesen, was andere Kalender ablehnen, soweit es geht"
        )
        parser.add_argument(
            "--source", default="", metavar="NAME",
            help="Name des Kalenders; sonst der Dateiname ohne Zahlen. Gleicher Name: neuere Fassung",
        )  # fmt: skip

    def run_import(self, path: Path, options: dict[str, Any]) -> None:
        if not options["area"]:
            raise Refused("Bitte sagen Sie, wohin: --area QUARTIER.")
        area = queries.area_called(options["area"])
        shown = not options["internal"]
        plan = CalendarFile(self.content(path), path.name, area, shown, options["anyway"], options["source"])
        self.take_in(plan, scope=area.scope, dry=options["dry_run"])

    def show(self, preview: Preview) -> None:
        super().show(preview)
        if not (preview.new or preview.changed or preview.same or preview.refused):
            self.stdout.write("In der Datei steht kein Termin.")

    def target(self, options: Mapping[str, Any]) -> CalendarTarget:
        return CalendarTarget(Area.objects.get(pk=options["area"]))

    def refusal(self, refusal: Refused) -> str:
        if isinstance(refusal, Broken):
            return f"{refusal.message} Mit --anyway wird gelesen, was lesbar ist."
        return refusal.message
