from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.kit import access, dates
from quartier.publishing import states


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, user: Any) -> "NewsQuerySet":
        team = access.in_scopes(user, access.MANAGER, path="area__scope")
        return self.filter(Q(status=states.PUBLISHED) | team)


class News(models.Model):
    """A message on the quarter's site (Aktuelles)."""

    MOVES = states.MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_news")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    lead = models.CharField(_("Worum es geht"), max_length=300)
    body = models.TextField(_("Text"))
    status = models.CharField(_("Stand"), max_length=10, choices=states.STATUS, default=states.DRAFT)
    at = models.DateTimeField(default=dates.now)
    published_at = models.DateTimeField(null=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("Neuigkeit")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="publishing_news_number")
        ]

    def __str__(self) -> str:
        return self.title
