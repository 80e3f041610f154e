from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area, FieldOfAction
from quartier.history.models import Thread
from quartier.kit import access, dates, spam
from quartier.kit.triggers import append_only
from quartier.participation import states


class IdeaCall(models.Model):
    """A call for ideas with a question and a deadline (Ideenaufruf)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="participation_calls")
    question = models.CharField(_("Frage"), max_length=120)
    lead = models.TextField(_("Worum es geht"), blank=True)
    opens_on = models.DateField(_("Von"))
    closes_on = models.DateField(_("Bis"))

    class Meta:
        verbose_name = _("Ideenaufruf")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="participation_ideacall_forward"
            )
        ]

    def __str__(self) -> str:
        return self.question


class IdeaQuerySet(models.QuerySet["Idea"]):
    def public(self) -> "IdeaQuerySet":
        return self.filter(status__in=states.PUBLIC)

    def visible_to(self, user: Any) -> "IdeaQuerySet":
        team = access.in_scopes(user, access.MANAGER, access.COORDINATOR, path="area__scope")
        return self.filter(Q(status__in=states.PUBLIC) | team)

    def waiting(self) -> "IdeaQuerySet":
        """Ideas that somebody in the office owes a release or an answer."""
        return self.filter(status__in=(states.NEW, states.PUBLISHED))


class Idea(models.Model):
    """What somebody in the quarter wishes; the beginning of a thread."""

    MOVES = states.MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="participation_ideas")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="participation_idea")
    call = models.ForeignKey(IdeaCall, models.PROTECT, null=True, blank=True, related_name="ideas")
    field = models.ForeignKey(FieldOfAction, models.PROTECT, null=True, related_name="participation_ideas")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=100)
    text = models.TextField(_("Idee"))
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    first_name = models.CharField(_("Vorname"), max_length=60, blank=True)
    show_name = models.BooleanField(_("Vorname zeigen"), default=False)
    email = models.EmailField(_("E-Mail"), blank=True)
    source = models.CharField(_("Weg"), max_length=8, choices=states.SOURCES, default=states.FORM)
    held = models.CharField(max_length=60, blank=True)  # why a person should look first: words of kit.spam.SIGNS
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="participation_ideas")
    guide = models.PositiveIntegerField(null=True)  # number of the quarter's guide whose page led here
    language = models.CharField(max_length=12, default="de")  # of the page on which it was handed in, and of its mails
    status = models.CharField(_("Stand"), max_length=12, choices=states.STATUS, default=states.NEW)
    at = models.DateTimeField(default=dates.now)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("Idee")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["area", "-id"], name="participation_idea_list"),
            models.Index(fields=["area", "status", "at"], name="participation_idea_due"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="participation_idea_number")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.status in states.PUBLIC

    @property
    def why_held(self) -> str:
        """Why somebody of the office should look first, in words; empty where nothing was odd."""
        return spam.reasons(self.held)

    @property
    def author(self) -> str:
        """The first name where its bearer ticked to show it."""
        return self.first_name if self.show_name else ""


@append_only(erasable=["text"])
class Answer(models.Model):
    """The office's public answer to an idea; ``passed_to`` names who takes care of it where the office cannot."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="answers")
    text = models.TextField(_("Antwort"))
    passed_to = models.CharField(_("Weitergegeben an"), max_length=120, blank=True, default="")
    by = models.ForeignKey(User, models.PROTECT, related_name="participation_answers")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Antwort")
