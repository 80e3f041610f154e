from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quartier.accounts.models import User


class Command(BaseCommand):
    help = (
        "Trennt die Anmelde-App einer Person, die Handy und Ersatzcodes verloren hat. Vorher bitte anrufen: Ist sie es?"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="MAIL")

    def handle(self, *args: Any, **given: Any) -> None:
        user = User.objects.filter(email__iexact=given["email"]).first()
        if user is None:
            raise CommandError("Zu dieser Adresse gibt es keinen Zugang.")
        count, _rows = Authenticator.objects.filter(user=user).delete()
        done = "Getrennt. Beim nächsten Anmelden verbindet die Person eine neue App." if count else "Da war keine App."
        self.stdout.write(done)
