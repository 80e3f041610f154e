"""„So wird gerechnet“ adds up to the cent, whatever the rules and the case."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quartier.funding.rules import settle
from quartier.funding.tests.test_calculation import CASES, FIFTY, RULES, case
from quartier.spending.rules.calculated import MINUS, reached, steps_of


@given(st.sampled_from(sorted(RULES.values(), key=lambda rules: (rules.key, rules.version))), CASES)
@settings(max_examples=300, deadline=None)
def test_the_steps_lead_to_the_grant(rules, one):
    outcome = settle(rules, one)
    *steps, last = steps_of(rules, one, outcome)
    assert reached(steps) == last.cents == outcome.grant
    assert all(step.cents < 0 for step in steps if step.how == MINUS)


def test_what_the_public_part_cuts_is_a_step():
    one = case("voll", "1500", planned="2000", spent="2000")
    assert [step.cents for step in steps_of(FIFTY, one, settle(FIFTY, one))] == [200_000, -100_000, 100_000]
