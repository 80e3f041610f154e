"""That a grantee asks for a change of the notice, and what the office answered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.funding import states
from quartier.funding.models.applications import CostLine
from quartier.funding.models.grants import Amendment, Grant
from quartier.kit import dates
from quartier.kit.triggers import append_only


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def visible_to(self, user: Any) -> "ChangeRequestQuerySet":
        return self.filter(grant__in=Grant.objects.visible_to(user))

    def unanswered(self) -> "ChangeRequestQuerySet":
        return self.filter(reply__isnull=True)


@append_only(erasable=["purpose", "reason"])
class ChangeRequest(models.Model):
    """The grantee asks for more time, another plan or another purpose (Änderungswunsch, Nr. 5 ANBest-P)."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="change_requests")
    ends_on = models.DateField(_("Neues Ende"), null=True)
    purpose = models.TextField(_("Wofür das Geld sein soll"), blank=True)
    reason = models.TextField(_("Warum"))
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_change_requests")
    at = models.DateTimeField(default=dates.now)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderungswunsch")
        ordering = ("id",)


@append_only()
class RequestedLine(models.Model):
    """What a line of the plan shall be instead (gewünschte Kostenzeile)."""

    request = models.ForeignKey(ChangeRequest, models.PROTECT, related_name="lines")
    line = models.ForeignKey(CostLine, models.PROTECT, related_name="requested")
    old_cents = models.BigIntegerField()
    new_cents = models.BigIntegerField(_("Neu"))

    class Meta:
        verbose_name = _("Gewünschte Kostenzeile")
        ordering = ("id",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["request", "line"], name="funding_requestedline_once"),
            models.CheckConstraint(condition=Q(new_cents__gte=0), name="funding_requestedline_not_negative"),
        ]


@append_only(erasable=["reason"])
class ChangeReply(models.Model):
    """What became of the wish, once for all: an amendment, a no with the reason, or taken back (Antwort)."""

    request = models.OneToOneField(ChangeRequest, models.PROTECT, related_name="reply")
    result = models.CharField(_("Antwort"), max_length=9, choices=states.CHANGE_REPLY)
    amendment = models.OneToOneField(Amendment, models.PROTECT, null=True, related_name="answered")
    reason = models.TextField(_("Begründung"), blank=True)  # of an amendment it stands there
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_change_replies")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Antwort auf einen Änderungswunsch")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=(Q(result=states.AMENDED) & Q(amendment__isnull=False))
                | (~Q(result=states.AMENDED) & Q(amendment__isnull=True)),
                name="funding_changereply_names_its_amendment",
            )
        ]
