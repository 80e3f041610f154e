"""Series are begun, carried on, thinned out, added to and ended; what somebody relies on never vanishes."""

import datetime as dt
from itertools import pairwise

import pytest

from quartier.areas.queries import area_stamp
from quartier.events import actions, rules, states
from quartier.events.models import Event, EventSeries
from quartier.events.tests.conftest import MONDAY, sign_up
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("that_monday")


def days(series: EventSeries) -> list[str]:
    rows = series.events.order_by("occurrence_at")
    return [f"{dates.local(row.starts_at):%d.%m.%Y %H:%M}" for row in rows]


def test_a_series_without_end_reaches_eighteen_months_and_keeps_its_hour(begin):
    series = begin()
    rows = list(series.events.order_by("starts_at"))
    assert len(rows) == 79 and {dates.local(row.starts_at).hour for row in rows} == {10}
    assert {dates.local(row.ends_at).hour for row in rows} == {12} and {row.uid for row in rows} == {series.uid}
    assert [row.number for row in rows] == list(range(1, 80)) and all(r.occurrence_at == r.starts_at for r in rows)
    assert series.made_until == dates.at(dt.date(2028, 6, 7))
    assert Entry.objects.get(kind="events.eventseries").facts == {"dates": 79}


def test_a_series_with_an_end_is_made_and_done(begin):
    series = begin("FREQ=WEEKLY;COUNT=4")
    assert days(series) == ["08.12.2026 10:00", "15.12.2026 10:00", "22.12.2026 10:00", "29.12.2026 10:00"]
    assert series.made_until is None and actions.carry_on(series=series) == 0


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=10000", "FREQ=DAILY;COUNT=401", "FREQ=DAILY;UNTIL=20991231"])
def test_ten_thousand_dates_are_refused_in_a_sentence(begin, rule):
    with pytest.raises(Refused, match="mehr als 400 Termine"):
        begin(rule)
    assert not EventSeries.objects.exists() and not Event.objects.exists()


def test_every_day_without_end_is_made_as_far_as_four_hundred_dates_and_carried_on(begin):
    series = begin("FREQ=DAILY", day=MONDAY)
    assert series.events.count() == 400 and series.made_until == series.events.latest("starts_at").starts_at
    assert actions.carry_on(series=series) == 0
    with dates.clock_at(dates.at(MONDAY + dt.timedelta(days=30), 23)):
        assert actions.carry_on(series=EventSeries.objects.get()) == 31
        assert series.events.filter(starts_at__gt=dates.now()).count() == 400


def test_the_night_carries_a_series_on_once_without_a_gap(begin):
    series = begin()
    with dates.clock_at(dates.at(dates.add_months(MONDAY, 3), 3)):
        made = actions.carry_on(series=series)
        assert made == 13 and actions.carry_on(series=series) == 0
    moments = list(series.events.order_by("occurrence_at").values_list("occurrence_at", flat=True))
    assert {(b.date() - a.date()).days for a, b in pairwise(moments)} == {7}


