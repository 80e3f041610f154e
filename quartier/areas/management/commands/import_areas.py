from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quartier.areas import actions, queries
from quartier.areas.imports import AreaMap, AreaTarget
from quartier.areas.models import Area, City
from quartier.history import actions as history
from quartier.history.actions import action
from quartier.history.models import ImportRun
from quartier.kit.commands import ImportCommand
from quartier.kit.errors import Refused


class Command(ImportCommand):
    word = "areas"
    history, rows, kind, of = history, ImportRun, Area._meta.label_lower, "Quartieren"
    help = (
        "Liest die Umrisse der Quartiere einer Stadt ein (GeoJSON). Sie bekommen keine Seiten, bis ein Büro sie "
        "übernimmt. Dieselbe Datei noch einmal ändert nichts, eine neue Grenze wird übernommen."
    )
    file_help = "die Umrisse als GeoJSON (WGS 84)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--city", metavar="STADT", help="Name oder Kurzname der Stadt")
        parser.add_argument("--create-city", action="store_true", help="die Stadt anlegen, wenn es sie noch nicht gibt")

    def run_import(self, path: Path, options: dict[str, Any]) -> None:
        if not options["city"]:
            raise Refused("Bitte sagen Sie, zu welcher Stadt: --city STADT.")
        content = self.content(path)
        if options["dry_run"]:
            self.take_in(AreaMap(content, path.name, self.city(options)), scope=None, dry=True)
        else:
            _take_in(command=self, content=content, name=path.name, options=options)

    def city(self, options: dict[str, Any]) -> City:
        try:
            return queries.city_called(options["city"])
        except Refused as refusal:
            if not options["create_city"]:
                raise Refused(f"{refusal.message} Mit --create-city wird sie angelegt.") from None
        if options["dry_run"]:
            return City(name=options["city"])  # unsaved: it has no quarters yet
        return actions.found_city(name=options["city"])

    def target(self, options: Mapping[str, Any]) -> AreaTarget:
        return AreaTarget(City.objects.get(pk=options["city"]))


@action
def _take_in(*, command: Command, content: bytes, name: str, options: dict[str, Any]) -> None:
    """One transaction: a file that is refused leaves no city behind."""
    city = command.city(options)
    command.take_in(AreaMap(content, name, city), scope=city.scope, dry=False)
