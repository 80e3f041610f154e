from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from quartier.search import queries, tasks


class Command(BaseCommand):
    help = "Die Suche: „rebuild“ liest alles Öffentliche neu ein; das geschieht sonst jede Nacht von selbst."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["rebuild"], help="rebuild: alles Öffentliche neu einlesen")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = tasks.run()
        for kind, number in sorted(counts.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{number:>7}  {queries.label(kind)}")
        self.stdout.write(f"{sum(counts.values()):>7}  Fundstellen insgesamt")
