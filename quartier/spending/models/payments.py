from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.kit import access, dates
from quartier.kit.triggers import append_only, frozen
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


@frozen(["grant_id", "cents", "ordered_by_id", "ordered_at", "request_id"])  # what the second person vouches for
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
    holder = models.CharField(_("Kontoinhaberin oder Kontoinhaber"), max_length=120, blank=True)  # as it was ordered
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    request = models.ForeignKey("PaymentRequest", models.PROTECT, null=True, related_name="payments")

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


class PaymentRequestQuerySet(models.QuerySet["PaymentRequest"]):
    def visible_to(self, user: Any) -> "PaymentRequestQuerySet":
        return self.filter(of_grant(user, "grant__"))


class PaymentRequest(models.Model):
    """The grantee asks for money (Zahlungsanforderung, Nr. 1.4 ANBest-P); ordering it is an act of the office."""

    MOVES = states.REQUEST_MOVES

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="spending_requests")
    cents = models.BigIntegerField(_("Betrag"))
    needed_on = models.DateField(_("Gebraucht ab"))
    purpose = models.TextField(_("Wofür"))
    status = models.CharField(_("Stand"), max_length=10, choices=states.REQUEST, default=states.ASKED)
    answer = models.CharField(_("Antwort"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_requests")
    at = models.DateTimeField(default=dates.now)

    objects = PaymentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zahlungsanforderung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_paymentrequest_positive")
        ]


class RevocationQuerySet(models.QuerySet["Revocation"]):
    def visible_to(self, user: Any) -> "RevocationQuerySet":
        return self.filter(of_grant(user, "grant__"))


@append_only(erasable=["reason"])
class Revocation(models.Model):
    """That a notice no longer holds, and what is asked back (Widerruf, §§ 48, 49 VwVfG; Nr. 8 ANBest-P)."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="spending_revocation")
    paid_cents = models.BigIntegerField()
    kept_cents = models.BigIntegerField(_("Bleibt anerkannt"))  # of what was paid: used for the purpose
    refund_cents = models.BigIntegerField(_("Zurückgefordert"))
    reason = models.TextField(_("Begründung"))
    source = models.CharField(_("Grundlage"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="spending_revocations")
    at = models.DateTimeField(default=dates.now)

    objects = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Widerruf")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kept_cents__gte=0, refund_cents__gte=0, paid_cents=F("kept_cents") + F("refund_cents")),
                name="spending_revocation_adds_up",
            )
        ]


class RevocationPaper(models.Model):
    """The letter of a revocation as a file, made by the worker (Schreiben zum Widerruf)."""

    revocation = models.OneToOneField(Revocation, models.PROTECT, related_name="paper")
    file = models.ForeignKey(File, models.PROTECT, related_name="spending_revocation_papers")

    class Meta:
        verbose_name = _("Schreiben zum Widerruf")
