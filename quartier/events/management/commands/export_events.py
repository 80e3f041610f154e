from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from quartier.areas import queries
from quartier.events.exports import Feed, written
from quartier.events.queries import calendars
from quartier.kit.errors import Refused


class Command(BaseCommand):
    help = "Schreibt die Termine eines Quartiers als Kalender (iCalendar, .ics)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.prog = "quartier export events"
        parser.add_argument("--area", metavar="QUARTIER", required=True, help="Name oder Kurzname des Quartiers")
        parser.add_argument("--all", action="store_true", help="auch, was nicht öffentlich ist")
        parser.add_argument("file", nargs="?", metavar="DATEI", help="wohin; sonst auf die Ausgabe")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            area = queries.area_called(options["area"])
        except Refused as refusal:
            self.stderr.write(refusal.message)
            raise SystemExit(1) from None
        every = options["all"]
        rows = calendars.everything(area) if every else calendars.of_areas([area])
        content = written(rows, Feed(area.name, ""), (lambda row: True) if every else calendars.is_public)
        if options["file"]:
            Path(options["file"]).write_bytes(content)
        else:
            self.stdout._out.buffer.write(content)  # type: ignore[attr-defined]  # the lines end as they are
