"""Receipts and transfers of a grant as tables."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.kit.spreadsheets import Cell
from quartier.ledger.queries import transfers
from quartier.spending.exports import columns
from quartier.spending.exports.columns import euros


def receipt_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The list of receipts (Belegliste, Nr. 6.2.2 ANBest-P) in the fund's own columns, with head and sums."""
    yield from columns.table(columns.columns_of(grant), columns.receipts_of(grant))


def booking_rows(grant: Grant) -> Iterator[Sequence[Cell]]:
    """The transfers of the grant's accounts, in order, with a head."""
    yield [_("Gebucht am"), _("Wertstellung"), _("Von"), _("Nach"), _("Betrag"), _("Grund"), _("Wer")]
    for row in transfers([grant.committed_id, grant.paid_id, grant.spent_id]).iterator(chunk_size=500):
        actor = row.entry.actor
        yield [
            row.booked_on, row.value_on, row.source.title, row.target.title,
            euros(row.cents), row.reason, str(actor) if actor else "",
        ]  # fmt: skip
