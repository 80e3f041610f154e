"""The end of a year: the rest goes on or lapses, and the four sums stay the pot."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.funding import actions, queries
from quartier.funding.models import FundYear, YearEnd
from quartier.funding.rules import Value
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.queries import wrong_balances


def next_january(desk):
    return dates.clock_at(dates.at(dt.date(desk.year.year + 1, 1, 10), 9))


def following(desk):
    ruleset = queries.ruleset_for(desk.fund, dates.today())
    return actions.open_year(fund=desk.fund, year=desk.year.year + 1, ruleset=ruleset, pot_cents=500_00, by=desk.clara)


def rules_that_say(desk, value):
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    actions.put_value(draft=draft, name="carry_over", value=value, by=desk.clara)
    actions.enact(draft=draft, fund=desk.fund, valid_from=dates.today(), by=desk.clara)


def pots(desk):
    return {pot.year.year: pot for pot in queries.pots(FundYear.objects.filter(fund=desk.fund))}


def four(pot):
    return pot.used + pot.paid + pot.committed + pot.available


def test_rest_is_carried_and_the_remainder_lapses(desk):
    rules_that_say(desk, Value(True, "Bescheid", True))
    grant = desk.granted()
    with next_january(desk):
        after = following(desk)
        rest = 1_000_000 - grant.cents
        made = actions.end_year(fund_year=desk.year, carried_cents=rest - 300_00, reason="Schreiben", by=desk.clara)
        assert actions.end_year(fund_year=desk.year, carried_cents=1, by=desk.clara) == made, "a second click"
        old, new = pots(desk)[desk.year.year], pots(desk)[after.year]
    assert (made.lapsed_cents, made.into) == (300_00, after)
    assert (old.available, old.committed) == (0, grant.cents) and four(old) == old.total
    assert new.available == 500_00 + rest - 300_00 == new.total == four(new)
    assert not wrong_balances().exists()


def test_what_was_decided_before_the_end_of_a_year_is_granted_from_the_next_pot(desk):
    rules_that_say(desk, Value(True, "Bescheid", True))
    application = desk.decided()
    with next_january(desk):
        after = following(desk)
        actions.end_year(fund_year=desk.year, carried_cents=1_000_000, by=desk.clara)
        end = dates.today() + dt.timedelta(days=30)
        grant = actions.grant(application=application, by=desk.clara, starts_on=dates.today(), ends_on=end)
        old, new = pots(desk)[desk.year.year], pots(desk)[after.year]
    assert grant.fund_year == after and old.available == 0
    assert new.available == 500_00 + 1_000_000 - grant.cents and four(new) == new.total
    assert not wrong_balances().exists()


def test_nothing_is_carried_when_the_rules_say_no(desk):
    rules_that_say(desk, Value(False, "Bescheid, Nr. 3", True))
    with next_january(desk):
        following(desk)
        assert not queries.ending(desk.year).may_carry
        with pytest.raises(Refused, match=r"Grundlage: Bescheid, Nr\. 3"):
            actions.end_year(fund_year=desk.year, carried_cents=1, by=desk.clara)
        made = actions.end_year(fund_year=desk.year, carried_cents=0, by=desk.clara)
    assert (made.lapsed_cents, made.into) == (1_000_000, None)


@pytest.mark.parametrize("value", [None, Value(None, "Anruf", False), Value(True, "Anruf", False)])
def test_open_finding_is_shown_when_the_rules_do_not_say_or_nobody_confirmed(desk, value):
    rules_that_say(desk, value)
    with next_january(desk):
        ending = queries.ending(desk.year)
        assert ("carry_over", "open") in [(one.code, one.kind) for one in ending.findings] and ending.may_carry


def test_end_is_refused_while_the_year_runs_and_for_more_than_there_is(desk):
    with pytest.raises(Refused, match="läuft noch"):
        actions.end_year(fund_year=desk.year, carried_cents=0, by=desk.clara)
    with next_january(desk):
        with pytest.raises(Refused, match="eröffnen Sie zuerst"):
            actions.end_year(fund_year=desk.year, carried_cents=1, by=desk.clara)
        with pytest.raises(Refused, match=r"Im Topf sind noch 10\.000,00"):
            actions.end_year(fund_year=desk.year, carried_cents=1_000_001, by=desk.clara)
    assert not YearEnd.objects.exists()


def test_undecided_applications_are_a_finding_and_no_refusal(desk):
    desk.in_jury()
    desk.granted(title="Fest im Hof")
    with next_january(desk):
        codes = {one.code: one.kind for one in queries.ending(desk.year).findings}
        assert codes["undecided"] == "bad" and codes["unsettled"] == "warn" and codes["no_next_year"] == "warn"
        assert actions.end_year(fund_year=desk.year, carried_cents=0, by=desk.clara)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shares=st.lists(st.integers(0, 100), min_size=1, max_size=4), pot=st.integers(1, 10**9))
def test_four_sums_are_the_pot_whatever_is_carried(desk, shares, pot):
    number = FundYear.objects.count()
    fund = actions.found_fund(
        area=desk.area, name=f"Fonds {number}", slug=f"f{number}", committee=desk.jury, by=desk.clara
    )
    first = desk.year.year
    for offset in range(len(shares) + 1):
        actions.open_year(
            fund=fund, year=first + offset, ruleset=desk.year.ruleset, pot_cents=pot + offset, by=desk.clara
        )
    for offset, share in enumerate(shares):
        with dates.clock_at(dates.at(dt.date(first + offset + 1, 1, 10), 9)):
            year = FundYear.objects.select_related("available", "source", "fund__area__scope").get(
                fund=fund, year=first + offset
            )
            actions.end_year(fund_year=year, carried_cents=year.available.balance * share // 100, by=desk.clara)
    for found in queries.pots(FundYear.objects.filter(fund=fund)):
        assert four(found) == found.total
        year = found.year
        assert found.total == year.pot_cents + year.carried_in - year.carried_out - year.lapsed
    assert not wrong_balances().exists()


def test_page_shows_what_is_left_and_decides_on_it(desk, client_of):
    page = f"/team/lindenhafen/fonds/aktionsfonds/jahresende/{desk.year.year}/"
    found = client_of(desk.clara).get(page)
    assert "läuft noch" in found.content.decode()
    ending = found.context["ending"]
    assert found.context["year"].pot_cents - ending.granted == ending.rest
    with next_january(desk):
        following(desk)
        client = client_of(desk.clara)
        text = client.post(page, {"carried": "20.000,00"}).content.decode()
        assert "Im Topf sind noch" in text and "20.000,00" in text
        client.post(page, {"carried": "4.000,00", "reason": "Schreiben vom 3.1."})
        text = client.get(page).content.decode()
        assert "Schreiben vom 3.1." in text and "6.000,00" in text
        fund = client.get(f"/team/lindenhafen/fonds/aktionsfonds/?jahr={desk.year.year}").content.decode()
        assert "Probe: Summe stimmt" in fund and "Was aus dem Rest wurde" in fund
