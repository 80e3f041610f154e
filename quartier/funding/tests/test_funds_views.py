import datetime as dt

import pytest

from quartier.funding import actions
from quartier.funding.models import Fund
from quartier.kit import dates
from quartier.kit.money import euro
from quartier.ledger.models import PeriodClose
from tests.cast import make_jury

FUNDS = "/team/lindenhafen/fonds/"
FUNDS_OF_OTHERS = "/team/werftviertel/fonds/"


def test_fund_is_founded_from_the_page_when_a_body_is_there(other_area, erna, client_of, ruleset):
    client, jury = client_of(erna), make_jury(other_area, erna)
    assert "Fonds anlegen" in client.get(FUNDS_OF_OTHERS).content.decode()
    answer = client.post(FUNDS_OF_OTHERS, {"name": "Aktionsfonds", "committee": jury.pk, "lead": "Für kleine Ideen."})
    assert answer.url == f"{FUNDS_OF_OTHERS}aktionsfonds/"
    assert Fund.objects.get(area=other_area).committee == jury


def test_page_leads_to_a_body_when_there_is_none(other_area, erna, client_of):
    text = client_of(erna).get(FUNDS_OF_OTHERS).content.decode()
    assert "Zuerst braucht es ein Gremium" in text and "/team/werftviertel/gremien/neu/" in text


def test_founding_twice_says_so_and_keeps_the_form(fund_year, jury, clara, client_of):
    answer = client_of(clara).post(FUNDS, {"name": "Aktionsfonds", "committee": jury.pk})
    assert "gibt es schon" in answer.content.decode() and Fund.objects.count() == 1


@pytest.mark.parametrize("name", ["!!!", "Regelwerke"])
def test_name_that_makes_no_address_is_refused_and_kept(jury, clara, client_of, name):
    text = client_of(clara).post(FUNDS, {"name": name, "committee": jury.pk}).content.decode()
    assert (
        "nehmen Sie einen anderen" in text and f'value="{name}"' in text and not Fund.objects.filter(name=name).exists()
    )


@pytest.fixture
def past_year(fund_year, ruleset, clara):
    year = dates.today().year - 1
    with dates.clock_at(dates.at(dt.date(year, 3, 1))):
        return actions.open_year(fund=fund_year.fund, year=year, ruleset=ruleset, pot_cents=1_000_00, by=clara)


def test_year_that_is_over_is_closed_once(past_year, clara, client_of):
    client, page = client_of(clara), f"{FUNDS}aktionsfonds/?jahr={past_year.year}"
    assert "Jahr abschließen" in client.get(page).content.decode()
    for _ in range(2):
        client.post(page, {"verb": "close", "year": past_year.year})
    assert PeriodClose.objects.get().until == dt.date(past_year.year, 12, 31)
    text = client.get(page).content.decode()
    assert "Abgeschlossen" in text and "Jahr abschließen" not in text


def test_running_year_is_not_closed(fund_year, clara, client_of):
    client = client_of(clara)
    client.post(f"{FUNDS}aktionsfonds/", {"verb": "close", "year": fund_year.year})
    assert not PeriodClose.objects.exists()


def test_auditor_sees_no_form_and_changes_nothing(past_year, audrey, client_of):
    client = client_of(audrey)
    assert "Fonds anlegen" not in client.get(FUNDS).content.decode()
    assert client.post(FUNDS, {"name": "Meiner"}).status_code == 404
    assert client.post(f"{FUNDS}aktionsfonds/", {"verb": "close", "year": past_year.year}).status_code == 404


def test_long_lists_are_turned_and_the_sums_stay_those_of_all(desk, client_of, monkeypatch):
    monkeypatch.setattr("quartier.funding.views.funds.PAGE", 2)
    monkeypatch.setattr("quartier.funding.views.funds.BOOKINGS", 2)
    titles = [f"Fest Nummer {number}" for number in range(3)]
    granted = [desk.granted(title=title) for title in titles]
    client, page = client_of(desk.clara), f"{FUNDS}aktionsfonds/"
    text = client.get(page).content.decode()
    grants = text[text.index('id="bewilligungen"') : text.index('id="buchungen"')]
    assert titles[0] in grants and titles[2] not in grants and "1 bis 2 von 3" in grants
    assert euro(sum(grant.cents for grant in granted)) in text
    assert f'href="?jahr={dates.today().year}&amp;seite=2#bewilligungen"' in text
    assert titles[2] in client.get(f"{page}?seite=2").content.decode()
    assert "3 bis 4 von 4" in text, "of the bookings the newest are shown first"
    assert f"Topf Aktionsfonds {dates.today().year}" in client.get(f"{page}?buchungen=1").content.decode()
    assert "3 Bewilligungen" in client.get(FUNDS).content.decode()


def test_each_booking_of_a_pot_leads_to_its_application_and_the_rules_stay_short(desk, audrey, client_of):
    grant = desk.granted(title="Fest am Ufer")
    text = client_of(audrey).get(f"{FUNDS}aktionsfonds/").content.decode()
    bookings = text[text.index('id="buchungen"') : text.index('id="regeln"')]
    assert f'/team/lindenhafen/antraege/{grant.application.number}/">Bewilligung {grant.number}' in bookings
    rules = text[text.index('id="regeln"') :]
    assert "Höchstens je Aktion" in rules and "Rundung" not in rules
    assert f"/team/lindenhafen/fonds/regelwerke/{grant.ruleset_id}/" in rules
