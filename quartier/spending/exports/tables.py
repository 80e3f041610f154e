"""Receipts and transfers of a grant as tables."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.kit.spreadsheets import Cell
from quartier.ledger.queries import transfers
from quartier.spending import states
from quartier.spending.models import Receipt


def receipt_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The list of receipts (Belegliste, Nr. 6.2.2 ANBest-P), oldest first, with a head."""
    yield [
        _("Nummer"), _("Bezahlt am"), _("Bezahlt an"), _("Wofür"), _("Kostenzeile"), _("Betrag"), _("Stand"),
        _("Anerkannt"), _("Grund"),
    ]  # fmt: skip
    words = dict(states.REVIEW)
    rows = Receipt.objects.filter(grant=grant).reviewed().select_related("line").order_by("number")
    for row in rows.iterator(chunk_size=500):
        standing = str(words[row.result]) if row.result else _("In Prüfung")
        accepted = None if row.accepted is None else _euros(row.accepted)
        yield [
            row.number, f"{row.paid_on:%d.%m.%Y}", row.payee, row.purpose, row.line.title, _euros(row.cents), standing,
            accepted, row.note or "",
        ]  # fmt: skip


def booking_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The transfers of the grant's accounts, in order, with a head."""
    yield [_("Gebucht am"), _("Wertstellung"), _("Von"), _("Nach"), _("Betrag"), _("Grund"), _("Wer")]
    for row in transfers([grant.committed_id, grant.paid_id, grant.spent_id]).iterator(chunk_size=500):
        actor = row.entry.actor
        yield [
            f"{row.booked_on:%d.%m.%Y}", f"{row.value_on:%d.%m.%Y}", row.source.title, row.target.title,
            _euros(row.cents), row.reason, str(actor) if actor else "",
        ]  # fmt: skip


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100
