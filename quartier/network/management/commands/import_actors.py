from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from quartier.areas import queries
from quartier.areas.models import City
from quartier.history.actions import carry_out, take_back
from quartier.history.models import ImportRun
from quartier.kit.columns import MissingColumn
from quartier.kit.commands import ImportCommand, pair
from quartier.kit.errors import Refused
from quartier.kit.importer import Undone
from quartier.network.imports import COLUMNS, ActorList, ActorTarget
from quartier.network.models import Organisation


class Command(ImportCommand):
    word = "actors"
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
        parser.add_argument(
            "--map", action="append", default=[], metavar="SPALTE=FELD", dest="columns",
            help="eine Spalte einem Feld zuordnen, mehrmals möglich; „SPALTE=-“ lässt sie weg. Felder: "
            + ", ".join(column.name for column in COLUMNS),
        )  # fmt: skip
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
        given = dict(pair(text) for text in options["columns"])
        plan = ActorList(
            self.content(path), path.name, city, area, options["source"], given, options["public"],
            options["inside_only"],
        )  # fmt: skip
        if options["dry_run"]:
            preview = plan.preview()
            self.show(preview)
            self.tell(preview.totals(), dry=True)
            return
        report = carry_out(
            scope=area.scope if area else city.scope, read=self.shown(plan.preview), target=ActorTarget(city),
            options=plan.options(),
        )  # fmt: skip
        self.tell(report.totals, report.run)

    def undo(self, run: int) -> Undone:
        row = ImportRun.objects.filter(pk=run, kind=Organisation._meta.label_lower).first()
        if row is None:
            raise Refused(f"Einen Import {run} von Einrichtungen gibt es nicht.")
        return take_back(run=row, target=ActorTarget(City.objects.get(pk=row.options["city"])))

    def refusal(self, refusal: Refused) -> str:
        if isinstance(refusal, MissingColumn) and refusal.headers:
            example = f'--map "{refusal.headers[0]}={refusal.column.name}"'
            return f"{refusal.message} Sagen Sie, welche Spalte gemeint ist, zum Beispiel: {example}"
        return refusal.message
