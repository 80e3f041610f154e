"""„So wird gerechnet“ adds up to the cent, whatever the rules and the case."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quartier.funding.rules import Case, Income, parameters, read_folder, settle
from quartier.funding.rules import calculation as law
from quartier.spending.rules.calculated import MINUS, reached, steps_of

RULES = {file.rules.key: file.rules for file in read_folder(Path(law.__file__).resolve().parents[1] / "rulesets")}
SUMS = st.integers(0, 2_000_000)
LINES = st.dictionaries(st.sampled_from(["Personal", "Sach", "Miete"]), SUMS, max_size=3)
INCOMES = st.lists(st.builds(Income, st.sampled_from(law.INCOME), SUMS, st.booleans()), max_size=3).map(tuple)
CASES = st.builds(
    Case, st.sampled_from(parameters.TYPES), SUMS, LINES, LINES, rate=st.decimals("0.01", 1, places=6), own_share=SUMS,
    own_brought=SUMS, recurring=st.booleans(), consented=st.frozensets(st.sampled_from(["Sach"])), income=INCOMES,
)  # fmt: skip


@given(st.sampled_from(sorted(RULES)), CASES)
@settings(max_examples=300, deadline=None)
def test_the_steps_lead_to_the_grant(key, case):
    outcome = settle(RULES[key], case)
    *steps, last = steps_of(RULES[key], case, outcome)
    assert reached(steps) == last.cents == outcome.grant
    assert all(step.cents < 0 for step in steps if step.how == MINUS)


def test_what_the_public_part_cuts_is_a_step():
    fifty = RULES["verfuegungsfonds-50"]
    case = Case("voll", 1_500_00, {"Fest": 2_000_00}, {"Fest": 2_000_00})
    steps = steps_of(fifty, case, settle(fifty, case))
    assert [step.cents for step in steps] == [2_000_00, -1_000_00, 1_000_00]


def test_small_changes_and_unrecognised_costs_have_their_steps():
    federal = RULES["bund-anbest-p-2025-09"]
    case = Case(
        "fehlbedarf", 18_000_00, {"Fest": 20_000_00}, {"Fest": 20_900_00}, own_share=2_000_00, own_brought=2_900_00
    )
    steps = steps_of(federal, case, settle(federal, case))
    assert [step.cents for step in steps] == [20_900_00, -900_00, 20_000_00, -2_000_00, 18_000_00]
    share = Case("anteil", 10_000_00, {"Fest": 12_500_00}, {"Fest": 12_000_00}, rate=Decimal("0.8"))
    steps = steps_of(federal, share, settle(federal, share))
    assert [step.cents for step in steps] == [12_000_00, 9_600_00, 400_00, 10_000_00]
