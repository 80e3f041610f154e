import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.actions import Posting, close
from quartier.ledger.models import Account, PeriodClose, Transfer
from quartier.ledger.queries import wrong_balances
from tests.race import kinds, race

YEAR_END = dt.date(2025, 12, 31)


# posting ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_money_moves_from_one_account_to_another(books):
    transfer = books.pay(2_500)
    assert books.balances() == (-10_000, 7_500, 2_500)
    assert transfer.booked_on == transfer.value_on == dates.today()


@pytest.mark.django_db
@pytest.mark.parametrize("cents", [10_001, 0, -5])
def test_what_cannot_be_is_refused_and_nothing_is_booked(books, cents):
    with pytest.raises(Refused, match="Es wurde nichts gebucht"):
        books.pay(cents)
    assert books.balances() == (-10_000, 10_000, 0) and Transfer.objects.count() == 1


@pytest.mark.django_db
def test_several_transfers_are_booked_together_or_not_at_all(books):
    spent = Posting(books.paid, books.world, 3_000, "verwendet")
    with pytest.raises(Refused, match="reicht das Geld nicht"):
        books.pay_all(spent, Posting(books.pot, books.paid, 3_000, "ausgezahlt"))
    assert books.balances() == (-10_000, 10_000, 0)
    assert len(books.pay_all(Posting(books.pot, books.paid, 3_000, "ausgezahlt"), spent)) == 2
    assert books.balances() == (-7_000, 7_000, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("cents", [10.5, 10.0, True, "100"])
def test_a_fraction_of_a_cent_is_a_fault_of_ours(books, cents):
    with pytest.raises(TypeError):
        books.pay(cents)


@pytest.mark.django_db
def test_money_does_not_stay_where_it_is(books):
    with pytest.raises(Refused):
        books.pay(100, books.pot, books.pot)


@pytest.mark.django_db
def test_raw_sql_cannot_overdraw_either(books, monkeypatch):
    monkeypatch.setattr(connection, "touched", set(), raising=False)
    one = Transfer.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(
            source=books.pot, target=books.paid, cents=10_001, reason="", value_on=one.value_on, entry=one.entry
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=books.pot.pk).update(balance=-1)


# taking back ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_transfer_is_taken_back_by_its_mirror_once(books):
    transfer = books.pay(2_500)
    back = books.back(transfer)
    assert books.balances() == (-10_000, 10_000, 0)
    assert back.reverses == transfer and Transfer.objects.filter(pk=transfer.pk).exists()
    books.pay(2_500)
    with pytest.raises(Refused, match="schon zurückgenommen"):
        books.back(transfer)


@pytest.mark.django_db
def test_money_that_has_moved_on_cannot_be_taken_back(books):
    transfer = books.pay(2_500)
    books.pay(2_500, books.paid, books.world)
    with pytest.raises(Refused, match="reicht das Geld nicht"):
        books.back(transfer)


@pytest.mark.django_db
def test_a_reversal_that_is_none_is_a_fault_of_ours(books):
    transfer = books.pay(2_500)
    for cents, source, target in [(2_400, books.paid, books.pot), (2_500, books.pot, books.paid)]:
        with pytest.raises(ValueError, match="the other way round"):
            books.pay(cents, source, target, reverses=transfer)


# closing ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_closed_year_takes_nothing_more(books, ayse):
    close(scope=books.scope, until=YEAR_END, by=ayse)
    with pytest.raises(Refused, match="abgeschlossen"):
        books.pay(100, booked_on=YEAR_END)
    assert books.pay(100, booked_on=dt.date(2026, 1, 1)).cents == 100


@pytest.mark.django_db
def test_the_target_may_not_be_closed_either_and_other_scopes_are_open(books, new_books, ayse):
    other = new_books(5_000)
    close(scope=other.scope, until=YEAR_END, by=ayse)
    with pytest.raises(Refused, match="abgeschlossen"):
        books.pay(100, books.pot, other.paid, booked_on=YEAR_END)
    assert books.pay(100, booked_on=YEAR_END).cents == 100


@pytest.mark.django_db
def test_only_the_past_is_closed_and_only_forwards(books, ayse):
    with pytest.raises(Refused, match="vorbei"):
        close(scope=books.scope, until=dates.today(), by=ayse)
    close(scope=books.scope, until=YEAR_END, by=ayse)
    for until in (YEAR_END, YEAR_END - dt.timedelta(days=1)):
        with pytest.raises(Refused, match="schon abgeschlossen"):
            close(scope=books.scope, until=until, by=ayse)


# at once ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_thirty_who_want_the_same_hundred_euro(books):
    found = race(30, lambda index: books.pay(1_000))
    assert kinds(found) == {"Transfer": 10, "Refused": 20}
    assert books.balances() == (-10_000, 0, 10_000) and not wrong_balances()


@pytest.mark.django_db(transaction=True)
def test_opposite_transfers_do_not_wait_for_ever(books):
    books.pay(5_000)
    ways = [(books.pot, books.paid), (books.paid, books.pot)]
    found = race(12, lambda index: [books.pay(10, *ways[index % 2]) for _ in range(4)])
    assert kinds(found) == {"list": 12} and books.balances() == (-10_000, 5_000, 5_000)


@pytest.mark.django_db(transaction=True)
def test_a_transfer_is_taken_back_once_however_many_try(books):
    transfer = books.pay(1_000)
    books.pay(5_000)
    assert kinds(race(10, lambda index: books.back(transfer))) == {"Transfer": 1, "Refused": 9}
    assert books.balances() == (-10_000, 5_000, 5_000)


@pytest.mark.django_db(transaction=True)
def test_a_year_is_closed_once_however_many_try(books):
    found = race(8, lambda index: close(scope=books.scope, until=YEAR_END, by=None))
    assert kinds(found) == {"PeriodClose": 1, "Refused": 7} and PeriodClose.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_into_a_year_while_it_is_closed(books):
    """Whoever was booked before the close stands in the sum the closer saw; nobody is booked after it."""
    seen = []

    def work(index):
        if index == 5:
            row = close(scope=books.scope, until=YEAR_END, by=None)
            seen.append(set(Transfer.objects.filter(booked_on__lte=YEAR_END).values_list("pk", flat=True)))
            return row
        return [books.pay(10, booked_on=YEAR_END).pk for _ in range(5)]

    found = race(11, work)
    assert set(kinds(found)) <= {"PeriodClose", "list", "Refused"}
    assert set(Transfer.objects.filter(booked_on__lte=YEAR_END).values_list("pk", flat=True)) == seen[0]
    assert not wrong_balances()
