from dataclasses import replace
from decimal import Decimal

from quartier.funding.rules import Value, belongs_to_inventory, price_step, volunteer_hours
from quartier.funding.tests.test_calculation import BERLIN, BUND, FIFTY, HAMBURG, cents

NRW = replace(  # the state's programme 2,000 x 1,000 euro, as an office would write it down
    FIFTY,
    volunteer_rate=Value(cents("15.00"), "moenchengladbach.de", True),
    volunteer_share=Value(Decimal("0.20"), "moenchengladbach.de", True),
    volunteer_max=Value(cents("200.00"), "moenchengladbach.de", True),
)


def test_a_set_of_chairs_is_one_thing_in_berlin():
    assert belongs_to_inventory(BERLIN, net=cents("49.00"), pieces=8) is True  # 392.00 above 250.00
    assert belongs_to_inventory(BUND, net=cents("49.00"), pieces=8) is False
    assert belongs_to_inventory(BUND, net=cents("800.01")) is True


def test_at_the_limit_a_thing_is_not_listed():
    assert belongs_to_inventory(BERLIN, net=cents("250.00")) is False  # 297.50 gross
    assert belongs_to_inventory(BUND, net=cents("800.00")) is False


def test_where_no_limit_is_named_nobody_knows():
    assert belongs_to_inventory(FIFTY, net=cents("5000.00")) is None


def test_volunteer_hours_count_up_to_the_limits():
    found = volunteer_hours(NRW, minutes=12 * 60, eligible=cents("1000.00"))
    assert (found.worth, found.counts, found.capped) == (cents("180.00"), cents("180.00"), False)
    found = volunteer_hours(NRW, minutes=16 * 60, eligible=cents("1000.00"))
    assert (found.worth, found.counts, found.capped) == (cents("240.00"), cents("200.00"), True)
    assert volunteer_hours(NRW, minutes=50 * 60, eligible=cents("10000.00")).worth == cents("750.00")


def test_hours_count_to_the_cent():
    assert volunteer_hours(NRW, minutes=Decimal("12.33") * 60, eligible=cents("1000.00")).worth == cents("184.95")


def test_the_part_of_the_costs_may_be_the_lower_limit():
    assert volunteer_hours(NRW, minutes=12 * 60, eligible=cents("500.00")).counts == cents("100.00")


def test_hours_have_no_worth_where_no_rate_is_named():
    assert volunteer_hours(BERLIN, minutes=60, eligible=cents("1000.00")) is None


def test_prices_are_compared_above_a_step():
    assert price_step(HAMBURG, net=cents("500.00")) is None
    assert price_step(HAMBURG, net=cents("500.01")).offers == 2
    assert price_step(HAMBURG, net=cents("2500.01")).offers == 3
    assert price_step(BUND, net=cents("15000.00")) is None
