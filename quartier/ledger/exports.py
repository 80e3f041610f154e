"""The ledger as a journal for hledger (https://hledger.org/hledger.html#journal), an independent program that adds up."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from quartier.kit import dates
from quartier.ledger.models import Account, Transfer

Names = Mapping[int, Sequence[str]]  # id of a scope -> its place in the tree of accounts: (city, quarter)
ACCOUNT, OPENING, TRANSFER, CLOSING = range(4)  # the parts of a journal, in their order
TYPES = {Account.WORLD: "R", Account.SPENT: "X"}  # of hledger: revenue, expense; all others are assets
HEAD = """\
; {title}
; {span}
; Jede Buchung steht hier als eine Buchung mit Buchungstag=Wertstellung. Am Ende steht jeder Kontostand, wie Quartier ihn
; führt, als Behauptung (=). „hledger -f DATEI check“ rechnet nach und meldet jede Abweichung.
decimal-mark .
commodity 1000.00 EUR
"""
COLUMNS = (
    "part", "day", "id", "sum", "value_day", "reason", "entry_number", "reversed", "from_id", "from_scope", "from_kind",
    "from_title", "to_id", "to_scope", "to_kind", "to_title",
)  # fmt: skip


def journal(
    names: Names, *, title: str, scopes: Collection[int] | None = None, first: dt.date | None = None,
    last: dt.date | None = None,
) -> Iterator[str]:  # fmt: skip
    """The accounts of ``scopes`` (None: all) and their transfers from ``first`` to ``last``, piece by piece.

    Opening balances stand at ``first``, every balance is asserted at the end: without ``last`` the one that stands in
    the account, else that day's. Everything is read by one statement, so it is the state of one moment, and no more than
    a few hundred rows are held. Accounts elsewhere that had part in a transfer are named, their balance is not asserted.
    """
    yield HEAD.format(title=plain(title), span=_span(first, last))
    part, day = None, first or dates.today()
    for row in _rows(scopes, first, last).iterator(chunk_size=500):
        if row["part"] != part:
            part = row["part"]
            yield _begin(part, first, last or day)
        if part == TRANSFER:
            day = row["day"]
            yield _transfer(row, names)
        elif part == ACCOUNT:
            yield f"account {_from(row, names)}  ; type: {TYPES.get(row['from_kind'], 'A')}\n"
        elif part == OPENING:
            yield _posting(_from(row, names), row["sum"])
        elif scopes is None or row["from_scope"] in scopes:
            yield f"    {_from(row, names)}  0.00 EUR = {amount(row['sum'])}\n"


def plain(text: str) -> str:
    """The text on one line, nowhere two spaces, without the signs by which hledger ends a name or begins a comment."""
    return " ".join(text.replace(";", ",").split())


def account_name(place: Sequence[str], kind: str, title: str, number: int) -> str:
    """``Stadt:Quartier:Gebunden:Titel #7``: unique by the number, whatever the title is."""
    kinds = dict(Account.KINDS)
    levels = [*place, str(kinds.get(kind, kind)), f"{title} #{number}"]
    return ":".join(plain(level.replace(":", " ")).lstrip("([!* ") or "-" for level in levels)


