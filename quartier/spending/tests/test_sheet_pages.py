"""Income, offers, hours and inventory in the frames of the grantee and of the office; receipts with all they may say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.funding import states as funding_states
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.kit import dates, links
from quartier.spending import actions, states
from quartier.spending.models import Income, Receipt
from quartier.spending.tests.conftest import make_grant, photo
from quartier.spending.tests.test_applicant_pages import details, facts

SHEETS = ("incomes", "hours", "quotes", "inventory")


def mine(office, name):
    return links.to(f"spending:my_{name}", pk=office.grant.pk)


def team(office, name):
    return links.to(f"spending:team_{name}", area=office.area.slug, pk=office.grant.pk)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("who", ["dieter", "audrey"])
def test_readers_see_the_sheets_without_forms_and_write_nothing(office, client_of, request, name, who):
    office.receipt()
    client = client_of(request.getfixturevalue(who))
    html = client.get(team(office, name)).content.decode()
    assert "<form" not in html[html.index("<main") : html.index("</main>")]
    assert client.post(team(office, name), {"kind": "own"}).status_code == 404


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("who", ["erna", "kora", "boris_user", "adam"])
def test_others_do_not_find_the_sheets(office, client_of, request, name, who):
    client = client_of(request.getfixturevalue(who))
    assert [client.get(page).status_code for page in (mine(office, name), team(office, name))] == [404, 404]


def test_income_is_entered_and_taken_back_by_both(office, client_of):
    given = {"kind": "donation", "payer": "Bäckerei Krume", "cents": "640,00", "received_on": dates.today().isoformat()}
    html = client_of(office.owner).post(mine(office, "incomes"), given, follow=True).content.decode()
    assert "640,00" in html and "nicht im Plan" in html
    row = Income.objects.get()
    html = client_of(office.clara).post(team(office, "incomes"), {"undo": row.pk}, follow=True).content.decode()
    assert "Zurückgenommen, zählt nicht" in html and Income.objects.count() == 2


@pytest.fixture
def with_sources(office, area, fund_year, ayse, clara):
    """A grant whose plan counts on own money and on a foundation."""
    means = (Means(funding_states.OWN, "Kasse", 15_000), Means(funding_states.THIRD, "Stiftung Ring", 20_000))
    plan = CostPlan(costs=(Cost("Material", 100_000),), means=means)
    office.grant = make_grant(area, fund_year, ayse, clara, title="Hoffest", plan=plan)
    office.again()
    return office


def test_each_planned_source_is_shown_and_entered_by_a_link_that_fills_the_form(with_sources, client_of):
    office, client = with_sources, client_of(with_sources.owner)
    page, third = mine(office, "incomes"), office.grant.application.finance_lines.get(kind="third")
    html = client.get(page).content.decode()
    assert html.count("noch nicht bestätigt, zählt wie geplant") == 2 and f"?quelle={third.pk}" in html
    form = client.get(f"{page}?quelle={third.pk}").context["form"]
    assert (form["source"].value(), form["kind"].value(), form["cents"].value()) == (
        str(third.pk),
        "third_party",
        "200,00",
    )
    given = {"cents": "180,00", "received_on": dates.today().isoformat()}
    answer = client.post(page, given)
    assert answer.status_code == 422 and "oder dass es nicht im Plan stand" in answer.content.decode()
    client.post(page, given | {"source": str(third.pk)})
    client.post(page, given | {"source": "own", "cents": "0,00"})
    client.post(page, given | {"source": "new", "kind": "donation", "payer": "Bäckerei"})
    html = client.get(page).content.decode()
    assert "im Plan: Stiftung Ring" in html and "20,00\xa0€ weniger" in html and "noch nicht bestätigt" not in html
    rows = list(Income.objects.order_by("id").values_list("kind", "cents", "source", "payer"))
    assert rows == [
        ("third_party", 18_000, third.pk, "Stiftung Ring"), ("own", 0, None, ""), ("donation", 18_000, None, "Bäckerei"),
    ]  # fmt: skip


def test_the_settlement_asks_what_came_of_the_planned_money(with_sources, client_of):
    office = with_sources
    html = client_of(office.owner).get(links.to("spending:my_settlement", pk=office.grant.pk)).content.decode()
    assert "was von dem geplanten Geld wirklich kam" in html and f"{mine(office, 'incomes')}?quelle=own" in html
    html = client_of(office.clara).get(team_grant(office)).content.decode()
    assert "Noch nicht bestätigt: Eigenes Geld" in html and "Noch nicht bestätigt: Stiftung Ring" in html


def test_an_income_of_another_grant_is_not_taken_back_here(office, fund_year, client_of):
    other = make_grant(office.area, fund_year, office.owner, office.clara, title="Hofgarten")
    row = actions.note_income(grant=other, kind="own", received_on=dates.today(), cents=100, by=office.owner)
    for undo in (row.pk, "999999", "x"):
        assert client_of(office.owner).post(mine(office, "incomes"), {"undo": undo}).status_code == 404
    assert Income.objects.count() == 1


def test_a_donation_without_a_name_keeps_what_was_typed(office, client_of):
    given = {"kind": "donation", "cents": "640,00", "received_on": dates.today().isoformat()}
    answer = client_of(office.owner).post(mine(office, "incomes"), given)
    html = answer.content.decode()
    assert answer.status_code == 422 and "von wem das Geld kam" in html and 'value="640,00"' in html


def test_while_it_is_settled_the_form_is_not_offered(office, client_of):
    office.submitted()
    html = client_of(office.owner).get(mine(office, "incomes")).content.decode()
    assert "Zurzeit kommt nichts dazu" in html and 'name="payer"' not in html


# Receipts ---------------------------------------------------------------------------------------------------------
MORE = {
    "invoice_number": "R-17", "net_cents": "346,55", "vat_cents": "65,85", "budget_year": "2025",
}  # fmt: skip


def paper(content=None):
    return SimpleUploadedFile("konto.jpg", photo(120).read() if content is None else content, "image/jpeg")


def test_a_receipt_with_all_it_may_say(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    client.post(page, facts(office, **MORE, invoiced_on=dates.today().isoformat(), payment_proof=paper()))
    receipt = Receipt.objects.get()
    assert (receipt.net_cents, receipt.vat_cents, receipt.budget_year) == (34_655, 6_585, 2025)
    html = client.get(links.to("spending:my_receipt", pk=receipt.pk)).content.decode()
    assert "R-17" in html and "Zahlungsnachweis" in html
    proof = links.to("spending:my_receipt_file", pk=receipt.pk) + "?art=zahlung"
    assert client.get(proof).status_code == 200
    office_proof = links.to("spending:team_receipt_file", area=office.area.slug, pk=receipt.pk) + "?art=zahlung"
    assert client_of(office.clara).get(office_proof).status_code == 200


def test_few_fields_are_enough_and_the_others_are_folded(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    html = client.get(page).content.decode()
    assert '<details class="fold"><summary>Weitere Angaben' in html
    client.post(page, facts(office))
    receipt = Receipt.objects.get()
    assert receipt.net_cents is None and receipt.payment_proof is None and receipt.invoice_number == ""


@pytest.mark.parametrize("typed", ["1,234", "12.3456"])
def test_a_net_sum_with_three_decimals_unfolds_and_keeps_the_proof(office, client_of, typed):
    client = client_of(office.owner)
    page = details(office, client)
    answer = client.post(page, facts(office, net_cents=typed, payment_proof=paper()))
    html = answer.content.decode()
    assert answer.status_code == 422 and '<details class="fold" open>' in html and "Bitte so: 1.500,00" in html
    assert f'value="{typed}"' in html and "„konto.jpg“ ist gespeichert" in html


def test_a_wrong_proof_keeps_the_typed_rest(office, client_of):
    client = client_of(office.owner)
    answer = client.post(details(office, client), facts(office, payment_proof=paper(b"MZ no picture"), **MORE))
    html = answer.content.decode()
    assert answer.status_code == 422 and "weder ein Foto noch ein PDF" in html and 'value="R-17"' in html
    assert not Receipt.objects.exists()


def test_the_office_takes_a_paper_receipt_at_the_desk(office, client_of):
    client = client_of(office.clara)
    assert "Beleg auf Papier aufnehmen" in client.get(team_grant(office)).content.decode()
    answer = client.post(details(office, client), facts(office))
    receipt = Receipt.objects.get()
    assert answer["Location"] == team_grant(office) + f"?beleg={receipt.pk}#belege" and receipt.by == office.clara


def team_grant(office):
    return links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)


def test_a_usual_reason_is_a_sentence_the_grantee_reads(office, client_of):
    receipt = office.receipt(18_500)
    page = links.to("spending:team_review", area=office.area.slug, pk=receipt.pk)
    client_of(office.clara).post(page, {"result": "cut", "cents": "177,00", "usual": "deposit", "reason": ""})
    review = receipt.reviews.get()
    assert review.result == states.CUT and review.reason == "Pfand bekommen Sie zurück, es zählt nicht als Ausgabe."


def test_the_pages_cost_the_same_with_one_and_many_receipts(office, client_of):
    owner, clara = client_of(office.owner), client_of(office.clara)
    pages = [
        (owner, links.to("spending:my_receipts", pk=office.grant.pk)), (clara, team_grant(office)),
        *((clara, team(office, name)) for name in SHEETS), *((owner, mine(office, name)) for name in SHEETS),
    ]  # fmt: skip
    costs = []
    for count in (1, 14):
        for n in range(count):
            receipt = office.receipt(60_000 + n)
            actions.note_income(
                grant=office.grant, kind="own", received_on=dates.today(), cents=100 + count + n, by=office.owner
            )
            actions.note_hours(
                grant=office.grant, who=f"W {count} {n}", day=dates.today(), minutes=30, what="Hilfe", by=office.owner
            )
            actions.note_quotes(
                grant=office.grant, subject=f"S {count} {n}", offers=[actions.Offer("A", 5)], chosen=0, receipt=receipt,
                by=office.owner,
            )  # fmt: skip
        costs.append([_cost(client, page) for client, page in pages])
    assert costs[0] == costs[1]


def _cost(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
