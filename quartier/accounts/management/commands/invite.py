from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quartier.accounts import actions, states
from quartier.areas.models import Area, City
from quartier.kit import access, links
from quartier.kit.errors import Refused


class Command(BaseCommand):
    help = "Lädt jemanden ein und zeigt den Link; für die erste Person, die Zugänge verwaltet, oder wenn niemand hineinkommt."

    def add_arguments(self, parser: CommandParser) -> None:
        roles = [kind for kind, _label in states.KINDS if kind != access.RESIDENT]
        parser.add_argument("email", metavar="MAIL")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", choices=roles, required=True, help="Rolle")
        parser.add_argument("--area", metavar="QUARTIER", help="Quartier, wie es in der Adresse steht; sonst die Stadt")

    def handle(self, *args: Any, **given: Any) -> None:
        owner = (
            Area.objects.filter(slug=given["area"]).first() if given["area"] else City.objects.order_by("pk").first()
        )
        if owner is None:
            raise CommandError("Dieses Quartier gibt es nicht.")
        try:
            _row, secret = actions.invite(
                email=given["email"], name=given["name"], kind=given["role"], scope=owner.scope, by=None
            )
        except Refused as refused:
            raise CommandError(refused.message)
        self.stdout.write(links.absolute(links.to("accounts:invitation", secret=secret)))
