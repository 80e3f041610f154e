"""Money that came in beside the grant: noted once, taken back by a row that reverses it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import FinanceLine, Grant
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending import queries, rules, states
from quartier.spending.models import Income


@action
def note_income(
    *, grant: Grant, kind: str, received_on: dt.date, cents: int, source: FinanceLine | None = None, payer: str = "",
    purpose: str = "", by: Any,
) -> Income:  # fmt: skip
    """Note own money, a donation, another funder's money or revenue that came in.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. ``source``: the line of the
    plan it fulfils (own money is one sum and needs none); for what was planned ``cents`` may be zero: nothing came. Else
    above zero. Effect: a row, an internal entry. The same facts within half a minute are the same row: a double click; two gifts of
    the same sum are two.
    Law: Nr. 1.2 and 2 ANBest-P (all receipts count as cover, new ones reduce the grant).
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    known = queries.incomes(grant)
    planned = known.source(str(source.pk) if source else rules.OWN if kind == states.OWN_MONEY else "")
    if source and planned is None:
        raise Refused(_("Diese Zeile steht nicht im Plan dieser Bewilligung."))
    payer = payer.strip() or (source.title if source and kind != states.REVENUE and cents else "")
    facts = {
        "kind": kind, "payer": payer[:120], "purpose": purpose.strip()[:160], "received_on": received_on,
        "cents": cents, "source": source, "by": by,
    }  # fmt: skip
    recent = Income.objects.filter(grant=grant, at__gte=dates.now() - dates.TWO_CLICKS, reversed_by__isnull=True)
    if same := recent.filter(**facts).order_by("id").first():
        return same
    rules.must_be_income(kind, payer, received_on, cents, planned)
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
        cents=-income.cents, source_id=income.source_id, reverses=income, by=by,
    )  # fmt: skip
    _record(row, "income_reversed", by)
    return row


def _record(row: Income, verb: str, by: Any) -> None:
    application = row.grant.application
    record(scope=application.area.scope_id, verb=verb, row=row, by=by, thread=application.thread_id)
