"""The end of a year: the rest goes on or lapses, and the four sums stay the pot."""

import csv
import datetime as dt
import io
import shutil
import subprocess
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.funding import actions, queries
from quartier.funding.models import FundYear, YearEnd
from quartier.funding.rules import Value
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.ledger.actions import close
from quartier.ledger.exports import journal
from quartier.ledger.models import Account, Transfer
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


# Money that comes back into a pot after its end -----------------------------------------------------------------------
def came_back(desk, grant):
    """The year is ended, and a grant of it lowered since: its money is in the pot again."""
    after = following(desk)
    actions.end_year(fund_year=desk.year, carried_cents=0, by=desk.clara)
    actions.amend(grant=grant, cents=grant.cents - 250_00, reason="Weniger Tage", by=desk.clara)
    return after


def test_money_that_came_back_goes_into_the_next_pot_or_back_to_the_funder(desk):
    grant = desk.granted()
    with next_january(desk):
        after = came_back(desk, grant)
        ending = queries.ending(desk.year)
        assert ending.rest == 250_00 and ending.into == after and len(ending.done) == 1
        made = actions.move_on(
            fund_year=desk.year, carried_cents=200_00, seen_cents=250_00, reason="Schreiben", by=desk.clara
        )
        again = actions.move_on(fund_year=desk.year, carried_cents=200_00, seen_cents=250_00, by=desk.clara)
        assert again == made, "a second click"
        old, new = pots(desk)[desk.year.year], pots(desk)[after.year]
    assert (made.lapsed_cents, made.into) == (50_00, after)
    assert (
        old.available == 0 and four(old) == old.total and old.year.lapsed == 1_000_000 - (grant.cents + 250_00) + 50_00
    )
    assert new.available == 700_00 == new.total == four(new)
    assert not wrong_balances().exists() and YearEnd.objects.count() == 2


def test_what_came_back_into_an_ended_pot_raises_no_grant(desk):
    grant = desk.granted()
    with next_january(desk):
        came_back(desk, grant)
        grant.refresh_from_db()
        before = grant.cents
        with pytest.raises(Refused, match="abgeschlossen"):
            actions.amend(grant=grant, cents=before + 1, reason="Mehr Holz", by=desk.clara)
        actions.amend(grant=grant, cents=before - 1_00, reason="Noch weniger", by=desk.clara)
        actions.amend(grant=grant, ends_on=grant.ends_on + dt.timedelta(days=7), reason="Später", by=desk.clara)
        assert queries.ending(desk.year).rest == 251_00, "all of it waits to be carried over or to lapse"
    assert not wrong_balances().exists()


def test_an_over_year_that_nobody_ended_still_raises_a_grant(desk):
    grant = desk.granted()
    with next_january(desk):
        made = actions.amend(grant=grant, cents=grant.cents + 1_00, reason="Mehr Holz", by=desk.clara)
    assert made.new_cents == made.old_cents + 1_00


def told_by_hledger(folder):
    """Cents by account as hledger adds up our journal, after its own checks."""
    if shutil.which("hledger") is None:
        pytest.skip("no hledger (apt install hledger)")
    file = folder / "kassenbuch.journal"
    file.write_text("".join(journal({}, title="Lindenhafen")), encoding="utf-8")
    said = []
    for words in (("check", "--strict"), ("balance", "--flat", "--no-total", "-O", "csv")):
        done = subprocess.run(
            ["hledger", "-f", str(file), *words],
            capture_output=True,
            encoding="utf-8",
            env={"LANG": "C.UTF-8"},
            check=True,
        )
        said.append(done.stdout)
    rows = list(csv.reader(io.StringIO(said[-1])))[1:]
    return {int(name.rsplit("#", 1)[1]): round(Decimal(sum_.removesuffix(" EUR")) * 100) for name, sum_ in rows}


