from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quartier.areas import queries
from quartier.areas.models import City
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit.commands import ImportCommand, add_map, given
from quartier.kit.errors import Refused
from quartier.network.imports import COLUMNS, ActorList, ActorTarget
from quartier.network.models import Organisation


class Command(ImportCommand):
    word = "actors"
    history, rows, kind, of = history, ImportRun, Organisation._meta.label_lower, "Einrichtungen"
    help = (
        "Liest eine Liste von Einrichtungen ein (CSV oder XLSX). Jede Zeile kommt nach ihren Koordinaten in das Quartier, "
        "in dem sie liegt, sonst zur Stadt. Eine neuere Fassung derselben Liste ist eine Aktualisierung."
    )
    file_help = "die Liste: CSV (UTF-8 oder Windows, Komma, Semikolon oder Tab) oder XLSX"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--city", metavar="STADT", help="die Stadt, in deren Quartiere die Liste verteilt wird")
        where.add_argument("--area", metavar="QUARTIER", help="das Quartier, dem die Liste gehört")
        add_map(parser, COLUMNS)
        parser.add_argument(
            "--source", default="", metavar="NAME",
            help="Name der Liste; sonst der Dateiname ohne Datum. Gleicher Name: Aktualisierung",
        )  # fmt: skip
        parser.add_argument("--public", action="store_true", help="die Einrichtungen öffentlich zeigen")
        parser.add_argument(
            "--inside-only", action="store_true", help="mit --area: was außerhalb liegt, bleibt weg"
        )  # fmt: skip

    def run_import(self, path: Path, options: dict[str, Any]) -> None:
        if not options["city"] and not options["area"]:
            raise Refused("Bitte sagen Sie, wohin: --city STADT oder --area QUARTIER.")
        area = queries.area_called(options["area"]) if options["area"] else None
        city = area.city if area else queries.city_called(options["city"])
        plan = ActorList(
            self.content(path), path.name, city, area, options["source"], given(options), options["public"],
            options["inside_only"],
        )  # fmt: skip
        self.take_in(plan, scope=area.scope if area else city.scope, dry=options["dry_run"])

    def target(self, options: Mapping[str, Any]) -> ActorTarget:
        return ActorTarget(City.objects.get(pk=options["city"]))
