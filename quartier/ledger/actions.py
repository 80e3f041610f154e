"""Posting and closing. Nobody else inserts transfers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from quartier.history.actions import action, record
from quartier.history.models import Entry, Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.models import Account, PeriodClose, Transfer


@dataclass(frozen=True)
class Posting:
    """One transfer to be made: ``cents`` > 0 from ``source`` to ``target``; ``value_on`` is the bank's value date."""

    source: Account
    target: Account
    cents: int
    reason: str
    value_on: dt.date | None = None
    reverses: Transfer | None = None


@action
def open_account(*, scope: Scope, kind: str, title: str, outside: bool = False) -> Account:
    """A new account with balance 0; ``outside`` marks an account of the world, which may go below zero."""
    return Account.objects.create(scope=scope, kind=kind, title=title, outside=outside)


@action
def post(*, postings: Sequence[Posting], entry: Entry, booked_on: dt.date | None = None) -> list[Transfer]:
    """Book the transfers under the history entry of the act that caused them.

    Before: accounts exist. Effect: all accounts are locked by id first, then the rows are inserted; the trigger posts
    the balances. After: sum over all accounts is unchanged. Refused when an account would be overdrawn or the period
    is closed; then nothing is booked.
    """
    day = booked_on or dates.today()
    ids = sorted({p.source.pk for p in postings} | {p.target.pk for p in postings})
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    try:
        with transaction.atomic():
            return [
                Transfer.objects.create(
                    source=p.source, target=p.target, cents=p.cents, reason=p.reason, reverses=p.reverses,
                    booked_on=day, value_on=p.value_on or day, entry=entry,
                )  # fmt: skip
                for p in postings
            ]
    except IntegrityError as error:
        raise Refused(_sentence(str(error))) from error


def _sentence(error: str) -> str:
    if "period is closed" in error:
        return "Dieses Jahr ist abgeschlossen. Bitte buchen Sie in das laufende Jahr."
    if "ledger_account_not_overdrawn" in error:
        return "Dafür reicht das Geld nicht. Es wurde nichts gebucht."
    return "Diese Buchung ist nicht möglich. Es wurde nichts gebucht."


@action
def close(*, scope: Scope, until: dt.date, by: Any) -> PeriodClose:
    """Freeze all accounts of the scope up to and including that day (Jahresabschluss); cannot be undone."""
    if until >= dates.today():
        raise Refused("Abschließen können Sie nur einen Zeitraum, der vorbei ist.")
    if connection.vendor == "postgresql":  # transfers in flight would slip in otherwise
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_transfer IN SHARE MODE")
    if PeriodClose.objects.filter(scope=scope, until__gte=until).exists():
        raise Refused("Dieser Zeitraum ist schon abgeschlossen.")
    row = PeriodClose.objects.create(scope=scope, until=until, at=dates.now())
    record(scope=scope, verb="closed", row=row, by=by, public=True)
    return row
