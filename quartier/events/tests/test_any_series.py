"""Whatever is done to a series in whatever order: its dates are those of its rule, and what somebody relies on stays."""

import contextlib
import datetime as dt
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quartier.events import actions, rules, states
from quartier.events.models import Event, EventSeries
from quartier.events.tests.conftest import MONDAY, sign_up
from quartier.kit import dates
from quartier.kit.errors import Refused

which, days, hour = st.integers(0, 30), st.integers(-2, 3), st.integers(0, 22)
RULES = (
    "FREQ=WEEKLY;BYDAY=TU;COUNT=9",
    "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=7",
    "FREQ=DAILY;INTERVAL=3;COUNT=12",
    "FREQ=MONTHLY;COUNT=5",
)
step = st.one_of(
    st.tuples(st.just("leave_out"), which, days, hour),
    st.tuples(st.just("add"), which, days, hour),
    st.tuples(st.just("move_one"), which, days, hour),
    st.tuples(st.just("following"), which, days, hour),
    st.tuples(st.just("rule"), which, days, hour),
    st.tuples(st.just("cancel"), which, days, hour),
    st.tuples(st.just("rely"), which, days, hour),
    st.tuples(st.just("all"), which, days, hour),
    st.tuples(st.just("end"), which, days, hour),
)


def act(by: Any, kind: str, which: int, days: int, hour: int) -> None:
    rows = list(Event.objects.order_by("occurrence_at").select_related("series", "area"))
    if not rows:
        return
    row = rows[which % len(rows)]
    day = dates.local(row.starts_at).date() + dt.timedelta(days=days)
    times = {"starts_at": dates.at(day, hour), "ends_at": dates.at(day, hour + 1)}
    if kind == "leave_out":
        actions.leave_out(event=row, by=by)
    elif kind == "add":
        actions.add_day(series=row.series, starts_at=dates.at(day, hour), by=by)
    elif kind == "move_one":
        actions.change(event=row, by=by, **times)
    elif kind == "following":
        actions.change_following(event=row, by=by, title=f"Um {hour}", **times)
    elif kind == "rule":
        actions.change_following(event=row, by=by, rule=RULES[which % len(RULES)])
    elif kind == "cancel":
        actions.cancel(event=row, reason="Sturm", by=by)
    elif kind == "rely":
        sign_up(event=row)
    elif kind == "all":
        actions.change_series(series=row.series, place=f"Raum {hour}", by=by)
    else:
        actions.end_series(series=row.series, last=day, reason="Schluss", by=by)


def must_hold(relied: set[int]) -> None:
    for series in EventSeries.objects.all():
        rows = set(series.events.values_list("occurrence_at", flat=True))
        assert rows == set(rules.dates_of(series, until=rules.horizon())), "rows and rule say different days"
        assert set(series.events.values_list("uid", flat=True)) <= {series.uid}
    assert relied <= set(Event.objects.values_list("pk", flat=True)), "a date somebody relies on is gone"
    assert not Event.objects.filter(status=states.CANCELLED, cancellation=None).exists()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(rule=st.sampled_from(RULES), steps=st.lists(step, min_size=2, max_size=9))
@example(
    rule="FREQ=MONTHLY;COUNT=5",
    steps=[("cancel", 0, 0, 0), ("end", 0, -1, 0), ("add", 0, -2, 0), ("rely", 0, 0, 0), ("rule", 21, 0, 0)],
)
@example(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=9", steps=[("cancel", 1, 0, 0), ("end", 0, -1, 0), ("rule", 0, 0, 0)])
def test_a_series_says_what_its_dates_say(area, clara, rule, steps):
    attempt = transaction.atomic()
    attempt._from_testcase = True  # actions are durable; this block is thrown away after each example
    with attempt, dates.clock_at(dates.at(MONDAY, 8)):
        start = dates.at(MONDAY + dt.timedelta(days=1), 10)
        end = start + dt.timedelta(hours=1)
        actions.start_series(area=area, rule=rule, title="Treff", starts_at=start, ends_at=end, place="Hof", by=clara)
        for one in steps:
            with contextlib.suppress(Refused):
                act(clara, *one)
            must_hold({event.pk for event in Event.objects.filter(shifts__isnull=False)})
        transaction.set_rollback(True)
