from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees.models import Decision, Motion
from quartier.files.models import File
from quartier.funding import states
from quartier.funding.models.funds import Fund
from quartier.history.models import Thread
from quartier.kit import access, dates
from quartier.kit.triggers import append_only, triggers
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
        kept = ~Q(status=states.DRAFT) | Q(entered_by_office=True)
        return self.filter(own | (office & kept))  # no path meets a row twice


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
    goals = models.TextField(_("Was soll am Ende erreicht sein"), blank=True)
    target_group = models.CharField(_("Für wen"), max_length=200, blank=True)
    partners = models.CharField(_("Wer macht mit"), max_length=200, blank=True)
    input_tax = models.BooleanField(_("Vorsteuer wird erstattet"), null=True)  # then receipts count net
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
    def rejection(self) -> "Rejection | None":
        """The refusal that holds; None where there is none, or an objection to it was upheld."""
        if self.status != states.REJECTED:
            return None
        return max(self.rejections.all(), key=lambda row: row.pk, default=None)

    @property
    def office_decision(self) -> "OfficeDecision | None":
        """The decision without a session that holds; None where there is none, the refusal after it was lifted, or a
        question came after it: what is handed in anew is decided anew."""
        newest = max(self.office_decisions.all(), key=lambda row: row.pk, default=None)
        if newest is None or any(row.result == states.QUESTION and row.at >= newest.at for row in self.checks.all()):
            return None
        if newest.accepted or self.status == states.REJECTED:
            return newest
        return None if any(row.at >= newest.at for row in self.rejections.all()) else newest

    @property
    def may_be_edited(self) -> bool:
        return self.status in states.EDITABLE


class CostLine(models.Model):
    """A line of the cost plan (Kostenzeile). Frozen by the action once the application is handed in."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="cost_lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Art"), max_length=60, blank=True)  # one of the rule set's ``cost_lines``
    title = models.CharField(_("Wofür"), max_length=120)
    cents = models.BigIntegerField(_("Betrag"))  # 0: came with an amendment, which names the sum

    class Meta:
        verbose_name = _("Kostenzeile")
        ordering = ("position", "id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["application", "position"], name="funding_costline_once"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="funding_costline_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class FinanceLine(models.Model):
    """A line of the finance plan: what else pays for it (Finanzierungszeile)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="finance_lines")
    kind = models.CharField(_("Art"), max_length=8, choices=states.FINANCE)
    title = models.CharField(_("Woher"), max_length=120, blank=True)
    cents = models.BigIntegerField(_("Betrag"))
    hours = models.DecimalField(_("Stunden"), max_digits=7, decimal_places=2, null=True)  # of work

    class Meta:
        verbose_name = _("Finanzierungszeile")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_financeline_positive")
        ]


def _anew(model: type[models.Model], connection: Any) -> dict[str, str]:
    """Another number or holder is never vouched for by who confirmed the one before."""
    changed = "(NEW.iban <> OLD.iban OR NEW.holder <> OLD.holder) AND NEW.confirmed_by_id IS NOT NULL"
    if connection.vendor == "postgresql":
        call = "EXECUTE FUNCTION kit_frozen('iban')"
        return {"anew": f'BEFORE UPDATE ON "funding_bankaccount" FOR EACH ROW WHEN ({changed}) {call}'}
    stop = "SELECT RAISE(ABORT, 'a changed account is confirmed anew');"
    return {"anew": f'BEFORE UPDATE ON "funding_bankaccount" WHEN {changed} BEGIN {stop} END'}


