import datetime as dt

import pytest

from quartier.history.actions import action, begin_thread, flow, record
from quartier.history.models import Entry, Scope
from quartier.history.queries import of_row, story
from quartier.kit import dates

pytestmark = pytest.mark.django_db


@action
def _threads(*, scope, order):
    threads = {}
    for hour, letter in enumerate(order):
        threads[letter] = begin_thread(scope=scope)
        with dates.clock_at(dt.datetime(2026, 1, 1, hour, tzinfo=dt.UTC)):
            for public in (True, False):
                verb = letter if public else letter.lower()
                record(scope=scope, verb=verb, row=threads[letter], thread=threads[letter], public=public)
    return threads


@action
def _join(*, threads, joins):
    for source, target in joins:
        flow(source=threads[source], target=threads[target])


@action
def _scope():
    return Scope.objects.create()


@pytest.fixture
def threads():
    """Two ideas (I, J) become one application (A), which becomes a project (P) and a second one (Q); X stands alone."""
    found = _threads(scope=_scope(), order="IJAPQX")
    _join(threads=found, joins=["IA", "JA", "AP", "AQ"])
    return found


def told(thread, **how):
    return "".join(story(thread, **how).values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("letter", "whole"),
    [("A", "IJAPQ"), ("I", "IAPQ"), ("J", "JAPQ"), ("P", "IJAP"), ("Q", "IJAQ"), ("X", "X")],
)
def test_a_story_is_told_up_and_down_from_where_it_is_read(threads, letter, whole):
    assert told(threads[letter]) == whole, "the other idea is no part of this idea's story, but of what came of both"


def test_internal_entries_are_told_to_those_who_ask_for_them(threads):
    assert told(threads["P"], internal=True) == "IiJjAaPp"


def test_a_story_is_one_query_in_order_of_time(threads, django_assert_num_queries):
    with django_assert_num_queries(1):
        entries = list(story(threads["A"], internal=True))
    assert entries == sorted(entries, key=lambda entry: (entry.at, entry.pk))


def test_an_entry_is_told_once_where_ways_part_and_meet_again():
    found = _threads(scope=_scope(), order="IABP")
    _join(threads=found, joins=["IA", "IB", "AP", "BP"])
    assert told(found["I"]) == told(found["P"]) == "IABP" and told(found["A"]) == "IAP"


def test_a_circle_that_slipped_in_ends(threads, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "touched", set(), raising=False)
    type(threads["A"].flows_out.first()).objects.create(source=threads["P"], target=threads["I"])
    assert told(threads["A"]) == "IJAPQ"


def test_the_history_of_a_row_is_told_newest_first(threads, django_assert_num_queries):
    row = threads["A"]
    with django_assert_num_queries(1):
        found = list(of_row("history.thread", row.pk))
    assert [entry.verb for entry in found] == ["a", "A"] and Entry.objects.filter(row=row.pk).count() == 2
