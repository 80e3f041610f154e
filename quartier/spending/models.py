from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.files.models import File
from quartier.funding.models import CostLine, Grant
from quartier.kit import access, dates
from quartier.kit.triggers import append_only
from quartier.spending import states

READERS = (access.MANAGER, access.AUDITOR, access.FUNDER)  # of receipts: who was paid what for


def of_grant(user: Any, path: str) -> Q:
    """A filter for rows whose ``path`` leads to a grant of the user's own or of a quarter whose books they read."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    own = Q(**{f"{path}application__owner_id": user.pk})
    organisation = access.in_scopes(user, access.APPLICANT, path=f"{path}application__organisation__scope")
    return own | organisation | access.in_scopes(user, *READERS, path=f"{path}application__area__scope")


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: Any) -> "PaymentQuerySet":
        return self.filter(of_grant(user, "grant__"))

    def promised(self) -> "PaymentQuerySet":
        """Ordered or booked: what counts against the grant."""
        return self.filter(status__in=(states.ORDERED, states.BOOKED))


class Payment(models.Model):
    """Money to the grantee (Auszahlung): ordered by one manager, booked by another with the bank's value date."""

    MOVES = states.PAYMENT_MOVES

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_payments")
    cents = models.BigIntegerField(_("Betrag"))
    status = models.CharField(_("Stand"), max_length=10, choices=states.PAYMENT, default=states.ORDERED)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="spending_payments_ordered")
    ordered_at = models.DateTimeField(default=dates.now)
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="spending_payments_booked")
    value_on = models.DateField(_("Wertstellung"), null=True)
    reference = models.CharField(_("Verwendungszweck"), max_length=140, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auszahlung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_payment_positive"),
            models.CheckConstraint(
                condition=Q(booked_by__isnull=True) | ~Q(booked_by=F("ordered_by")), name="spending_payment_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(status=states.BOOKED) | Q(booked_by__isnull=False, value_on__isnull=False),
                name="spending_payment_booked_whole",
            ),
        ]


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        return self.filter(of_grant(user, "grant__"))

    def reviewed(self) -> "ReceiptQuerySet":
        """With the newest review: ``result`` (None: not looked at yet), ``accepted`` in cents and ``note``."""
        newest = ReceiptReview.objects.filter(receipt=OuterRef("pk")).order_by("-id")
        return self.annotate(
            result=Subquery(newest.values("result")[:1]),
            accepted=Subquery(newest.values("cents")[:1]),
            note=Subquery(newest.values("reason")[:1]),
        )

    def valid(self) -> "ReceiptQuerySet":
        """``reviewed()`` without those taken back."""
        return self.reviewed().filter(Q(result__isnull=True) | ~Q(result=states.WITHDRAWN))


@append_only(erasable=["payee", "purpose"])
class Receipt(models.Model):
    """A receipt of the grantee (Beleg). Wrong ones are withdrawn by a review and handed in anew."""

    result: str | None  # these three are known after ``reviewed()``
    accepted: int | None
    note: str | None
    result_label: str  # and these two in the books of a grant
    findings: list[Any]

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_receipts")
    line = models.ForeignKey(CostLine, models.PROTECT, related_name="spending_receipts")
    number = models.PositiveIntegerField()
    payee = models.CharField(_("Bezahlt an"), max_length=120)
    purpose = models.CharField(_("Wofür"), max_length=160)
    paid_on = models.DateField(_("Bezahlt am"))
    cents = models.BigIntegerField(_("Betrag"))
    file = models.ForeignKey(File, models.PROTECT, related_name="spending_receipts")
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_receipts")
    at = models.DateTimeField(default=dates.now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beleg")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["grant", "number"], name="spending_receipt_number"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_receipt_positive"),
        ]


@append_only(erasable=["reason"])
class ReceiptReview(models.Model):
    """The office's word on a receipt (Belegprüfung); the newest one counts. ``cents`` is what is accepted."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="reviews")
    result = models.CharField(_("Ergebnis"), max_length=10, choices=states.REVIEW)
    cents = models.BigIntegerField(_("Anerkannt"))
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_reviews")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Belegprüfung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gte=0), name="spending_receiptreview_not_negative")
        ]


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user: Any) -> "SettlementQuerySet":
        return self.filter(of_grant(user, "grant__"))


class Settlement(models.Model):
    """The grantee's account of what was done and spent (Verwendungsnachweis)."""

    MOVES = states.SETTLEMENT_MOVES

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="spending_settlement")
    report = models.TextField(_("Kurzer Bericht"), blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=states.SETTLEMENT, default=states.DRAFT)
    question = models.TextField(_("Rückfrage"), blank=True)
    submitted_at = models.DateTimeField(null=True)
    document = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_settlements")
    letter = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_letters")
    papers = models.CharField(_("Unterlagen"), max_length=8, choices=states.PAPERS, default=states.NONE)

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
        ]


class ReclaimQuerySet(models.QuerySet["Reclaim"]):
    def visible_to(self, user: Any) -> "ReclaimQuerySet":
        return self.filter(of_grant(user, "result__settlement__grant__"))


class Reclaim(models.Model):
    """Money the grantee pays back (Rückforderung): due by a date, booked by a second manager."""

    MOVES = states.RECLAIM_MOVES

    result = models.OneToOneField(SettlementResult, models.PROTECT, related_name="reclaim")
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
                condition=Q(booked_by__isnull=True) | ~Q(booked_by=F("by")), name="spending_reclaim_four_eyes"
            ),
        ]
