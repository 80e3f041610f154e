"""All dates to come, or this one and all that follow, change; rows keep their number and what they have of their own."""

import datetime as dt

import pytest

from quartier.events import actions, states
from quartier.events.models import Event, EventSeries
from quartier.events.tests.conftest import MONDAY, sign_up
from quartier.events.tests.test_series import days
from quartier.kit import dates
from quartier.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("that_monday")
TUESDAY = MONDAY + dt.timedelta(days=1)


def nth(series, number):
    return series.events.order_by("occurrence_at")[number - 1]


def test_all_dates_to_come_change_and_own_facts_stay(begin, clara):
    series = begin("FREQ=WEEKLY;COUNT=4")
    actions.change(event=nth(series, 3), title="Sprachcafé mit Gästen", by=clara)
    actions.cancel(event=nth(series, 4), reason="Frei", by=clara)
    with dates.clock_at(dates.at(TUESDAY + dt.timedelta(days=1), 8)):
        actions.change_series(series=series, title="Café der Sprachen", cost="2 €", by=clara)
    rows = series.events.order_by("occurrence_at")
    assert [row.title for row in rows] == ["Sprachcafé", "Café der Sprachen", "Sprachcafé mit Gästen", "Sprachcafé"]
    assert [row.free for row in rows] == [True, False, False, True]
    assert [row.sequence for row in rows] == [0, 1, 2, 1]
    series.refresh_from_db()
    assert (series.sequence, series.title) == (1, "Café der Sprachen")


