"""Was eine Nachricht auf dem Weg nach draußen bekommt, und was ein Mailserver antwortet."""

import smtplib

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from quartier.mail.models import Message


def letter(message: Message) -> EmailMessage:
    """The mail; marked as written by a machine, so that absence notes do not answer it."""
    found = EmailMessage(
        message.subject, message.body, to=[message.to],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )  # fmt: skip
    if message.calendar:
        found.attach("termin.ics", message.calendar, "text/calendar")
    return found


def reason(error: Exception) -> tuple[str, bool]:
    """(a sentence for the office without any address in it, whether trying again is useless)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= 500 for code in codes):
            return _("Der Mailserver kennt diese Adresse nicht (%(code)s).") % {"code": codes[0]}, True
        return _("Der Mailserver nimmt gerade nichts an."), False
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("Der Mailserver lässt uns nicht hinein: Zugangsdaten prüfen."), False
    if isinstance(error, smtplib.SMTPResponseException):
        return _("Der Mailserver hat abgelehnt (%(code)s).") % {"code": error.smtp_code}, error.smtp_code >= 500
    return _("Der Mailserver ist nicht zu erreichen."), False
