from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.files.models import Picture
from quartier.kit import access, dates
from quartier.publishing import states


class GuideQuerySet(models.QuerySet["Guide"]):
    def visible_to(self, user: Any) -> "GuideQuerySet":
        team = access.in_scopes(user, access.MANAGER, path="area__scope")
        return self.filter(models.Q(status=states.PUBLISHED) | team)

    def public(self) -> "GuideQuerySet":
        return self.filter(status=states.PUBLISHED)


class Guide(models.Model):
    """How residents do something themselves (Anleitung), e. g. „So machen Sie ein Hoffest“; leads to an own idea."""

    MOVES = states.MOVES
    TEXTS: ClassVar[tuple[str, ...]] = ("title", "lead", "steps", "permits", "insurance", "checklist")

    area = models.ForeignKey(Area, models.PROTECT, related_name="publishing_guides")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    lead = models.CharField(_("Worum es geht"), max_length=300)
    steps = models.TextField(_("Schritte"), help_text=_("Ein Schritt je Zeile."))
    permits = models.TextField(_("Genehmigungen"), blank=True)
    insurance = models.TextField(_("Versicherung"), blank=True)
    checklist = models.TextField(_("Daran denken"), blank=True, help_text=_("Ein Punkt je Zeile."))
    key = models.CharField(max_length=40, blank=True)  # of the guide that came with the house, if it was one
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="publishing_guides")
    status = models.CharField(_("Stand"), max_length=10, choices=states.STATUS, default=states.DRAFT)
    checked_on = models.DateField(_("Zuletzt geprüft am"), null=True, blank=True)
    at = models.DateTimeField(default=dates.now)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anleitung")
        ordering = ("title",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="publishing_guide_number"),
            models.UniqueConstraint(fields=["area", "key"], condition=~models.Q(key=""), name="publishing_guide_key"),
        ]

    def __str__(self) -> str:
        return self.title
