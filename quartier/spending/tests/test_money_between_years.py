"""The public money page counts what was carried over or lapsed, and names who decided without a session."""

import datetime as dt
import re

from quartier.funding import actions as funding
from quartier.funding import states
from quartier.kit import dates, pagecache
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


def test_the_table_of_the_pot_adds_up_as_it_is_shown_when_money_came_from_the_year_before(office, fund_year, client):
    first = fund_year.year
    with dates.clock_at(dates.at(dt.date(first + 1, 1, 10), 9)):
        funding.open_year(
            fund=fund_year.fund, year=first + 1, ruleset=fund_year.ruleset, pot_cents=500_00, by=office.clara
        )
        funding.end_year(fund_year=fund_year, carried_cents=1_000_00, by=office.clara)
        for year in (first, first + 1):
            page = client.get(f"/lindenhafen/geld/{year}/").content.decode()
            shown = page.split('id="topf"')[1].split("</dl>")[0].replace("−", "-").replace("\xa0", " ")
            sums = [int(found.replace(".", "").replace(",", "")) for found in re.findall(r"-?[\d.]+,\d\d(?= €)", shown)]
            assert sum(sums[:-1]) == sums[-1] == money_of(office.area, year).available


def test_the_money_page_names_who_decides_on_which_sum_and_no_body_that_does_not(office, fund_year, client):
    where, jury = f"/lindenhafen/geld/{fund_year.year}/", fund_year.fund.committee.name
    funding.set_steps(
        fund=fund_year.fund, by=office.clara,
        steps=[funding.Step(0, states.BY_OFFICE), funding.Step(150_00, states.BY_COMMITTEE, fund_year.fund.committee)],
    )  # fmt: skip
    page = client.get(where).content.decode().replace("\xa0", " ")
    assert "unter 150 €: das Quartiersbüro" in page and f"ab 150 €: {jury}" in page and "kennenlernen" in page
    funding.set_steps(fund=fund_year.fund, steps=[funding.Step(0, states.BY_OFFICE)], by=office.clara)
    pagecache.store.clear()
    page = client.get(where).content.decode()
    assert "das Quartiersbüro" in page and f"<b>{jury}" not in page and "kennenlernen" not in page
