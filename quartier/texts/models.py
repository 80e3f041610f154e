from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.history.models import Scope
from quartier.kit import access, dates
from quartier.kit.triggers import append_only
from quartier.texts import states
from quartier.texts.rules import EASY


class TextQuerySet(models.QuerySet["Text"]):
    def visible_to(self, user: Any) -> "TextQuerySet":
        return self.filter(Q(status=states.PUBLISHED) | access.in_scopes(user, access.MANAGER))

    def published(self) -> "TextQuerySet":
        """What readers get."""
        return self.filter(status=states.PUBLISHED)


class Text(models.Model):
    """A row's texts in another language (Fassung): of a date, an offer, a message, a guide.

    The row is named by ``kind`` and ``row``, as in history: texts stands below the apps whose rows it speaks for.
    ``original`` is the digest of the German texts it was written from; another digest today means it is out of date.
    """

    MOVES = states.MOVES

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=60)  # app_label.model of the row
    row = models.BigIntegerField()
    language = models.CharField(_("Sprache"), max_length=12)  # BCP 47 in small letters, or „leicht“
    fields = models.JSONField(default=dict)  # name of the field -> text
    status = models.CharField(_("Stand"), max_length=10, choices=states.STATUS, default=states.DRAFT)
    original = models.CharField(max_length=64)  # SHA-256 of the German texts
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField(default=dates.now)
    machine = models.BooleanField(_("Von einer Maschine übersetzt"), default=False)
    reader = models.CharField(_("Gegengelesen von"), max_length=120, blank=True, default="")
    read_on = models.DateField(_("Gegengelesen am"), null=True)  # stays when the name goes
    checked_by = models.CharField(_("Prüfgruppe"), max_length=160, blank=True, default="")
    checked_on = models.DateField(_("Geprüft am"), null=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["scope", "language"], name="texts_text_scope")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "row", "language"], name="texts_text_once"),
            # checked means: by somebody, on a day, and only Leichte Sprache is checked by a group
            models.CheckConstraint(
                condition=Q(checked_by="", checked_on__isnull=True)
                | (Q(language=EASY, checked_on__isnull=False) & ~Q(checked_by="")),
                name="texts_text_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row} {self.language}"

    @property
    def stamp(self) -> str:
        """Changes with every writing: whether somebody wrote since a page was shown. Empty before the first time."""
        return self.at.isoformat() if self.pk else ""

    @property
    def unchecked(self) -> bool:
        """A machine's translation that nobody has read yet: readers are told."""
        return self.machine and self.read_on is None


class LanguageReviewQuerySet(models.QuerySet["LanguageReview"]):
    def visible_to(self, user: Any) -> "LanguageReviewQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER))


@append_only(erasable=["reader"])
class LanguageReview(models.Model):
    """A named reader has read the words of the pages in one language and signs for them (Sprachprüfung).

    ``scope``: the city, whose quarters share these words. ``signed``: fingerprints of the texts as they were read, so
    that a later change is told. Whoever reads again signs again.
    """

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="texts_languagereviews")
    language = models.CharField(_("Sprache"), max_length=12)
    reader = models.CharField(_("Gelesen von"), max_length=120, blank=True)
    signed_on = models.DateField(_("Gelesen am"))
    signed = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField(default=dates.now)

    objects = LanguageReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sprachprüfung")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["scope", "language", "-id"], name="texts_languagereview_last")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.signed_on}"
