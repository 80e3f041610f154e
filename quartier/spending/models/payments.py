from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.funding.models import Grant
from quartier.kit import access, dates
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