def amount(cents: int) -> str:
    """``-1234.56 EUR``, exactly."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d} EUR"


def _begin(part: int, first: dt.date | None, day: dt.date) -> str:
    if part == OPENING:
        return f"\n{first} (Anfang) Stand bei Beginn\n"
    return f"{day} (Ende) Kontostände\n" if part == CLOSING else "\n"


def _span(first: dt.date | None, last: dt.date | None) -> str:
    since = f"ab {first}" if first else "von Anfang an"
    return f"{since}, {f'bis {last}' if last else 'bis heute'}"


def _from(row: dict[str, Any], names: Names) -> str:
    return account_name(_place(row["from_scope"], names), row["from_kind"], row["from_title"], row["from_id"])


def _to(row: dict[str, Any], names: Names) -> str:
    return account_name(_place(row["to_scope"], names), row["to_kind"], row["to_title"], row["to_id"])


def _place(scope: int, names: Names) -> Sequence[str]:
    return names.get(scope) or [f"Bereich {scope}"]


def _posting(name: str, cents: int) -> str:
    return f"    {name}  {amount(cents)}\n"


def _transfer(row: dict[str, Any], names: Names) -> str:
    tags = f"transfer:{row['id']}, entry:{row['entry_number']}"
    if row["reversed"]:
        tags += f", reverses:{row['reversed']}"
    head = f"{row['day']}={row['value_day']} (T{row['id']}) {plain(row['reason'])}".rstrip()
    return f"{head}  ; {tags}\n{_posting(_to(row, names), row['sum'])}{_posting(_from(row, names), -row['sum'])}\n"


# What is read -----------------------------------------------------------------------------------------------------
def _rows(scopes: Collection[int] | None, first: dt.date | None, last: dt.date | None) -> QuerySet[Any, dict[str, Any]]:
    """All parts of the journal as one statement."""
    own = Transfer.objects.all()
    accounts = Account.objects.all()
    if scopes is not None:
        own = own.filter(Q(source__scope__in=scopes) | Q(target__scope__in=scopes))
        met = own.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")))
        accounts = accounts.filter(Q(scope__in=scopes) | Exists(met))
    parts = [_accounts(accounts, ACCOUNT, Value(0)), _accounts(accounts, CLOSING, _balance(own, last))]
    if first:
        before = _sum(own.filter(booked_on__lt=first))
        parts.append(_accounts(accounts.annotate(sum=before).exclude(sum=0), OPENING, F("sum")))
    return _transfers(own, first, last).union(*parts, all=True).order_by("part", "day", "id")


def _transfers(own: QuerySet[Transfer], first: dt.date | None, last: dt.date | None) -> QuerySet[Any, dict[str, Any]]:
    span = {"booked_on__gte": first, "booked_on__lte": last}
    rows = own.filter(**{key: day for key, day in span.items() if day})
    return rows.values(
        "id", "reason", part=Value(TRANSFER), day=F("booked_on"), sum=F("cents"), value_day=F("value_on"),
        entry_number=F("entry_id"), reversed=F("reverses_id"), from_id=F("source_id"),
        from_scope=F("source__scope_id"), from_kind=F("source__kind"), from_title=F("source__title"),
        to_id=F("target_id"), to_scope=F("target__scope_id"), to_kind=F("target__kind"), to_title=F("target__title"),
    ).values(*COLUMNS)  # fmt: skip


def _accounts(accounts: QuerySet[Account], part: int, cents: Combinable) -> QuerySet[Any, dict[str, Any]]:
    """Accounts in the columns of the transfers; ``cents`` is what is said of each."""
    nothing = Cast(Value(None), BigIntegerField())
    return accounts.values(
        "id", part=Value(part), day=Cast(Value(None), DateField()), sum=cents, value_day=Cast(Value(None), DateField()),
        reason=Value(""), entry_number=nothing, reversed=nothing, from_id=F("pk"), from_scope=F("scope_id"),
        from_kind=F("kind"), from_title=F("title"), to_id=nothing, to_scope=nothing, to_kind=Value(""), to_title=Value(""),
    ).values(*COLUMNS)  # fmt: skip


def _balance(own: QuerySet[Transfer], last: dt.date | None) -> Combinable:
    """What stands in the account; at the end of ``last`` by its transfers."""
    return _sum(own.filter(booked_on__lte=last)) if last else F("balance")


def _sum(rows: QuerySet[Transfer]) -> Combinable:
    """What these transfers come to for the account outside."""

    def side(name: str) -> Combinable:
        mine = rows.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(s=Sum("cents")).values("s")
        return Cast(Coalesce(Subquery(mine), Value(0)), BigIntegerField())  # PostgreSQL adds up to a numeric

    return side("target") - side("source")
