"""Receipts that look the same in different cases of one city. Who checks a case learns that there is one, not which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.history.models import Scope
from quartier.spending import states
from quartier.spending.models import Receipt
from quartier.spending.rules import known_as

SEEN = (
    "pk", "grant_id", "cents", "payee", "paid_on", "invoiced_on", "invoice_number", "file__sha256",
)  # fmt: skip
SPELLINGS = [
    (capital, plain)
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
    for capital in (letter, letter.upper())
]
SPELLINGS += [("ß", "ss"), *((sign, "") for sign in " .,-&/")]
MOST = 500  # groups the coordinator's page shows; more are a question to the machine, not to a person
EACH = 4  # receipts read for each of them, on the average


@dataclass(frozen=True)
class Match:
    """Receipts of different grants of a city that look the same; ``same_file``: the very same file."""

    same_file: bool
    receipts: list[Receipt]


def elsewhere(grant: Grant, receipts: Sequence[Any]) -> frozenset[int]:
    """Ids of those receipts that another grant of the same city has, too; at most six queries whatever their number.

    The same file, or the same payee and sum with the same invoice number, day of invoice or day of payment. Nothing
    of the other case leaves this function: it reads what the person may not.
    """
    mine = [row for row in receipts if row.result != states.WITHDRAWN]
    if not mine:
        return frozenset()
    scope = grant.application.area.scope
    hits = _alike(mine, Receipt.objects.exclude(grant=grant), _scopes(scope.parent_id or scope.pk))
    valid = set(
        Receipt.objects.filter(pk__in={pk for pks in hits.values() for pk in pks}).valid().values_list("pk", flat=True)
    )
    return frozenset(pk for pk, pks in hits.items() if pks & valid)


def _alike(mine: Sequence[Any], others: QuerySet[Receipt], scopes: Any) -> dict[int, set[int]]:
    """By own receipt the others that look the same. Each question is one for an index: file, or sum with one mark."""
    files = File.objects.filter(scope__in=scopes, sha256__in={row.file.sha256 for row in mine})
    rows = list(others.filter(file__in=list(files.values_list("pk", flat=True))).values_list(*SEEN, named=True))
    in_city = others.filter(file__scope__in=scopes, cents__in={row.cents for row in mine})
    for column in ("paid_on", "invoiced_on"):
        marks = {getattr(row, column) for row in mine} - {None}
        rows += in_city.filter(**{f"{column}__in": marks}).values_list(*SEEN, named=True) if marks else ()
    numbered = {row.cents for row in mine if row.invoice_number}  # „R-17“ is „R 17“, which an index does not know
    rows += (
        others.filter(file__scope__in=scopes, cents__in=numbered, invoice_number__gt="").values_list(*SEEN, named=True)
        if numbered
        else ()
    )
    known: dict[Any, set[int]] = defaultdict(set)
    for row in rows:
        for key in (row.file__sha256, *_keys(row)):
            known[key].add(row.pk)
    return {
        row.pk: set().union(*(known[key] for key in (row.file.sha256, *_keys(row)) if key in known)) for row in mine
    }


def _scopes(city: int) -> QuerySet[Scope, int]:
    """Ids of the scopes of a city and its quarters; a receipt lies where its file does."""
    return Scope.objects.filter(Q(pk=city) | Q(parent=city)).values_list("pk", flat=True)


def _keys(row: Any) -> list[tuple[Any, ...]]:
    """By what a receipt is known again: payee and sum, with number of the invoice, its day, or the day of payment."""
    who = known_as(row.payee)
    if not who:  # blanked
        return []
    named = ("number", known_as(row.invoice_number)), ("invoiced", row.invoiced_on), ("paid", row.paid_on)
    return [(who, row.cents, what, value) for what, value in named if value]


def _spelled(column: str) -> Combinable:
    """``known_as`` in SQL, as far as spellings differ in practice; what it brings together ``_keys`` looks at again."""
    found: Combinable = Lower(column)  # of SQLite leaves umlauts as they are
    for sign, plain in SPELLINGS:
        found = Replace(found, Value(sign), Value(plain))
    return found


def matches(city_scope: int) -> list[Match]:
    """All matches of a city, for who coordinates it; the newest first. At most seven queries whatever their number."""
    found: dict[int, Any] = {}
    for column in ("file__sha256", "invoice_number", "invoiced_on", "paid_on"):
        found.update((row.pk, row) for row in _twice(city_scope, column))
    groups: dict[Any, set[int]] = defaultdict(set)
    for row in found.values():
        for key in (row.file__sha256, *_keys(row)):
            groups[key].add(row.pk)
    wanted: dict[frozenset[int], bool] = {}
    for key, ids in groups.items():
        if len({found[pk].grant_id for pk in ids}) > 1:
            wanted[frozenset(ids)] = wanted.get(frozenset(ids), False) or isinstance(key, str)
    newest = sorted(wanted, key=lambda ids: -max(ids))[:MOST]
    full = _full({pk for ids in newest for pk in ids})
    return [Match(wanted[ids], [full[pk] for pk in sorted(ids)]) for ids in newest]


def _twice(city_scope: int, column: str) -> list[Any]:
    """Receipts of a city that occur in more than one grant by file, or by payee, sum and ``column``; of many the newest.
    At most two queries. What an index knows is looked at first: the file, or sum and day; the spelling of few is compared.
    """
    scopes = _scopes(city_scope)
    rows: Any = Receipt.objects.filter(file__scope__in=scopes).annotate(who=_spelled("payee"))
    if column == "file__sha256":
        files = File.objects.filter(scope__in=scopes).order_by().values_list("sha256")
        twice = files.annotate(n=Count("pk"), last=Max("pk")).filter(n__gt=1).order_by("-last")[: MOST * EACH]
        rows = rows.filter(file__sha256__in=[row[0] for row in twice])
    elif column == "invoice_number":  # „R-17“ is „R 17“, which an index does not know
        rows = rows.filter(invoice_number__gt="").annotate(marked=_spelled("invoice_number"))
        said = rows.order_by().values_list("cents", "who", "marked")
        many = said.annotate(n=Count("grant", distinct=True), last=Max("pk")).filter(n__gt=1).order_by("-last")[:MOST]
        rows = rows.filter(
            cents__in={row[0] for row in many}, who__in={row[1] for row in many}, marked__in={row[2] for row in many}
        )
    else:
        same = Receipt.objects.filter(**{name: OuterRef(name) for name in ("cents", column)})
        same = same.exclude(grant=OuterRef("grant")).annotate(twin=_spelled("payee")).filter(twin=OuterRef("who"))
        rows = rows.filter(Exists(same), **{f"{column}__isnull": False}).order_by("-pk")[: MOST * EACH]
    seen = rows.reviewed().values_list(*SEEN, "result", named=True)
    return [row for row in seen if row.result != states.WITHDRAWN]


def _full(ids: Iterable[int]) -> dict[int, Receipt]:
    rows = Receipt.objects.filter(pk__in=list(ids))
    return {row.pk: row for row in rows.select_related("grant__application__area", "grant__fund_year__fund")}
