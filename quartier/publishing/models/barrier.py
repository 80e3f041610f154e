import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.kit import access, dates
from quartier.publishing import states


class BarrierReportQuerySet(models.QuerySet["BarrierReport"]):
    def visible_to(self, user: Any) -> "BarrierReportQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, path="area__scope"))


class BarrierReport(models.Model):
    """Something on the pages that shuts somebody out (gemeldete Barriere); never public, answered within a month."""

    MOVES = states.BARRIER_MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_barriers")
    text = models.TextField(_("Was geht nicht?"))
    place = models.CharField(_("Auf welcher Seite?"), max_length=300, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    at = models.DateTimeField(default=dates.now)
    held = models.CharField(max_length=80, blank=True)  # words of kit.spam.SIGNS
    status = models.CharField(_("Stand"), max_length=10, choices=states.BARRIER, default=states.OPEN)
    answer = models.TextField(_("Antwort"), blank=True)
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")

    objects = BarrierReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gemeldete Barriere")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "status", "at"], name="publishing_barrier_open")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(status=states.ANSWERED) | (~Q(answer="") & Q(done_at__isnull=False)),
                name="publishing_barrier_answered",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(" ".join(self.text.split())).chars(60)

    @property
    def owed_by(self) -> dt.date:
        """The last day for the answer: within a month (§ 12b Abs. 4 BGG)."""
        return dates.add_months(dates.local(self.at).date(), 1)
