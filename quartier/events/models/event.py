import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models.facts import Facts
from quartier.events.models.offer import Offer
from quartier.events.models.series import EventSeries
from quartier.kit import access, dates


def new_uid() -> str:
    """A name for life in calendars (RFC 7986 5.3): random, says nothing."""
    return str(uuid.uuid4())


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        return self.filter(Q(public=True) | access.in_scopes(user, access.MANAGER, path="area__scope"))

    def coming(self, moment: Any) -> "EventQuerySet":
        """Not over yet, next first."""
        return self.filter(ends_at__gt=moment).order_by("starts_at", "id")


class Event(Facts):
    """A date of the quarter (Termin), alone or one of a series, or a sitting of a larger one (a festival)."""

    MOVES = states.MOVES
    TEXTS_FROM: ClassVar[str] = "series"  # a weekly date is translated once

    area = models.ForeignKey(Area, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    uid = models.CharField(max_length=255, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545 3.8.7.4: grows with every change that people must see
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    all_day = models.BooleanField(_("Ganztägig"), default=False)
    series = models.ForeignKey(EventSeries, models.PROTECT, null=True, blank=True, related_name="events")
    occurrence_at = models.DateTimeField(null=True)  # when the rule of the series has it; stays when the date moves
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="events")
    registration_until = models.DateTimeField(_("Anmeldung bis"), null=True, blank=True)
    public = models.BooleanField(_("Öffentlich sichtbar"), default=True)
    status = models.CharField(_("Stand"), max_length=12, choices=states.STATUS, default=states.PLANNED)
    since = models.DateTimeField(default=dates.now)
    changed_at = models.DateTimeField(default=dates.now)

    objects = EventQuerySet.as_manager()

    class Meta(Facts.Meta):
        verbose_name = _("Termin")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["area", "ends_at"], name="events_event_coming"),
            models.Index(fields=["series", "occurrence_at"], name="events_event_series"),
        ]
        constraints: ClassVar[list[Any]] = [
            *Facts.Meta.constraints,
            models.UniqueConstraint(fields=["area", "number"], name="events_event_number"),
            models.UniqueConstraint(fields=["area", "uid"], condition=Q(series__isnull=True), name="events_event_uid"),
            models.UniqueConstraint(
                fields=["series", "occurrence_at"], condition=Q(series__isnull=False), name="events_event_occurrence"
            ),
            # not „gt“: calendars that are read in know dates without length (RFC 5545 3.6.1)
            models.CheckConstraint(condition=Q(ends_at__gte=models.F("starts_at")), name="events_event_forward"),
            models.CheckConstraint(
                condition=Q(series__isnull=True) | Q(occurrence_at__isnull=False), name="events_event_of_series"
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=models.F("id")), name="events_event_not_itself"
            ),
        ]


class Cancellation(models.Model):
    """That an event was called off, with the reason people read and the next date, if there is one."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="cancellation")
    reason = models.CharField(_("Grund"), max_length=200)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Absage")
