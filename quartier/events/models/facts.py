"""What a date, a series of dates and an offer have in common: all that people choose by."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.events import states
from quartier.events.models.room import Room
from quartier.files.models import Picture
from quartier.network.models import Organisation


class Facts(models.Model):
    """Abstract. Languages are codes between blanks (`` de tr ``), so that both databases find one by ``contains``."""

    TEXTS: ClassVar[tuple[str, ...]] = ("title", "summary")
    shown: Any  # the texts in the reader's language, after ``texts.queries.shown``

    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Beschreibung"), blank=True)
    topic = models.CharField(_("Thema"), max_length=12, choices=states.TOPICS, default=states.OTHER)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="events_%(class)s_rows")
    place = models.CharField(_("Ort"), max_length=160, blank=True)
    organiser = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="events_%(class)s_rows"
    )
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="events_%(class)s_rows")
    free = models.BooleanField(_("Kostenlos"), default=True)
    cost = models.CharField(_("Kosten"), max_length=60, blank=True)
    age_from = models.PositiveSmallIntegerField(_("Alter von"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("Alter bis"), null=True, blank=True)
    spoken = models.CharField(max_length=120, blank=True)  # codes between blanks
    languages = models.CharField(_("Sprachen"), max_length=120, blank=True)  # in words, beside the codes
    step_free = models.BooleanField(_("Ohne Stufen"), default=False)
    childcare = models.BooleanField(_("Mit Spielecke"), default=False)
    access_note = models.CharField(_("Zugang"), max_length=160, blank=True)
    contact = models.CharField(_("Kontakt"), max_length=200, blank=True)  # of an office or a club, not of a person
    link = models.URLField(_("Internet"), max_length=300, blank=True)
    registers = models.BooleanField(_("Mit Anmeldung"), default=False)
    capacity = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    waiting_list = models.BooleanField(_("Mit Warteliste"), default=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(age_to__isnull=True) | Q(age_from__isnull=True) | Q(age_to__gte=models.F("age_from")),
                name="events_%(class)s_ages",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0), name="events_%(class)s_capacity"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def codes(self) -> list[str]:
        """The languages spoken there."""
        return self.spoken.split()
