from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.committees.models import Decision
from quartier.files.models import File
from quartier.funding import states
from quartier.funding.models.applications import READERS, Application
from quartier.funding.models.funds import FundYear, RuleSet
from quartier.kit import access, dates
from quartier.ledger.models import Account
from quartier.projects.models import Project


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any) -> "GrantQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(application__owner_id=user.pk) | access.in_scopes(
            user, access.APPLICANT, path="application__organisation__scope"
        )
        return self.filter(own | access.in_scopes(user, *READERS, path="application__area__scope")).distinct()


class Grant(models.Model):
    """The notice by which money is promised (Bescheid). It keeps for life the rule set named in it."""

    MOVES = states.GRANT_MOVES

    application = models.OneToOneField(Application, models.PROTECT, related_name="grant")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="funding_grant")
    fund_year = models.ForeignKey(FundYear, models.PROTECT, related_name="grants")
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="grants")
    project = models.ForeignKey(Project, models.PROTECT, related_name="funding_grants")
    number = models.CharField(max_length=20)
    cents = models.BigIntegerField(_("Bewilligt"))
    starts_on = models.DateField(_("Von"))
    ends_on = models.DateField(_("Bis"))
    proof_due_on = models.DateField(_("Abrechnung bis"))
    condition = models.TextField(_("Auflage"), blank=True)
    letter = models.ForeignKey(File, models.PROTECT, null=True, related_name="funding_grants")
    committed = models.OneToOneField(Account, models.PROTECT, related_name="funding_committed")
    paid = models.OneToOneField(Account, models.PROTECT, related_name="funding_paid")
    spent = models.OneToOneField(Account, models.PROTECT, related_name="funding_spent")
    status = models.CharField(_("Stand"), max_length=10, choices=states.GRANT, default=states.ISSUED)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_grants")
    at = models.DateTimeField(default=dates.now)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bescheid")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["fund_year", "number"], name="funding_grant_number"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_grant_positive"),
        ]

    def __str__(self) -> str:
        return self.number
