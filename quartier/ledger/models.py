from typing import Any, ClassVar

from django.db import models

from quartier.history.models import Entry, Scope
from quartier.kit import dates
from quartier.kit.triggers import FUNCTIONS, append_only, triggers

FUNCTIONS.append(
    """
CREATE OR REPLACE FUNCTION ledger_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ledger_account WHERE id IN (NEW.source_id, NEW.target_id) ORDER BY id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM ledger_periodclose p JOIN ledger_account a ON a.scope_id = p.scope_id
             WHERE a.id IN (NEW.source_id, NEW.target_id) AND NEW.booked_on <= p.until) THEN
    RAISE EXCEPTION 'period is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE ledger_account SET balance = balance - NEW.cents WHERE id = NEW.source_id;
  UPDATE ledger_account SET balance = balance + NEW.cents WHERE id = NEW.target_id;
  RETURN NEW;
END $$;
"""
)

CLOSED = """SELECT 1 FROM ledger_periodclose p JOIN ledger_account a ON a.scope_id = p.scope_id
WHERE a.id IN (NEW.source_id, NEW.target_id) AND NEW.booked_on <= p.until"""


def _posting(model: type[models.Model], connection: Any) -> dict[str, str]:
    if connection.vendor == "postgresql":
        return {"post": 'AFTER INSERT ON "ledger_transfer" FOR EACH ROW EXECUTE FUNCTION ledger_post()'}
    return {
        "closed": f"""BEFORE INSERT ON "ledger_transfer" WHEN EXISTS ({CLOSED})
            BEGIN SELECT RAISE(ABORT, 'period is closed'); END""",
        "post": """AFTER INSERT ON "ledger_transfer" BEGIN
            UPDATE ledger_account SET balance = balance - NEW.cents WHERE id = NEW.source_id;
            UPDATE ledger_account SET balance = balance + NEW.cents WHERE id = NEW.target_id; END""",
    }


class Account(models.Model):
    """A place where money stands. ``balance`` is posted by a trigger; outside the world's accounts it is never < 0."""

    WORLD, AVAILABLE, COMMITTED, PAID, SPENT = "world", "available", "committed", "paid", "spent"
    KINDS = (
        (WORLD, "Außen"),
        (AVAILABLE, "Verfügbar"),
        (COMMITTED, "Gebunden"),
        (PAID, "Ausgezahlt"),
        (SPENT, "Verwendet"),
    )

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="ledger_accounts")
    kind = models.CharField(max_length=12, choices=KINDS)
    title = models.CharField(max_length=120)
    outside = models.BooleanField(default=False)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(outside=True) | models.Q(balance__gte=0), name="ledger_account_not_overdrawn"
            )
        ]


@triggers(_posting)
@append_only(erasable=["reason"])
class Transfer(models.Model):
    """Money from one account to another; a correction is a new row that reverses the old one."""

    source = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="transfers_out")
    target = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="transfers_in")
    cents = models.BigIntegerField()
    booked_on = models.DateField(default=dates.today)
    value_on = models.DateField()
    reason = models.CharField(max_length=200)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    entry = models.ForeignKey(Entry, models.PROTECT, db_index=False, related_name="ledger_transfers")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="ledger_transfer_positive"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="ledger_transfer_two_accounts"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["source", "booked_on", "cents"], name="ledger_transfer_source"),
            models.Index(fields=["target", "booked_on", "cents"], name="ledger_transfer_target"),
        ]


@append_only()
class PeriodClose(models.Model):
    """Until that day nothing more is booked in the accounts of the scope (Jahresabschluss)."""

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="ledger_closes")
    until = models.DateField()
    at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["scope", "until"], name="ledger_periodclose_once")
        ]
