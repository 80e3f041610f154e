"""What waits, how it is told, and what everybody may see of a project's money."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.funding import actions as funding
from quartier.funding.models import BankAccount
from quartier.history.queries import story
from quartier.kit import dates, links, panels
from quartier.spending import actions, states
from quartier.spending.models import Reclaim
from quartier.spending.panels import due, remaining
from quartier.spending.tests.conftest import IBAN


def titles(office, user):
    return [item.title for item in due(office.area, user)]


def test_receipts_to_check_are_one_line_per_grant(office):
    office.receipt(100)
    office.receipt(200)
    item = next(iter(due(office.area, office.clara)))
    assert item.title == "2 Belege „Nähwerkstatt für alle“" and "3,00" in item.why
    assert item.when == dates.today() + dt.timedelta(days=7)


def test_an_ordered_payment_waits_for_the_others_only(office):
    actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    assert titles(office, office.clara) == []
    assert titles(office, office.carla) == ["Auszahlung „Nähwerkstatt für alle“"]


def test_settlement_refund_and_late_proof_are_due(office):
    office.paid(110_000)
    with dates.clock_at(dates.now() + dt.timedelta(days=300)):
        assert titles(office, office.clara) == ["Abrechnung fehlt: „Nähwerkstatt für alle“"]
    office.submitted()
    assert titles(office, office.clara) == ["Abrechnung „Nähwerkstatt für alle“"]
    actions.decide_settlement(settlement=office.again().spending_settlement, by=office.clara)
    assert titles(office, office.clara) == ["Rückzahlung „Nähwerkstatt für alle“"]
    actions.book_reclaim(reclaim=Reclaim.objects.get(), by=office.carla, value_on=dates.today())
    assert titles(office, office.clara) == []


def test_a_rest_that_could_not_be_ordered_is_due_until_it_is(office, client_of):
    office.paid(50_000)
    office.accepted(60_000)
    application = office.grant.application
    funding.set_bank_account(application=application, holder="Ada", iban="DE89370400440532013000", by=office.owner)
    office.decided()
    assert [row.why for row in remaining(office.area, office.clara)] == [
        "160,00\xa0€ sind entschieden und nicht angewiesen"
    ]
    page = links.to("spending:my_grant", pk=office.grant.pk)
    assert "überweist Ihnen noch 160,00" in client_of(office.owner).get(page).content.decode()
    account = BankAccount.objects.get(application=application)
    funding.confirm_account(application=application, seen=account.changed_at, by=office.carla)
    actions.order_payment(grant=office.again(), cents=16_000, by=office.clara)
    assert not list(remaining(office.area, office.clara))


def test_the_due_list_costs_what_it_declares(office):
    for _number in range(3):
        office.receipt(100)
    actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    with CaptureQueriesContext(connection) as queries:
        list(due(office.area, office.carla))
    assert len(queries) <= panels.DUE["spending.money"].queries


def test_the_public_story_ends_with_the_result(office, rf):
    office.paid(110_000)
    office.accepted(60_000)
    office.decided()
    request = rf.get("/")
    request.area = office.area
    public = [knot.title for knot in panels.tell(story(office.grant.application.thread), request)]
    internal = [knot.title for knot in panels.tell(story(office.grant.application.thread, internal=True), request)]
    assert "Ausgezahlt" in public and "Abgerechnet" in public
    assert "Auszahlung angewiesen" not in public and "Auszahlung angewiesen" in internal


@pytest.fixture
def spent(office):
    receipt = office.receipt(18_500, payee="Gartencenter Geheim", purpose="Blumenzwiebeln")
    actions.review(receipt=receipt, result=states.CUT, cents=17_700, reason="Pfandgeld", by=office.clara)
    office.accepted(1_000, payee="Frau Musterfrau", line=1)
    office.paid(50_000)
    return office


def project_page(office):
    return links.to("projects:project", area=office.area.slug, number=office.grant.project.number)


def test_the_project_page_shows_lines_sums_and_counts(spent, client):
    html = client.get(project_page(spent)).content.decode().replace("\xa0", " ")
    for text in ("Das Geld", "Material", "177,00 €", "500,00 €", "600,00 €", "187,00 €"):
        assert text in html, text


def test_the_project_page_holds_no_receipt_no_payee_no_account(spent, client):
    html = client.get(project_page(spent)).content.decode()
    for text in (
        "Gartencenter Geheim",
        "Blumenzwiebeln",
        "Pfandgeld",
        "Musterfrau",
        "DE02",
        IBAN,
        "0531 815",
        "185,00",
    ):
        assert text not in html, text


def test_the_cached_project_page_follows_every_receipt(spent, client):
    before = client.get(project_page(spent)).content.decode()
    spent.accepted(2_300, line=1)
    after = client.get(project_page(spent)).content.decode()
    assert "33,00" not in before and "33,00" in after


def test_the_panel_costs_what_it_declares(spent, rf):
    panel = next(p for p in panels.PANELS["projects.project"] if "project_money" in p.template)
    project = spent.again().project
    with CaptureQueriesContext(connection) as queries:
        assert panel.load(project, rf.get("/"))
    assert len(queries) <= panel.queries
