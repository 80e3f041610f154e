from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees.models import Decision, Motion
from quartier.funding import states
from quartier.funding.models.funds import Fund
from quartier.history.models import Thread
from quartier.kit import access, dates
from quartier.kit.triggers import append_only
from quartier.network.models import Organisation, Person

READERS = (access.MANAGER, access.AUDITOR, access.FUNDER, access.COORDINATOR)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def own(self, user: Any) -> "ApplicationQuerySet":
        """Those somebody wrote or writes for their organisation."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        organisation = access.in_scopes(user, access.APPLICANT, path="organisation__scope")
        return self.filter(Q(owner_id=user.pk) | organisation)

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """The own ones and those of the own organisation; the team, funder and auditor all but drafts of others."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(owner_id=user.pk) | access.in_scopes(user, access.APPLICANT, path="organisation__scope")
        office = access.in_scopes(user, *READERS, path="area__scope")
        return self.filter(own | (office & (~Q(status=states.DRAFT) | Q(entered_by_office=True)))).distinct()


class Application(models.Model):
    """An application for money (Antrag)."""

    MOVES = states.APPLICATION_MOVES

    area = models.ForeignKey(Area, models.PROTECT, related_name="funding_applications")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="applications")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="funding_application")
    motion = models.OneToOneField(Motion, models.PROTECT, null=True, related_name="funding_application")
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_applications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="funding_applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="funding_applications")
    entered_by_office = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Was haben Sie vor"))
    benefit = models.TextField(_("Was hat die Nachbarschaft davon"), blank=True)
    volunteers = models.TextField(_("Wer hilft ehrenamtlich mit"), blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True)
    ends_on = models.DateField(_("Ende"), null=True)
    status = models.CharField(_("Stand"), max_length=10, choices=states.APPLICATION, default=states.DRAFT)
    version = models.PositiveIntegerField(default=1)  # grows with every save: two people on one application
    at = models.DateTimeField(default=dates.now)
    submitted_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Antrag")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "status"], name="funding_application_due")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="funding_application_number"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="funding_application_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def applicant(self) -> str:
        """Who applies, for people who may see the application."""
        return self.organisation.name if self.organisation else self.person.name

    @property
    def may_be_edited(self) -> bool:
        return self.status in states.EDITABLE


class CostLine(models.Model):
    """A line of the cost plan (Kostenzeile). Frozen by the action once the application is handed in."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="cost_lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Wofür"), max_length=120)
    cents = models.BigIntegerField(_("Betrag"))

    class Meta:
        verbose_name = _("Kostenzeile")
        ordering = ("position", "id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["application", "position"], name="funding_costline_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_costline_positive"),
        ]

    def __str__(self) -> str:
        return self.title


class FinanceLine(models.Model):
    """A line of the finance plan: what else pays for it (Finanzierungszeile)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="finance_lines")
    kind = models.CharField(_("Art"), max_length=8, choices=states.FINANCE)
    title = models.CharField(_("Woher"), max_length=120, blank=True)
    cents = models.BigIntegerField(_("Betrag"))

    class Meta:
        verbose_name = _("Finanzierungszeile")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_financeline_positive")
        ]


class BankAccount(models.Model):
    """Where the money goes. Seen by the applicant and the team only; never by jurors or the public."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="bank_account")
    holder = models.CharField(_("Kontoinhaberin oder Kontoinhaber"), max_length=120)
    iban = models.CharField(_("IBAN"), max_length=34)

    class Meta:
        verbose_name = _("Bankverbindung")


@append_only(erasable=["note"])
class Check(models.Model):
    """The office's check before the jury (Vorprüfung): complete, or a question to the applicant."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    result = models.CharField(_("Ergebnis"), max_length=10, choices=states.CHECK_RESULTS)
    note = models.TextField(_("Nachricht"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_checks")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Vorprüfung")


@append_only(erasable=["reason"])
class Rejection(models.Model):
    """That an application gets no money, with the reason and what may help instead (Absage)."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="rejection")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="funding_rejection")
    reason = models.TextField(_("Begründung"))
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_rejections")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Absage")


@append_only(erasable=["reason"])
class Withdrawal(models.Model):
    """That the applicant takes the application back (Rücknahme)."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("Grund"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_withdrawals")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Rücknahme")
