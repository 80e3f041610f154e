import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from quartier.history.actions import action, record
from quartier.history.models import Entry, Scope
from quartier.ledger.actions import Posting, open_account, post, reverse
from quartier.ledger.models import Account, Transfer


@action
def _scope() -> Scope:
    return Scope.objects.create()


@action
def _pay(*, postings: list[Posting], booked_on: dt.date | None = None) -> list[Transfer]:
    """An act that posts; the entry is the scope's."""
    return post(postings=postings, entry=_entry(postings[0].source), booked_on=booked_on)


@action
def _back(*, transfer: Transfer) -> Transfer:
    return reverse(transfer=transfer, reason="Irrtum", entry=_entry(transfer.source))


def _entry(account: Account) -> Entry:
    return record(scope=account.scope_id, verb="booked", row=account)


class Books:
    """A pot, filled from the world, and a place for what is paid; sums in cents."""

    def __init__(self, pot: int = 0) -> None:
        self.scope = _scope()
        self.world = open_account(scope=self.scope, kind=Account.WORLD, title="Welt", outside=True)
        self.pot = open_account(scope=self.scope, kind=Account.AVAILABLE, title="Topf")
        self.paid = open_account(scope=self.scope, kind=Account.PAID, title="Ausgezahlt")
        if pot:
            self.pay(pot, self.world, self.pot, booked_on=dt.date(2025, 1, 2))

    def pay(
        self, cents: Any, source: Account | None = None, target: Account | None = None, *,
        booked_on: dt.date | None = None, reason: str = "weil", reverses: Transfer | None = None,
    ) -> Transfer:  # fmt: skip
        posting = Posting(source or self.pot, target or self.paid, cents, reason, reverses=reverses)
        return _pay(postings=[posting], booked_on=booked_on)[0]

    def pay_all(self, *postings: Posting) -> list[Transfer]:
        return _pay(postings=list(postings))

    def back(self, transfer: Transfer) -> Transfer:
        return _back(transfer=transfer)

    def balances(self) -> tuple[int, int, int]:
        """Of the world, the pot and what is paid."""
        found = dict(Account.objects.values_list("pk", "balance"))
        return found[self.world.pk], found[self.pot.pk], found[self.paid.pk]


@pytest.fixture
def new_books(db: None) -> Callable[..., Books]:
    return Books


@pytest.fixture
def books(db: None) -> Books:
    """100,00 € in the pot."""
    return Books(10_000)
