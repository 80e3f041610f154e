"""Money that came in beside the grant: noted, summed by kind, taken back by a row of its own."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from quartier.funding import states as funding_states
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.models import Grant
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending import actions, queries, states
from quartier.spending.models import Income
from quartier.spending.tests.conftest import make_grant
from tests.cast import without_action


def note(office, kind=states.DONATION, cents=64_000, **more):
    given = {"payer": "Bäckerei Krume", "received_on": dates.today(), "by": office.owner, **more}
    return actions.note_income(grant=office.grant, kind=kind, cents=cents, **given)


PLANNED = CostPlan(
    costs=(Cost("Material", 100_000),),
    means=(
        Means(funding_states.OWN, "Vereinskasse", 10_000), Means(funding_states.OWN, "Beiträge", 5_000),
        Means(funding_states.THIRD, "Stiftung Ring", 20_000), Means(funding_states.INCOME, "", 4_000),
        Means(funding_states.WORK, "Aufbau", 3_000),
    ),
)  # fmt: skip


@pytest.fixture
def planned(office, area, fund_year, ayse, clara):
    """A grant whose plan counts on own money in two lines, a foundation and revenue."""
    office.grant = make_grant(area, fund_year, ayse, clara, title="Hoffest", plan=PLANNED)
    office.again()
    return office


def line(office, kind):
    return office.grant.application.finance_lines.get(kind=kind)


def test_nothing_planned_and_nothing_entered_is_nothing(office):
    found = queries.incomes(office.grant)
    assert (found.own, found.others, found.sources, found.came) == (0, [], [], 0)


def test_own_money_is_one_sum_and_others_are_told_by_kind(office, django_assert_num_queries):
    note(office, states.OWN_MONEY, 10_000)
    note(office, states.OWN_MONEY, 5_001)
    note(office, cents=64_000)
    note(office, cents=2_000, payer="Kiosk")
    office.grant.application.refresh_from_db()
    with django_assert_num_queries(2):
        found = queries.incomes(office.grant)
    assert (found.own, found.others, found.came) == (15_001, [(states.DONATION, 66_000, False)], 81_001)


# What the plan counts on -------------------------------------------------------------------------------------------
def test_one_donation_leaves_the_planned_money_standing(planned):
    note(planned, cents=7_000)
    found = queries.incomes(planned.grant)
    assert found.own == 15_000 and [row.title for row in found.unconfirmed] == [
        "Eigenes Geld", "Stiftung Ring", "Einnahmen",
    ]  # fmt: skip
    assert sorted(found.others) == [
        (states.DONATION, 7_000, False), (states.REVENUE, 4_000, True), (states.THIRD_PARTY, 20_000, True),
    ]  # fmt: skip
    assert found.came == 7_000
    books = queries.books(planned.grant)
    assert [finding.code for finding in books.findings].count("source_open") == 3
    assert books.reckoning.case.own_brought == 15_000


def test_each_source_is_confirmed_by_itself_and_what_comes_above_it_is_new(planned):
    note(planned, states.OWN_MONEY, 15_000, payer="")
    note(planned, states.THIRD_PARTY, 12_000, source=line(planned, "third"), payer="")
    note(planned, states.THIRD_PARTY, 9_500, source=line(planned, "third"), payer="")
    found = queries.incomes(planned.grant)
    assert [row.came for row in found.sources] == [15_000, 21_500, None]
    assert sorted(found.others) == [
        (states.REVENUE, 4_000, True), (states.THIRD_PARTY, 1_500, False), (states.THIRD_PARTY, 20_000, True),
    ]  # fmt: skip
    assert Income.objects.filter(source__isnull=False).first().payer == "Stiftung Ring"


def test_more_donations_than_planned_stay_donations(planned):
    note(planned, states.DONATION, 26_000, source=line(planned, "third"))
    assert (states.DONATION, 6_000, False) in queries.incomes(planned.grant).others


def test_nothing_came_is_said_by_a_row_of_zero_and_told_as_a_finding(planned):
    row = note(planned, states.THIRD_PARTY, 0, source=line(planned, "third"), payer="")
    found = queries.incomes(planned.grant)
    assert (
        found.source(str(line(planned, "third").pk)).came == 0
        and (states.THIRD_PARTY, 20_000, True) not in found.others
    )
    less = [finding for finding in queries.books(planned.grant).findings if finding.code == "source_less"]
    assert [finding.kind for finding in less] == ["warn"] and "Stiftung Ring" in less[0].title
    actions.reverse_income(income=row, by=planned.owner)
    assert queries.incomes(planned.grant).source(str(line(planned, "third").pk)).came is None


@pytest.mark.parametrize(
    ("kind", "cents", "of", "sentence"),
    [
        (states.DONATION, 0, None, "über 0,00"), (states.DONATION, -1, "third", "über 0,00"),
        (states.REVENUE, 100, "third", "anderes Geld"), (states.OWN_MONEY, 100, "income", "anderes Geld"),
        (states.REVENUE, 100, "work", "steht nicht im Plan"), (states.OWN_MONEY, 100, "own", "steht nicht im Plan"),
    ],
)  # fmt: skip
def test_money_that_does_not_fit_its_line_is_refused(planned, kind, cents, of, sentence):
    source = planned.grant.application.finance_lines.filter(kind=of).first() if of else None
    with pytest.raises(Refused, match=sentence):
        note(planned, kind, cents, source=source)


def test_a_line_of_another_grant_is_refused_and_so_is_nothing_after_something(office, planned):
    third = line(planned, "third")
    note(planned, states.THIRD_PARTY, 100, source=third)
    with pytest.raises(Refused, match="schon etwas eingetragen"):
        note(planned, states.THIRD_PARTY, 0, source=third)
    other = Grant.objects.exclude(pk=planned.grant.pk).get()
    with pytest.raises(Refused, match="steht nicht im Plan"):
        actions.note_income(
            grant=other,
            kind=states.THIRD_PARTY,
            cents=1,
            source=third,
            payer="X",
            received_on=dates.today(),
            by=office.owner,
        )


def test_what_nobody_confirmed_stays_with_the_decision(planned):
    planned.paid(50_000)
    planned.accepted(100_000)
    note(planned, states.OWN_MONEY, 15_000)
    result = planned.decided()
    said = [note["line"] for note in result.findings if note["code"] == "source_open"]
    assert said == ["Stiftung Ring", "Einnahmen"] and result.others_cents == 39_000


def test_planned_and_actual_means_stand_side_by_side(planned):
    note(planned, states.OWN_MONEY, 12_000)
    note(planned, cents=7_000)
    planned.paid(50_000)
    rows = [(row.label, row.planned, row.came) for row in queries.books(planned.again()).financing]
    assert rows == [
        ("Diese Förderung", planned.grant.cents, 50_000), ("Eigenes Geld", 15_000, 12_000),
        ("Stiftung Ring", 20_000, None), ("Einnahmen", 4_000, None), ("Spende, nicht geplant", 0, 7_000),
    ]  # fmt: skip


def test_an_income_taken_back_drops_out_and_both_rows_stay(office):
    row = note(office)
    back = actions.reverse_income(income=row, by=office.clara)
    assert actions.reverse_income(income=row, by=office.owner) == back and back.cents == -64_000
    assert Income.objects.count() == 2 and not queries.incomes(office.grant).others
    with pytest.raises(Refused, match="schon eine Rücknahme"):
        actions.reverse_income(income=back, by=office.clara)


def test_a_double_click_is_one_income_and_two_gifts_of_the_same_sum_are_two(office):
    assert note(office) == note(office) and Income.objects.count() == 1
    with dates.clock_at(dates.now() + dt.timedelta(minutes=1)):
        note(office)
    assert queries.incomes(office.grant).others == [(states.DONATION, 128_000, False)]


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


@pytest.mark.parametrize(("kind", "cents"), [(states.OWN_MONEY, -1), (states.DONATION, 0)])
def test_a_sum_below_zero_needs_a_row_it_reverses_and_zero_a_line_of_the_plan(office, kind, cents):
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Income.objects.create(grant=office.grant, kind=kind, cents=cents, received_on=dates.today(), by=office.clara)
