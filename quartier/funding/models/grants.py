from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.committees.models import Decision
from quartier.files.models import File
from quartier.funding import states
from quartier.funding.models.applications import READERS, Application, CostLine, OfficeDecision
from quartier.funding.models.funds import FundYear, RuleSet
from quartier.kit import access, dates
from quartier.kit.triggers import FUNCTIONS, append_only, frozen, triggers
from quartier.ledger.models import Account
from quartier.projects.models import Project

NEWEST = """SELECT 1 FROM funding_amendment a WHERE a.grant_id = NEW.id AND a.new_cents = NEW.cents
AND a.new_ends_on = NEW.ends_on AND a.new_proof_due_on = NEW.proof_due_on
AND a.number = (SELECT MAX(b.number) FROM funding_amendment b WHERE b.grant_id = NEW.id)"""
FUNCTIONS.append(
    f"""
CREATE OR REPLACE FUNCTION funding_amended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS ({NEWEST}) THEN
    RAISE EXCEPTION 'a notice changes by an amendment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
)


def _amended(model: type[models.Model], connection: Any) -> dict[str, str]:
    """Sum, end and day of the proof are what the newest amendment says; without one they never change."""
    columns = ("cents", "ends_on", "proof_due_on")
    if connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
        call = "EXECUTE FUNCTION funding_amended()"
        return {"amended": f'BEFORE UPDATE ON "funding_grant" FOR EACH ROW WHEN ({changed}) {call}'}
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    stop = "SELECT RAISE(ABORT, 'a notice changes by an amendment');"
    return {"amended": f'BEFORE UPDATE ON "funding_grant" WHEN ({changed}) AND NOT EXISTS ({NEWEST}) BEGIN {stop} END'}


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any) -> "GrantQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(application__owner_id=user.pk) | access.in_scopes(
            user, access.APPLICANT, path="application__organisation__scope"
        )
        return self.filter(
            own | access.in_scopes(user, *READERS, path="application__area__scope")
        )  # no path meets a row twice


@triggers(_amended)
@frozen(["application_id", "fund_year_id", "ruleset_id", "number", "financing", "rate", "own_cents"])
class Grant(models.Model):
    """The notice by which money is promised (Bescheid). It keeps for life the rule set named in it."""

    MOVES = states.GRANT_MOVES

    application = models.OneToOneField(Application, models.PROTECT, related_name="grant")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="funding_grant")
    office_decision = models.OneToOneField(OfficeDecision, models.PROTECT, null=True, related_name="grant")
    fund_year = models.ForeignKey(FundYear, models.PROTECT, related_name="grants")
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="grants")
    project = models.ForeignKey(Project, models.PROTECT, related_name="funding_grants")
    number = models.CharField(max_length=20)
    financing = models.CharField(
        _("Art der Finanzierung"), max_length=10, choices=states.FINANCING, default=states.DEFICIT
    )
    rate = models.DecimalField(_("Anteil"), max_digits=7, decimal_places=6, null=True)  # of a share
    own_cents = models.BigIntegerField(_("Eigenes Geld"), default=0)  # as planned in the notice
    recurring = models.BooleanField(_("Wiederkehrende Förderung"), default=False)
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
            models.CheckConstraint(condition=Q(own_cents__gte=0), name="funding_grant_own_not_negative"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="funding_grant_forward"),
            models.CheckConstraint(
                condition=Q(proof_due_on__gt=models.F("ends_on")), name="funding_grant_proof_after_end"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, office_decision__isnull=True)
                | Q(decision__isnull=True, office_decision__isnull=False),
                name="funding_grant_one_decision",
            ),
            models.CheckConstraint(
                condition=(Q(financing=states.SHARE) & Q(rate__gt=0, rate__lte=1))
                | (~Q(financing=states.SHARE) & Q(rate__isnull=True)),
                name="funding_grant_rate_of_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.number


@append_only(erasable=["reason", "purpose"])
class Amendment(models.Model):
    """A change of the notice (Änderungsbescheid): sum, end, plan, purpose; the grant's columns hold what is in force."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    old_cents = models.BigIntegerField()
    new_cents = models.BigIntegerField(_("Bewilligt"))
    old_ends_on = models.DateField()
    new_ends_on = models.DateField(_("Bis"))
    old_proof_due_on = models.DateField()
    new_proof_due_on = models.DateField(_("Abrechnung bis"))
    purpose = models.TextField(_("Wofür das Geld ist"), blank=True)  # from now on; empty: as before
    reason = models.TextField(_("Begründung"))
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_amendments")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Änderungsbescheid")
        ordering = ("number",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["grant", "number"], name="funding_amendment_once"),
            models.CheckConstraint(condition=Q(new_cents__gt=0), name="funding_amendment_positive"),
            models.CheckConstraint(
                condition=Q(new_proof_due_on__gt=models.F("new_ends_on")), name="funding_amendment_proof_after_end"
            ),
        ]


@append_only()
class AmendedLine(models.Model):
    """A line of the plan with its old and new target (geänderte Kostenzeile); ``consented``: an overrun is approved."""

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="lines")
    line = models.ForeignKey(CostLine, models.PROTECT, related_name="amended")
    old_cents = models.BigIntegerField()
    new_cents = models.BigIntegerField(_("Neu"))
    consented = models.BooleanField(_("Überschreiten erlaubt"), default=False)

    class Meta:
        verbose_name = _("Geänderte Kostenzeile")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["amendment", "line"], name="funding_amendedline_once"),
            models.CheckConstraint(condition=Q(new_cents__gte=0), name="funding_amendedline_not_negative"),
        ]


class NoticePaper(models.Model):
    """The letter of an amendment as a file, made by the worker (Schreiben zum Änderungsbescheid)."""

    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="paper")
    file = models.ForeignKey(File, models.PROTECT, related_name="funding_notice_papers")

    class Meta:
        verbose_name = _("Schreiben zum Änderungsbescheid")