def test_an_old_calendar_brings_only_what_is_still_to_come(begin):
    series = begin("FREQ=WEEKLY", day=dt.date(2010, 1, 5), make_from=dates.now(), uid="alt@anderswo")
    assert days(series)[0] == "08.12.2026 10:00" and series.uid == "alt@anderswo"
    with pytest.raises(Refused, match="gibt es schon"):
        begin(uid="alt@anderswo")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rule": "FREQ=WEEKLY;BYDAY=XX"}, "nicht lesbar"),
        ({"zone": "Mond/Krater"}, "Zeitzone"),
        ({"hours": -1}, "nach dem Beginn"),
        ({"hours": 9000}, "höchstens ein Jahr"),
        ({"rule": "FREQ=WEEKLY;BYDAY=" + ",".join(["TU"] * 300)}, "zu lang"),
    ],
)
def test_what_is_no_series_is_refused(begin, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        begin(**wrong)
    assert not Event.objects.exists()


def test_a_day_is_left_out_and_added(begin, clara):
    series = begin("FREQ=WEEKLY;COUNT=3")
    actions.leave_out(event=series.events.get(number=2), by=clara)
    with pytest.raises(Refused, match="schon einen Termin"):
        actions.add_day(series=series, starts_at=dates.at(dt.date(2026, 12, 8), 10), by=clara)
    actions.add_day(series=series, starts_at=dates.at(dt.date(2026, 12, 16), 15), by=clara)
    assert days(series) == ["08.12.2026 10:00", "16.12.2026 15:00", "22.12.2026 10:00"]
    series.refresh_from_db()
    assert series.left_out == ["2026-12-15T10:00:00+01:00"] and series.added == ["2026-12-16T15:00:00+01:00"]
    actions.add_day(series=series, starts_at=dates.at(dt.date(2026, 12, 15), 10), by=clara)
    series.refresh_from_db()
    assert series.left_out == [] and len(series.added) == 1 and series.sequence == 3


def test_a_day_somebody_relies_on_is_not_left_out(begin, clara):
    event = begin("FREQ=WEEKLY;COUNT=3").events.get(number=2)
    sign_up(event=event)
    with pytest.raises(Refused, match="sagen Sie ihn ab"):
        actions.leave_out(event=event, by=clara)
    assert Event.objects.count() == 3 and EventSeries.objects.get().left_out == []


def test_a_single_date_leaves_no_series(announce, clara):
    with pytest.raises(Refused, match="keiner Reihe"):
        actions.leave_out(event=announce(), by=clara)


def test_one_date_is_called_off_and_stays_in_its_series(begin, clara):
    event = begin("FREQ=WEEKLY;COUNT=3").events.get(number=2)
    actions.cancel(event=event, reason="Heizung kaputt", by=clara)
    row = Event.objects.get(number=2)
    assert (row.status, row.sequence, row.cancellation.reason) == (states.CANCELLED, 1, "Heizung kaputt")
    assert row.series_id and row.occurrence_at == row.starts_at and Event.objects.count() == 3


def test_a_series_ends_on_a_day_and_the_past_stays(begin, clara):
    series = begin()
    with dates.clock_at(dates.at(dt.date(2026, 12, 20), 8)):
        actions.end_series(series=series, last=dt.date(2026, 12, 31), by=clara)
    assert days(series)[-1] == "29.12.2026 10:00" and len(days(series)) == 4
    series.refresh_from_db()
    assert series.rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225959Z" and series.made_until is None


def test_a_series_that_ends_calls_off_what_somebody_relies_on(begin, clara):
    series = begin("FREQ=WEEKLY;COUNT=4")
    sign_up(event=series.events.get(number=4))
    with pytest.raises(Refused, match="Grund"):
        actions.end_series(series=series, last=dt.date(2026, 12, 15), by=clara)
    assert series.events.count() == 4
    actions.end_series(series=series, last=dt.date(2026, 12, 15), reason="Die Leiterin zieht weg.", by=clara)
    assert days(series) == ["08.12.2026 10:00", "15.12.2026 10:00", "29.12.2026 10:00"]
    assert Event.objects.get(number=4).cancellation.reason == "Die Leiterin zieht weg."
    assert EventSeries.objects.get().added == ["2026-12-29T10:00:00+01:00"]


def test_a_series_that_is_not_public_changes_no_public_page(begin, clara):
    before = area_stamp("lindenhafen")
    series = begin(public=False)
    actions.change_series(series=series, title="Noch geheim", by=clara)
    assert area_stamp("lindenhafen") == before and not Event.objects.filter(public=True).exists()
    actions.change_series(series=series, public=True, by=clara)
    assert area_stamp("lindenhafen") != before and not Event.objects.filter(public=False).exists()


def test_whole_days_end_at_midnight_on_both_sides_of_summer_time(area, clara):
    series = actions.start_series(
        area=area, rule="FREQ=WEEKLY;COUNT=20", title="Ferienspaß", starts_at=dates.at(MONDAY),
        ends_at=dates.at(MONDAY + dt.timedelta(days=1)), place="Hof", all_day=True, by=clara,
    )  # fmt: skip
    for row in series.events.all():
        assert dates.local(row.starts_at).hour == 0 and dates.local(row.ends_at).hour == 0
    lengths = {row.ends_at - row.starts_at for row in series.events.all()}
    assert lengths == {dt.timedelta(days=1)}


def test_a_series_ended_on_a_day_gone_by_keeps_what_was(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=5")
    with dates.clock_at(dates.at(dt.date(2026, 12, 23), 8)):
        actions.end_series(series=series, last=dt.date(2026, 12, 10), by=clara)
    assert days(series) == ["08.12.2026 10:00", "15.12.2026 10:00", "22.12.2026 10:00"]
    series.refresh_from_db()
    assert rules.dates_of(series, until=rules.horizon()) == [
        row.starts_at for row in series.events.order_by("starts_at")
    ]


def test_an_end_later_than_the_last_date_makes_no_dates(begin, clara):
    series = begin("FREQ=WEEKLY;BYDAY=TU;COUNT=2")
    actions.end_series(series=series, last=dt.date(2027, 3, 1), by=clara)
    series.refresh_from_db()
    assert series.rule == "FREQ=WEEKLY;BYDAY=TU;COUNT=2" and len(days(series)) == 2
