"""Rules are read and expanded: by the clock on the wall, finite in effort, refused in sentences."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quartier.events import rules
from quartier.kit.errors import Refused

BERLIN = ZoneInfo("Europe/Berlin")
LONG = dt.timedelta(days=548)


def at(year, month, day, hour=10, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def walls(rule, first, until=None, **more):
    found = rules.occurrences(rule, first, until or first + LONG, **more)
    return [f"{moment.astimezone(BERLIN):%d.%m. %H:%M}" for moment in found]


def test_ten_o_clock_stays_ten_o_clock_in_summer_and_in_winter():
    assert walls("FREQ=WEEKLY;BYDAY=TU;COUNT=3", at(2026, 3, 24)) == ["24.03. 10:00", "31.03. 10:00", "07.04. 10:00"]
    assert walls("FREQ=DAILY;COUNT=3", at(2026, 10, 24)) == ["24.10. 10:00", "25.10. 10:00", "26.10. 10:00"]


def test_a_moment_the_clock_skips_is_no_date_and_is_not_counted():
    assert walls("FREQ=DAILY;COUNT=3", at(2026, 3, 28, 2, 30)) == ["28.03. 02:30", "30.03. 02:30", "31.03. 02:30"]


def test_an_hour_that_comes_twice_has_one_date():
    found = rules.occurrences("FREQ=DAILY;COUNT=3", at(2026, 10, 24, 2, 30), at(2026, 11, 1))
    assert [moment.isoformat() for moment in found] == [
        "2026-10-24T00:30:00+00:00", "2026-10-25T00:30:00+00:00", "2026-10-26T01:30:00+00:00",
    ]  # fmt: skip


def test_days_are_left_out_and_added_and_left_out_days_count():
    out = [rules.text_of(at(2026, 12, 22), "Europe/Berlin")]
    more = [rules.text_of(at(2026, 12, 23, 15), "Europe/Berlin"), rules.text_of(at(2026, 12, 15), "Europe/Berlin")]
    found = walls("FREQ=WEEKLY;COUNT=4", at(2026, 12, 8), left_out=out, added=more)
    assert found == ["08.12. 10:00", "15.12. 10:00", "23.12. 15:00", "29.12. 10:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261229T090000Z", "29.12."),
        ("20261229T085959Z", "22.12."),
        ("20261229", "29.12."),
        ("20261229T100000", "29.12."),
    ],
)
def test_the_end_is_read_in_utc_on_the_wall_and_as_a_whole_day(until, last):
    assert walls(f"FREQ=WEEKLY;UNTIL={until}", at(2026, 12, 8))[-1].startswith(last)


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ", "FREQ=", "FREQ=HOURLY", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;COUNT=-3",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=bald",
        "FREQ=WEEKLY;UNTIL=20261350", "INTERVAL=2", "FREQ=WEEKLY;X-TEST=1", "FREQ=SECONDLY", "FREQ=YEARLY;BYEASTER=1",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40,50", "<b>FREQ=WEEKLY</b>", "FREQ=WEEKLY\nFREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=77", "FREQ=YEARLY;BYMONTH=44",
    ],
)  # fmt: skip
def test_a_rule_that_is_none_is_refused(rule):
    with pytest.raises(Refused):
        rules.occurrences(rule, at(2026, 12, 8), at(2027, 12, 8))


@pytest.mark.parametrize(
    "zone", ["Mond/Krater", "", "../../etc/passwd", "Europe", "x" * 500, "W. Europe Standard Time"]
)
def test_a_zone_nobody_knows_is_refused(zone):
    with pytest.raises(Refused, match="Zeitzone"):
        rules.zone_of(zone)


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_that_never_comes_costs_no_time(rule):
    began = time.process_time()
    assert len(rules.occurrences(rule, at(2026, 12, 8), at(2028, 6, 1))) == 1, "its first date always counts"
    assert time.process_time() - began < 3  # of the processor: milliseconds, or 5 s to walk through all the years


def test_many_are_cut_where_enough_is_asked_for():
    assert len(rules.occurrences("FREQ=DAILY", at(2026, 1, 1), at(2199, 1, 1), most=400)) == 400


def test_a_date_lasts_as_long_by_the_clock_on_the_wall():
    first, end = at(2026, 10, 17, 22), at(2026, 10, 18, 6)
    night = rules.lasting(at(2026, 10, 24, 22).astimezone(dt.UTC), first, end)
    assert night.astimezone(BERLIN).isoformat() == "2026-10-25T06:00:00+01:00"


def test_a_series_begins_on_the_first_day_of_its_rule():
    monday = at(2026, 12, 7)
    assert rules.aligned("FREQ=WEEKLY;BYDAY=TU", monday) == at(2026, 12, 8)
    assert rules.aligned("FREQ=MONTHLY;BYDAY=1TU", monday) == at(2027, 1, 5)
    with pytest.raises(Refused):
        rules.aligned("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", monday)


@pytest.mark.parametrize(
    ("rule", "days", "after"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", 1, "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=SU,MO", 2, "FREQ=WEEKLY;BYDAY=TU,WE"),
        ("FREQ=WEEKLY", 3, "FREQ=WEEKLY"),
        ("FREQ=DAILY;INTERVAL=3", -2, "FREQ=DAILY;INTERVAL=3"),
        ("FREQ=MONTHLY;BYDAY=1TU", 0, "FREQ=MONTHLY;BYDAY=1TU"),
    ],
)
def test_a_rule_moves_by_days(rule, days, after):
    assert rules.moved(rule, days) == after


def test_the_first_tuesday_of_a_month_does_not_move():
    with pytest.raises(Refused, match="Regel der Reihe"):
        rules.moved("FREQ=MONTHLY;BYDAY=1TU", 1)


def test_an_ended_rule_has_no_date_from_that_moment_on():
    first = at(2026, 12, 8)
    for rule in ("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=20", "FREQ=WEEKLY;UNTIL=20271231"):
        assert walls(rules.ended(rule, at(2026, 12, 29)), first)[-1] == "22.12. 10:00"
    assert (
        rules.ended("FREQ=DAILY", dt.datetime(2026, 12, 9, tzinfo=BERLIN), all_day=True) == "FREQ=DAILY;UNTIL=20261208"
    )


FREQUENT = st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYMONTHDAY=31"])  # fmt: skip
MOMENTS = st.datetimes(min_value=dt.datetime(2020, 1, 1), max_value=dt.datetime(2035, 12, 31))


@settings(max_examples=150, deadline=None)
@given(FREQUENT, MOMENTS, st.integers(1, 4), st.integers(1, 60))
def test_every_date_is_at_the_same_time_on_the_wall(rule, wall, every, count):
    wall = wall.replace(second=0, microsecond=0)
    first = wall.replace(tzinfo=BERLIN)
    assume(first.astimezone(dt.UTC).astimezone(BERLIN).replace(tzinfo=None) == wall)  # not in the hour that is skipped
    found = rules.occurrences(f"{rule};INTERVAL={every};COUNT={count}", first, first + dt.timedelta(days=36_500))
    assert found[0] == first and found == sorted(set(found)) and len(found) == count
    assert {moment.astimezone(BERLIN).time() for moment in found} == {wall.time()}


WEEKDAY = st.sampled_from(rules.DAYS)
PLAIN = st.lists(WEEKDAY, min_size=1, max_size=3, unique=True).map(",".join)
NUMBERED = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), WEEKDAY).map(lambda pair: f"{pair[0]}{pair[1]}"),
    min_size=1, max_size=2, unique=True,
).map(",".join)  # fmt: skip


def numbers(low, high):
    return st.lists(st.integers(low, high).filter(bool), min_size=1, max_size=3, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


@st.composite
def any_rules(draw):
    """Rules dateutil and we understand alike: it joins plain and numbered weekdays by „and“, RFC 5545 by „or“."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    counted = frequency in ("MONTHLY", "YEARLY")
    choices = {
        "INTERVAL": st.integers(1, 5).map(str),
        "BYMONTH": numbers(1, 12),
        "BYDAY": st.one_of(PLAIN, NUMBERED) if counted else PLAIN,
        "BYHOUR": numbers(1, 23),
        **({"BYMONTHDAY": numbers(-31, 31)} if frequency != "WEEKLY" else {}),
        **({"BYSETPOS": numbers(-4, 4)} if counted else {}),
        **({"BYYEARDAY": numbers(-366, 366)} if frequency == "YEARLY" else {}),
    }
    names = draw(st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=3))
    return ";".join([f"FREQ={frequency}", *(f"{name}={draw(choices[name])}" for name in names)])


