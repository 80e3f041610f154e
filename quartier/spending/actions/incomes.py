"""Money that came in beside the grant: noted once, taken back by a row that reverses it."""

import datetime as dt
from typing import Any

from quartier.funding.models import Grant
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.spending import rules
from quartier.spending.models import Income


@action
def note_income(
    *, grant: Grant, kind: str, received_on: dt.date, cents: int, planned: bool = False, payer: str = "",
    purpose: str = "", by: Any,
) -> Income:  # fmt: skip
    """Note own money, a donation, another funder's money or revenue that came in.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. ``cents`` above zero.
    Effect: a row, an internal entry. The same facts within ten minutes are the same row: a double click.
    Law: Nr. 1.2 and 2 ANBest-P (all receipts count as cover, new ones reduce the grant).
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    rules.must_be_income(kind, payer, received_on, cents)
    facts = {
        "kind": kind, "payer": payer.strip()[:120], "purpose": purpose.strip()[:160], "received_on": received_on,
        "cents": cents, "planned": planned, "by": by,
    }  # fmt: skip
    recent = Income.objects.filter(grant=grant, at__gte=dates.now() - rules.DOUBLE_CLICK, reversed_by__isnull=True)
    if same := recent.filter(**facts).order_by("id").first():
        return same
    row = Income.objects.create(grant=grant, **facts)
    _record(row, "income_noted", by)
    return row


@action
def reverse_income(*, income: Income, by: Any) -> Income:
    """Take an income back that was noted by mistake: a row of the opposite sum. Again gives the same row.

    Before: as ``note_income``. Effect: neither row counts any more, both stay.
    """
    rules.must_hand_in(by, income.grant)
    grant = lock(income.grant)
    if done := Income.objects.filter(reverses=income).first():
        return done
    rules.must_be_open(grant)
    rules.must_be_first(income)
    row = Income.objects.create(
        grant=grant, kind=income.kind, payer=income.payer, purpose=income.purpose, received_on=income.received_on,
        cents=-income.cents, planned=income.planned, reverses=income, by=by,
    )  # fmt: skip
    _record(row, "income_reversed", by)
    return row


def _record(row: Income, verb: str, by: Any) -> None:
    application = row.grant.application
    record(scope=application.area.scope_id, verb=verb, row=row, by=by, thread=application.thread_id)
