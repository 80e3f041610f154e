from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quartier.areas import queries
from quartier.areas.models import Area
from quartier.funding.imports import FIELDS, CaseList, CasePreview, CaseTarget
from quartier.funding.models import EarlierCase
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit.columns import label
from quartier.kit.commands import ImportCommand, add_map, given
from quartier.kit.errors import Refused
from quartier.kit.money import euro


class Command(ImportCommand):
    word = "cases"
    history, rows, kind, of = history, ImportRun, EarlierCase._meta.label_lower, "früheren Fällen"
    help = (
        "Übernimmt die Liste, in der ein Büro bisher Anträge und Bewilligungen geführt hat (CSV oder XLSX): jede Zeile ein "
        "abgeschlossener Fall ohne Kontenbuch. Summenzeilen werden erkannt und nachgerechnet."
    )
    file_help = "die Liste: CSV (UTF-8 oder Windows, Komma, Semikolon oder Tab) oder XLSX"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area", metavar="QUARTIER", help="das Quartier, dessen frühere Fälle es sind")
        parser.add_argument("--fund", default="", metavar="NAME", help="der Fonds, wo in der Zeile keiner steht")
        parser.add_argument("--year", type=int, metavar="JAHR", help="das Jahr, wo in der Zeile keines steht")
        add_map(parser, FIELDS)
        parser.add_argument(
            "--sheet", default="", metavar="BLATT", help="das Blatt einer Excel-Mappe; „*“: alle passenden"
        )
        parser.add_argument("--header-row", type=int, metavar="ZEILE", help="die Zeile mit den Überschriften")
        parser.add_argument("--keep-rest", action="store_true", help="übrige Spalten in der Bemerkung behalten")

    def run_import(self, path: Path, options: dict[str, Any]) -> None:
        if not options["area"]:
            raise Refused("Bitte sagen Sie, wohin: --area QUARTIER.")
        area = queries.area_called(options["area"])
        plan = CaseList(
            self.content(path), path.name, area, options["fund"], options["year"],
            given(options), options["sheet"], options["header_row"], options["keep_rest"],
        )  # fmt: skip
        self.take_in(plan, scope=area.scope, dry=options["dry_run"])

    def show(self, preview: Any) -> None:
        super().show(preview)
        assert isinstance(preview, CasePreview)
        for warning in preview.warnings:
            self.stderr.write(f"Achtung: {warning}")
        if not (preview.new or preview.same or preview.refused):
            self.stdout.write("In dieser Liste steht keine Zeile, die zu übernehmen wäre.")
        for field, header in preview.columns.items():
            self.stdout.write(f"gelesen: „{header}“ als {label(FIELDS, field)}")
        for header in preview.noted:
            self.stdout.write(f"gelesen: „{header}“ in die Bemerkung")
        for header in preview.unread:
            self.stdout.write(f"nicht gelesen: „{header}“")
        for problem in preview.control:
            self.stdout.write(f"kein Fall: {problem}")

    def tell(self, totals: dict[str, Any], run: Any = None, *, dry: bool = False) -> None:
        super().tell(totals, run, dry=dry)
        for name, part in totals["sums"].items():
            self.stdout.write(
                f"{label(FIELDS, name)}: {euro(part['file'])} in der Liste, {euro(part['taken'])} übernommen"
            )

    def target(self, options: Mapping[str, Any]) -> CaseTarget:
        return CaseTarget(Area.objects.get(pk=options["area"]))
