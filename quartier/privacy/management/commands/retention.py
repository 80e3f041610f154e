from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from quartier.kit import dates
from quartier.privacy import queries, rules, tasks


class Command(BaseCommand):
    help = "Löscht, was nach dem Löschkonzept (docs/retention.yaml) fällig ist; läuft sonst jede Nacht von selbst."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was fällig ist")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            counts = {due.rule.key: len(due.pks) for due in queries.due(dates.today())}
        else:
            counts = tasks.run()
        plan = rules.plan()
        known = {rule.key: rule for rule in plan.rules()}
        for key, count in counts.items():
            rule = known[key]
            self.stdout.write(f"{count:>7}  {key} – {plan.erasures[rule.erase]} ({plan.periods[rule.keep].says})")
        verb = "fällig, nichts wurde geändert" if options["dry_run"] else "gelöscht"
        self.stdout.write(f"{sum(counts.values()):>7}  insgesamt {verb}")
