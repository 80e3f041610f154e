"""Wann eine Nachricht noch einmal versucht wird."""

import datetime as dt

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused
from quartier.mail.models import Message

PAUSES = (1, 5, 30, 120, 720)  # minutes until the next try; after the last the office is told


def pause(tries: int) -> dt.timedelta | None:
    """How long to wait after so many tries; None: enough."""
    return dt.timedelta(minutes=PAUSES[tries]) if tries < len(PAUSES) else None


def must_have_address(message: Message) -> None:
    """Refused when the address was erased after its time of keeping."""
    if not message.to:
        raise Refused(_("Die Adresse dieser Nachricht ist schon gelöscht. Sie kann nicht mehr gesendet werden."))
