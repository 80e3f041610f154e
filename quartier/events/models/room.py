from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area


class Room(models.Model):
    """A room where dates take place; dates in it that are not public show as taken, nothing more."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="events_rooms")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    town = models.CharField(_("Postleitzahl und Ort"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    step_free = models.BooleanField(_("Ohne Stufen"), default=False)
    access_note = models.CharField(_("Zugang"), max_length=160, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    public = models.BooleanField(_("Öffentlich sichtbar"), default=True)

    class Meta:
        verbose_name = _("Raum")
        ordering = ("name",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="events_room_number")
        ]

    def __str__(self) -> str:
        return self.name
