"""Earlier cases as rows of a table."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quartier.funding.models import EarlierCase
from quartier.kit.spreadsheets import Cell

AMOUNTS = ("costs_cents", "requested_cents", "granted_cents", "paid_cents")


def case_rows(cases: QuerySet[EarlierCase]) -> Iterator[list[Cell]]:
    """Earlier cases as rows, the first with headers by which the list can be read in again."""
    yield [
        _("Jahr"), _("Fonds"), _("Aktenzeichen"), _("Antragsteller"), _("Vorhaben"), _("Gesamtkosten"), _("Beantragt"),
        _("Bewilligt"), _("Ausgezahlt"), _("Entschieden am"), _("Ergebnis"), _("Bemerkung"), _("Liste"), _("Zeile"),
    ]  # fmt: skip
    for row in cases.iterator(chunk_size=1000):
        sums = [None if (cents := getattr(row, name)) is None else Decimal(cents) / 100 for name in AMOUNTS]
        yield [
            row.year, row.fund_name, row.reference, row.applicant, row.title, *sums, row.decided_on,
            str(row.get_outcome_display()), row.note, row.source, row.line,
        ]  # fmt: skip
