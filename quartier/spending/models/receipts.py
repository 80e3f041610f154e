from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.files.models import File
from quartier.funding.models import CostLine, FinanceLine, Grant
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
    cents = models.BigIntegerField(_("Betrag"))  # what was paid, discounts taken off
    invoice_number = models.CharField(_("Rechnungsnummer"), max_length=60, blank=True)
    ordered_on = models.DateField(_("Bestellt am"), null=True)
    invoiced_on = models.DateField(_("Rechnung vom"), null=True)
    net_cents = models.BigIntegerField(_("Netto"), null=True)
    vat_cents = models.BigIntegerField(_("Mehrwertsteuer"), null=True)
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"), null=True)  # None: the year it was paid in
    payment_proof = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_payment_proofs")
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
        indexes: ClassVar[list[Any]] = [  # by what the same receipt is found in another case
            models.Index(fields=["cents", "paid_on"], name="spending_receipt_same"),
            models.Index(fields=["cents", "invoiced_on"], name="spending_receipt_invoiced"),
            models.Index(fields=["cents", "invoice_number"], name="spending_receipt_invoice"),
        ]


@append_only(erasable=["reason"])
class ReceiptReview(models.Model):
    """The office's word on a receipt (Belegprüfung); the newest one counts. ``cents`` is what is accepted."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="reviews")
    result = models.CharField(_("Ergebnis"), max_length=10, choices=states.REVIEW)
    cents = models.BigIntegerField(_("Anerkannt"))
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    by_funder = models.BooleanField(_("Vom Geldgeber"), default=False)  # then only the funder changes it
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_reviews")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Belegprüfung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gte=0), name="spending_receiptreview_not_negative")
        ]
        indexes: ClassVar[list[Any]] = [  # receipts taken back are few
            models.Index(fields=["receipt"], condition=Q(result=states.WITHDRAWN), name="spending_review_withdrawn")
        ]


class OfGrantQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "OfGrantQuerySet":
        return self.filter(of_grant(user, "grant__"))


@append_only(erasable=["supplier", "reason"])
class Quote(models.Model):
    """An offer that was asked for before buying (Preisvergleich); the chosen one belongs to the receipt."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_quotes")
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="quotes")
    subject = models.CharField(_("Was gekauft werden soll"), max_length=160)
    supplier = models.CharField(_("Anbieter"), max_length=120)
    net_cents = models.BigIntegerField(_("Netto"))
    chosen = models.BooleanField(_("Gewählt"), default=False)
    reason = models.CharField(_("Begründung"), max_length=300, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_quotes")
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_quotes")
    at = models.DateTimeField(default=dates.now)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Preisvergleich")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(net_cents__gte=0), name="spending_quote_not_negative")
        ]


@append_only(erasable=["payer", "purpose"])
class Income(models.Model):
    """Money that came in beside the grant (Einnahme): own money, donations, other funders, revenue.

    ``source`` is the line of the finance plan it fulfils; own money is one sum in the plan and needs none. A row of
    0,00 € says that what was planned did not come.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_incomes")
    kind = models.CharField(_("Art"), max_length=12, choices=states.INCOME)
    payer = models.CharField(_("Von wem"), max_length=120, blank=True)
    purpose = models.CharField(_("Wofür"), max_length=160, blank=True)
    received_on = models.DateField(_("Eingegangen am"))
    cents = models.BigIntegerField(_("Betrag"))  # below zero in a row that reverses another
    source = models.ForeignKey(FinanceLine, models.PROTECT, null=True, related_name="spending_incomes")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_incomes")
    at = models.DateTimeField(default=dates.now)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einnahme")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, cents__gt=0)
                | Q(reverses__isnull=True, cents=0) & (Q(source__isnull=False) | Q(kind=states.OWN_MONEY))
                | Q(reverses__isnull=False, cents__lte=0),
                name="spending_income_sign",
            )
        ]


@append_only(erasable=["who", "what"])
class VolunteerHours(models.Model):
    """A line of an hours sheet (Stundenzettel Ehrenamt): who worked how long on what, as an own share."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_hours")
    who = models.CharField(_("Wer"), max_length=120)
    day = models.DateField(_("Tag"))
    minutes = models.IntegerField(_("Dauer"))  # below zero in a row that reverses another
    what = models.CharField(_("Was"), max_length=160)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="spending_hours")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_hours")
    at = models.DateTimeField(default=dates.now)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ehrenamtliche Stunden")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, minutes__gt=0, minutes__lte=1440)
                | Q(reverses__isnull=False, minutes__lt=0),
                name="spending_volunteerhours_a_day",
            )
        ]


class InventoryItemQuerySet(models.QuerySet["InventoryItem"]):
    def visible_to(self, user: Any) -> "InventoryItemQuerySet":
        return self.filter(of_grant(user, "grant__"))


class InventoryItem(models.Model):
    """A thing bought with the grant that has to be kept (Gegenstand im Inventar, Nr. 4 ANBest-P)."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_inventory")
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="inventory")
    name = models.CharField(_("Was"), max_length=120)
    pieces = models.PositiveSmallIntegerField(_("Stück"), default=1)
    net_cents = models.BigIntegerField(_("Netto"))
    carer = models.CharField(_("Wer sich kümmert"), max_length=120)
    place = models.CharField(_("Wo es steht"), max_length=160)
    bought_on = models.DateField(_("Gekauft am"))
    bound_until = models.DateField(_("Gebunden bis"), null=True)
    gone_on = models.DateField(_("Nicht mehr da seit"), null=True)

    objects = InventoryItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gegenstand im Inventar")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(net_cents__gt=0, pieces__gte=1), name="spending_inventoryitem_sound")
        ]

    def __str__(self) -> str:
        return self.name


@append_only(erasable=["note"])
class Inspection(models.Model):
    """That somebody looked at a thing of the inventory (Nachschau)."""

    item = models.ForeignKey(InventoryItem, models.PROTECT, related_name="inspections")
    day = models.DateField(_("Angesehen am"))
    result = models.CharField(_("Zustand"), max_length=8, choices=states.INSPECTION)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_inspections")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Nachschau")
