"""The public money page counts what was carried over or lapsed, and names who decided without a session."""

import datetime as dt

from quartier.funding import actions as funding
from quartier.funding import states
from quartier.kit import dates
from quartier.spending import queries
from quartier.spending.tests.conftest import PLAN


def granted_alone(office, fund_year):
    """A second grant in the fund, on which the office decided alone."""
    funding.set_steps(fund=fund_year.fund, steps=[funding.Step(0, states.BY_OFFICE)], by=office.clara)
    application = funding.apply(
        fund=fund_year.fund, person=office.grant.application.person, owner=office.owner, title="Blumen", by=office.owner
    )
    start = dates.today() + dt.timedelta(days=50)
    funding.save(
        application=application, version=1, by=office.owner, plan=PLAN, summary="Wir pflanzen.", starts_on=start,
        ends_on=start,
    )  # fmt: skip
    application = funding.submit(application=application, by=office.owner)
    funding.check(application=application, result=states.COMPLETE, by=office.clara)
    funding.decide_alone(application=application, cents=100_00, reason="Klein.", by=office.clara)
    return funding.grant(application=application, by=office.clara)


def money_of(area, year):
    found = queries.money(area, year)
    assert found is not None
    return found


def test_money_adds_up_in_both_years_when_a_rest_was_carried_over(office, fund_year, client):
    granted_alone(office, fund_year)
    first = fund_year.year
    with dates.clock_at(dates.at(dt.date(first + 1, 1, 10), 9)):
        funding.open_year(
            fund=fund_year.fund, year=first + 1, ruleset=fund_year.ruleset, pot_cents=500_00, by=office.clara
        )
        funding.end_year(fund_year=fund_year, carried_cents=1_000_00, by=office.clara)
        for year in (first, first + 1):
            money = money_of(office.area, year)
            assert money.used + money.paid + money.committed + money.available == money.pot
            told = client.get(f"/lindenhafen/geld/{year}.json").json()
            assert told["put_in"] + told["carried_in"] - told["carried_out"] - told["lapsed"] == told["pot"]
        assert (money.pot, money.carried_in) == (1_500_00, 1_000_00)
        page = client.get(f"/lindenhafen/geld/{first}/").content.decode()
        assert "ins nächste Jahr übertragen" in page and "an den Geldgeber zurück" in page
        assert "Probe: Summe stimmt" in page and "Entschieden: Quartiersbüro" in page
        table = client.get(f"/lindenhafen/geld/{first}.csv").content.decode("utf-8-sig")
        assert "Ins nächste Jahr übertragen" in table and "Quartiersbüro" in table
