"""Whatever the order of registering, confirming, cancelling and changing the capacity: nobody sits on a seat that is not
there, and no seat is empty while somebody who fits waits."""

import contextlib
from typing import Any

from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quartier.events import actions, queries, states
from quartier.events.models import Event, Registration
from quartier.events.rules import registrations as rules
from quartier.events.tests.registering import ask, seated
from quartier.kit.errors import Refused

who, persons, capacity = st.integers(0, 7), st.integers(1, 4), st.one_of(st.integers(1, 8), st.none())
step = st.one_of(
    st.tuples(st.just("ask"), who, persons),
    st.tuples(st.just("ask"), who, persons),
    st.tuples(st.just("confirm"), who, st.just(1)),
    st.tuples(st.just("confirm"), who, st.just(1)),
    st.tuples(st.just("enter"), who, persons),
    st.tuples(st.just("withdraw"), who, st.just(1)),
    st.tuples(st.just("capacity"), who, capacity),
)


def act(event: Event, by: Any, kind: str, who: int, n: int | None) -> None:
    rows = list(Registration.objects.filter(event=event).order_by("pk"))
    row = rows[who % len(rows)] if rows else None
    if kind == "ask":
        ask(event, f"p{who}", n or 1)
    elif kind == "enter":
        actions.enter(event=event, name=f"Oma {who}", seats_wanted=n or 1, by=by)
    elif kind == "capacity":
        actions.change(event=event, capacity=n, by=by)
    elif kind == "confirm" and row:
        actions.confirm(registration=row)
    elif kind == "withdraw" and row:
        actions.withdraw(registration=row)


def must_hold(event: Event, before: int) -> None:
    event.refresh_from_db()
    taken, left = seated(event), queries.free(event)
    if event.capacity is not None:
        assert taken <= max(event.capacity, before), "more seats than there are, and none of them old"
        assert left == max(0, event.capacity - taken) == queries.seats([event])[event.pk]
    assert not [row for row in queries.waits(event) if rules.fits(row.seats, left)], "a seat is free, somebody waits"
    alive = Registration.objects.filter(event=event, status__in=states.ALIVE).exclude(email="")
    addresses = [email.lower() for email in alive.values_list("email", flat=True)]
    assert len(addresses) == len(set(addresses))
    assert not Registration.objects.filter(event=event, status__in=states.COMING, confirmed_at=None).exists()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(step, min_size=4, max_size=16))
@example(steps=[("enter", 0, 3), ("enter", 1, 3), ("enter", 2, 1), ("withdraw", 0, 1), ("capacity", 0, 8)])
def test_seats_are_right_in_any_order(announce, clara, steps):
    attempt = transaction.atomic()
    attempt._from_testcase = True  # actions are durable; this block is thrown away after each example
    with attempt:
        cache.clear()
        event = announce(registers=True, capacity=3)
        for kind, who, n in steps:
            before = seated(event)
            with contextlib.suppress(Refused):
                act(event, clara, kind, who, n)
            must_hold(event, before)
        transaction.set_rollback(True)


rows = st.lists(st.integers(1, 5), max_size=9)


@given(rows=rows, free=st.integers(0, 12))
def test_the_rule_seats_as_many_in_turn_as_fit(rows, free):
    lucky = rules.move_up(enumerate(rows), free)
    used = sum(rows[index] for index in lucky)
    assert used <= free and lucky == sorted(lucky)
    for index in range(len(rows)):
        before = sum(rows[other] for other in lucky if other < index)
        assert (index in lucky) == (before + rows[index] <= free), "in turn, by what is left when the turn comes"
    assert rules.move_up(enumerate(rows), None) == list(range(len(rows)))
