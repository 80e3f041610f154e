"""The settlement as a workbook: overview, receipts in the funder's columns, income, plan against actual."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.kit import dates
from quartier.kit.money import MINUS
from quartier.kit.spreadsheets import Cell, sheets
from quartier.spending import states
from quartier.spending.exports import columns
from quartier.spending.exports.columns import euros
from quartier.spending.exports.sheets import beside
from quartier.spending.models import Income
from quartier.spending.queries import Books

Rows = list[Sequence[Cell]]


def settlement_workbook(books: Books) -> bytes:
    """XLSX in German: four sheets and those for hours, comparisons and inventory where there are any.

    Sums are numbers, days are days, text stays text.
    """
    with override("de"):
        return sheets(
            [
                (_("Übersicht"), overview_rows(books)),
                (_("Belege"), columns.table(columns.columns_of(books.grant), columns.in_order(books.valid))),
                (_("Einnahmen"), income_rows(books)),
                (_("Plan und Ist"), line_rows(books)),
                *beside(books.grant),
            ]
        )


def overview_rows(books: Books) -> Rows:
    """What the settlement is about, and how its sum comes about."""
    grant, application, settlement = books.grant, books.grant.application, books.settlement
    rows: Rows = [
        [_("Angabe"), _("Wert")],
        [_("Aktenzeichen"), grant.number],
        [_("Vorhaben"), application.title],
        [_("Abrechnung von"), application.applicant],
        [_("Topf"), str(grant.fund_year)],
        [_("Art der Finanzierung"), str(grant.get_financing_display())],
        [_("Regeln"), books.rules.name],
        [_("Von"), grant.starts_on],
        [_("Bis"), grant.ends_on],
        [_("Bewilligt"), euros(grant.cents)],
        [_("Ausgezahlt"), euros(books.paid)],
    ]
    if settlement and settlement.submitted_at:
        rows.append([_("Eingereicht am"), dates.local(settlement.submitted_at).date()])
    if settlement and settlement.keep_until:
        rows.append([_("Aufheben bis"), settlement.keep_until])
    rows.append([])
    rows += [[step.label, euros(step.cents)] for step in books.steps]
    return [*rows, *_result_rows(books), [], *([f"{found.title}: {found.text}", None, found.source] for found in books.all_findings)]  # fmt: skip


def _result_rows(books: Books) -> Rows:
    result = books.result
    if result is None:
        return [[_("Vorschlag, nichts ist entschieden")]]
    return [
        [_("Entschieden: Förderung"), euros(result.grant_cents)],
        [_("Zurückzuzahlen"), euros(result.refund_cents - result.waived_cents)],
        [_("Kleiner Betrag, nicht zurückgefordert"), euros(result.waived_cents)],
        [_("Restzahlung"), euros(result.remaining_cents)],
        [_("Selbst getragen"), euros(result.borne_cents)],
    ]


def income_rows(books: Books) -> Rows:
    """Planned and actual means, then what came in, the grant's own payments too, in time order (Nr. 6.2.2 ANBest-P).

    Rows taken back drop out.
    """
    words = dict(states.INCOME)
    rows: Rows = [[_("Finanzierung"), _("Geplant"), _("Gekommen"), _("Abweichung"), _("Hinweis")]]
    for mean in books.financing:
        came = mean.planned if mean.came is None else mean.came
        said = _("nicht bestätigt, gerechnet wie geplant") if mean.came is None else None
        rows.append([mean.label, *map(euros, (mean.planned, mean.came, came - mean.planned)), said])
    rows += [[], [_("Eingegangen am"), _("Art"), _("Von wem"), _("Wofür"), _("Zeile im Plan"), _("Betrag")]]
    found: list[list[Any]] = [
        [day, _("Diese Förderung"), None, None, None, euros(cents)] for day, cents in books.booked
    ]
    incomes = Income.objects.filter(grant=books.grant, reverses__isnull=True, reversed_by__isnull=True)
    for row in incomes.select_related("source").order_by("received_on", "id"):
        line = row.source and (row.source.title or str(row.source.get_kind_display()))
        planned = None if row.kind == states.OWN_MONEY else line or _("nicht im Plan")
        found.append([row.received_on, str(words[row.kind]), row.payer, row.purpose, planned, euros(row.cents)])
    found.sort(key=lambda row: str(row[0]))
    return [*rows, *found, [None, None, None, None, None, sum((row[5] for row in found), Decimal(0))]]


def line_rows(books: Books) -> Rows:
    """Plan, plan in force, actual, recognised, difference, by line."""
    rows: Rows = [
        [_("Kostenzeile"), _("Soll"), _("Soll neu"), _("Ist"), _("Anerkannt"), _("Abweichung"), _("Abweichung in Prozent"),
         _("Hinweis")]
    ]  # fmt: skip
    for line in books.lines:
        said = "; ".join(found.title for found in line.findings)
        sums = [line.planned, line.target, line.claimed, line.accepted, line.difference]
        rows.append([line.line.title, *map(euros, sums), _counted(line.percent), said])
    sums = [books.planned, books.target, books.claimed, books.accepted, books.difference]
    rows.append([_("Summe"), *map(euros, sums), _counted(books.percent), None])
    return rows


def _counted(percent: str) -> Decimal | None:
    """A percentage as the pages write it, as a number a clerk can go on counting with."""
    return Decimal(percent.replace(MINUS, "-").replace(",", ".")) if percent else None
