import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection

from quartier.kit import dates, limits

pytestmark = pytest.mark.django_db


def test_count_grows_when_the_same_address_comes_again():
    assert [limits.count("idea", "10.0.0.1", seconds=60) for _ in range(3)] == [1, 2, 3]


def test_count_is_apart_when_the_address_the_thing_or_the_window_differs():
    now = dates.now()
    with dates.clock_at(now):
        assert limits.count("idea", "10.0.0.1", seconds=60) == 1
        assert limits.count("idea", "10.0.0.2", seconds=60) == 1
        assert limits.count("letter", "10.0.0.1", seconds=60) == 1
    with dates.clock_at(now + dt.timedelta(seconds=60)):
        assert limits.count("idea", "10.0.0.1", seconds=60) == 1


def test_address_is_not_kept_when_it_is_counted():
    limits.count("idea", "10.0.0.1", seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert all("10.0.0.1" not in key for (key,) in cursor.fetchall())


def test_cache_goes_on_working_when_counts_lie_in_its_table():
    limits.count("idea", "10.0.0.1", seconds=60)
    cache.set("a", {"b": 1}, 60)
    assert cache.get("a") == {"b": 1}
    cache.clear()
    assert limits.count("idea", "10.0.0.1", seconds=60) == 1
