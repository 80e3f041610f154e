from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.files import rules
from quartier.history.models import Scope
from quartier.kit import access, dates, links


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
    widths = models.JSONField(default=list)  # of the WebP versions beside the content, in pixels; pictures only
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

    def web_name(self, width: int) -> str:
        """Where the WebP version of that width lies in the storage."""
        return f"{str(self.content.name).rpartition('.')[0]}-{width}.webp"


# Under which terms a picture may be shown; the code goes into pages and data as it is (SPDX, or our own two).
LICENCES = (
    ("own", _("Eigenes Bild des Büros")),
    ("permission", _("Mit Erlaubnis der Person, die es gemacht hat")),
    ("CC0-1.0", "CC0 1.0"),
    ("CC-BY-4.0", "CC BY 4.0"),
    ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
)


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: Any) -> "PictureQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER))


class Picture(models.Model):
    """A picture for the public (Bild): whose it is, what it shows, where the eye should rest, who agreed.

    The file carries the alternative text. People who can be recognised agree twice: that it is taken, that it is shown.
    """

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="files_pictures")
    file = models.OneToOneField(File, models.PROTECT, related_name="picture")
    caption = models.CharField(_("Bildunterschrift"), max_length=200, blank=True)
    credit = models.CharField(_("Wer hat es gemacht?"), max_length=120)
    licence = models.CharField(_("Lizenz"), max_length=20, choices=LICENCES, default="own")
    focus_x = models.PositiveSmallIntegerField(default=50)  # percent from the left
    focus_y = models.PositiveSmallIntegerField(default=50)  # percent from the top
    recognisable = models.BooleanField(_("Menschen sind zu erkennen"), default=True)
    taken_consent_on = models.DateField(_("Einverstanden, fotografiert zu werden, am"), null=True, blank=True)
    shown_consent_on = models.DateField(_("Einverstanden, gezeigt zu werden, am"), null=True, blank=True)
    withdrawn_on = models.DateField(_("Einwilligung zurückgenommen am"), null=True, blank=True)
    at = models.DateTimeField(default=dates.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bild")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(focus_x__lte=100, focus_y__lte=100), name="files_picture_focus"),
        ]

    def __str__(self) -> str:
        return self.alt or str(_("Bild"))

    @property
    def alt(self) -> str:
        return self.file.alt

    @property
    def may_be_shown(self) -> bool:
        """Nobody is recognised, or everybody agreed twice (§ 22 KunstUrhG, Art. 6 Abs. 1 Buchst. a, Art. 7 DSGVO)."""
        agreed = self.taken_consent_on and self.shown_consent_on and not self.withdrawn_on
        return not self.recognisable or bool(agreed)

    @property
    def is_shown(self) -> bool:
        """Whether pages may draw it: released, and nobody took the consent back. Pages without it go without a picture."""
        return self.file.public and self.may_be_shown

    @property
    def focus(self) -> str:
        """The field of ``rules.FOCUS`` where the eye should rest; the style sheet has a class for each."""
        return rules.field_of(self.focus_x, self.focus_y)

    @property
    def url(self) -> str:
        """Its largest version."""
        return links.to("files:public", pk=self.file_id)

    @property
    def srcset(self) -> str:
        """The WebP versions for browsers to choose from."""
        return ", ".join(f"{self.url}?art={width} {width}w" for width in self.file.widths)

    @property
    def deed(self) -> str:
        """Address of the licence's terms; empty where there is no public licence."""
        return rules.DEEDS.get(self.licence, "")
