"""Nightly jobs that belong to no app: proving the ledger, tidying up."""

import datetime as dt
import logging

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from quartier.kit import dates, triggers
from quartier.ledger import queries
from quartier.publishing.exports import previews

log = logging.getLogger(__name__)
KEEP_DONE, KEEP_FAILED = dt.timedelta(days=2), dt.timedelta(days=30)


class Unproven(RuntimeError):
    """The books and their own sums disagree, or a guard of the database is missing."""


@task()
def prove_ledger() -> int:
    """Every balance is the sum of its transfers, every trigger is in place. Returns 0 or fails with the ids."""
    wrong = [account.pk for account in queries.wrong_balances()]
    missing = triggers.missing()
    if wrong or missing:
        log.critical("Kassenbuch: Konten %s stimmen nicht, Trigger %s fehlen", wrong, missing)
        raise Unproven(f"Konten {wrong}, Trigger {missing}")
    return 0


@task()
def tidy() -> int:
    """Remove done jobs, expired sessions, counters of the rate limits and old preview pictures. Returns how many."""
    now = dates.now()
    done, _ = DBTaskResult.objects.filter(status="SUCCESSFUL", finished_at__lt=now - KEEP_DONE).delete()
    failed, _ = DBTaskResult.objects.filter(status="FAILED", finished_at__lt=now - KEEP_FAILED).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    return done + failed + sessions + _expired_counters(now) + previews.tidy(now.timestamp())


def _expired_counters(now: dt.datetime) -> int:
    """Django removes rows of the cache table only when it is full; they hold network addresses, so we do."""
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608
        return int(cursor.rowcount)
