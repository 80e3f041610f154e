from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.files.models import Picture
from quartier.kit import access, dates
from quartier.projects.models import Project
from quartier.publishing import states


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, user: Any) -> "NewsQuerySet":
        team = access.in_scopes(user, access.MANAGER, path="area__scope")
        return self.filter(Q(status=states.PUBLISHED) | team)

    def public(self) -> "NewsQuerySet":
        return self.filter(status=states.PUBLISHED)


class News(models.Model):
    """What the quarter's site tells (Aktuelles): a message, a story of people, or a press release."""

    TEXTS: ClassVar[tuple[str, ...]] = ("title", "lead", "body")
    shown: Any  # the texts in the reader's language, after ``texts.queries.shown``

    MOVES = states.MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_news")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Art"), max_length=8, choices=states.KINDS, default=states.NEWS)
    title = models.CharField(_("Titel"), max_length=120)
    lead = models.CharField(_("Worum es geht"), max_length=300)
    body = models.TextField(_("Text"))
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="publishing_news")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="publishing_news")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="publishing_news")
    status = models.CharField(_("Stand"), max_length=10, choices=states.STATUS, default=states.DRAFT)
    at = models.DateTimeField(default=dates.now)
    published_at = models.DateTimeField(null=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("Neuigkeit")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="publishing_news_number")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["area", "-published_at", "-id"], name="publishing_news_list")
        ]

    def __str__(self) -> str:
        return self.title
