"""Posting and closing. Nobody else inserts transfers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

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
    for p in postings:
        _must_be_sound(p)
    day = booked_on or dates.today()
    ids = sorted({p.source.pk for p in postings} | {p.target.pk for p in postings})
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    try:
        with transaction.atomic():
            return [
                Transfer.objects.create(
                    source=p.source,
                    target=p.target,
                    cents=p.cents,
                    reason=p.reason,
                    reverses=p.reverses,
                    booked_on=day,
                    value_on=p.value_on or day,
                    entry=entry,
                )
                for p in postings
            ]
    except IntegrityError as error:
        raise Refused(_sentence(str(error))) from error


def _must_be_sound(p: Posting) -> None:
    """A slip of ours, not of a person: a fraction of a cent would be cut off, a wrong reversal would hide."""
    if type(p.cents) is not int:
        raise TypeError(f"cents are whole numbers, not {type(p.cents).__name__}")
    mirrored = p.reverses and (p.reverses.target_id, p.reverses.source_id, p.reverses.cents)
    if mirrored and mirrored != (p.source.pk, p.target.pk, p.cents):
        raise ValueError("a reversal books the same sum the other way round")


def _sentence(error: str) -> str:
    if "period is closed" in error:
        return _("Dieses Jahr ist abgeschlossen. Bitte buchen Sie in das laufende Jahr.")
    if "ledger_account_not_overdrawn" in error:
        return _("Dafür reicht das Geld nicht. Es wurde nichts gebucht.")
    if "reverses" in error or "append-only" in error:  # SQLite's trigger speaks before the unique key
        return _("Diese Buchung ist schon zurückgenommen. Es wurde nichts gebucht.")
    return _("Diese Buchung ist nicht möglich. Es wurde nichts gebucht.")


@action
def reverse(*, transfer: Transfer, reason: str, entry: Entry, booked_on: dt.date | None = None) -> Transfer:
    """Take a transfer back by one of the same sum the other way round, once.

    Before: the transfer stands, not yet reversed. After: both rows stand, the balances are as before the first.
    Refused when it was reversed already, or when the money has moved on.
    """
    back = Posting(transfer.target, transfer.source, transfer.cents, reason, reverses=transfer)
    return post(postings=[back], entry=entry, booked_on=booked_on)[0]


@action
def close(*, scope: Scope, until: dt.date, by: Any) -> PeriodClose:
    """Freeze all accounts of the scope up to and including that day (Jahresabschluss); cannot be undone."""
    if until >= dates.today():
        raise Refused(_("Abschließen können Sie nur einen Zeitraum, der vorbei ist."))
    if connection.vendor == "postgresql":  # transfers in flight would slip in otherwise, and a second close with them
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_transfer IN SHARE ROW EXCLUSIVE MODE")
    if PeriodClose.objects.filter(scope=scope, until__gte=until).exists():
        raise Refused(_("Dieser Zeitraum ist schon abgeschlossen."))
    row = PeriodClose.objects.create(scope=scope, until=until, at=dates.now())
    record(scope=scope, verb="closed", row=row, by=by, public=True)
    return row
