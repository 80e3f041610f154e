"""The grantee's pages on a phone: photo first, then what stands on it; the settlement; nobody else's files."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quartier.files.models import File
from quartier.funding import actions as funding
from quartier.kit import dates, links
from quartier.spending import actions, queries, states, tasks
from quartier.spending.models import Receipt, Settlement, SettlementPhoto
from quartier.spending.tests.conftest import make_grant, photo

FACTS = {"payee": "Baumarkt am Ring", "purpose": "Holz", "cents": "412,40"}


def url(name, **arguments):
    return links.to(f"spending:{name}", **arguments)


def upload(content=None, name="beleg.jpg"):
    return SimpleUploadedFile(name, photo(90).read() if content is None else content, "image/jpeg")


def facts(office, **more):
    return {**FACTS, "paid_on": dates.today().isoformat(), "line": office.lines[0].pk, **more}


def details(office, client):
    """Step 1 done: the address of step 2."""
    answer = client.post(url("my_receipt_new", pk=office.grant.pk), {"file": upload()})
    assert answer.status_code == 302
    return answer["Location"]


def test_a_receipt_in_three_steps(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    assert "Die Datei ist gespeichert" in client.get(page).content.decode()
    answer = client.post(page, facts(office), follow=True)
    assert "Beleg 1 ist angekommen" in answer.content.decode()
    receipt = Receipt.objects.get()
    assert (receipt.cents, receipt.payee, receipt.by) == (41_240, "Baumarkt am Ring", office.owner)


def test_a_double_click_on_the_second_step_is_one_receipt(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    for _click in range(2):
        client.post(page, facts(office))
    assert Receipt.objects.count() == 1


def test_a_phone_photo_loses_its_position(office, client_of):
    picture, raw = Image.new("RGB", (80, 60), "red"), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x8825] = {1: "N", 2: (53.0, 33.0, 0.0)}
    picture.save(raw, "JPEG", exif=exif)
    client_of(office.owner).post(url("my_receipt_new", pk=office.grant.pk), {"file": upload(raw.getvalue())})
    with File.objects.get(name="beleg.jpg").content.open("rb") as kept:
        assert not dict(Image.open(kept).getexif())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"MZ\x90\x00 a program", "weder ein Foto noch ein PDF"), (b"PK\x03\x04 word", "als PDF"), (b"\xff\xd8\xff" + b"0" * 20_000_001, "zu groß")],
)  # fmt: skip
def test_a_wrong_upload_gets_a_sentence(office, client_of, content, sentence):
    answer = client_of(office.owner).post(url("my_receipt_new", pk=office.grant.pk), {"file": upload(content)})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not File.objects.filter(name="beleg.jpg").exists()


def test_wrong_facts_keep_the_photo_and_the_other_fields(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    answer = client.post(page, facts(office, cents="4.1240"))
    html = answer.content.decode()
    assert answer.status_code == 422 and "Bitte so: 1.500,00" in html
    assert 'value="Baumarkt am Ring"' in html and 'value="4.1240"' in html and "Die Datei ist gespeichert" in html


def test_a_day_before_the_grant_asks_once(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    early = facts(office, paid_on=(dates.today() - dt.timedelta(days=9)).isoformat())
    html = client.post(page, early).content.decode()
    assert "Bewilligt wurde am" in html and 'type="checkbox" name="sure"' in html
    assert client.post(page, early | {"sure": "on"}).status_code == 302
    assert Receipt.objects.exists()


def test_a_day_in_the_future_is_refused_in_any_case(office, client_of):
    client = client_of(office.owner)
    page = details(office, client)
    late = facts(office, paid_on=(dates.today() + dt.timedelta(days=2)).isoformat(), sure="on")
    assert "liegt in der Zukunft" in client.post(page, late).content.decode()


def test_a_link_of_step_two_opens_for_its_maker_only(office, client_of):
    page = details(office, client_of(office.owner))
    assert client_of(office.clara).get(page).status_code == 404
    assert client_of(office.owner).get(page + "x").status_code == 404


def test_the_reason_of_a_cut_is_read_in_the_list(office, client_of):
    actions.review(receipt=office.receipt(500), result=states.CUT, cents=400, reason="1,00 € Pfand.", by=office.clara)
    html = client_of(office.owner).get(url("my_receipts", pk=office.grant.pk)).content.decode()
    assert "1,00 € Pfand." in html and "4,00" in html


def test_a_receipt_is_taken_back(office, client_of):
    receipt = office.receipt()
    answer = client_of(office.owner).post(url("my_receipt", pk=receipt.pk), follow=True)
    assert "zurückgezogen und zählt nicht mehr" in answer.content.decode()


def test_a_receipt_is_put_right_without_typing_it_again(office, client_of):
    wrong = office.receipt(41_240, purpose="Holz", invoice_number="R 7")
    client = client_of(office.owner)
    answer = client.post(url("my_receipt", pk=wrong.pk), {"do": "again"})
    html = client.get(answer["Location"]).content.decode()
    for kept in ('value="412,40"', 'value="Holz"', 'value="R 7"', f'value="{wrong.line_id}" selected'):
        assert kept in html
    client.post(answer["Location"], facts(office, cents="421,40", invoice_number="R 7"))
    right = Receipt.objects.exclude(pk=wrong.pk).get()
    assert (right.cents, right.file, right.number) == (42_140, wrong.file, 2)
    books = queries.books(office.again())
    assert [row.pk for row in books.valid] == [right.pk]
    assert {found.code for found in books.receipts[0].findings} == {"inventory"}, "not its own double"


def test_offers_and_things_go_with_the_receipt_that_was_put_right(office, client_of):
    wrong = office.receipt(60_000)
    offers = (actions.Offer("Holz-Meier", 60_000), actions.Offer("Sägewerk", 65_000))
    actions.note_quotes(grant=office.grant, subject="Holz", offers=offers, chosen=0, receipt=wrong, by=office.owner)
    thing = actions.list_thing(
        grant=office.grant, receipt=wrong, name="Säge", net_cents=60_000, carer="Ada", place="Büro",
        bought_on=dates.today(), by=office.owner,
    )  # fmt: skip
    client = client_of(office.owner)
    answer = client.post(url("my_receipt", pk=wrong.pk), {"do": "again"})
    for _click in range(2):
        client.post(answer["Location"], facts(office, cents="601,00"))
    right = Receipt.objects.exclude(pk=wrong.pk).get()
    thing.refresh_from_db()
    books = queries.books(office.again())
    assert thing.receipt == right and not books.receipts[0].findings
    (purchase,) = queries.purchases(office.grant, books.valid)
    assert purchase.receipt.pk == right.pk and [quote.supplier for quote in purchase.quotes] == [
        "Holz-Meier",
        "Sägewerk",
    ]


def test_a_receipt_that_still_counts_gives_nothing_away(office, client_of):
    first = office.receipt(60_000)
    actions.note_quotes(
        grant=office.grant,
        subject="Holz",
        offers=(actions.Offer("Meier", 1),),
        chosen=0,
        receipt=first,
        by=office.owner,
    )
    client = client_of(office.owner)
    client.post(f"{details(office, client)}?statt={first.pk}", facts(office))
    assert Receipt.objects.count() == 2 and first.quotes.count() == 1
    assert not Receipt.objects.exclude(pk=first.pk).get().quotes.exists()


def test_a_settlement_that_is_not_decided_offers_no_paper_that_is_not_there(office, client_of):
    office.accepted(60_000)
    settlement = office.submitted()
    client, paper = client_of(office.owner), url("my_document", pk=office.grant.pk, kind="abrechnung")
    tasks.make_papers.call(settlement.pk)
    assert paper not in client.get(url("my_grant", pk=office.grant.pk)).content.decode()
    assert client.get(paper).status_code == 404
    actions.decide_settlement(settlement=Settlement.objects.get(), by=office.clara)
    assert paper in client.get(url("my_grant", pk=office.grant.pk)).content.decode()
    assert client.get(paper).status_code == 200


def test_who_waits_for_the_rest_does_not_read_that_all_is_done(office, client_of):
    office.accepted(60_000)
    funding.set_bank_account(
        application=office.again().application, holder="Ayşe Yıldız", iban="DE75512108001245126199", by=office.owner
    )
    office.decided()
    html = client_of(office.owner).get(url("my_settlement", pk=office.grant.pk)).content.decode().replace("\xa0", " ")
    assert "Sie bekommen noch 660,00 €" in html and "Alles ist abgerechnet" not in html


def test_what_stood_on_somebody_elses_receipt_is_not_filled_in(office, fund_year, client_of, erna):
    other = make_grant(office.area, fund_year, erna, office.clara, title="Chor")
    foreign = actions.hand_in_receipt(
        grant=other, line=other.application.cost_lines.first(), payee="Notenladen", purpose="Noten", by=erna,
        paid_on=dates.today(), cents=100, upload=photo(5),
    )  # fmt: skip
    client = client_of(office.owner)
    page = client.get(f"{details(office, client)}?statt={foreign.pk}").content.decode()
    assert "Notenladen" not in page and 'value="1,00"' not in page


def test_more_than_is_left_cannot_be_asked_for_and_the_words_stay(office, client_of):
    client, page = client_of(office.owner), url("my_money", pk=office.grant.pk)
    typed = {"cents": "1.100,01", "needed_on": dates.today().isoformat(), "purpose": "Stoffe"}
    answer = client.post(page, typed)
    html = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422 and "Höchstens 1.100,00 €" in html and "Stoffe" in html
    assert client.post(page, typed | {"cents": "1.100,00"}).status_code == 302


@pytest.mark.parametrize("who", ["erna", "boris_user", "dieter", "audrey", "kora"])
def test_the_pages_of_the_grantee_are_not_found_for_others(office, client_of, request, who):
    receipt = office.receipt()
    client = client_of(request.getfixturevalue(who))
    for page in (
        url("my_grant", pk=office.grant.pk), url("my_receipts", pk=office.grant.pk), url("my_receipt", pk=receipt.pk),
        url("my_receipt_file", pk=receipt.pk), url("my_settlement", pk=office.grant.pk),
        url("my_document", pk=office.grant.pk, kind="bescheid"),
    ):  # fmt: skip
        assert client.get(page).status_code == 404, page


def test_the_file_of_a_receipt_is_never_public(office, client, client_of):
    receipt = office.receipt()
    assert client.get(url("my_receipt_file", pk=receipt.pk)).status_code == 302
    assert client.get(links.to("files:public", pk=receipt.file_id)).status_code == 404
    answer = client_of(office.owner).get(url("my_receipt_file", pk=receipt.pk))
    assert answer["Content-Type"] == "image/jpeg" and "private, no-store" in answer["Cache-Control"]


def test_the_report_is_kept_and_handed_in_later(office, client_of):
    client, page = client_of(office.owner), url("my_settlement", pk=office.grant.pk)
    client.post(page, {"report": "Wir haben genäht."})
    assert "Wir haben genäht." in client.get(page).content.decode()
    client.post(page, {"report": "Wir haben viel genäht.", "submit": "1"})
    settlement = Settlement.objects.get()
    assert (settlement.status, settlement.report) == (states.SUBMITTED, "Wir haben viel genäht.")


def test_an_empty_report_cannot_be_handed_in(office, client_of):
    page = url("my_settlement", pk=office.grant.pk)
    answer = client_of(office.owner).post(page, {"report": " ", "submit": "1"})
    assert answer.status_code == 422 and "ein paar Sätzen" in answer.content.decode()


def test_a_wrong_photo_keeps_its_caption(office, client_of):
    client, page = client_of(office.owner), url("my_settlement", pk=office.grant.pk)
    answer = client.post(page, {"caption": "Der neue Garten", "photo": upload(b"not a photo", "garten.jpg")})
    html = answer.content.decode()
    assert answer.status_code == 422 and 'value="Der neue Garten"' in html and "weder ein Foto" in html
    client.post(page, {"caption": "Der neue Garten", "photo": upload()})
    picture = SettlementPhoto.objects.get()
    client.post(url("my_photo", pk=picture.pk))
    assert not SettlementPhoto.objects.exists()


def test_the_result_is_shown_with_its_letter(office, client_of):
    office.paid(110_000)
    office.accepted(60_000)
    cut = office.receipt(500, payee="Getränke Nord")
    actions.review(receipt=cut, result=states.CUT, cents=400, reason="1,00 € Pfand.", by=office.clara)
    office.decided()
    client, page = client_of(office.owner), url("my_settlement", pk=office.grant.pk)
    assert "Der Brief wird gerade erstellt" in client.get(page).content.decode()
    tasks.make_papers.call(Settlement.objects.get().pk)
    html = client.get(page).content.decode()
    html = html.replace("\xa0", " ")
    assert "Bitte zahlen Sie 435,60" in html and "Brief öffnen" in html
    assert "Verwendungszweck: AF-" in html and links.to("funding:my_objection", pk=office.grant.application_id) in html
    assert "Getränke Nord" in html and "4,00 € von 5,00 € anerkannt" in html and "1,00 € Pfand." in html
    letter = client.get(url("my_document", pk=office.grant.pk, kind="ergebnis"))
    assert letter["Content-Type"] == "application/pdf"
