"""What a plan asks for, for any amounts."""

from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.actions.funds import FOLDER
from quartier.funding.rules import read, request

RULES = read((FOLDER / "berlin-aktionsfonds-2021.toml").read_text()).rules


@given(costs=st.lists(st.integers(1, 10**8), max_size=8), means=st.lists(st.integers(1, 10**8), max_size=4))
def test_request_stays_inside_the_cap_for_any_plan(costs, means):
    asked = request(RULES, costs, means)
    assert 0 <= asked.requested <= RULES.cap_per_action.value
    assert asked.requested + asked.over == asked.asked == max(0, asked.total - sum(means))


def test_request_counts_the_flat_rate_and_other_money():
    asked = request(RULES, [33_000, 26_450, 45_600, 15_000, 11_800, 9_600], [])
    assert (asked.flat, asked.asked, asked.requested, asked.over) == (14_145, 155_595, 150_000, 5_595)
    assert request(RULES, [50_000], [10_000]).requested == 45_000
