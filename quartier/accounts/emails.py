"""Texte der Mails, mit denen jemand eingeladen wird. Anmeldecodes schreibt allauth (templates/account/email)."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from quartier.accounts.models import Invitation
from quartier.kit import links

log = logging.getLogger(__name__)


def invitation(invitation: Invitation, secret: str) -> tuple[str, str]:
    """Subject and text of the invitation, in German whoever sends it."""
    with override(settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "place": getattr(invitation.scope, "areas_area", None) or getattr(invitation.scope, "areas_city", None),
            "url": links.absolute(links.to("accounts:invitation", secret=secret)),
        }
        subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
        return subject, render_to_string("accounts/email/invitation.txt", context)


def send_invitation(row: Invitation, secret: str) -> bool:
    """Send it now: the secret is kept nowhere, so it cannot wait in the outbox. False when the mail server refuses."""
    subject, body = invitation(row, secret)
    try:
        send_mail(subject, body, None, [row.email])
    except (OSError, smtplib.SMTPException) as error:
        log.error("Einladung %s nicht gesendet: %s", row.pk, type(error).__name__)
        return False
    return True
