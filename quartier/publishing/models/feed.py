from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.kit import dates


class CalendarLink(models.Model):
    """A secret address under which a person's own dates can be subscribed to; a new one ends the old one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="publishing_calendar_links")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret in the address; that is not kept
    at = models.DateTimeField(default=dates.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Kalenderadresse")
