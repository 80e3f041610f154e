"""Actions, flows and numbers. Guards, bumps and savepoints of ``action`` are tried in tests/house/test_writes.py."""

import itertools

import pytest
from django.db import connection, transaction

from quartier.history.actions import action, begin_thread, flow, next_number, record, touch
from quartier.history.models import Entry, Flow, Scope, Series, Thread
from quartier.kit.errors import Refused
from tests.race import kinds, race

joined = action(flow)
began = action(begin_thread)
numbered = action(next_number)


@action
def make_scope():
    return Scope.objects.create()


@pytest.fixture
def scope(db):
    return make_scope()


@pytest.fixture
def threads(scope):
    return [began(scope=scope) for _ in range(4)]


def version(scope):
    return Scope.objects.values_list("version", flat=True).get(pk=scope.pk)


# action -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_an_action_inside_a_transaction_of_a_view_is_a_fault():
    """Its bump would not be the last thing before the commit."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        make_scope()
    assert getattr(connection, "touched", None) is None and make_scope().pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_after_an_error_of_any_kind_the_next_action_is_an_outermost_one(scope, error):
    @action
    def breaks():
        touch(scope.pk)
        raise error

    before = version(scope)
    with pytest.raises(error):
        breaks()
    assert connection.touched is None and version(scope) == before and not connection.in_atomic_block

    @action
    def works():
        touch(scope.pk)

    works()
    assert version(scope) > before


@pytest.mark.django_db(transaction=True)
def test_a_refusal_caught_inside_keeps_what_was_touched(scope):
    @action
    def inner():
        touch(scope.pk)
        raise Refused("Nein.")

    @action
    def outer():
        with pytest.raises(Refused):
            inner()
        return connection.touched

    before = version(scope)
    assert outer() == {scope.pk} and version(scope) > before, "one needless bump, never a missing one"


@pytest.mark.postgres  # SQLite has one writer at a time
@pytest.mark.django_db(transaction=True)
def test_another_thread_is_not_inside_this_action(scope):
    @action
    def outer():
        return race(1, lambda index: make_scope())

    assert kinds(outer()) == {"Scope": 1}


@pytest.mark.django_db(transaction=True)
def test_opposite_scopes_never_wait_crosswise(scope):
    scopes = [scope, make_scope()]

    @action
    def both(*, index):
        for one in scopes if index % 2 else reversed(scopes):
            touch(one.pk)

    before = [version(one) for one in scopes]
    assert kinds(race(12, lambda index: [both(index=index) for _ in range(5)])) == {"list": 12}
    assert all(version(one) >= number + 60 for one, number in zip(scopes, before, strict=True))


# record -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_entry_tells_who_did_what_to_which_row(scope, threads, ayse):
    @action
    def act(**facts):
        return record(scope=scope, verb="tried", row=threads[0], **facts)

    entry = act(by=ayse, thread=threads[1], because="darum", public=True)
    assert (entry.kind, entry.row, entry.actor, entry.thread) == ("history.thread", threads[0].pk, ayse, threads[1])
    assert entry.public and entry.because == "darum"

    class Anonymous:
        is_authenticated = False

    assert act(by=Anonymous()).actor is None and act().thread is None


@pytest.mark.django_db
def test_numbers_stand_for_rows(scope, threads):
    @action
    def act():
        return record(scope=scope.pk, verb="tried", row=scope, thread=threads[0].pk)

    assert act().scope == scope and Entry.objects.get().thread_id == threads[0].pk


# flow -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_join_is_one_however_often_it_is_asked_for(threads):
    first, again = joined(source=threads[0], target=threads[1]), joined(source=threads[0], target=threads[1])
    assert first == again and Flow.objects.count() == 1


@pytest.mark.django_db
def test_a_circle_is_refused_at_any_length(threads):
    for source, target in itertools.pairwise(threads):
        joined(source=source, target=target)
    for source in threads:
        with pytest.raises(Refused):
            joined(source=source, target=threads[0])
    assert Flow.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_join_crosswise_at_once_make_no_circle():
    scope = make_scope()
    one, other = began(scope=scope), began(scope=scope)
    ends = [(one, other), (other, one)]
    found = race(10, lambda i: joined(source=ends[i % 2][0], target=ends[i % 2][1]))
    assert kinds(found) == {"Flow": 5, "Refused": 5} and Flow.objects.count() == 1


# numbers ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_numbers_run_by_scope_and_series(scope):
    other = make_scope()
    found = [
        numbered(scope=s, series=n) for s, n in [(scope, "a"), (scope, "a"), (scope, "b"), (other, "a"), (scope, "a")]
    ]
    assert found == [1, 2, 1, 1, 3]


@pytest.mark.django_db
def test_a_number_of_a_broken_action_is_given_again(scope):
    @action
    def breaks():
        next_number(scope=scope, series="a")
        raise Refused("Nein.")

    with pytest.raises(Refused):
        breaks()
    assert numbered(scope=scope, series="a") == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_under_threads():
    scope = make_scope()

    @action
    def take(*, fails):
        number = next_number(scope=scope, series="ideas")
        if fails:
            raise Refused("Nein.")
        return number

    found = race(40, lambda index: take(fails=index % 4 == 3))
    assert sorted(n for n in found if isinstance(n, int)) == list(range(1, 31))
    assert kinds(found) == {"int": 30, "Refused": 10} and Series.objects.get().last == 30


def test_a_thread_belongs_to_a_scope(scope):
    assert began(scope=scope.pk).scope == scope and Thread.objects.count() == 1
