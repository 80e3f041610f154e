import datetime as dt
import threading

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from quartier.kit import dates

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2150, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)), ((2027, 12, 31), 2, (2028, 2, 29)), ((2026, 11, 25), -12, (2025, 11, 25)),
        ((2026, 12, 15), 1, (2027, 1, 15)), ((2028, 2, 29), 12, (2029, 2, 28)), ((2026, 1, 15), -1, (2025, 12, 15)),
    ],
)  # fmt: skip
def test_months_end_where_the_day_does_not_exist(day, months, then):
    assert dates.add_months(dt.date(*day), months) == dt.date(*then)


@given(DAYS, st.integers(-240, 240))
def test_months_are_counted_and_the_day_is_kept_or_the_last(day, months):
    then = dates.add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or ((then + dt.timedelta(days=1)).day == 1 and then.day < day.day)


def test_the_clock_stands_where_it_is_set_and_goes_on_afterwards():
    moment = dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC)
    with dates.clock_at(moment):
        assert dates.now() == moment
        assert dates.today() == dt.date(2026, 6, 2), "half past one in the night in Berlin"
        with dates.clock_at(moment + dt.timedelta(days=1)):
            assert dates.now() > moment
        assert dates.now() == moment
    assert abs(dates.now() - timezone.now()) < dt.timedelta(seconds=5)


def test_a_set_clock_is_for_this_thread_alone():
    seen = []
    with dates.clock_at(dt.datetime(2001, 1, 1, tzinfo=dt.UTC)):
        thread = threading.Thread(target=lambda: seen.append(dates.now().year))
        thread.start()
        thread.join()
    assert seen != [2001]


def test_local_time_follows_summer_and_winter():
    summer, winter = dates.at(dt.date(2026, 7, 1), 10), dates.at(dt.date(2026, 12, 1), 10)
    assert summer.astimezone(dt.UTC).hour == 8 and winter.astimezone(dt.UTC).hour == 9
    assert dates.local(winter.astimezone(dt.UTC)).hour == 10


def test_a_day_in_figures_is_written_in_the_language_of_the_page():
    assert dates.figures(dt.date(2026, 3, 4)) == "04.03.2026"
    with translation.override("en"):
        assert dates.figures(dt.date(2026, 3, 4)) == "04/03/2026"
    with translation.override("uk"):
        assert dates.figures(dt.date(2026, 3, 4), "%y") == "04.03.26"


@pytest.mark.parametrize(
    ("day", "land", "due"),
    [
        ("2027-05-06", "", "2027-05-07"),  # Ascension
        ("2027-03-26", "", "2027-03-30"),  # Good Friday to the Tuesday after Easter
        ("2027-03-08", "BE", "2027-03-09"),  # women's day
        ("2027-03-08", "HH", "2027-03-08"),
        ("2028-10-31", "SN", "2028-11-01"),
        ("2028-10-31", "BY", "2028-10-31"),
        ("2026-12-25", "", "2026-12-28"),  # two holidays, then a Sunday
    ],
)
def test_a_period_ends_on_a_working_day_of_the_land(day, land, due):
    assert dates.working_day(dt.date.fromisoformat(day), land) == dt.date.fromisoformat(due)
