"""The sums of a settlement, exact to the cent (funding.md §4 no. 10) and for any amounts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.actions.funds import FOLDER
from quartier.funding.rules import Value, flat, proposal, read, request

RULES = read((FOLDER / "berlin-aktionsfonds-2021.toml").read_text()).rules
OLD = replace(RULES, flat_rate=Value(Decimal("0.03"), "bis 2020", True))
CENTS = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize(
    ("accepted", "extra", "grant"),
    [
        (118_437, 11_844, 130_281),
        (140_000, 14_000, 150_000),
        (136_363, 13_636, 149_999),
        (136_364, 13_636, 150_000),
        (136_365, 13_637, 150_000),
        (0, 0, 0),
    ],
)
def test_grant_is_exact_when_receipts_are_accepted(accepted, extra, grant):
    result = proposal(RULES, 150_000, accepted, 150_000)
    assert (result.flat, result.recognised, result.grant) == (extra, accepted + extra, grant)


def test_refund_is_exact_when_less_was_spent_than_paid():
    result = proposal(RULES, 150_000, 118_437, 150_000)
    assert (result.refund, result.remaining, result.borne) == (19_719, 0, 0)


def test_old_flat_rate_gives_the_old_sum():
    assert proposal(OLD, 150_000, 118_437, 0).recognised == 121_990


def test_remaining_is_paid_when_less_was_paid_than_earned():
    result = proposal(RULES, 150_000, 118_437, 100_000)
    assert (result.refund, result.remaining) == (0, 30_281)


def test_costs_above_the_grant_are_borne_by_the_grantee():
    result = proposal(RULES, 100_000, 123_456, 100_000)
    assert (result.grant, result.borne, result.refund, result.remaining) == (100_000, 23_456, 0, 0)


def test_own_money_goes_first_when_there_is_some():
    result = proposal(RULES, 100_000, 90_000, 100_000, others_cents=20_000)
    assert (result.recognised, result.grant, result.refund) == (99_000, 79_000, 21_000)


@given(granted=CENTS, accepted=CENTS, paid=CENTS, others=CENTS)
def test_sums_add_up_for_any_amounts(granted, accepted, paid, others):
    result = proposal(RULES, granted, accepted, paid, others_cents=others)
    assert 0 <= result.grant <= min(granted, RULES.cap_per_action.value)
    assert result.grant == paid + result.remaining - result.refund
    assert min(result.refund, result.remaining) == 0 and result.refund <= paid
    assert result.recognised == accepted + flat(RULES, accepted) == result.accepted + result.flat
    assert result.borne == max(0, accepted - others - result.grant)
    assert all(type(value) is int for value in vars(result).values())


@given(costs=st.lists(st.integers(1, 10**8), max_size=8), means=st.lists(st.integers(1, 10**8), max_size=4))
def test_request_stays_inside_the_cap_for_any_plan(costs, means):
    asked = request(RULES, costs, means)
    assert 0 <= asked.requested <= RULES.cap_per_action.value
    assert asked.requested + asked.over == asked.asked == max(0, asked.total - sum(means))


def test_request_counts_the_flat_rate_and_other_money():
    asked = request(RULES, [33_000, 26_450, 45_600, 15_000, 11_800, 9_600], [])
    assert (asked.flat, asked.asked, asked.requested, asked.over) == (14_145, 155_595, 150_000, 5_595)
    assert request(RULES, [50_000], [10_000]).requested == 45_000
