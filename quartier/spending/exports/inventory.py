"""The inventory as a table."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quartier.kit.spreadsheets import Cell
from quartier.spending import states


def inventory_rows(things: QuerySet[Any]) -> Iterator[Sequence[Cell]]:
    """``queries.things`` as rows with a head: what an inventory list has to name (Nr. 4.2 ANBest-P)."""
    yield [
        _("Bescheid"), _("Beleg"), _("Was"), _("Stück"), _("Netto je Stück"), _("Gekauft am"), _("Wer sich kümmert"),
        _("Wo es steht"), _("Gebunden bis"), _("Zuletzt angesehen"), _("Zustand"), _("Nicht mehr da seit"),
    ]  # fmt: skip
    words = dict(states.INSPECTION)
    for row in things.iterator(chunk_size=500):
        yield [
            row.grant.number, row.receipt.number, row.name, row.pieces, Decimal(row.net_cents) / 100, row.bought_on,
            row.carer, row.place, row.bound_until, row.last_on, str(words.get(row.last_result, "")), row.gone_on,
        ]  # fmt: skip
