from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events.models.facts import Facts
from quartier.kit import dates


class EventSeries(Facts):
    """Dates that repeat (Terminreihe), by the rule of iCalendar (RFC 5545 3.3.10); its dates are ``Event`` rows.

    They are made up to ``made_until``; a rule without end is carried on every night. ``left_out`` are days the rule
    would give and that do not take place, ``added`` days it does not give; both as ISO moments in the series' zone.
    """

    called_off: bool  # these two are known once the dates of a list are read
    cancellation: Any

    area = models.ForeignKey(Area, models.PROTECT, related_name="events_series")
    uid = models.CharField(max_length=255)
    sequence = models.PositiveIntegerField(default=0)
    rule = models.CharField(_("Regel"), max_length=500)  # without „RRULE:“
    zone = models.CharField(max_length=60, default="Europe/Berlin")
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    all_day = models.BooleanField(_("Ganztägig"), default=False)
    left_out = models.JSONField(default=list)
    added = models.JSONField(default=list)
    public = models.BooleanField(_("Öffentlich sichtbar"), default=True)
    made_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=dates.now)

    class Meta(Facts.Meta):
        verbose_name = _("Terminreihe")
        constraints: ClassVar[list[Any]] = [
            *Facts.Meta.constraints,
            models.UniqueConstraint(fields=["area", "uid"], name="events_eventseries_uid"),
            models.CheckConstraint(condition=Q(ends_at__gte=models.F("starts_at")), name="events_eventseries_forward"),
        ]
