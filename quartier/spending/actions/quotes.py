"""Offers that were asked for before buying, with the one that was chosen and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.spending import rules
from quartier.spending.models import Quote, Receipt


@dataclass(frozen=True)
class Offer:
    """One supplier's price, net in cents, with the paper where there is one."""

    supplier: str
    net_cents: int
    file: File | None = None


@action
def note_quotes(
    *, grant: Grant, subject: str, offers: Sequence[Offer], chosen: int, reason: str = "", receipt: Receipt | None = None,
    by: Any,
) -> list[Quote]:  # fmt: skip
    """Keep the offers for one purchase; ``chosen`` is the place of the one taken, from 0, ``reason`` why.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. Without ``receipt`` it is a
    planned purchase. Effect: a row per offer, one internal entry. Few offers are a finding, not a refusal. The same
    offers within ten minutes are the same rows: a double click. Law: Nr. 3 ANBest-P.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    rules.must_be_quotes(grant, receipt, subject, offers, chosen)
    subject, reason = subject.strip()[:160], reason.strip()[:300]
    if same := _same(grant, receipt, subject, offers):
        return same
    rows = [
        Quote.objects.create(
            grant=grant, receipt=receipt, subject=subject, supplier=offer.supplier.strip()[:120],
            net_cents=offer.net_cents, chosen=place == chosen, reason=reason if place == chosen else "", file=offer.file,
            by=by,
        )
        for place, offer in enumerate(offers)
    ]  # fmt: skip
    _record(rows[chosen], "quotes_noted", by)
    return rows


def _same(grant: Grant, receipt: Receipt | None, subject: str, offers: Sequence[Offer]) -> list[Quote]:
    recent = Quote.objects.filter(
        grant=grant, receipt=receipt, subject=subject, at__gte=dates.now() - rules.DOUBLE_CLICK
    ).order_by("id")
    rows = list(recent)[-len(offers) :]
    told = [(row.supplier, row.net_cents) for row in rows]
    return rows if told == [(offer.supplier.strip()[:120], offer.net_cents) for offer in offers] else []


@action
def attach_quotes(*, receipt: Receipt, subject: str, by: Any) -> list[Quote]:
    """What was planned is bought: the offers for ``subject`` stand with its receipt from now on, as rows of their own.

    Before: as ``note_quotes``. Again changes nothing; a subject nobody planned gives no rows.
    """
    rules.must_hand_in(by, receipt.grant)
    grant = lock(receipt.grant)
    rules.must_be_open(grant)
    if done := list(Quote.objects.filter(receipt=receipt, subject=subject).order_by("id")):
        return done
    planned = Quote.objects.filter(grant=grant, receipt__isnull=True, subject=subject).order_by("id")
    rows = [
        Quote.objects.create(
            grant=grant, receipt=receipt, subject=row.subject, supplier=row.supplier, net_cents=row.net_cents,
            chosen=row.chosen, reason=row.reason, file_id=row.file_id, by=by,
        )
        for row in planned
    ]  # fmt: skip
    if rows:
        _record(rows[0], "quotes_attached", by)
    return rows


def _record(row: Quote, verb: str, by: Any) -> None:
    application = row.grant.application
    record(scope=application.area.scope_id, verb=verb, row=row, by=by, thread=application.thread_id)
