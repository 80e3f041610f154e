import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quartier.areas import queries
from quartier.areas.exports import journal_of
from quartier.areas.models import Area, City
from quartier.kit.errors import Refused


class Command(BaseCommand):
    help = "Schreibt das Kassenbuch als Journal für hledger: jede Buchung, jeder Kontostand."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.prog = "quartier export journal"
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--area", metavar="QUARTIER", help="nur dieses Quartier (Name oder Kurzname)")
        where.add_argument("--city", metavar="STADT", help="nur diese Stadt mit ihren Quartieren")
        parser.add_argument("--from", dest="first", metavar="TAG", type=_day, help="erster Buchungstag, 2026-01-01")
        parser.add_argument("--until", dest="last", metavar="TAG", type=_day, help="letzter Buchungstag, 2026-12-31")
        parser.add_argument(
            "file", nargs="?", metavar="DATEI", default="-", help="wohin; sonst (oder -) auf die Ausgabe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            place = _place(options["area"], options["city"])
            pieces = map(str.encode, journal_of(place, first=options["first"], last=options["last"]))
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        if options["file"] == "-":
            self.stdout._out.buffer.writelines(pieces)  # type: ignore[attr-defined]  # UTF-8, whatever the terminal is
            return
        try:
            with Path(options["file"]).open("wb") as target:
                target.writelines(pieces)
        except OSError as error:
            raise CommandError(f"„{options['file']}“ lässt sich nicht schreiben: {error.strerror}.") from error


def _place(area: str | None, city: str | None) -> Area | City | None:
    if area:
        return queries.area_called(area)
    return queries.city_called(city) if city else None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"„{text}“ ist kein Tag. Bitte so: 2026-12-31") from None
