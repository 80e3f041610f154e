"""Money that came in beside the grant: noted, summed by kind, taken back by a row of its own."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending import actions, queries, states
from quartier.spending.models import Income
from tests.cast import without_action


def note(office, kind=states.DONATION, cents=64_000, **more):
    given = {"payer": "Bäckerei Krume", "received_on": dates.today(), "by": office.owner, **more}
    return actions.note_income(grant=office.grant, kind=kind, cents=cents, **given)


def test_nothing_entered_says_so(office):
    found = queries.incomes(office.grant)
    assert (found.own, found.others, found.entered) == (0, [], False)


def test_own_money_is_one_sum_and_others_are_told_by_kind_and_plan(office, django_assert_num_queries):
    note(office, states.OWN_MONEY, 10_000)
    note(office, states.OWN_MONEY, 5_001)
    note(office, cents=64_000)
    note(office, cents=1_000, planned=True)
    note(office, cents=2_000, payer="Kiosk")
    with django_assert_num_queries(1):
        found = queries.incomes(office.grant)
    assert found.own == 15_001 and found.entered
    assert sorted(found.others) == [(states.DONATION, 1_000, True), (states.DONATION, 66_000, False)]
    assert found.others_cents == 67_000


def test_an_income_taken_back_drops_out_and_both_rows_stay(office):
    row = note(office)
    back = actions.reverse_income(income=row, by=office.clara)
    assert actions.reverse_income(income=row, by=office.owner) == back and back.cents == -64_000
    assert Income.objects.count() == 2 and not queries.incomes(office.grant).entered
    with pytest.raises(Refused, match="schon eine Rücknahme"):
        actions.reverse_income(income=back, by=office.clara)


def test_a_double_click_is_one_income(office):
    assert note(office) == note(office) and Income.objects.count() == 1


def test_after_a_reversal_the_same_facts_are_a_new_income(office):
    actions.reverse_income(income=note(office), by=office.owner)
    note(office)
    assert queries.incomes(office.grant).others == [(states.DONATION, 64_000, False)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "lottery"}, "was für Geld"), ({"cents": 0}, "über 0,00"), ({"payer": " "}, "von wem"),
        ({"received_on": dt.date(2999, 1, 1)}, "Zukunft"), ({"received_on": dt.date(1990, 1, 1)}, "Jahr"),
    ],
)  # fmt: skip
def test_an_income_with_wrong_facts_is_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        note(office, **wrong)


def test_strangers_note_nothing_and_nobody_while_it_is_settled(office, dieter):
    with pytest.raises(Refused, match="können Sie nichts einreichen"):
        note(office, by=dieter)
    row = note(office)
    office.accepted()
    office.submitted()
    with pytest.raises(Refused, match="liegt beim Quartiersbüro"):
        note(office, cents=1)
    with pytest.raises(Refused, match="liegt beim Quartiersbüro"):
        actions.reverse_income(income=row, by=office.owner)


def test_a_sum_below_zero_needs_a_row_it_reverses(office):
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Income.objects.create(
            grant=office.grant, kind=states.OWN_MONEY, cents=-1, received_on=dates.today(), by=office.clara
        )
