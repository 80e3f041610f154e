"""Receipts that look the same in different cases of one city. Who checks a case learns that there is one, not which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from quartier.funding.models import Grant
from quartier.history.models import Scope
from quartier.spending import states
from quartier.spending.models import Receipt, ReceiptQuerySet

SEEN = (
    "pk", "grant_id", "cents", "payee", "paid_on", "invoiced_on", "invoice_number", "file__sha256", "result",
)  # fmt: skip
MOST = 500  # groups the coordinator's page shows; more are a question to the machine, not to a person


@dataclass(frozen=True)
class Match:
    """Receipts of different grants of a city that look the same; ``same_file``: the very same file."""

    same_file: bool
    receipts: list[Receipt]


def elsewhere(grant: Grant, receipts: Sequence[Any]) -> frozenset[int]:
    """Ids of those receipts that another grant of the same city has, too; two queries whatever their number.

    The same file, or the same payee and sum with the same invoice number, day of invoice or day of payment. Nothing
    of the other case leaves this function: it reads what the person may not.
    """
    mine = [row for row in receipts if row.result != states.WITHDRAWN]
    if not mine:
        return frozenset()
    scope = grant.application.area.scope
    others = _in_city(scope.parent_id or scope.pk).exclude(grant=grant)
    hashes = {row.file.sha256 for row in mine}
    files = others.filter(file__sha256__in=hashes).reviewed().values_list(*SEEN, named=True)
    days = {row.paid_on for row in mine} | {row.invoiced_on for row in mine if row.invoiced_on}
    numbers = {row.invoice_number for row in mine if row.invoice_number}
    same_day = Q(paid_on__in=days) | Q(invoiced_on__in=days) | Q(invoice_number__in=numbers)
    facts = (
        others.filter(cents__in={row.cents for row in mine}).filter(same_day).reviewed().values_list(*SEEN, named=True)
    )
    known_files = {row.file__sha256 for row in files if row.result != states.WITHDRAWN}
    known_facts = {key for row in facts if row.result != states.WITHDRAWN for key in _keys(row)}
    return frozenset(row.pk for row in mine if row.file.sha256 in known_files or known_facts.intersection(_keys(row)))


def _in_city(city_scope: int) -> ReceiptQuerySet:
    """Receipts of all quarters of a city; also of a quarter that has no city above it."""
    scopes = Scope.objects.filter(Q(pk=city_scope) | Q(parent=city_scope)).values("pk")
    return Receipt.objects.filter(file__scope__in=scopes, grant__application__area__scope__in=scopes)


def _keys(row: Any) -> list[tuple[Any, ...]]:
    """By what a receipt is known again: payee and sum, with number of the invoice, its day, or the day of payment."""
    who = row.payee.strip().casefold()
    if not who:  # blanked
        return []
    named = ("number", row.invoice_number), ("invoiced", row.invoiced_on), ("paid", row.paid_on)
    return [(who, row.cents, what, value) for what, value in named if value]


def matches(city_scope: int) -> list[Match]:
    """All matches of a city, for who coordinates it; the newest first. Six queries whatever their number."""
    rows = _in_city(city_scope)
    found: dict[int, Any] = {}
    for column in ("file__sha256", "invoice_number", "invoiced_on", "paid_on"):
        found.update((row.pk, row) for row in _twice(rows, column))
    groups: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for row in found.values():
        groups["file", row.file__sha256].add(row.pk)
        for key in _keys(row):
            groups[key].add(row.pk)
    wanted: dict[frozenset[int], bool] = {}
    for key, ids in groups.items():
        if len({found[pk].grant_id for pk in ids}) > 1:
            wanted[frozenset(ids)] = wanted.get(frozenset(ids), False) or key[0] == "file"
    newest = sorted(wanted, key=lambda ids: -max(ids))[:MOST]
    full = _full({pk for ids in newest for pk in ids})
    return [Match(wanted[ids], [full[pk] for pk in sorted(ids) if pk in full]) for ids in newest]


def _twice(rows: ReceiptQuerySet, column: str) -> list[Any]:
    """Receipts whose sum (for a file: whose file) and ``column`` occur in more than one grant; one query."""
    said = rows.exclude(**{column: ""}) if column == "invoice_number" else rows.filter(**{f"{column}__isnull": False})
    by = (column,) if column == "file__sha256" else ("cents", column)
    many = said.order_by().values(*by).annotate(n=Count("grant", distinct=True)).filter(n__gt=1)
    if column == "file__sha256":
        candidates = said.filter(**{f"{column}__in": many.values(column)})
    else:
        candidates = said.filter(cents__in=many.values("cents"), **{f"{column}__in": many.values(column)})
    return [row for row in candidates.reviewed().values_list(*SEEN, named=True) if row.result != states.WITHDRAWN]


def _full(ids: Iterable[int]) -> dict[int, Receipt]:
    rows = Receipt.objects.filter(pk__in=list(ids))
    return {row.pk: row for row in rows.select_related("grant__application__area", "grant__fund_year__fund")}
