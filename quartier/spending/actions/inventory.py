"""Things bought with the grant: listed, looked at once a year, told when they are gone."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.history.actions import action, lock, record
from quartier.kit.errors import Refused
from quartier.spending import rules, states
from quartier.spending.models import Inspection, InventoryItem, Receipt


@action
def list_thing(
    *, grant: Grant, receipt: Receipt, name: str, net_cents: int, carer: str, place: str, bought_on: dt.date,
    bound_until: dt.date | None = None, pieces: int = 1, by: Any,
) -> InventoryItem:  # fmt: skip
    """Enter a thing into the inventory; ``net_cents`` a piece, without VAT.

    Before: ``by`` is the grantee or the office, also after the settlement. ``bound_until``: the last day it serves the
    purpose of the grant. Effect: a row, an internal entry. The same thing of the same receipt is the same row.
    Law: Nr. 4.1 and 4.2 ANBest-P.
    """
    rules.must_keep(by, grant)
    rules.must_be_thing(grant, receipt, name, carer, place, net_cents, pieces, bought_on)
    if bound_until is not None and bound_until < bought_on:
        raise Refused(_("„Gebunden bis“ liegt vor dem Kauf."))
    grant = lock(grant)
    name = name.strip()[:120]
    if same := InventoryItem.objects.filter(receipt=receipt, name=name, net_cents=net_cents, pieces=pieces).first():
        return same
    row = InventoryItem.objects.create(
        grant=grant, receipt=receipt, name=name, net_cents=net_cents, pieces=pieces, carer=carer.strip()[:120],
        place=place.strip()[:160], bought_on=bought_on, bound_until=bound_until,
    )  # fmt: skip
    _record(row, "thing_listed", by)
    return row


@action
def move_thing(*, item: InventoryItem, carer: str, place: str, by: Any) -> InventoryItem:
    """Somebody else cares for it, or it stands elsewhere now. What did not change is not recorded."""
    rules.must_keep(by, item.grant)
    row = lock(item)
    if not carer.strip() or not place.strip():
        raise Refused(_("Bitte schreiben Sie, wer sich kümmert und wo es steht."))
    found = carer.strip()[:120], place.strip()[:160]
    if (row.carer, row.place) != found:
        row.carer, row.place = found
        row.save(update_fields=["carer", "place"])
        _record(row, "thing_moved", by)
    return row


@action
def inspect(*, item: InventoryItem, day: dt.date, result: str, note: str = "", by: Any) -> Inspection:
    """The office looked at a thing; when it is missing, it is gone from that day on.

    Before: ``by`` is of the office, the day is not before the purchase. Effect: a row, an internal entry. The same
    words on the same day are the same row.
    """
    rules.must_manage(by, item.grant)
    row = lock(item)
    if result not in dict(states.INSPECTION):
        raise Refused(_("Bitte wählen Sie, in welchem Zustand es ist."))
    if result != states.IN_ORDER and not note.strip():
        raise Refused(_("Bitte schreiben Sie dazu, was Sie gesehen haben."))
    rules.must_be_past(day, row.bought_on)
    facts = {"item": row, "day": day, "result": result, "note": note.strip()[:300]}
    if same := Inspection.objects.filter(**facts).first():
        return same
    seen = Inspection.objects.create(by=by, **facts)
    if result == states.MISSING and row.gone_on is None:
        row.gone_on = day
        row.save(update_fields=["gone_on"])
    _record(row, "thing_inspected", by, note.strip()[:300])
    return seen


@action
def thing_gone(*, item: InventoryItem, day: dt.date, reason: str, by: Any) -> InventoryItem:
    """A thing is no longer there: worn out, lost, given away. The row stays. Gone already: nothing happens again.

    Before: ``by`` is of the office. During the binding period the funder is to be told (Nr. 5.4 ANBest-P): the page says so.
    """
    rules.must_manage(by, item.grant)
    row = lock(item)
    if row.gone_on is not None:
        return row
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie, was damit geschehen ist."))
    rules.must_be_past(day, row.bought_on)
    row.gone_on = day
    row.save(update_fields=["gone_on"])
    _record(row, "thing_gone", by, reason.strip()[:300])
    return row


def _record(row: InventoryItem, verb: str, by: Any, because: str = "") -> None:
    application = row.grant.application
    record(scope=application.area.scope_id, verb=verb, row=row, by=by, thread=application.thread_id, because=because)
