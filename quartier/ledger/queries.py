from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import F, Q, QuerySet, Sum

from quartier.ledger.models import Account, Transfer


@dataclass(frozen=True)
class Line:
    """A line of an account's statement; ``change`` and ``balance`` in cents, signed."""

    transfer: Transfer
    change: int
    balance: int


@dataclass(frozen=True)
class Statement(Sequence[Line]):
    """All transfers of the account, oldest first, with the running balance; a slice reads no more than its lines."""

    account: Account

    def __len__(self) -> int:
        return self._rows().count()

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, int):
            return self[:][index]
        keys = self._rows()[index].values("pk")
        shown = Transfer.objects.filter(pk__in=keys).select_related("source", "target", "entry", "entry__actor")
        found = list(shown.order_by("booked_on", "id"))
        balance = self._before(found[0]) if found and index.start else 0
        lines = []
        for row in found:
            change = row.cents if row.target_id == self.account.pk else -row.cents
            balance += change
            lines.append(Line(row, change, balance))
        return lines

    def _rows(self) -> QuerySet[Transfer]:
        rows = Transfer.objects.filter(Q(source=self.account) | Q(target=self.account))
        return rows.order_by("booked_on", "id")

    def _before(self, first: Transfer) -> int:
        """The balance before that transfer."""
        earlier = Q(booked_on__lt=first.booked_on) | Q(booked_on=first.booked_on, id__lt=first.pk)
        rows = self._rows().filter(earlier).order_by()
        into, out = (Sum("cents", filter=Q(**{side: self.account})) for side in ("target", "source"))
        found = rows.aggregate(into=into, out=out)
        return (found["into"] or 0) - (found["out"] or 0)


def statement(account: Account) -> Statement:
    """The account's transfers; its pages cost what they show."""
    return Statement(account)


def transfers(account_ids: list[int]) -> QuerySet[Transfer]:
    """Transfers that touch one of the accounts, in booking order."""
    rows = Transfer.objects.filter(Q(source_id__in=account_ids) | Q(target_id__in=account_ids))
    return rows.select_related("source", "target", "entry", "entry__actor").order_by("booked_on", "id")


def wrong_balances() -> QuerySet[Account]:
    """Accounts whose balance is not the sum of their transfers: must be none (nightly proof)."""
    into = Sum("transfers_in__cents", distinct=False)
    sums = {a["id"]: a["s"] or 0 for a in Account.objects.values("id").annotate(s=into)}
    for row in Account.objects.values("id").annotate(s=Sum("transfers_out__cents")):
        sums[row["id"]] -= row["s"] or 0
    wrong = [pk for pk, balance in Account.objects.values_list("id", "balance") if sums[pk] != balance]
    return Account.objects.filter(pk__in=wrong).annotate(stated=F("balance"))
