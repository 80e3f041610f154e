"""Senden, was in der Post bereitliegt."""

import logging
import smtplib
from typing import Any

from django.core.mail import BadHeaderError, get_connection
from django.utils.translation import gettext as _
from django_tasks import task

from quartier.mail import actions, emails
from quartier.mail.models import Message

log = logging.getLogger(__name__)
AT_ONCE = 100


@task()
def deliver_waiting() -> int:
    """Send what is ready, each message by one worker alone. Returns how many the mail server took.

    No transaction is open while the mail server thinks. A worker that dies in between leaves its message claimed:
    whether it went out is unknown, so it is not sent again by itself but shown to the office.
    """
    for lost in Message.objects.lost():
        actions.undelivered(
            message=lost, reason=_("Beim Senden unterbrochen. Vielleicht ist sie schon angekommen."), final=True
        )
    connection, sent = get_connection(), 0
    for message in Message.objects.waiting()[:AT_ONCE]:
        if actions.claim(message=message):
            sent += _deliver(message, connection)
    return sent


def _deliver(message: Message, connection: Any) -> int:
    letter = emails.letter(message)
    letter.connection = connection
    try:
        letter.send()
    except (OSError, smtplib.SMTPException, BadHeaderError, ValueError) as error:
        reason, final = emails.reason(error)
        log.warning("Nachricht %s nicht gesendet: %s", message.pk, type(error).__name__)
        actions.undelivered(message=message, reason=reason, final=final)
        return 0
    try:
        actions.delivered(message=message)
    except Message.DoesNotExist:  # its time to be erased came while the mail server was thinking
        log.info("Nachricht %s ist gesendet und inzwischen gelöscht", message.pk)
    return 1
