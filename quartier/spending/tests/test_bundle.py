"""The bundle a funder's clerk accepts: columns of the fund, real numbers, every receipt, checksums that hold."""

import datetime as dt
import io
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.core.files.base import ContentFile

from quartier.files.actions import keep
from quartier.files.models import File
from quartier.funding.models import Fund
from quartier.history.actions import action
from quartier.kit import dates, links
from quartier.spending import actions, exports, queries, states, tasks
from quartier.spending.exports import columns, scans
from quartier.spending.models import Settlement
from quartier.spending.tests.conftest import photo


def pdf(pages: int = 2) -> ContentFile:
    content = io.BytesIO()
    with pikepdf.new() as made:
        for _number in range(pages):
            made.add_blank_page(page_size=(595, 842))
        made.save(content)
    return ContentFile(content.getvalue(), name="rechnung.pdf")


@action
def _wants(*, fund, wanted):
    Fund.objects.filter(pk=fund.pk).update(receipt_columns=wanted)


@pytest.fixture
def bundled(office):
    """A settlement with a photo, a PDF of two pages with a proof of payment, and a cut; its papers are made."""
    office.paid(110_000)
    office.accepted(30_000, line=1, payee="=HYPERLINK(1)", purpose="Raum")
    office.accepted(20_000, paid_on=dates.today(), upload=pdf(), payment_proof=photo(9))
    receipt = office.receipt(10_000, paid_on=dates.today() - dt.timedelta(days=1))
    actions.review(receipt=receipt, result=states.CUT, cents=9_000, reason="Pfand", by=office.clara)
    settlement = office.submitted()
    tasks.make_papers.call(settlement.pk)
    return office


def test_the_zip_verifies_and_holds_every_file(bundled, tmp_path):
    settlement = Settlement.objects.get()
    assert settlement.papers == states.MADE
    with zipfile.ZipFile(settlement.bundle.content) as archive:
        archive.extractall(tmp_path)
        names = sorted(archive.namelist())
    assert names == [
        "Abrechnung.xlsx", "Beleg-001.jpg", "Beleg-002-Zahlung.jpg", "Beleg-002.pdf", "Beleg-003.jpg", "Belege.pdf",
        "SHA256SUMS.txt", "Verwendungsnachweis.pdf",
    ]  # fmt: skip
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and done.stdout.count(": OK") == 7


def test_the_pdf_has_a_cover_and_every_page_in_the_order_of_the_list(bundled):
    settlement = Settlement.objects.get()
    with pikepdf.open(settlement.bundle_pdf.content) as made:
        assert len(made.pages) == 1 + 1 + 2 + 1 + 1
    assert [row.number for row in columns.receipts_of(settlement.grant)] == [3, 2, 1]  # by line, then by day


def test_the_workbook_holds_numbers_days_and_no_formula(bundled):
    book = openpyxl.load_workbook(io.BytesIO(exports.settlement_workbook(queries.books(bundled.again()))))
    assert book.sheetnames == ["Übersicht", "Belege", "Einnahmen", "Plan und Ist"]
    rows = list(book["Belege"].iter_rows(values_only=True))
    assert rows[0][:2] == ("Nummer", "Bezahlt am") and rows[1][0] == 3
    assert isinstance(rows[1][1], dt.datetime) and rows[1][5:8] == (100, 90, "Pfand")
    assert rows[-1][5] == 600 and rows[-1][6] == 590
    lines = list(book["Plan und Ist"].iter_rows(values_only=True))
    assert all(isinstance(row[6], int | float) for row in lines[1:]), "percentages, too"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def test_a_bundle_made_anew_takes_the_place_of_the_old_one(bundled):
    before = Settlement.objects.get()
    tasks.make_papers.call(before.pk)
    after = Settlement.objects.get()
    assert after.bundle_id != before.bundle_id
    assert not File.objects.filter(pk__in=[before.bundle_id, before.bundle_pdf_id]).exists()


