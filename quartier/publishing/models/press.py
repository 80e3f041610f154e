from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.kit import access, dates
from quartier.publishing.models.news import News


class PressContactQuerySet(models.QuerySet["PressContact"]):
    def visible_to(self, user: Any) -> "PressContactQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, path="area__scope"))


class PressContact(models.Model):
    """Who gets press releases (Presseverteiler): a newsroom or a person there."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_press_contacts")
    medium = models.CharField(_("Medium"), max_length=120)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail"))
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    since = models.DateField(default=dates.today)

    objects = PressContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pressekontakt")
        ordering = ("medium", "id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "email"], name="publishing_presscontact_once")
        ]

    def __str__(self) -> str:
        return self.medium


class Mention(models.Model):
    """Where others wrote or spoke about the quarter (Medienecho)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_mentions")
    news = models.ForeignKey(News, models.PROTECT, null=True, blank=True, related_name="mentions")
    title = models.CharField(_("Titel"), max_length=200)
    medium = models.CharField(_("Medium"), max_length=120)
    on = models.DateField(_("Erschienen am"))
    link = models.URLField(_("Internet"), max_length=300, blank=True)
    note = models.CharField(_("Notiz"), max_length=300, blank=True)
    public = models.BooleanField(_("Öffentlich zeigen"), default=True)

    class Meta:
        verbose_name = _("Medienbeitrag")
        ordering = ("-on", "-id")
