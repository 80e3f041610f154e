from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.history.models import Scope
from quartier.kit import access, dates
from quartier.mail import states


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER))


class Message(models.Model):
    """A mail in the outbox: can be read before it is sent, and afterwards."""

    MOVES = states.MOVES

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="mail_messages")
    to = models.EmailField(_("An"), blank=True)  # blanked by the retention run
    subject = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"))
    kind = models.CharField(max_length=60)  # the row it is about: app_label.model
    row = models.BigIntegerField()
    status = models.CharField(_("Stand"), max_length=12, choices=states.STATUS, default=states.READY)
    error = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=dates.now)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["status", "at"], name="mail_message_waiting"),
            models.Index(fields=["scope", "-at"], name="mail_message_outbox"),
        ]
