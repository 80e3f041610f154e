from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.funding.models.applications import READERS
from quartier.kit import access, dates

GRANTED, REFUSED, WITHDRAWN, UNKNOWN = "granted", "refused", "withdrawn", "unknown"
OUTCOMES = (
    (GRANTED, _("Bewilligt")),
    (REFUSED, _("Abgelehnt")),
    (WITHDRAWN, _("Zurückgezogen")),
    (UNKNOWN, _("Nicht bekannt")),
)


class EarlierCaseQuerySet(models.QuerySet["EarlierCase"]):
    def visible_to(self, user: Any) -> "EarlierCaseQuerySet":
        """Who may see the quarter's applications; never the public: applicants may be private persons."""
        return self.filter(access.in_scopes(user, *READERS, path="area__scope"))


class EarlierCase(models.Model):
    """A closed case from the time before this software, one row of the office's own list (Altfall). It has no ledger.

    Amounts are as the list says them, a corrected one may be negative; None where the list says nothing.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="funding_earlier_cases")
    fund_name = models.CharField(_("Fonds oder Geldgeber"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"), null=True)
    reference = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    applicant = models.CharField(_("Antragsteller"), max_length=300, blank=True)
    applicant_key = models.CharField(max_length=300, blank=True)  # the name for comparing: rules.name_key
    title = models.TextField(_("Vorhaben"), blank=True)
    costs_cents = models.BigIntegerField(_("Gesamtkosten"), null=True)
    requested_cents = models.BigIntegerField(_("Beantragt"), null=True)
    granted_cents = models.BigIntegerField(_("Bewilligt"), null=True)
    paid_cents = models.BigIntegerField(_("Ausgezahlt"), null=True)
    decided_on = models.DateField(_("Entschieden am"), null=True)
    outcome = models.CharField(_("Ergebnis"), max_length=10, choices=OUTCOMES, default=UNKNOWN)
    note = models.TextField(_("Bemerkung"), blank=True)
    source = models.CharField(_("Liste"), max_length=200)  # name of the file, and of its sheet
    line = models.PositiveIntegerField(_("Zeile"))  # in that list
    key = models.CharField(max_length=32)  # digest of the row: the same list read again adds nothing
    at = models.DateTimeField(default=dates.now)

    objects = EarlierCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Altfall")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["area", "applicant_key"], name="funding_earliercase_name"),
            models.Index(fields=["area", "year"], name="funding_earliercase_year"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "key"], name="funding_earliercase_once")
        ]

    def __str__(self) -> str:
        return f"{self.applicant}: {self.title}"[:120] if self.applicant else self.title[:120]
