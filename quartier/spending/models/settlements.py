from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.kit import dates
from quartier.kit.triggers import append_only, frozen
from quartier.spending import states
from quartier.spending.models.payments import Revocation, of_grant


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user: Any) -> "SettlementQuerySet":
        return self.filter(of_grant(user, "grant__"))


class Settlement(models.Model):
    """The grantee's account of what was done and spent (Verwendungsnachweis)."""

    MOVES = states.SETTLEMENT_MOVES

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="spending_settlement")
    report = models.TextField(_("Kurzer Bericht"), blank=True)
    chapters = models.JSONField(_("Sachbericht"), default=dict)  # heading of the rule set's ``report_chapters`` -> text
    keep_until = models.DateField(_("Aufheben bis"), null=True)  # the retention clock, from the submission on
    status = models.CharField(_("Stand"), max_length=10, choices=states.SETTLEMENT, default=states.DRAFT)
    question = models.TextField(_("Rückfrage"), blank=True)
    submitted_at = models.DateTimeField(null=True)
    document = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_settlements")
    letter = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_letters")
    bundle = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_bundles")  # ZIP with checksums
    bundle_pdf = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_bundle_pdfs")
    papers = models.CharField(_("Unterlagen"), max_length=8, choices=states.PAPERS, default=states.NONE)
    bound = models.PositiveIntegerField(_("Belege gebunden"), default=0)  # while the bundle is in the making

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verwendungsnachweis")


class SettlementPhotoQuerySet(models.QuerySet["SettlementPhoto"]):
    def visible_to(self, user: Any) -> "SettlementPhotoQuerySet":
        return self.filter(of_grant(user, "settlement__grant__"))


class SettlementPhoto(models.Model):
    """A picture handed in with the settlement; shown in public only when the office takes it over."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="photos")
    file = models.ForeignKey(File, models.PROTECT, related_name="spending_photos")
    caption = models.CharField(_("Was ist zu sehen"), max_length=200)

    objects = SettlementPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bild zum Nachweis")


@append_only(erasable=["reason"])
class SettlementResult(models.Model):
    """A person's decision on the settlement (Ergebnis); until then every sum is a proposal."""

    settlement = models.OneToOneField(Settlement, models.PROTECT, related_name="result")
    accepted_cents = models.BigIntegerField()  # accepted receipts
    flat_cents = models.BigIntegerField()
    recognised_cents = models.BigIntegerField()  # receipts and flat rate
    others_cents = models.BigIntegerField(default=0)  # own and others' money, which goes first
    grant_cents = models.BigIntegerField()  # what the grant amounts to in the end
    paid_cents = models.BigIntegerField()
    refund_cents = models.BigIntegerField()
    remaining_cents = models.BigIntegerField()
    borne_cents = models.BigIntegerField()  # accepted costs above the grant
    at_risk_cents = models.BigIntegerField(default=0)  # beyond a line's rule without consent
    waived_cents = models.BigIntegerField(default=0)  # of the refund: a small sum that is not asked back
    findings = models.JSONField(default=list)  # as they stood: code, line, cents, source
    reason = models.TextField(_("Begründung"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_results")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Ergebnis der Abrechnung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(grant_cents=F("paid_cents") + F("remaining_cents") - F("refund_cents")),
                name="spending_settlementresult_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(refund_cents__gte=0)
                & Q(remaining_cents__gte=0)
                & (Q(refund_cents=0) | Q(remaining_cents=0)),
                name="spending_settlementresult_one_way",
            ),
            models.CheckConstraint(
                condition=Q(waived_cents__gte=0, waived_cents__lte=F("refund_cents")),
                name="spending_settlementresult_waived",
            ),
        ]


class ReclaimQuerySet(models.QuerySet["Reclaim"]):
    def visible_to(self, user: Any) -> "ReclaimQuerySet":
        return self.filter(of_grant(user, "result__settlement__grant__") | of_grant(user, "revocation__grant__"))


@frozen(["result_id", "revocation_id", "cents", "by_id", "at"])
class Reclaim(models.Model):
    """Money the grantee pays back (Rückforderung): due by a date, booked by a second manager."""

    MOVES = states.RECLAIM_MOVES

    result = models.OneToOneField(SettlementResult, models.PROTECT, null=True, related_name="reclaim")
    revocation = models.OneToOneField(Revocation, models.PROTECT, null=True, related_name="reclaim")
    cents = models.BigIntegerField(_("Betrag"))
    due_on = models.DateField(_("Fällig am"))
    status = models.CharField(_("Stand"), max_length=10, choices=states.RECLAIM, default=states.OPEN)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_reclaims")
    at = models.DateTimeField(default=dates.now)
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="spending_reclaims_booked")
    value_on = models.DateField(_("Wertstellung"), null=True)
    reference = models.CharField(_("Verwendungszweck"), max_length=140, blank=True)

    objects = ReclaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rückforderung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_reclaim_positive"),
            models.CheckConstraint(
                condition=Q(result__isnull=False, revocation__isnull=True)
                | Q(result__isnull=True, revocation__isnull=False),
                name="spending_reclaim_one_cause",
            ),
            models.CheckConstraint(
                condition=Q(booked_by__isnull=True) | ~Q(booked_by=F("by")), name="spending_reclaim_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(status=states.BOOKED) | Q(booked_by__isnull=False, value_on__isnull=False),
                name="spending_reclaim_booked_whole",
            ),
        ]

    @property
    def grant(self) -> Grant:
        """The grant the money goes back to, by whichever act."""
        return self.result.settlement.grant if self.result else self.revocation.grant  # type: ignore[union-attr]


@append_only(erasable=["note"])
class FunderCheck(models.Model):
    """The funder's word on a settlement (Prüfung des Geldgebers): fine, fine with cuts at receipts, or a question."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="funder_checks")
    result = models.CharField(_("Ergebnis"), max_length=8, choices=states.FUNDER)
    note = models.TextField(_("Anmerkung"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_funder_checks")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Prüfung des Geldgebers")


class InterimReportQuerySet(models.QuerySet["InterimReport"]):
    def visible_to(self, user: Any) -> "InterimReportQuerySet":
        return self.filter(of_grant(user, "grant__"))


class InterimReport(models.Model):
    """The account of a budget year of a grant that goes on (Zwischennachweis, Nr. 6.1, 6.3 ANBest-P)."""

    MOVES = states.INTERIM_MOVES

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_interim_reports")
    year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    due_on = models.DateField(_("Fällig am"))
    report = models.TextField(_("Kurzer Bericht"), blank=True)
    spent_cents = models.BigIntegerField(default=0)  # as handed in
    income_cents = models.BigIntegerField(default=0)
    status = models.CharField(_("Stand"), max_length=10, choices=states.INTERIM, default=states.DRAFT)
    answer = models.TextField(_("Antwort"), blank=True)
    submitted_at = models.DateTimeField(null=True)
    document = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_interim_reports")
    papers = models.CharField(_("Unterlagen"), max_length=8, choices=states.PAPERS, default=states.NONE)

    objects = InterimReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zwischennachweis")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["grant", "year"], name="spending_interimreport_once")
        ]
