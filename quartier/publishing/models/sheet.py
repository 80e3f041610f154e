from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.files.models import File
from quartier.kit import access, dates
from quartier.publishing import states


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, user: Any) -> "SheetQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, path="area__scope"))


class Sheet(models.Model):
    """Something to print or to send on (Druckstück): a poster, a calendar of a month, an overview, a square picture.

    It shows what was public when it was ordered (``version`` of the quarter); ordered again it is made anew only if
    that has changed.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_sheets")
    kind = models.CharField(_("Art"), max_length=12, choices=states.SHEETS)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="publishing_sheets")
    month = models.DateField(null=True)  # its first day
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    version = models.BigIntegerField()
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="publishing_sheets")
    fault = models.CharField(max_length=300, blank=True)  # why it could not be made
    at = models.DateTimeField(default=dates.now)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("Druckstück")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "-at"], name="publishing_sheet_list")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind__in=states.OF_AN_EVENT, event__isnull=False)
                | Q(kind=states.MONTH, event__isnull=True, month__isnull=False)
                | Q(kind=states.OFFERS, event__isnull=True, month__isnull=True),
                name="publishing_sheet_about",
            )
        ]

    @property
    def waiting(self) -> bool:
        return self.file_id is None and not self.fault