def test_money_that_came_back_is_booked_today_when_its_year_is_closed(desk, tmp_path):
    grant = desk.granted()
    with next_january(desk):
        came_back(desk, grant)
        close(scope=desk.area.scope, until=dt.date(desk.year.year, 12, 31), by=desk.clara)
        actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=250_00, by=desk.clara)
        stated = {account.pk: account.balance for account in Account.objects.exclude(balance=0)}
        assert told_by_hledger(tmp_path) == stated and sum(stated.values()) == 0
        newest = Transfer.objects.order_by("id").last()
        assert (newest.cents, newest.booked_on) == (250_00, dates.today()) and newest.target_id == desk.year.source_id


def test_moving_on_is_refused_before_the_end_for_a_sum_nobody_saw_and_for_nothing(desk):
    grant = desk.granted()
    with next_january(desk):
        with pytest.raises(Refused, match="noch nicht entschieden"):
            actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=1_000_000, by=desk.clara)
        came_back(desk, grant)
        with pytest.raises(Conflict, match="sehen Sie noch einmal hin"):
            actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=249_00, by=desk.clara)
        with pytest.raises(Refused, match="noch 250,00"):
            actions.move_on(fund_year=desk.year, carried_cents=250_01, seen_cents=250_00, by=desk.clara)
        actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=250_00, by=desk.clara)
    with (
        dates.clock_at(dates.at(dt.date(desk.year.year + 1, 1, 11), 9)),
        pytest.raises(Conflict, match="inzwischen 0,00"),
    ):
        actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=0, by=desk.clara)


def test_money_that_came_back_is_not_carried_over_when_the_rules_say_no(desk):
    rules_that_say(desk, Value(False, "Bescheid, Nr. 3", True))
    grant = desk.granted()
    with next_january(desk):
        came_back(desk, grant)
        with pytest.raises(Refused, match=r"Grundlage: Bescheid, Nr\. 3"):
            actions.move_on(fund_year=desk.year, carried_cents=1, seen_cents=250_00, by=desk.clara)
        made = actions.move_on(fund_year=desk.year, carried_cents=0, seen_cents=250_00, by=desk.clara)
    assert (made.lapsed_cents, made.into) == (250_00, None)


def test_nothing_is_carried_into_a_pot_that_was_ended(desk):
    grant = desk.granted()
    with next_january(desk):
        after = came_back(desk, grant)
    with dates.clock_at(dates.at(dt.date(desk.year.year + 2, 1, 10), 9)):
        actions.end_year(fund_year=after, carried_cents=0, by=desk.clara)
        with pytest.raises(Refused, match=f"zuerst das Jahr {desk.year.year + 2}"):
            actions.move_on(fund_year=desk.year, carried_cents=1, seen_cents=250_00, by=desk.clara)
        ruleset = queries.ruleset_for(desk.fund, dates.today())
        third = actions.open_year(fund=desk.fund, year=after.year + 1, ruleset=ruleset, pot_cents=1, by=desk.clara)
        actions.move_on(fund_year=desk.year, carried_cents=250_00, seen_cents=250_00, by=desk.clara)
        assert pots(desk)[third.year].available == 250_01 and not wrong_balances().exists()


def test_page_shows_what_came_back_and_moves_it_on(desk, client_of):
    page = f"/team/lindenhafen/fonds/aktionsfonds/jahresende/{desk.year.year}/"
    grant = desk.granted()
    with next_january(desk):
        came_back(desk, grant)
        client = client_of(desk.clara)
        text = client.get(page).content.decode()
        assert "250,00\xa0€ sind zurückgekommen" in text and 'name="seen" value="25000"' in text
        assert (
            "nach dem Jahresende zurückgekommen"
            in client.get(f"/team/lindenhafen/fonds/aktionsfonds/?jahr={desk.year.year}").content.decode()
        )
        due = client.get("/team/lindenhafen/").content.decode()
        assert "kamen nach dem Jahresende zurück" in due
        assert "sehen Sie noch einmal hin" in client.post(page, {"carried": "0", "seen": "1"}).content.decode()
        client.post(page, {"carried": "250,00", "seen": "25000", "reason": "Brief vom 9.1."})
        text = client.get(page).content.decode()
        assert (
            "Später zurückgekommen:" in text and "Brief vom 9.1." in text and "<form" not in text[text.index("<main") :]
        )


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
