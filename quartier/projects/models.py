from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area, FieldOfAction
from quartier.files.models import File
from quartier.history.models import Thread
from quartier.kit import dates
from quartier.network.models import Organisation
from quartier.projects import states


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """Every project is public from the day it is granted."""
        return self.all()


class Project(models.Model):
    """What is carried out in the quarter (Projekt); several ideas may lead to it, several grants may pay for it."""

    MOVES = states.MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="projects")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="projects_project")
    field = models.ForeignKey(FieldOfAction, models.PROTECT, null=True, related_name="projects")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="projects_carried")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Beschreibung"))
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True)
    ends_on = models.DateField(_("Ende"), null=True)
    status = models.CharField(_("Stand"), max_length=10, choices=states.STATUS, default=states.PLANNED)
    since = models.DateTimeField(default=dates.now)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("Projekt")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "-id"], name="projects_project_list")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="projects_project_number")
        ]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A picture on a project's page, with alternative text (in the file) and caption."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="photos")
    file = models.ForeignKey(File, models.PROTECT, related_name="projects_photos")
    caption = models.CharField(_("Bildunterschrift"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Bild")
        ordering = ("position", "id")
