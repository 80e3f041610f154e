import datetime as dt

import pytest

from quartier.areas import actions
from quartier.areas.models import Area
from quartier.areas.queries import area_stamp, city_stamp, desk, find_area, load_area, load_city
from quartier.kit import dates

TUESDAY = dt.date(2026, 11, 24)  # the desk: Tue 10-13 and 15-18, Thu 15-19


def at(day, hour, minute=0):
    return dates.at(day, hour, minute)


@pytest.mark.parametrize(
    ("hour", "minute", "is_open", "until", "changes"),
    [
        (9, 59, False, None, (24, 10)), (10, 0, True, (24, 13), (24, 13)), (12, 59, True, (24, 13), (24, 13)),
        (13, 0, False, None, (24, 15)), (18, 0, False, None, (26, 15)),
    ],
)  # fmt: skip
def test_the_desk_is_open_from_the_minute_to_the_minute(area, hour, minute, is_open, until, changes):
    state = desk(area, at(TUESDAY, hour, minute))
    assert state.open == is_open
    assert state.until == (until and at(dt.date(2026, 11, until[0]), until[1]))
    assert state.changes_at == at(dt.date(2026, 11, changes[0]), changes[1])


def test_closed_days_are_skipped_and_named(area, clara):
    actions.update_office(area=area, by=clara, closures=[["2026-11-24", "2026-11-26", "Umbau"]])
    state = desk(Area.objects.get(pk=area.pk), at(TUESDAY, 11))
    assert not state.open and state.closure == "Umbau" and state.next_open == at(dt.date(2026, 12, 1), 10)


def test_an_office_without_hours_and_a_quarter_without_office(area, clara, city):
    actions.update_office(area=area, by=clara, hours=[])
    state = desk(Area.objects.get(pk=area.pk), at(TUESDAY, 11))
    assert (state.open, state.next_open, state.changes_at) == (False, None, None)
    assert desk(actions.found_area(city=city, name="Ohne"), at(TUESDAY, 11)) is None


def test_summer_time_moves_the_desk(area):
    day = dt.date(2026, 10, 27)  # the Tuesday after the change
    assert desk(area, at(day, 10)).open and at(day, 10).astimezone(dt.UTC).hour == 9


def test_a_page_finds_its_quarter_and_stamp_in_one_query(area, django_assert_num_queries):
    with django_assert_num_queries(1):
        stamp = area_stamp("lindenhafen")
    assert stamp[0] == area.pk and area_stamp("gibt-es-nicht") is None
    with django_assert_num_queries(2):
        found = load_area(stamp)
        assert (found.city.name, found.carrier.name, found.office.town) and [s.logo for s in found.sponsors.all()] == [
            None
        ]
    assert "boundary" in found.get_deferred_fields()


def test_the_team_finds_running_quarters_only(area, city):
    actions.found_area(city=city, name="Nur Grenze")
    assert find_area("lindenhafen") == area and find_area("nur-grenze") is None and find_area("x") is None


@pytest.mark.django_db
def test_an_empty_installation_has_no_city_and_a_stamp():
    assert load_city(city_stamp()) is None and city_stamp() == (None, 0)


def test_a_new_quarter_changes_the_page_of_the_city(city):
    before = city_stamp()
    actions.found_area(city=city, name="Neu")
    assert city_stamp() != before and load_city(before) == city
