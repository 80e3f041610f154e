"""The same receipt in two cases of a city: told to the office without the other case, listed for the coordinator."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.committees import actions as committees
from quartier.funding import actions as funding
from quartier.kit import dates, links
from quartier.network import actions as network
from quartier.spending import actions, queries
from quartier.spending.tests.conftest import Office, make_grant, photo


@pytest.fixture
def next_door(office, other_area, erna, ruleset, fund_year):
    """A grant in another quarter of the same city, with its own office."""
    jury = committees.found(area=other_area, name="Jury", slug="jury", kind="jury", by=erna)
    committees.adopt(
        committee=jury, valid_from=dates.today().replace(year=2024), quorum_top=1, quorum_bottom=2, majority="simple",
        notice_days=7, text="", by=erna,
    )  # fmt: skip
    for n in range(5):
        person = network.add_person(area=other_area, name=f"Nachbarin {n}", by=erna, email=f"n{n}@example.org")
        committees.seat(committee=jury, person=person, kind="resident", since=dates.today().replace(year=2024), by=erna)
    fund = funding.found_fund(
        area=other_area, name="Aktionsfonds", slug="nebenan", committee=jury, lead="Geld", by=erna
    )
    year = funding.open_year(fund=fund, year=dates.today().year, ruleset=ruleset, pot_cents=10_000_00, by=erna)
    made = Office(
        other_area, make_grant(other_area, year, office.owner, erna, title="Werkbank"), office.owner, erna, erna
    )
    made.shade = 100  # other pictures than the first office's
    made.again()
    return made


def seen(office):
    rows = queries.books(office.again()).receipts
    return {row.pk for row in rows if any(finding.code == "elsewhere" for finding in row.findings)}


def test_the_same_file_in_another_quarter_is_a_match_on_both_sides(office, next_door):
    mine, theirs = office.receipt(1_000, upload=photo(90)), next_door.receipt(2_000, upload=photo(90))
    office.receipt(3_000)
    assert seen(office) == {mine.pk} and seen(next_door) == {theirs.pk}


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({}, True),  # payee, sum and day of payment
        ({"payee": " BAUMARKT  am Ring."}, True),
        ({"payee": "Gärtnerei"}, False),
        ({"cents": 1_001}, False),
    ],
)
def test_the_same_facts_in_another_case_are_a_match(office, next_door, more, match):
    mine = office.receipt(1_000)
    next_door.receipt(more.pop("cents", 1_000), **more)
    assert seen(office) == ({mine.pk} if match else set())


def test_the_same_invoice_paid_on_another_day_is_a_match(office, next_door):
    early = dates.today() - dt.timedelta(days=3)
    mine = office.receipt(1_000, invoice_number="R-17")
    next_door.receipt(1_000, invoice_number="R-17", paid_on=early)
    next_door.receipt(1_000, invoice_number="R-18", paid_on=early)
    assert seen(office) == {mine.pk}
    assert len(queries.matches(office.area.scope.parent_id)) >= 1


def test_the_same_file_in_another_case_of_the_own_quarter_is_a_match(office, fund_year):
    other = make_grant(office.area, fund_year, office.owner, office.clara, title="Hofgarten")
    mine = office.receipt(1_000, upload=photo(90))
    actions.hand_in_receipt(
        grant=other, line=other.application.cost_lines.first(), payee="A", purpose="B", paid_on=dates.today(), cents=7,
        upload=photo(90), by=office.owner,
    )  # fmt: skip
    assert seen(office) == {mine.pk}


def test_what_was_taken_back_matches_nothing(office, next_door):
    theirs = next_door.receipt(1_000, upload=photo(90))
    office.receipt(1_000, upload=photo(90))
    actions.withdraw_receipt(receipt=theirs, by=next_door.owner)
    assert seen(office) == set() and queries.matches(office.area.scope.parent_id) == []


def test_the_office_is_told_to_ask_and_learns_nothing_of_the_other_case(office, next_door, client_of):
    next_door.receipt(1_000, upload=photo(90), payee="Geheimer Laden")
    office.receipt(1_000, upload=photo(90))
    page = links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)
    html = client_of(office.clara).get(page).content.decode()
    assert "Treffer an anderer Stelle" in html and "fragen Sie die Koordination" in html
    assert "Geheimer Laden" not in html and "Werkbank" not in html and next_door.area.name not in html


def test_matches_cost_the_same_with_one_and_many_receipts(office, next_door):
    costs = []
    for count in (1, 12):
        for n in range(count):
            next_door.receipt(1_000 + n)
            office.receipt(1_000 + n)
        with CaptureQueriesContext(connection) as asked:
            queries.books(office.grant)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_citys_matches_stand_newest_first_and_cost_the_same_with_one_and_many(office, next_door):
    costs, city = [], office.area.scope.parent_id
    for count in (1, 12):
        for n in range(count):
            next_door.receipt(1_000 + n, invoice_number=f"R-{n}")
            office.receipt(1_000 + n, invoice_number=f"R-{n}")
        with CaptureQueriesContext(connection) as asked:
            found = queries.matches(city)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 9
    assert [max(row.pk for row in match.receipts) for match in found] == sorted(
        (max(row.pk for row in match.receipts) for match in found), reverse=True
    )
    assert len(found) == 12 and len(found[-1].receipts) == 4  # the first sum was handed in twice on both sides


def matches_page(office, client):
    return client.get(links.to("spending:team_matches", area=office.area.slug))


def test_the_coordinator_sees_both_sides_without_payee(office, next_door, client_of, kora):
    office.receipt(1_000, upload=photo(90), payee="Baumarkt am Ring")
    next_door.receipt(2_000, upload=photo(90), payee="Gärtnerei Wiese")
    html = matches_page(office, client_of(kora)).content.decode()
    assert "Dieselbe Datei" in html and "Werkbank" in html and "Nähwerkstatt" in html and next_door.area.name in html
    assert "Baumarkt" not in html and "Wiese" not in html


def test_a_receipt_that_matches_by_facts_is_listed_once(office, next_door):
    office.receipt(1_000, invoice_number="R-17", invoiced_on=dates.today())
    next_door.receipt(1_000, invoice_number="R-17", invoiced_on=dates.today())
    (match,) = queries.matches(office.area.scope.parent_id)
    assert not match.same_file and len(match.receipts) == 2


@pytest.mark.parametrize("who", ["clara", "dieter", "audrey", "erna", "ayse"])
def test_nobody_else_finds_the_matches(office, client_of, request, who):
    assert matches_page(office, client_of(request.getfixturevalue(who))).status_code == 404


def test_a_coordinator_of_one_quarter_only_does_not_see_the_city(office, client_of):
    from quartier.kit import access
    from tests.cast import make_user

    one = make_user("Kim Lang", access.COORDINATOR, office.area.scope)
    assert matches_page(office, client_of(one)).status_code == 404


def test_another_spelling_of_payee_and_number_is_the_same_to_office_and_coordinator(office, next_door):
    early = dates.today() - dt.timedelta(days=3)
    mine = office.receipt(1_000, payee="Müller & Söhne GmbH", invoice_number="R-17")
    next_door.receipt(1_000, payee="MUELLER & SÖHNE  GMBH", invoice_number="r 17", paid_on=early)
    next_door.receipt(1_000, payee="Müller & Töchter GmbH", invoice_number="R-17", paid_on=early)
    assert seen(office) == {mine.pk}
    (match,) = queries.matches(office.area.scope.parent_id)
    assert {receipt.payee for receipt in match.receipts} == {"Müller & Söhne GmbH", "MUELLER & SÖHNE  GMBH"}
