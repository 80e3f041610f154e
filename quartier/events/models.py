from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.kit import access, dates


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        return self.filter(Q(public=True) | access.in_scopes(user, access.MANAGER, path="area__scope"))

    def coming(self, moment: Any) -> "EventQuerySet":
        """Not over yet, next first."""
        return self.filter(ends_at__gt=moment).order_by("starts_at", "id")


class Event(models.Model):
    """A date of the quarter."""

    MOVES = states.MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Beschreibung"), blank=True)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=160)
    cost = models.CharField(_("Kosten"), max_length=60, blank=True)
    step_free = models.BooleanField(_("Ohne Stufen"), default=False)
    childcare = models.BooleanField(_("Mit Spielecke"), default=False)
    languages = models.CharField(_("Sprachen"), max_length=120, blank=True)
    public = models.BooleanField(_("Öffentlich sichtbar"), default=True)
    status = models.CharField(_("Stand"), max_length=12, choices=states.STATUS, default=states.PLANNED)
    since = models.DateTimeField(default=dates.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "ends_at"], name="events_event_coming")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="events_event_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="events_event_forward"),
        ]

    def __str__(self) -> str:
        return self.title


class Cancellation(models.Model):
    """That an event was called off, with the reason people read and the next date, if there is one."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="cancellation")
    reason = models.CharField(_("Grund"), max_length=200)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Absage")
