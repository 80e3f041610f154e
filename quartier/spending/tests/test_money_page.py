"""The public money page: sums that add up, every figure with its rows, nobody's name."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.funding import actions as funding
from quartier.funding import states
from quartier.kit import dates, links, pagecache
from quartier.ledger import actions as ledger
from quartier.spending import actions, queries
from quartier.spending.models import Reclaim
from quartier.spending.tests.conftest import IBAN, PLAN, decide, make_grant


def page(area, name="money", **arguments):
    return links.to(f"publishing:{name}", area=area.slug, **arguments)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " "))


def refused(office, fund_year, title="Feuerwerk zum Hafenfest"):
    application = funding.apply(
        fund=fund_year.fund, person=office.grant.application.person, owner=office.owner, title=title, by=office.owner
    )
    start = dates.today() + dt.timedelta(days=50)
    application = funding.save(
        application=application, version=application.version, by=office.owner, plan=PLAN, summary="Buntes am Himmel.",
        starts_on=start, ends_on=start, place="Hafen",
    )  # fmt: skip
    funding.set_bank_account(application=application, holder="Ayşe Demir", iban=IBAN, by=office.owner)
    application = funding.submit(application=application, by=office.owner)
    funding.check(application=application, result=states.COMPLETE, note="", by=office.clara)
    decide(office.area, fund_year, application, office.clara, yes=0, no=5)
    application.refresh_from_db()
    return funding.reject(application=application, reason="Liebe Frau Demir, das ist zu gefährlich.", by=office.clara)


def test_the_four_sums_add_up_to_the_pot(office, fund_year, client):
    office.paid(70_000)
    money = queries.money(office.area)
    assert (money.used, money.paid, money.committed, money.available) == (0, 70_000, 40_000, 890_000)
    assert money.used + money.paid + money.committed + money.available == money.pot == fund_year.pot_cents
    html = text_of(client.get(page(office.area)))
    assert "Probe: Summe stimmt" in html and '<a href="#projekte">700,00 €</a>' in html


def test_every_project_leads_to_its_page_and_its_decision(office, client):
    html = text_of(client.get(page(office.area)))
    assert links.to("projects:project", area=office.area.slug, number=office.grant.project.number) in html
    decision = office.grant.decision
    assert links.to("committees:decision", area=office.area.slug, year=decision.year, number=decision.number) in html


def test_what_came_back_is_available_and_said(office, client):
    office.paid(110_000)
    office.accepted(60_000)
    office.decided()
    money = queries.money(office.area)
    assert (money.used, money.paid, money.returned) == (66_000, 44_000, 0)
    actions.book_reclaim(reclaim=Reclaim.objects.get(), by=office.carla, value_on=dates.today())
    money = queries.money(office.area)
    assert (money.paid, money.returned, money.repaid, money.available) == (0, 44_000, 44_000, 934_000)
    assert "440,00 €" in text_of(client.get(page(office.area)))


def test_a_refusal_is_told_with_the_reason_of_the_body_not_with_the_letter(office, fund_year, client):
    refused(office, fund_year)
    html = text_of(client.get(page(office.area)))
    assert "Feuerwerk zum Hafenfest" in html and "Viele machen mit." in html
    assert "Liebe Frau Demir" not in html


def test_nobody_is_named_and_no_receipt_is_shown(office, fund_year, client):
    office.accepted(60_000, payee="Baumarkt Geheim", purpose="Zwiebeln")
    office.paid(70_000)
    refused(office, fund_year)
    for name, more in (("money", {}), ("money_file", {"form": "csv"}), ("money_file", {"form": "json"})):
        arguments = {"year": fund_year.year, **more} if more else {}
        answer = client.get(page(office.area, name, **arguments))
        assert answer.status_code == 200 and "Nähwerkstatt" in (html := answer.content.decode())
        for text in ("Demir", "Ayşe", "Baumarkt Geheim", "Zwiebeln", "DE02", IBAN, "0531 815", "600,00"):
            assert text not in html, (name, text)


def test_the_table_and_the_data_hold_the_same_sums(office, fund_year, client):
    office.paid(70_000)
    table = client.get(page(office.area, "money_file", year=fund_year.year, form="csv")).content.decode("utf-8-sig")
    assert "Summe;;;;1100,00;0,00;700,00;400,00;0,00;0" in table
    data = client.get(page(office.area, "money_file", year=fund_year.year, form="json")).json()
    assert data["pot"] == data["used"] + data["paid"] + data["committed"] + data["available"]
    assert [row["paid"] for row in data["projects"]] == [70_000]


def test_a_closed_year_is_marked(office, fund_year, client):
    later = dates.at(dt.date(fund_year.year + 1, 4, 1))
    with dates.clock_at(later):
        ledger.close(scope=office.area.scope, until=dt.date(fund_year.year, 12, 31), by=office.clara)
        html = text_of(client.get(page(office.area, "money_year", year=fund_year.year)))
    assert f"Fondsjahr {fund_year.year}, abgeschlossen zum 31. Dezember {fund_year.year}" in html


def test_a_year_without_a_fund_is_not_found_and_no_fund_says_so(office, other_area, client):
    assert client.get(page(office.area, "money_year", year=1999)).status_code == 404
    assert client.get(page(office.area, "money_file", year=1999, form="csv")).status_code == 404
    assert "Noch gibt es keinen Fonds." in text_of(client.get(page(other_area)))


def test_the_page_follows_a_booking_at_once(office, client):
    assert "700,00 €" not in text_of(client.get(page(office.area)))
    office.paid(70_000)
    assert "700,00 €" in text_of(client.get(page(office.area)))


@pytest.mark.parametrize("name", ["money", "money_file"])
def test_the_page_costs_at_most_8_queries_with_1_and_many_projects(office, fund_year, client, name):
    address = page(office.area, name, **({"year": fund_year.year, "form": "csv"} if name == "money_file" else {}))

    def cost():
        pagecache.store.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    once = cost()
    for number in range(5):
        make_grant(office.area, fund_year, office.owner, office.clara, title=f"Aktion {number}")
    refused(office, fund_year)
    assert cost() == once <= 8


def test_what_was_asked_for_adds_up_from_what_became_of_it(office, fund_year, client):
    refused(office, fund_year)
    person = office.grant.application.person
    for title, back in (("Kanufest", True), ("Lesenacht", False)):
        row = funding.apply(fund=fund_year.fund, person=person, owner=office.owner, title=title, by=office.owner)
        start = dates.today() + dt.timedelta(days=60)
        row = funding.save(
            application=row, version=row.version, by=office.owner, plan=PLAN, summary="Am Wasser.", starts_on=start,
            ends_on=start, place="Kai",
        )  # fmt: skip
        funding.set_bank_account(application=row, holder="Ayşe Demir", iban=IBAN, by=office.owner)
        row = funding.submit(application=row, by=office.owner)
        if back:
            funding.withdraw(application=row, reason="", by=office.owner)
    asked = queries.money(office.area).asked
    assert [one.count for one in (asked.granted, asked.refused, asked.withdrawn, asked.open)] == [1, 1, 1, 1]
    assert (asked.applied.count, asked.applied.cents) == (4, 4 * 110_000)
    data = client.get(page(office.area, "money_file", year=fund_year.year, form="json")).json()
    parts = data["applications"]
    assert parts["applied"]["asked"] == sum(
        parts[name]["asked"] for name in ("granted", "refused", "withdrawn", "open")
    )
    table = client.get(page(office.area, "money_file", year=fund_year.year, form="csv")).content.decode()
    assert "davon zurückgezogen;;1 Anträge;;1100,00" in table and "Demir" not in table and "Kanufest" not in table
    html = text_of(client.get(page(office.area)))
    assert "Was aus den Anträgen wurde" in html and "4.400,00 €" in html and "Kanufest" not in html


def test_a_page_shows_its_part_and_the_sums_of_all(office, client, monkeypatch):
    """Sums stand over all projects, whatever part of them a page shows."""
    monkeypatch.setattr("quartier.spending.queries.public.PAGE", 1)
    first = queries.money(office.area)
    assert first is not None
    every = list(queries.money(office.area, page=None).rows)
    assert first.count == len(every) >= 1
    assert [row.grant.pk for row in first.rows] == [every[0].grant.pk]
    assert first.granted == sum(row.granted for row in every)
    assert first.receipts == sum(row.receipts for row in every)
    assert first.repaid == sum(row.repaid for row in every)
    assert client.get("/lindenhafen/geld/?seite=abc").status_code == 200
    assert client.get("/lindenhafen/geld/?seite=99").status_code == 404
