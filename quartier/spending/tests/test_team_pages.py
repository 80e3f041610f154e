"""The office's pages: who sees them, what a mistake looks like, where a figure leads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.funding.models import Application
from quartier.history.actions import action
from quartier.kit import dates, links
from quartier.network.models import Person
from quartier.spending import actions, states
from quartier.spending.models import Payment, Receipt, Reclaim, Settlement, SettlementPhoto
from quartier.spending.tests.conftest import IBAN, make_grant, photo
from tests.cast import without_action


def url(name, office, **arguments):
    return links.to(f"spending:{name}", area=office.area.slug, **arguments)


def record(office):
    return url("team_grant", office, pk=office.grant.pk)


def test_the_record_shows_the_four_sums_as_links_to_their_accounts(office, client_of):
    office.paid(50_000)
    html = client_of(office.clara).get(record(office)).content.decode()
    for pk, text in ((office.grant.paid_id, "500,00"), (office.grant.committed_id, "600,00")):
        assert re.search(rf'href="{url("team_account", office, pk=pk)}">{text}', html)
    assert "Probe: Summe stimmt" in html


def test_the_foot_of_the_bookings_is_the_state_of_the_accounts(office, client_of):
    office.paid(110_000)
    office.accepted(60_000)
    office.decided()
    actions.book_reclaim(reclaim=Reclaim.objects.get(), by=office.carla, value_on=dates.today())
    html = client_of(office.clara).get(record(office)).content.decode()
    foot = html[html.rindex(">Stand ") : html.rindex("</tfoot>")]
    assert re.findall(r"[\d.]+,\d\d", foot) == ["440,00", "0,00", "0,00", "660,00"]


@pytest.mark.parametrize("who", ["dieter", "audrey", "kora"])
def test_readers_see_the_books_without_a_form_and_without_the_iban(office, client_of, request, who):
    office.receipt(payee="Baumarkt am Ring")
    office.submitted()
    actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    html = client_of(request.getfixturevalue(who)).get(record(office)).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert "<form" not in main and IBAN not in html
    assert ("Baumarkt am Ring" in html) == (who != "kora")


@pytest.mark.parametrize("who", ["boris_user", "erna", "ayse", "adam"])
def test_others_get_not_found(office, client_of, request, who):
    client = client_of(request.getfixturevalue(who))
    receipt = office.receipt()
    for page in (
        record(office), url("team_grants", office), url("team_account", office, pk=office.grant.paid_id),
        url("team_receipt_file", office, pk=receipt.pk), url("team_table", office, pk=office.grant.pk, kind="belege", form="csv"),
    ):  # fmt: skip
        assert client.get(page).status_code == 404, page


@pytest.mark.parametrize("who", ["dieter", "audrey", "kora"])
def test_readers_cannot_post(office, client_of, request, who):
    receipt = office.receipt()
    client = client_of(request.getfixturevalue(who))
    posts = {
        url("team_review", office, pk=receipt.pk): {"result": "accepted"},
        url("team_order", office, pk=office.grant.pk): {"cents": "1,00"},
    }
    for page, data in posts.items():
        assert client.post(page, data).status_code == 404
    assert not receipt.reviews.exists() and not Payment.objects.exists()


def test_a_receipt_is_cut_with_the_sentence_the_grantee_reads(office, client_of):
    receipt = office.receipt(18_500)
    page = url("team_review", office, pk=receipt.pk)
    client = client_of(office.clara)
    answer = client.post(page, {"result": "cut", "cents": "177,00", "reason": "8,00 € Pfand."}, follow=True)
    assert "mit 177,00" in answer.content.decode()
    review = receipt.reviews.get()
    assert (review.result, review.cents, review.reason) == (states.CUT, 17_700, "8,00 € Pfand.")


def test_a_cut_without_a_reason_keeps_the_amount_and_says_what_is_missing(office, client_of):
    receipt = office.receipt(18_500)
    page = url("team_review", office, pk=receipt.pk)
    answer = client_of(office.clara).post(page, {"result": "cut", "cents": "177,00", "reason": ""})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Bitte schreiben Sie einen Grund" in html and 'value="177,00"' in html


@pytest.mark.parametrize("typed", ["1.5000", "abc", "1,234"])
def test_an_amount_nobody_can_read_gets_a_sentence(office, client_of, typed):
    answer = client_of(office.clara).post(url("team_order", office, pk=office.grant.pk), {"cents": typed})
    assert answer.status_code == 422 and "Bitte so: 1.500,00" in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_ordering_and_booking_by_two_people(office, client_of):
    clara, carla = client_of(office.clara), client_of(office.carla)
    clara.post(url("team_order", office, pk=office.grant.pk), {"cents": "500,00"})
    payment = Payment.objects.get()
    mine, hers = (client.get(record(office)).content.decode() for client in (clara, carla))
    book = url("team_book", office, pk=payment.pk)
    assert book not in mine and "Das können: Carla Dorn." in re.sub(r"\s+", " ", mine)
    assert book in hers and IBAN in hers
    facts = {"value_on": dates.today().isoformat(), "reference": "SEPA 1"}
    assert "jemand anderes" in clara.post(book, facts).content.decode()
    carla.post(book, facts)
    payment.refresh_from_db()
    assert payment.status == states.BOOKED and payment.booked_by == office.carla


def test_a_double_click_on_book_pays_once(office, client_of):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    client, facts = client_of(office.carla), {"value_on": dates.today().isoformat()}
    for _click in range(2):
        client.post(url("team_book", office, pk=payment.pk), facts)
    assert office.balances() == (60_000, 50_000, 0, 890_000)


def test_the_settlement_is_decided_on_the_page(office, client_of):
    office.accepted(60_000)
    office.submitted()
    client = client_of(office.clara)
    assert "Vorschlag, nichts ist entschieden" in client.get(record(office)).content.decode()
    client.post(url("team_settle", office, pk=office.grant.pk), {"grant_cents": "660,00", "reason": ""})
    assert Settlement.objects.get().result.grant_cents == 66_000
    assert "Entschieden von Clara Berg" in client.get(record(office)).content.decode()


def test_a_settlement_that_is_refused_says_why_and_keeps_the_sum(office, client_of):
    office.accepted(60_000)
    office.submitted()
    page = url("team_settle", office, pk=office.grant.pk)
    answer = client_of(office.clara).post(page, {"grant_cents": "600,00", "reason": ""})
    html = answer.content.decode()
    summary = html.split('class="error-summary"')[1].split("</div>")[0]
    assert answer.status_code == 422 and "niedriger als der Vorschlag" in summary and 'value="600,00"' in html
    assert Settlement.objects.get().status == states.SUBMITTED


def test_a_question_sends_the_settlement_back(office, client_of):
    office.submitted()
    client_of(office.clara).post(url("team_settle", office, pk=office.grant.pk), {"question": "Wo ist der Beleg?"})
    assert Settlement.objects.get().status == states.RETURNED


def test_an_account_tells_who_when_and_why_of_each_transfer(office, client_of):
    office.paid(50_000)
    html = client_of(office.clara).get(url("team_account", office, pk=office.grant.paid_id)).content.decode()
    assert "Carla Dorn" in html and "+500,00" in html and record(office) in html


def test_the_account_of_another_quarter_is_not_found(office, other_area, client_of, erna):
    page = links.to("spending:team_account", area=other_area.slug, pk=office.grant.paid_id)
    assert client_of(erna).get(page).status_code == 404


def test_tables_defuse_formulas_and_keep_sums(office, client_of):
    office.accepted(12_345, payee="=HYPERLINK(1)", purpose="@x")
    client = client_of(office.clara)
    table = url("team_table", office, pk=office.grant.pk, kind="belege", form="csv")
    text = b"".join(client.get(table).streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1);'@x;Material;123,45;123,45;" in text
    book = client.get(url("team_table", office, pk=office.grant.pk, kind="buchungen", form="xlsx"))
    assert book.content.startswith(b"PK") and office.grant.number in book["Content-Disposition"]


def test_pictures_of_the_settlement_are_served_to_the_office_only(office, client_of, client):
    settlement = actions.save_settlement(grant=office.grant, report="Schön.", by=office.owner)
    actions.add_settlement_photo(settlement=settlement, upload=photo(), caption="Der Hof", by=office.owner)
    picture = SettlementPhoto.objects.get()
    page = url("team_photo_file", office, pk=picture.pk)
    assert client_of(office.clara).get(page)["Content-Type"] == "image/jpeg"
    assert client.get(page).status_code == 302
    assert client.get(links.to("files:public", pk=picture.file_id)).status_code == 404


LISTS = (
    "", "fonds/", "fonds/aktionsfonds/", "antraege/?stand=granted", "bewilligungen/?stand=alle", "inventar/",
    "inventar/inventar.csv", "pruefungen/", "kassenbuch.journal", "fonds/aktionsfonds/verteilen/",
)  # fmt: skip
MOST = {"": 45, "fonds/aktionsfonds/": 26}  # what waits is asked of every app


def test_a_list_costs_the_same_with_1_and_with_many(office, fund_year, client_of):
    client, account = client_of(office.clara), f"konten/{fund_year.available_id}/"

    def cost(path):
        page = f"/team/{office.area.slug}/{path}"
        client.get(page)  # the frame of the page is read anew after a public change
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
            assert answer.status_code == 200 and (not answer.streaming or list(answer.streaming_content))
        return len(queries)

    def bought():
        actions.list_thing(
            grant=office.grant, receipt=office.receipt(), name="Zelt", net_cents=900_00, carer="Ada", place="Büro",
            bought_on=dates.today(), by=office.clara,
        )  # fmt: skip

    bought()
    once = {path: cost(path) for path in (*LISTS, account)}
    for number in range(6):
        office.grant = make_grant(office.area, fund_year, office.owner, office.clara, title=f"Aktion {number}")
        bought()
    assert {path: cost(path) for path in once} == once
    assert {path: n for path, n in once.items() if n > MOST.get(path, 16)} == {}


def test_a_long_list_is_turned_over_in_its_order(office, fund_year, client_of, monkeypatch):
    monkeypatch.setattr("quartier.spending.views.team.grants.PAGE", 2)
    for number in range(4):
        make_grant(office.area, fund_year, office.owner, office.clara, title=f"Aktion {number}")
    found = []
    for page in (1, 2, 3):
        html = client_of(office.clara).get(f"{url('team_grants', office)}?stand=alle&seite={page}").content.decode()
        found += re.findall(r"Aktion \d|Nähwerkstatt für alle", html[html.index("<tbody") :])
        assert "von 5" in html
    assert found == ["Aktion 3", "Aktion 2", "Aktion 1", "Aktion 0", "Nähwerkstatt für alle"]


def test_the_record_costs_the_same_with_1_and_30_receipts(office, client_of):
    client = client_of(office.clara)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(record(office)).status_code == 200
        return len(queries)

    office.accepted(100)
    office.receipt(100)
    once = cost()
    first = Receipt.objects.first()
    for number in range(28):
        office.receipt(100 + number, upload=first.file)
    assert cost() == once


def test_what_a_line_cost_opens_its_receipts(office, client_of):
    first = office.accepted(10_000, payee="Stoffladen")
    office.accepted(20_000, payee="Garnhandel", line=1)
    client = client_of(office.clara)
    there = f"?zeile={first.line_id}#belege"
    assert f'href="{there}">1 Beleg</a>' in client.get(record(office)).content.decode()
    html = client.get(f"{record(office)}?zeile={first.line_id}").content.decode()
    shown = html[html.index('id="belege"') : html.index('id="zeilen"')]
    assert "Stoffladen" in shown and "Garnhandel" not in shown and "Belege aller Zeilen zeigen" in shown


def test_somebody_without_the_internet_settles_at_the_desk(office, client_of):
    office.accepted(60_000)
    client, mine = client_of(office.clara), links.to("spending:my_settlement", pk=office.grant.pk)
    assert f'href="{mine}"' in client.get(record(office)).content.decode()
    answer = client.post(mine, {"report": "Drei Abende mit je dreißig Leuten.", "submit": "1"})
    assert answer.url == record(office) and Settlement.objects.get().status == states.SUBMITTED
    html = client.get(record(office)).content.decode()
    assert "Die Abrechnung ist aufgenommen." in html and f'href="{mine}"' not in html


@action
def _without_address():
    Application.objects.update(owner=None)
    Person.objects.update(email="")


def test_an_amount_cut_without_a_mail_address_is_not_said_to_be_on_its_way(office, client_of):
    receipt, data = office.receipt(5_000), {"result": "cut", "cents": "42", "reason": "Pfand"}
    client, page = client_of(office.clara), url("team_review", office, pk=office.receipt(6_000).pk)
    assert "per E-Mail unterwegs" in client.post(page, data, follow=True).content.decode()
    _without_address()
    html = client.post(url("team_review", office, pk=receipt.pk), data, follow=True).content.decode()
    assert "Beleg 1 ist mit 42,00" in html and "Bitte sagen Sie den Grund selbst" in html and "unterwegs" not in html


def test_two_reasons_that_are_too_long_together_are_not_cut_off(office, client_of):
    receipt, client = office.receipt(10_000), client_of(office.clara)
    typed = {"result": "cut", "cents": "50,00", "usual": "deposit", "reason": "x" * 290}
    answer = client.post(url("team_review", office, pk=receipt.pk), typed)
    html = answer.content.decode()
    assert answer.status_code == 422 and "Bitte kürzen Sie ihn um" in html and "x" * 290 in html
    assert not receipt.reviews.exists()


def test_who_has_no_address_is_not_said_to_get_a_mail(office, client_of):
    row = actions.request_payment(
        grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner
    )
    with without_action():
        type(office.owner).objects.filter(pk=office.owner.pk).update(email="")
    answer = client_of(office.clara).post(
        url("team_request", office, pk=row.pk), {"do": "answer", "answer": "Erst die Belege."}, follow=True
    )
    html = answer.content.decode()
    assert "Bitte sagen Sie es den Geförderten selbst" in html and "per E-Mail unterwegs" not in html