YEARS = dt.timedelta(days=1500)


@settings(max_examples=300, deadline=None)
@given(any_rules(), MOMENTS)
def test_moments_are_those_of_dateutil(rule, wall):
    """Without zones; theirs is asked for as many as ours has, because alone it runs to the year 9999."""
    wall = wall.replace(minute=0, second=0, microsecond=0)
    ours = list(rules.walls(rules.parse(rule), wall, wall + YEARS))
    assert ours == sorted(set(ours))
    assume(ours)
    assert list(rrulestr(f"{rule};COUNT={len(ours)}", dtstart=wall)) == ours


@settings(max_examples=100, deadline=None)
@given(FREQUENT, MOMENTS, st.integers(0, 20))
def test_a_rule_ended_before_a_date_and_gone_on_from_it_has_the_same_dates(rule, wall, cut):
    first = rules.aligned(rule, wall.replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=BERLIN))
    whole = rules.occurrences(f"{rule};COUNT=30", first, first + dt.timedelta(days=4000))
    edge = whole[cut]
    before = rules.occurrences(rules.ended(f"{rule};COUNT=30", edge), first, first + dt.timedelta(days=4000))
    after = rules.occurrences(rules.rest(f"{rule};COUNT=30", cut), edge, first + dt.timedelta(days=4000))
    assert (before if cut else []) + after == whole


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_rule_or_refused(text):
    try:
        rule = rules.join(rules.parse(text))
    except Refused:
        return
    assert rules.join(rules.parse(rule)) == rule
