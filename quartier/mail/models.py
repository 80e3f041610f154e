import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.history.models import Scope
from quartier.kit import access, dates
from quartier.mail import states

LEASE = dt.timedelta(minutes=10)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER))

    def waiting(self) -> "MessageQuerySet":
        """What a worker may send now, the oldest first."""
        ready = self.filter(status=states.READY, claimed_at__isnull=True)
        return ready.filter(models.Q(not_before__isnull=True) | models.Q(not_before__lte=dates.now())).order_by(
            "at", "pk"
        )

    def lost(self) -> "MessageQuerySet":
        """Claimed so long ago that the worker must have died while sending."""
        return self.filter(status=states.READY, claimed_at__lt=dates.now() - LEASE)


class Message(models.Model):
    """A mail in the outbox: can be read before it is sent, and afterwards."""

    MOVES = states.MOVES

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="mail_messages")
    to = models.EmailField(_("An"), blank=True)  # blanked by the retention run
    subject = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"))
    calendar = models.TextField(blank=True)  # an iCalendar file that goes along (RFC 5545)
    kind = models.CharField(max_length=60)  # the row it is about: app_label.model
    row = models.BigIntegerField()
    status = models.CharField(_("Stand"), max_length=12, choices=states.STATUS, default=states.READY)
    error = models.CharField(_("Grund"), max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)  # a worker is sending it
    not_before = models.DateTimeField(null=True)  # the mail server asked for patience
    at = models.DateTimeField(default=dates.now)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["status", "at"], name="mail_message_waiting"),
            models.Index(fields=["scope", "-at"], name="mail_message_outbox"),
        ]
