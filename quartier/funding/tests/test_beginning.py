"""Beginning an application: the fund somebody came from is remembered, and a club is applied for by who speaks for it."""

import re

import pytest

from quartier.accounts import actions as accounts
from quartier.funding import actions
from quartier.funding.models import Application
from quartier.kit import access, dates
from quartier.network import actions as network

pytestmark = pytest.mark.django_db
START = "/meine/antraege/neu/lindenhafen/"


@pytest.fixture
def club(desk):
    return network.add_organisation(
        city=desk.area.city, area=desk.area, name="Radverein Lindenhafen e. V.", by=desk.clara
    )


@pytest.fixture
def second(desk):
    """A second pot with a year of its own, which stands behind the first in the list."""
    fund = actions.found_fund(
        area=desk.area, name="Projektfonds", slug="projektfonds", committee=desk.fund.committee, by=desk.clara
    )
    year = actions.open_year(
        fund=fund, year=dates.today().year, ruleset=desk.year.ruleset, pot_cents=5_000_00, by=desk.clara
    )
    return year.fund


def test_the_fund_somebody_came_from_is_chosen_when_there_are_two(desk, second, client_of):
    client = client_of(desk.ayse)
    door = re.search(
        r'href="(/meine/antraege/neu/[^"]+)"', client.get("/lindenhafen/geld/projektfonds/antrag/").content.decode()
    )
    assert door and f'<option value="{second.pk}" selected>' in client.get(door[1]).content.decode()
    assert f'<option value="{second.pk}">' in client.get(f"{START}?topf=unbekannt").content.decode()


def test_a_draft_says_who_sees_it(desk, client_of):
    own, written = desk.draft(title="Eigenes"), desk.draft(title="Im Büro", entered_by_office=True, by=desk.clara)
    page = client_of(desk.ayse)
    assert "Nur Sie sehen den Entwurf" in page.get(f"/meine/antraege/{own.pk}/").content.decode()
    html = page.get(f"/meine/antraege/{written.pk}/").content.decode()
    assert "Nur Sie" not in html and "Das Büro hat den Entwurf aufgeschrieben" in html


def test_a_club_is_applied_for_by_who_speaks_for_it_and_by_nobody_else(desk, club, client_of):
    typed = {"fund": desk.fund.pk, "title": "Räder im Hof", "name": "Ayşe Demir", "organisation": club.pk}
    client = client_of(desk.ayse)
    assert "Radverein" not in client.get(START).content.decode()
    client.post(START, typed)
    assert Application.objects.latest("pk").organisation is None, "not hers to speak for"
    accounts.give_role(user=desk.ayse, kind=access.APPLICANT, scope=club.scope)
    client = client_of(desk.ayse)
    assert "Radverein Lindenhafen e. V." in client.get(START).content.decode()
    client.post(START, typed | {"title": "Räder am Kanal"})
    assert Application.objects.latest("pk").organisation == club