@triggers(_anew)
class BankAccount(models.Model):
    """Where the money goes. Seen by the applicant and the team only; never by jurors or the public."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="bank_account")
    holder = models.CharField(_("Kontoinhaberin oder Kontoinhaber"), max_length=120)
    iban = models.CharField(_("IBAN"), max_length=34)
    previous_holder = models.CharField(max_length=120, blank=True)  # until the change is confirmed
    previous_iban = models.CharField(max_length=34, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_accounts_changed")
    changed_at = models.DateTimeField(default=dates.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_accounts_confirmed")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Bankverbindung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(changed_by__isnull=True)
                | ~Q(confirmed_by=models.F("changed_by")),
                name="funding_bankaccount_four_eyes",
            )
        ]

    @property
    def masked(self) -> str:
        """The number so that two can be told apart and none can be copied."""
        return f"{self.iban[:4]} … {self.iban[-4:]}"

    @property
    def previous_masked(self) -> str:
        return f"{self.previous_iban[:4]} … {self.previous_iban[-4:]}" if self.previous_iban else ""

    @property
    def waits(self) -> bool:
        """It was changed after the grant, and nobody else has vouched for it yet. Reads application and grant."""
        grant = getattr(self.application, "grant", None)
        changed = grant is not None and self.changed_by_id is not None and self.changed_at > grant.at
        return changed and self.confirmed_by_id is None


@append_only(erasable=["note"])
class Check(models.Model):
    """The office's check before the jury (Vorprüfung): complete, or a question to the applicant."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    result = models.CharField(_("Ergebnis"), max_length=10, choices=states.CHECK_RESULTS)
    note = models.TextField(_("Nachricht"), blank=True)
    answer_by = models.DateField(_("Antwort bis"), null=True)  # of a question
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_checks")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Vorprüfung")


@append_only(erasable=["reason"])
class Rejection(models.Model):
    """That an application gets no money, with the reason and what may help instead (Absage)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="rejections")  # again after an objection
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


class OtherApplication(models.Model):
    """What was applied for elsewhere for the same purpose (anderer Antrag)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="other_applications")
    body = models.CharField(_("Bei wem"), max_length=120)
    cents = models.BigIntegerField(_("Betrag"))
    applied_on = models.DateField(_("Beantragt am"), null=True)
    result = models.CharField(_("Stand"), max_length=8, choices=states.ELSEWHERE, default=states.ASKED)

    class Meta:
        verbose_name = _("Anderer Antrag")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_otherapplication_positive")
        ]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        return self.filter(application__in=Application.objects.visible_to(user))


class Attachment(models.Model):
    """A paper that belongs to an application (Anlage); ``signed``: the application itself, signed and scanned."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(File, models.PROTECT, related_name="funding_attachments")
    title = models.CharField(_("Was es ist"), max_length=120)
    signed = models.BooleanField(default=False)
    pages = models.CharField(max_length=60, blank=True)  # of a scan: which pages of the application were found
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_attachments")
    at = models.DateTimeField(default=dates.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anlage")


@append_only(erasable=["note"])
class SettledFinding(models.Model):
    """A finding somebody has settled, with the reason (geklärter Prüfhinweis). ``row``: the line or receipt it stands at."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="settled_findings")
    code = models.CharField(max_length=40)
    row = models.PositiveBigIntegerField(null=True)
    note = models.CharField(_("Warum"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_settled_findings")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Geklärter Prüfhinweis")


@append_only(erasable=["reason"])
class OfficeDecision(models.Model):
    """A decision without a session of ours (Entscheidung des Büros): by the office alone, or reported by an outside body."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="office_decisions"
    )  # again after an objection
    accepted = models.BooleanField()
    cents = models.BigIntegerField(_("Betrag"), default=0)
    body = models.CharField(_("Wer entschieden hat"), max_length=120)
    reference = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    decided_on = models.DateField(_("Entschieden am"))
    reason = models.TextField(_("Begründung"))
    condition = models.TextField(_("Auflage"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_decisions")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Entscheidung des Büros")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=(Q(accepted=True) & Q(cents__gt=0)) | (Q(accepted=False) & Q(cents=0)),
                name="funding_officedecision_sum",
            )
        ]


@append_only(erasable=["text"])
class Objection(models.Model):
    """That somebody does not agree with a refusal, a notice or a result (Widerspruch)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="objections")
    about = models.CharField(_("Wogegen"), max_length=9, choices=states.OBJECTION_ABOUT)
    text = models.TextField(_("Begründung"), blank=True)
    received_on = models.DateField(_("Eingegangen am"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_objections")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Widerspruch")


@append_only(erasable=["reason"])
class ObjectionReply(models.Model):
    """The answer to an objection (Bescheid über den Widerspruch)."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="reply")
    upheld = models.BooleanField(_("Dem Widerspruch wird gefolgt"))
    reason = models.TextField(_("Begründung"))
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_objection_replies")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Antwort auf einen Widerspruch")
