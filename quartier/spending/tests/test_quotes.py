"""Price comparisons: offers as rows, how many are asked for, and the reason that takes their place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.kit import links
from quartier.kit.errors import Refused
from quartier.spending import actions, queries
from quartier.spending.actions import Offer
from quartier.spending.models import Quote, Receipt
from quartier.spending.tests.conftest import photo

TWO = (Offer("Holz-Meier", 60_000), Offer("Sägewerk", 65_000))


def note(office, offers=TWO, **more):
    given = {"subject": "Holz", "chosen": 0, "by": office.owner, **more}
    return actions.note_quotes(grant=office.grant, offers=offers, **given)


def codes(office, receipt):
    books = queries.books(office.again())
    return [
        f.code for f in next(row for row in books.receipts if row.pk == receipt.pk).findings if f.code != "inventory"
    ]


def test_enough_offers_settle_the_finding(office):
    receipt = office.receipt(60_000)
    assert codes(office, receipt) == ["quotes"]
    note(office, receipt=receipt)
    assert codes(office, receipt) == []


def test_one_offer_with_a_reason_settles_it_too(office):
    receipt = office.receipt(60_000)
    note(office, TWO[:1], receipt=receipt)
    assert codes(office, receipt) == ["quotes"]
    note(office, TWO[:1], receipt=receipt, subject="Holz, noch einmal", reason="Nur er liefert so lange Bretter.")
    assert codes(office, receipt) == []


def test_the_same_supplier_twice_is_one(office):
    receipt = office.receipt(60_000)
    note(office, (Offer("Holz-Meier", 1), Offer("holz-meier ", 2)), receipt=receipt)
    assert codes(office, receipt) == ["quotes"]


def test_not_the_cheapest_needs_a_reason(office):
    receipt = office.receipt(65_000)
    note(office, receipt=receipt, chosen=1)
    assert codes(office, receipt) == ["not_cheapest"]


def test_planned_offers_come_with_the_receipt_once_it_is_bought(office):
    note(office)
    (plan,) = queries.purchases(office.grant, [])
    assert plan.receipt is None and plan.findings == []
    receipt = office.receipt(60_000)
    for _click in range(2):
        actions.attach_quotes(receipt=receipt, subject="Holz", by=office.owner)
    assert Quote.objects.filter(receipt=receipt).count() == 2 and codes(office, receipt) == []
    rows = queries.purchases(office.grant, list(Receipt.objects.all()))
    assert [one.receipt for one in rows] == [receipt]


def test_a_double_click_keeps_the_offers_once(office):
    note(office)
    note(office)
    assert Quote.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"subject": " "}, "was gekauft"), ({"offers": ()}, "mindestens ein Angebot"), ({"chosen": 2}, "welches"),
        ({"offers": (Offer("", 5),)}, "Anbieter"), ({"offers": (Offer("A", 0),)}, "über 0,00"),
    ],
)  # fmt: skip
def test_offers_with_wrong_facts_are_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        note(office, **wrong)


def page(office):
    return links.to("spending:my_quotes", pk=office.grant.pk)


def typed(**more):
    return {
        "subject": "Holz", "supplier_1": "Holz-Meier", "net_1": "600,00", "supplier_2": "Sägewerk", "net_2": "650,00",
        "chosen": "1", **more,
    }  # fmt: skip


def upload(content=None, name="angebot.jpg"):
    return SimpleUploadedFile(name, photo(90).read() if content is None else content, "image/jpeg")


def test_offers_are_typed_with_their_papers(office, client_of):
    receipt = office.receipt(60_000)
    client = client_of(office.owner)
    answer = client.post(page(office), typed(receipt=receipt.pk, file_1=upload()), follow=True)
    assert "Die Angebote sind gespeichert" in answer.content.decode()
    first = Quote.objects.get(supplier="Holz-Meier")
    assert (first.net_cents, first.chosen, first.receipt) == (60_000, True, receipt)
    assert client.get(links.to("spending:quote_file", pk=first.pk)).status_code == 200


def test_a_paper_survives_a_form_that_was_not_accepted(office, client_of):
    client = client_of(office.owner)
    answer = client.post(page(office), typed(net_2="6,500", file_1=upload()))
    html = answer.content.decode()
    assert answer.status_code == 422 and "höchstens zwei Stellen" in html and "„angebot.jpg“ ist gespeichert" in html
    word = html.split('name="file_1_kept" value="')[1].split('"')[0]
    client.post(page(office), typed(file_1_kept=word))
    assert Quote.objects.get(supplier="Holz-Meier").file.name == "angebot.jpg"


def test_a_wrong_paper_is_told_beside_its_field_and_the_rest_stays(office, client_of):
    answer = client_of(office.owner).post(page(office), typed(file_2=upload(b"MZ no paper")))
    html = answer.content.decode()
    assert answer.status_code == 422 and "weder ein Foto noch ein PDF" in html and 'value="Sägewerk"' in html
    assert not Quote.objects.exists()


def test_a_word_made_for_somebody_else_brings_no_file(office, client_of):
    html = client_of(office.clara).post(page(office), typed(net_2="x", file_1=upload())).content.decode()
    word = html.split('name="file_1_kept" value="')[1].split('"')[0]
    client_of(office.owner).post(page(office), typed(file_1_kept=word))
    assert Quote.objects.get(supplier="Holz-Meier").file is None


def test_the_chosen_offer_must_be_one_that_was_typed(office, client_of):
    answer = client_of(office.owner).post(page(office), typed(chosen="3"))
    assert answer.status_code == 422 and "Dieses Angebot ist leer" in answer.content.decode()


def test_the_link_of_the_finding_fills_the_form(office, client_of):
    receipt = office.receipt(60_000, purpose="Bretter für Beete")
    html = client_of(office.owner).get(page(office) + f"?beleg={receipt.pk}").content.decode()
    assert 'value="Bretter für Beete"' in html and f'<option value="{receipt.pk}" selected>' in html
