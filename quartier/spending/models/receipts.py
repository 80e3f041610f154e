from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.files.models import File
from quartier.funding.models import CostLine, Grant
from quartier.kit import dates
from quartier.kit.triggers import append_only
from quartier.spending import states
from quartier.spending.models.payments import of_grant


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
