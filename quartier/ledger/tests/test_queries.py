import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.kit.errors import Refused
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import statement, transfers, wrong_balances

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
MOVES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(-5, 6_000), st.integers(0, 9)), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_the_sum_is_zero_and_every_balance_its_own_sum(new_books, moves):
    books = new_books(10_000)
    accounts = [books.world, books.pot, books.paid]
    told = dict.fromkeys(range(3), 0) | {0: -10_000, 1: 10_000}
    for source, target, cents, day in moves:
        possible = source != target and cents > 0 and (source == 0 or told[source] >= cents)
        try:
            books.pay(cents, accounts[source], accounts[target], booked_on=DAY + dt.timedelta(days=day))
        except Refused:
            assert not possible
        else:
            assert possible
            told[source], told[target] = told[source] - cents, told[target] + cents
    assert books.balances() == tuple(told.values()) and sum(told.values()) == 0
    assert not wrong_balances()
    for number, account in enumerate(accounts):
        lines = statement(account)
        assert (lines[-1].balance if lines else 0) == told[number]


def test_a_page_of_a_statement_reads_its_lines_and_begins_with_what_stood_before(books, django_assert_num_queries):
    for day in range(30):
        books.pay(day + 1, booked_on=DAY + dt.timedelta(days=day % 7))
    lines = list(statement(books.pot))
    pages = statement(books.pot)
    assert len(pages) == len(lines) == 31 and pages[-1] == lines[-1]
    for start, stop in ((0, 10), (10, 20), (30, 40), (31, 40)):
        with django_assert_num_queries(2 if 0 < start < 31 else 1):
            assert pages[start:stop] == lines[start:stop]


def test_a_statement_runs_in_the_order_of_booking(books):
    books.pay(300, booked_on=DAY + dt.timedelta(days=1))
    books.pay(200, booked_on=DAY)
    assert [(line.change, line.balance) for line in statement(books.pot)] == [
        (10_000, 10_000), (-200, 9_800), (-300, 9_500),
    ]  # fmt: skip
    assert [line.balance for line in statement(books.paid)] == [200, 500]


def test_transfers_of_several_accounts_come_once_in_one_query(books, django_assert_num_queries):
    books.pay(300)
    with django_assert_num_queries(1):
        found = list(transfers([books.pot.pk, books.paid.pk]))
        assert [(row.source.title, row.target.title) for row in found] == [("Welt", "Topf"), ("Topf", "Ausgezahlt")]
        assert all(row.entry.actor is None for row in found)
    assert len(found) == Transfer.objects.count()


def test_a_forged_balance_is_found(books, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "touched", set(), raising=False)
    Account.objects.filter(pk=books.pot.pk).update(balance=10_001)
    assert list(wrong_balances()) == [books.pot]
