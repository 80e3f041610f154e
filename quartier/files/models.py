from typing import Any, ClassVar

from django.db import models

from quartier.history.models import Scope
from quartier.kit import dates


class File(models.Model):
    """A document, cleaned before it is kept (no metadata, no active content). Private unless ``public``."""

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="files")
    name = models.CharField("Name", max_length=160)
    mime = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="akten/%Y/%m/")
    thumbnail = models.FileField(upload_to="akten/%Y/%m/", blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    alt = models.CharField("Bildbeschreibung", max_length=200, blank=True, default="")
    public = models.BooleanField(default=False)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["scope", "sha256"], name="files_file_same")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")
