from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quartier.config import messages


class Command(BaseCommand):
    help = "Sammelt die Texte der Quellen in die Kataloge und übersetzt diese in .mo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("languages", nargs="*", default=["en"])

    def handle(self, *args: Any, **options: Any) -> None:
        for language in options["languages"]:
            open_ones = messages.merge(language)
            for message in open_ones:
                self.stdout.write(f"{language}: {message.text}  ({', '.join(message.places)})")
            self.stdout.write(f"{language}: {len(open_ones)} ohne Übersetzung")