def test_the_list_stands_in_the_funds_own_columns(bundled):
    _wants(fund=bundled.grant.fund_year.fund, wanted=[["number", "Lfd. Nr."], ["cut", "Abzug"], ["year", "HHJ"]])
    grant = bundled.again()
    chosen = columns.columns_of(grant)
    table = columns.table(chosen, columns.receipts_of(grant))
    assert table[0] == ["Lfd. Nr.", "Abzug", "HHJ"] and table[1] == [3, 10, dates.today().year]


def test_a_long_scan_goes_through_file_by_file(office, tmp_path):
    """A receipt of 300 pages and dozens of photos: what Python holds stays far below what is written."""
    for number in range(12):
        office.receipt(100 + number, upload=photo(number, (1200, 1600)))
    office.receipt(99, upload=pdf(300))
    receipts = columns.receipts_of(office.grant)
    tracemalloc.start()
    pages = scans.write_scans(scans.scans_of(receipts), tmp_path, tmp_path / "alle.pdf")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(pages) == 312 and peak < 30_000_000
    with pikepdf.open(tmp_path / "alle.pdf") as made:
        assert len(made.pages) == 312


def test_a_file_that_is_gone_gets_a_page_that_says_so(bundled, tmp_path):
    receipt = columns.receipts_of(bundled.grant)[0]
    Path(receipt.file.content.path).unlink()
    pages = scans.write_scans(iter([scans.Scan("Beleg 3", receipt.file)]), tmp_path, tmp_path / "alle.pdf")
    assert pages == [1]
    bundle = exports.bundle_zip(
        Settlement.objects.get(), queries.books(bundled.again()), tmp_path / "alle.pdf", tmp_path
    )
    assert "Beleg-003.jpg" not in zipfile.ZipFile(bundle).namelist()


def _odd(**boxes):
    content = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(595, 842))
        for name, value in boxes.items():
            page.obj[f"/{name}"] = value
        made.save(content)
    return ContentFile(content.getvalue(), name="rechnung.pdf")


@pytest.mark.parametrize("box", [pikepdf.String("nix"), pikepdf.Array([pikepdf.Name("/x"), 0, 1, 1])])
def test_a_pdf_that_is_broken_inside_does_not_hold_up_the_others(office, tmp_path, box):
    office.receipt(100, upload=_odd(TrimBox=box))
    office.receipt(101, upload=pdf(2))
    pages = scans.write_scans(scans.scans_of(columns.receipts_of(office.grant)), tmp_path, tmp_path / "alle.pdf")
    assert pages == [1, 2]
    with pikepdf.open(tmp_path / "alle.pdf") as made:
        assert len(made.pages) == 3


def test_downloads_are_for_those_who_may_see_receipts(bundled, client_of, dieter, audrey, kora):
    page = [links.to("spending:team_bundle", area=bundled.area.slug, pk=bundled.grant.pk, paper=paper)
            for paper in ("belege.pdf", "unterlagen.zip", "abrechnung.xlsx")]  # fmt: skip
    for who in (bundled.clara, dieter, audrey):
        answers = [client_of(who).get(address) for address in page]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert answers[1].streaming and "attachment" in answers[1]["Content-Disposition"]
    assert [client_of(kora).get(address).status_code for address in page] == [404, 404, 404]


