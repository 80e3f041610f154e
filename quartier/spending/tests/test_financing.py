"""The worked examples of funding.md 4, as law.md corrects them, from the notice to the decision: by the acts the pages use."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from quartier.funding import actions as funding
from quartier.funding import states as funding_states
from quartier.funding.actions import Cost, CostPlan, Means, Terms
from quartier.funding.models import RuleSet
from quartier.kit import dates, links
from quartier.kit.errors import Refused
from quartier.ledger.queries import wrong_balances
from quartier.spending import actions, queries, states
from quartier.spending.models import Reclaim
from quartier.spending.tests.conftest import Office, make_grant

FEDERAL, SAXON = "bund-anbest-p-2025-09", "sachsen-anbest-p-2025"
LINES = (
    ("Personal", 3_000_000),
    ("Honorar", 1_000_000),
    ("Sach", 500_000),
    ("Werbung", 250_000),
    ("Inventar", 250_000),
)


def due() -> dt.date:
    """The office names the day of a refund: these rules name no period."""
    return dates.today() + dt.timedelta(days=30)


@pytest.fixture
def granted(media, area, jury, seats, ayse, clara, carla):
    """An office with a grant by one of the rule sets: ``granted(key, financing, plan, own=…, rate=…)``."""
    funding.load_rulesets()

    def make(key, financing, plan, *, own=0, rate=None):
        fund = funding.found_fund(area=area, name="Projektfonds", slug="projektfonds", committee=jury, by=clara)
        ruleset = RuleSet.objects.filter(key=key).latest("valid_from")
        year = funding.open_year(
            fund=fund, year=dates.today().year, ruleset=ruleset, pot_cents=10_000_000, by=clara
        )  # fmt: skip
        costs = tuple(Cost(title, cents) for title, cents in plan)
        means = (Means(funding_states.OWN, "Kasse", own),) if own else ()
        terms = Terms(financing=financing, rate=rate)
        grant = make_grant(area, year, ayse, clara, plan=CostPlan(costs=costs, means=means), terms=terms)
        office = Office(area, grant, ayse, clara, carla)
        office.again()
        return office

    return make


def income(office, kind, cents):
    actions.note_income(
        grant=office.grant, kind=kind, cents=cents, received_on=dates.today(), payer="Bäckerei",
        purpose="Für das Vorhaben", by=office.owner,
    )  # fmt: skip


def outcome(result):
    return result.grant_cents, result.refund_cents - result.waived_cents


# 7: Anteilfinanzierung ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "donation", "grant", "refund"),
    [
        (1_123_746, 0, 898_997, 101_003),
        (1_310_000, 0, 1_000_000, 0),
        (1_250_000, 100_000, 920_000, 80_000),
        (1_200_000, 0, 1_000_000, 0),  # law.md 10 no. 1: a change of 500,00 reduces nothing
        (1_199_999, 0, 959_999, 40_001),
    ],
)
def test_a_share_falls_with_costs_and_with_new_money(granted, spent, donation, grant, refund):
    office = granted(
        FEDERAL, funding_states.SHARE, [("Projekt", 1_250_000)], own=250_000, rate=Decimal("0.8")
    )  # fmt: skip
    assert office.grant.cents == 1_000_000
    office.paid(1_000_000)
    office.accepted(spent)
    income(office, states.OWN_MONEY, 250_000)
    if donation:
        income(office, states.DONATION, donation)
    assert outcome(office.decided(due_on=due())) == (grant, refund)


# 8: Fehlbedarfsfinanzierung ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "own", "donation", "grant", "refund"),
    [
        (1_945_030, 200_000, 60_000, 1_685_030, 114_970),
        (2_090_000, 200_000, 90_000, 1_800_000, 0),
        (1_945_030, 150_000, 0, 1_745_030, 54_970),
        (2_090_000, 200_000, 0, 1_800_000, 0),
    ],
)
def test_a_deficit_lets_own_money_and_savings_go_first(granted, spent, own, donation, grant, refund):
    office = granted(FEDERAL, funding_states.DEFICIT, [("Projekt", 2_000_000)], own=200_000)
    office.paid(1_800_000)
    office.accepted(spent)
    income(office, states.OWN_MONEY, own)
    if donation:
        income(office, states.DONATION, donation)
    assert outcome(office.decided(due_on=due())) == (grant, refund)


# 9: Festbetrag, and small sums -------------------------------------------------------------------------------------
def test_a_fixed_sum_above_what_was_spent_is_asked_back_by_the_federation(granted):
    office = granted(FEDERAL, funding_states.FIXED, [("Projekt", 150_000)])
    office.paid(150_000)
    office.accepted(132_045)
    result = office.decided(due_on=due())
    assert outcome(result) == (132_045, 17_955) and Reclaim.objects.get().cents == 17_955
    assert "refund_floor" in [note["line"] for note in result.findings]  # nobody confirmed the Federation's limit


def small(granted):
    office = granted(SAXON, funding_states.FIXED, [("Projekt", 300_000)])
    office.paid(300_000)
    office.accepted(282_045)
    return office


def test_a_small_refund_is_waived_and_the_balances_stay_right(granted):
    office = small(granted)
    result = office.decided(due_on=due())
    assert (result.refund_cents, result.waived_cents) == (17_955, 17_955) and not Reclaim.objects.exists()
    assert office.balances() == (0, 0, 300_000, 10_000_000 - 300_000) and not wrong_balances().exists()
    reasons = [row.transfer.reason for row in queries.books(office.again()).bookings]
    assert any("nicht zurückgefordert" in reason for reason in reasons)


def test_a_small_refund_is_asked_back_all_the_same_with_a_reason(granted):
    office = small(granted)
    with pytest.raises(Refused, match="179,55"):
        office.decided(claim_small=True, due_on=due())
    settlement = queries.books(office.again()).settlement
    result = actions.decide_settlement(
        due_on=due(), settlement=settlement, by=office.clara, claim_small=True, reason="Das Geld liegt noch da."
    )
    assert result.waived_cents == 0 and Reclaim.objects.get().cents == 17_955


def test_the_page_proposes_to_waive_and_says_why(granted, client_of):
    office = small(granted)
    office.submitted()
    address = links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)
    html = client_of(office.clara).get(address).content.decode()
    assert "179,55" in html and "Den kleinen Betrag trotzdem zurückfordern" in html
    settle = links.to("spending:team_settle", area=office.area.slug, pk=office.grant.pk)
    data = {"grant_cents": "2.820,45", "reason": "", "claim_small": "on"}
    assert client_of(office.clara).post(settle, data).status_code == 422
    assert client_of(office.clara).post(settle, data | {"claim_small": ""}).status_code == 302
    assert not Reclaim.objects.exists()


# 10: Aktionsfonds --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "flat", "grant"), [(118_437, 11_844, 130_281), (140_000, 14_000, 150_000), (136_365, 13_637, 150_000)]
)
def test_the_flat_rate_lies_inside_the_cap(granted, spent, flat, grant):
    office = granted("berlin-aktionsfonds-2021", funding_states.FULL, [("Material", 140_000)])
    assert office.grant.cents == 150_000
    office.paid(150_000)
    office.accepted(spent)
    result = office.decided(due_on=due())
    assert (result.flat_cents, *outcome(result)) == (flat, grant, 150_000 - grant)


# 11: the line rule -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "recognised", "at_risk"),
    [
        ((2_900_000, 1_190_000, 560_000, 150_000, 200_000), 5_000_000, 0),
        ((3_000_000, 1_000_000, 600_000, 250_000, 250_000), 5_000_000, 0),
        ((2_900_000, 1_000_000, 700_000, 250_000, 150_000), 4_900_000, 100_000),
    ],
)
def test_a_line_above_its_rule_without_consent_is_at_risk(granted, spent, recognised, at_risk):
    office = granted(FEDERAL, funding_states.FULL, LINES)
    for line, cents in enumerate(spent):
        office.accepted(cents, line=line)
    books = queries.books(office.grant)
    assert books.outcome.bears == sum(spent) - recognised
    over = [line.line.title for line in books.lines if any(f.code == "line_over" for f in line.findings)]
    assert over == (["Sach"] if at_risk else [])
    result = office.decided(due_on=due())
    assert (result.recognised_cents, result.at_risk_cents, result.grant_cents) == (recognised, at_risk, recognised)


def test_the_steps_lead_to_the_proposed_sum(granted):
    office = granted(FEDERAL, funding_states.SHARE, [("Projekt", 1_250_000)], own=250_000, rate=Decimal("0.8"))
    office.accepted(1_123_746)
    steps = queries.books(office.grant).steps
    assert [step.cents for step in steps] == [1_123_746, 898_997, 898_997] and steps[-1].how == "sum"
    assert re.search(r"80\s%", steps[1].label)


def test_income_nobody_entered_is_a_finding_and_the_plan_stands_in(granted):
    office = granted(FEDERAL, funding_states.DEFICIT, [("Projekt", 2_000_000)], own=200_000)
    office.accepted(1_900_000)
    books = queries.books(office.grant)
    assert "source_open" in [finding.code for finding in books.findings] and books.outcome.grant == 1_700_000
    income(office, states.OWN_MONEY, 200_000)
    books = queries.books(office.grant)
    assert "source_open" not in [finding.code for finding in books.findings] and books.outcome.grant == 1_700_000
