"""Hours of voluntary work and price comparisons as tables, with the papers behind them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.kit.spreadsheets import Cell
from quartier.spending.exports.inventory import inventory_rows
from quartier.spending.models import InventoryItem, Quote, Receipt, VolunteerHours
from quartier.spending.queries import things

HOUR = 60


def beside(grant: Grant) -> Iterator[tuple[str, list[Sequence[Cell]]]]:
    """(title, rows with a head) of what a grant has beside its receipts: hours, comparisons, inventory; no empty ones."""
    for title, rows in (
        (_("Ehrenamtliche Stunden"), _hours(grant)), (_("Preisvergleiche"), _quotes(grant)),
        (_("Inventar"), inventory_rows(things(InventoryItem.objects.filter(grant=grant)).order_by("bought_on", "id"))),
    ):  # fmt: skip
        found = list(rows)
        if len(found) > 1:
            yield title, found


def _valid_hours(grant: Grant) -> list[VolunteerHours]:
    rows = VolunteerHours.objects.filter(grant=grant, reverses__isnull=True, reversed_by__isnull=True)
    return list(rows.select_related("file").order_by("day", "id"))


def _hours(grant: Grant) -> Iterator[Sequence[Cell]]:
    yield [_("Tag"), _("Wer"), _("Was"), _("Stunden")]
    rows = _valid_hours(grant)
    for row in rows:
        yield [row.day, row.who, row.what, Decimal(row.minutes) / HOUR]
    if rows:
        yield [None, None, _("Summe"), Decimal(sum(row.minutes for row in rows)) / HOUR]


def _quotes(grant: Grant) -> Iterator[Sequence[Cell]]:
    """Planned comparisons drop out where they stand with a receipt, and those with a receipt that was taken back."""
    yield [_("Was"), _("Beleg"), _("Anbieter"), _("Netto"), _("Gewählt"), _("Begründung")]
    counted = Q(receipt__isnull=True) | Q(receipt__in=Receipt.objects.filter(grant=grant).valid().values("pk"))
    rows = list(Quote.objects.filter(counted, grant=grant).select_related("receipt").order_by("subject", "id"))
    bought = {row.subject for row in rows if row.receipt_id}
    for row in rows:
        if row.receipt or row.subject not in bought:
            number = row.receipt.number if row.receipt else None
            chosen = _("ja") if row.chosen else _("nein")
            yield [row.subject, number, row.supplier, Decimal(row.net_cents) / 100, chosen, row.reason]


def papers_beside(grant: Grant) -> Iterator[tuple[str, File]]:
    """(name without ending, file) of signed sheets of hours and of offers, each file once."""
    quotes = Quote.objects.filter(grant=grant).select_related("file").order_by("id")
    for name, rows in (("Stundenzettel", _valid_hours(grant)), ("Angebot", list(quotes))):
        files = {row.file_id: row.file for row in rows if row.file}
        for number, file in enumerate(files.values(), 1):
            yield f"{name}-{number:03}", file