def test_the_first_date_changes_the_series_itself(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    event = nth(series, 1)
    start = dates.at(TUESDAY + dt.timedelta(days=1), 18)
    same = actions.change_following(event=event, starts_at=start, ends_at=start + dt.timedelta(hours=3), by=clara)
    assert same.pk == series.pk and same.rule == "FREQ=WEEKLY;BYDAY=WE;COUNT=3" and same.sequence == 1
    assert days(same) == ["09.12.2026 18:00", "16.12.2026 18:00", "23.12.2026 18:00"]
    assert sorted(same.events.values_list("number", flat=True)) == [1, 2, 3] and EventSeries.objects.count() == 1
    assert {row.ends_at - row.starts_at for row in same.events.all()} == {dt.timedelta(hours=3)}


def test_a_later_date_splits_the_series_in_two(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=6")
    event = nth(series, 4)
    start = dates.at(dates.local(event.starts_at).date(), 17)
    new = actions.change_following(
        event=event, starts_at=start, ends_at=start + dt.timedelta(hours=2), title="Abendcafé", by=clara
    )
    series.refresh_from_db()
    assert days(series) == ["08.12.2026 10:00", "15.12.2026 10:00", "22.12.2026 10:00"]
    assert days(new) == ["29.12.2026 17:00", "05.01.2027 17:00", "12.01.2027 17:00"]
    assert series.rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229T085959Z" and new.rule == "FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    assert new.uid != series.uid and (series.sequence, new.sequence) == (1, 0)
    rows = new.events.order_by("number")
    assert [row.number for row in rows] == [4, 5, 6] and {row.uid for row in rows} == {new.uid}
    assert {row.title for row in rows} == {"Abendcafé"} and {row.sequence for row in rows} == {1}


def test_what_one_date_has_of_its_own_stays_with_it(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    moved = nth(series, 3)
    own = moved.starts_at + dt.timedelta(days=1)
    actions.change(event=moved, starts_at=own, ends_at=own + dt.timedelta(hours=1), place="Hof", by=clara)
    actions.cancel(event=nth(series, 4), reason="Frei", by=clara)
    start = nth(series, 2).starts_at + dt.timedelta(hours=5)
    new = actions.change_following(
        event=nth(series, 2), starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Küche", by=clara
    )
    rows = list(new.events.order_by("occurrence_at"))
    assert [row.place for row in rows] == ["Küche", "Hof", "Büro"]
    assert days(new) == ["15.12.2026 15:00", "23.12.2026 10:00", "29.12.2026 10:00"]
    assert rows[2].status == states.CANCELLED and rows[2].cancellation.reason == "Frei"
    assert [f"{dates.local(row.occurrence_at):%d. %H}" for row in rows] == ["15. 15", "22. 15", "29. 15"]


def test_another_rule_keeps_the_row_of_the_week_and_drops_what_is_gone(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=6")
    event = nth(series, 1)
    start = dates.at(TUESDAY + dt.timedelta(days=2), 10)
    same = actions.change_following(
        event=event, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=4", starts_at=start,
        ends_at=start + dt.timedelta(hours=2), by=clara,
    )  # fmt: skip
    assert days(same) == ["10.12.2026 10:00", "24.12.2026 10:00", "07.01.2027 10:00", "21.01.2027 10:00"]
    assert sorted(same.events.values_list("number", flat=True)) == [1, 3, 5, 7]
    assert Event.objects.count() == 4


def test_a_day_somebody_relies_on_becomes_an_extra_one(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    sign_up(event=nth(series, 2))
    same = actions.change_following(event=nth(series, 1), rule="FREQ=WEEKLY;INTERVAL=2;COUNT=2", by=clara)
    assert days(same) == ["08.12.2026 10:00", "15.12.2026 10:00", "22.12.2026 10:00"]
    assert same.added == ["2026-12-15T10:00:00+01:00"] and nth(same, 2).shifts.count() == 1


def test_days_left_out_and_added_move_along(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=5")
    actions.leave_out(event=nth(series, 4), by=clara)
    actions.add_day(series=series, starts_at=dates.at(dt.date(2026, 12, 18), 10), by=clara)
    event = nth(series, 2)
    start = event.starts_at + dt.timedelta(hours=2)
    new = actions.change_following(event=event, starts_at=start, ends_at=start + dt.timedelta(hours=2), by=clara)
    assert days(new) == ["15.12.2026 12:00", "18.12.2026 12:00", "22.12.2026 12:00", "05.01.2027 12:00"]
    assert new.left_out == ["2026-12-29T12:00:00+01:00"]
    assert sorted(new.events.values_list("number", flat=True)) == [2, 3, 5, 6]


def test_the_first_tuesday_asks_for_another_rule_instead_of_another_day(begin, clara):
    series = begin("FREQ=MONTHLY;BYDAY=2TU;COUNT=3")
    start = dates.at(TUESDAY + dt.timedelta(days=1), 10)
    with pytest.raises(Refused, match="Regel der Reihe"):
        actions.change_following(event=nth(series, 1), starts_at=start, ends_at=start + dt.timedelta(hours=1), by=clara)
    assert days(series)[0] == "08.12.2026 10:00"


def test_too_many_after_a_change_are_refused_and_nothing_changes(begin, clara):
    series = begin("FREQ=WEEKLY;COUNT=4")
    with pytest.raises(Refused, match="400"):
        actions.change_following(event=nth(series, 3), rule="FREQ=DAILY;COUNT=10000", by=clara)
    assert len(days(series)) == 4 and EventSeries.objects.count() == 1


def test_a_single_date_has_no_following(announce, clara):
    with pytest.raises(Refused, match="keiner Reihe"):
        actions.change_following(event=announce(), title="X", by=clara)


def test_an_endless_series_goes_on_after_the_split(begin, clara):
    series = begin()
    new = actions.change_following(event=nth(series, 10), title="Neu", by=clara)
    assert new.made_until and series.events.count() == 9 and new.events.count() == 70
    with dates.clock_at(dates.at(dates.add_months(MONDAY, 3), 3)):
        assert (
            actions.carry_on(series=new) == 13 and actions.carry_on(series=EventSeries.objects.get(pk=series.pk)) == 0
        )
    assert set(new.events.values_list("title", flat=True)) == {"Neu"}
