from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models.facts import Facts
from quartier.events.models.series import EventSeries
from quartier.kit import access, dates


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Any) -> "OfferQuerySet":
        team = access.in_scopes(user, access.MANAGER, path="area__scope")
        return self.filter(Q(status__in=states.OFFER_SHOWN) | team)


class Offer(Facts):
    """Something people can use again and again: a course, advice, training, jobs, help for founders (Angebot)."""

    MOVES = states.OFFER_MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="events_offers")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Art"), max_length=12, choices=states.OFFER_KINDS)
    hours = models.JSONField(_("Zeiten"), default=list)  # [[weekday 0-6, "10:00", "12:00"], …], Monday is 0
    weekdays = models.CharField(max_length=20, blank=True)  # of the hours: numbers between blanks (`` 0 3 ``)
    times_note = models.CharField(_("Hinweis zu den Zeiten"), max_length=160, blank=True)  # „nicht in den Ferien“
    starts_on = models.DateField(_("Von"), null=True, blank=True)
    ends_on = models.DateField(_("Bis"), null=True, blank=True)
    series = models.ForeignKey(EventSeries, models.PROTECT, null=True, blank=True, related_name="offers")
    status = models.CharField(_("Stand"), max_length=10, choices=states.OFFER_STATUS, default=states.OFFER_DRAFT)
    since = models.DateTimeField(default=dates.now)

    objects = OfferQuerySet.as_manager()

    class Meta(Facts.Meta):
        verbose_name = _("Angebot")
        constraints: ClassVar[list[Any]] = [
            *Facts.Meta.constraints,
            models.UniqueConstraint(fields=["area", "number"], name="events_offer_number"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="events_offer_forward",
            ),
        ]