def test_hours_offers_and_things_go_along_with_their_papers(bundled, tmp_path):
    grant, by = bundled.grant, bundled.owner
    actions.return_settlement(settlement=Settlement.objects.get(), question="Und die Stunden?", by=bundled.clara)
    bundled.again()
    scope = bundled.area.scope
    sheet, offer = (
        keep(upload=photo(31), name="blatt.jpg", scope=scope),
        keep(upload=photo(32), name="a.jpg", scope=scope),
    )
    for day in (0, 1):
        when = dates.today() - dt.timedelta(days=day)
        actions.note_hours(grant=grant, who="Ada", day=when, minutes=90, what="Aufbau", file=sheet, by=by)
    actions.note_quotes(grant=grant, subject="Holz", offers=[actions.Offer("Meier", 5_000, offer)], chosen=0, by=by)
    receipt = grant.spending_receipts.get(number=1)
    actions.attach_quotes(receipt=receipt, subject="Holz", by=by)
    actions.list_thing(
        grant=grant,
        receipt=receipt,
        name="Säge",
        net_cents=9_000,
        carer="Ada",
        place="Büro",
        bought_on=dates.today(),
        by=by,
    )
    book = openpyxl.load_workbook(io.BytesIO(exports.settlement_workbook(queries.books(bundled.again()))))
    assert book.sheetnames[4:] == ["Ehrenamtliche Stunden", "Preisvergleiche", "Inventar"]
    hours = list(book["Ehrenamtliche Stunden"].iter_rows(values_only=True))
    assert [row[3] for row in hours] == ["Stunden", 1.5, 1.5, 3]
    assert [row[:3] for row in book["Preisvergleiche"].iter_rows(min_row=2, values_only=True)] == [("Holz", 1, "Meier")]
    settlement = bundled.submitted()
    tasks.make_papers.call(settlement.pk)
    with zipfile.ZipFile(Settlement.objects.get().bundle.content) as archive:
        names = archive.namelist()
        assert "Stundenzettel-001.jpg" in names and "Angebot-001.jpg" in names and "Angebot-002.jpg" not in names
        assert archive.read("SHA256SUMS.txt").decode().count("\n") == len(names) - 1


def test_the_incomes_list_the_payments_of_the_grant_in_time_order_and_add_up(bundled):
    rows = exports.income_rows(queries.books(bundled.again()))
    assert ["Diese Förderung", 1100, 1100, 0, None] in rows
    assert [dates.today(), "Diese Förderung", None, None, None, 1100] in rows and rows[-1][5] == 1100


def test_papers_that_fail_for_any_reason_say_so_and_offer_to_begin_anew(office, client_of, monkeypatch):
    office.accepted(20_000)
    settlement = office.submitted()

    def broken(*_arguments, **_more):
        raise RuntimeError("nobody thought of that")

    monkeypatch.setattr(exports, "receipts_pdf", broken)
    with pytest.raises(RuntimeError):
        tasks.make_papers.call(settlement.pk)
    page = links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)
    html = client_of(office.clara).get(page).content.decode()
    assert Settlement.objects.get().papers == states.FAILED and "Versuchen Sie es noch einmal" in html


def test_the_page_shows_how_far_the_bundle_is_and_the_count_outlasts_a_reload(office, client_of):
    office.accepted(20_000)
    settlement = office.submitted()
    actions.note_bound(settlement=settlement, bound=10)
    page = links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)
    for _reload in (1, 2):
        html = client_of(office.clara).get(page).content.decode()
        assert "Gebunden sind 10 Dateien von 1 Belegen" in html and "Neu beginnen" in html
    actions.order_papers(settlement=settlement)
    assert Settlement.objects.get().bound == 0


def test_every_tenth_file_is_told(office, tmp_path):
    office.receipt()
    scan = next(scans.scans_of(columns.receipts_of(office.grant)))
    told = []
    scans.write_scans(iter([scan] * 21), tmp_path, tmp_path / "alle.pdf", told.append)
    assert told == [10, 20]


def test_papers_made_before_the_decision_do_not_take_the_place_of_those_after(bundled):
    before = Settlement.objects.get()
    actions.decide_settlement(settlement=before, by=bundled.clara, due_on=dates.today() + dt.timedelta(days=30))
    tasks.make_papers.call(before.pk)
    after = Settlement.objects.get()
    before.status = states.SUBMITTED
    actions.keep_papers(settlement=before, document=b"%PDF-1.7 late")
    assert Settlement.objects.get().document_id == after.document_id


def test_the_page_says_that_papers_are_being_made_and_that_they_failed(office, client_of):
    office.accepted(20_000)
    settlement = office.submitted()
    address = links.to("spending:team_grant", area=office.area.slug, pk=office.grant.pk)
    assert "gerade erstellt" in client_of(office.clara).get(address).content.decode()
    actions.note_papers_failed(settlement=settlement)
    assert "ließen sich nicht erstellen" in client_of(office.clara).get(address).content.decode()
    again = links.to("spending:team_papers", area=office.area.slug, pk=office.grant.pk)
    client_of(office.clara).post(again)
    assert Settlement.objects.get().papers == states.MAKING
