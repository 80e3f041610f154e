"""Lists as offices keep them: headers anywhere, sums in between, amounts and days in every way, several sheets."""

import datetime as dt
import io

import openpyxl
import pytest

from quartier.funding.imports import CaseList, CaseTarget
from quartier.funding.models import EarlierCase
from quartier.history.actions import carry_out, take_back
from quartier.kit.columns import MissingColumn
from quartier.kit.errors import Refused

OFFICE = """Aktionsfonds Lindenhafen;;;;;
Stand: 31.12.2021;;;;;

Nr.;Antragsteller/in;Projekt;beantragt;bewilligt;Datum Jurysitzung
1;Möller, Anna;Straßenfest;1.234,56 €;1.000,00 €;12.03.2019
2;Kiek mal e. V.;Hofgärten;750;750,-;12.3.19
Zwischensumme;;;1.984,56;1.750,00;
2020;;;;;
3;Grau gGmbH;Töpfern;500,5;0,00;
Nr.;Antragsteller/in;Projekt;beantragt;bewilligt;Datum Jurysitzung
4;Özgür Demir;Lesung;1.500;1.500;43900

Summe;;;2.000,50;1.400,00;
Gesamtsumme;;;3.985,06;3.250,00;
x;Ohne Betrag e.V.;;abc;;
"""


def preview(area, text, name="liste.csv", encoding="utf-8", **more):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return CaseList(content, name, area, **more).preview()


def said(found, *names):
    return [tuple(step.values[name] for name in names) for step in found.new]


def carried(area, content, name="liste.csv", **more):
    plan = CaseList(content, name, area, **more)
    return carry_out(scope=area.scope, read=plan.preview, target=CaseTarget(area), options=plan.options())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_list_with_titles_sums_and_repeated_headers_is_understood(area, encoding):
    found = preview(area, OFFICE, encoding=encoding)
    assert said(found, "applicant", "requested_cents", "granted_cents", "outcome", "year", "line") == [
        ("Möller, Anna", 123_456, 100_000, "granted", 2019, 5),
        ("Kiek mal e. V.", 75_000, 75_000, "granted", 2019, 6),
        ("Grau gGmbH", 50_050, 0, "refused", 2020, 9),
        ("Özgür Demir", 150_000, 150_000, "granted", 2020, 11),
    ]
    assert [str(problem) for problem in found.refused] == [
        "Zeile 15, Spalte „beantragt“: „abc“ ist kein Betrag.",
    ]
    assert [(problem.line, "stimmt mit" in problem.sentence) for problem in found.control] == [
        (7, True), (8, False), (10, False), (13, False), (14, True),
    ]  # fmt: skip
    assert "weicht um 100,00" in found.control[3].sentence
    assert found.sums["granted"] == {"file": 325_000, "taken": 325_000, "refused": 0}


def test_english_list_with_tabs_reads_commas_as_thousands(area):
    found = preview(
        area,
        "Applicant\tProject title\tAmount requested\tAmount awarded\tAward date\tStatus\n"
        "Jane\tParty\t1,234.56\t1,000\t03/25/2019\tapproved\n"
        "John's club\tWalk\t2,500\t0\t04/02/2019\trejected\n"
        "Total\t\t3,734.56\t1,000.00\t\t\n",
    )
    assert said(found, "requested_cents", "granted_cents", "decided_on", "outcome") == [
        (123_456, 100_000, "2019-03-25", "granted"),
        (250_000, 0, "2019-04-02", "refused"),
    ]
    assert "stimmt mit den Zeilen überein" in found.control[0].sentence


WRITTEN = [
    ("(100,00)", -10_000), ("-50,00 EUR", -5_000), ("1 234,56", 123_456), ("1.234 €", 123_400), ("15,-", 1_500),
    ("k.A.", None),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "cents"), WRITTEN)
def test_amounts_are_read_as_people_write_them(area, amount, cents):
    found = preview(area, f"Antragsteller;Zweck;Summe\nAnna;Fest;{amount}\nBert;Lauf;20.000,00\n")
    assert said(found, "granted_cents") == [(cents,), (2_000_000,)]


@pytest.mark.parametrize("amount", ["1.234,567", "ca. 500", "12 £", "1,2345"])
def test_amount_that_is_none_refuses_the_row_with_its_number(area, amount):
    found = preview(area, f"Antragsteller;Zweck;Bewilligt\nAnna;Fest;{amount}\nBert;Lauf;20,00\nCem;Chor;30,00\n")
    assert len(found.new) == 2 and found.refused[0].line == 2 and found.refused[0].column == "Bewilligt"


def test_applicant_that_is_called_like_a_sum_stays_a_case(area):
    found = preview(
        area, "Verein;Betrag\nTotal Sportbund GmbH;100,00\nGesamtverband;100,00\nSumme e.V.;50\nGesamt;250,00\n"
    )
    assert [step.values["applicant"] for step in found.new] == ["Total Sportbund GmbH", "Gesamtverband", "Summe e.V."]
    assert found.control[0].line == 5


def test_money_of_another_currency_is_refused(area):
    found = preview(area, "Recipient Org:Name,Amount Awarded,Currency\nA club,100,GBP\nEin Verein,200,EUR\n")
    assert said(found, "applicant") == [("Ein Verein",)]
    assert "„GBP“" in found.refused[0].sentence


def test_columns_nobody_knows_are_named_and_kept_on_request(area):
    text = "Name;Projekt;IBAN;Kiezteil\nAnna;Fest;DE02120300000000202051;Nord\n"
    found = preview(area, text)
    assert found.unread == ["IBAN", "Kiezteil"]
    assert said(found, "note") == [("",)]
    kept = preview(area, text, keep_rest=True, given={"IBAN": "-"})
    assert said(kept, "note") == [("IBAN: DE02120300000000202051\nKiezteil: Nord",)]
    by_hand = preview(area, text, given={"Kiezteil": "note"})
    assert said(by_hand, "note") == [("Nord",)] and by_hand.unread == ["IBAN"]


def test_list_without_known_headers_is_read_as_the_person_says(area):
    text = "Anna;Fest;100,00\nBert;Lauf;200,00\n"
    with pytest.raises(MissingColumn, match="Antragsteller"):
        preview(area, text)
    found = preview(area, text, given={"Spalte 1": "applicant", "Spalte 2": "title", "Spalte 3": "granted"})
    assert said(found, "applicant", "granted_cents") == [("Anna", 10_000), ("Bert", 20_000)]


def test_file_that_is_no_list_is_refused_at_once(area):
    """A text on one line is a row of thousands of cells."""
    with pytest.raises(Refused, match="Spalten"):
        preview(area, "Verein, Fest, " * 3_000)


def test_column_the_person_names_twice_is_refused(area):
    with pytest.raises(Refused, match="Zwei Spalten sollen"):
        preview(area, "Name;Verein\nAnna;TSV\n", given={"Name": "applicant", "Verein": "applicant"})


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2019"
    sheet.append(["Verfügungsfonds"])
    sheet.append([])
    sheet.append(["Antragsteller", "Projekt", "Betrag", None, "Entscheidung", None, "Fonds"])
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("E3:F3")
    sheet.append([None, None, "beantragt", "bewilligt", "Datum", "Ergebnis", None])
    sheet.append(["A e.V.", "Fest", 1234.56, 1000, dt.datetime(2019, 3, 1), "bewilligt", "Topf A"])
    sheet.append(["B", "Lauf", 12.345, 100, "2. März 2019", "ja", None])
    sheet.append(["C", "Chor", "1.500 €", 0, 43525, "nein", None])
    sheet.merge_cells("G5:G7")
    sheet.append(["Zwischensumme", None, "=SUM(C5:C7)", "=SUM(D5:D7)"])
    sheet.append(["D", "Kino", 200, 200, "03/2019", "irgendwas", "Topf B"])
    sheet.append(["E", "Netz", "=1+1", 100, None, None, None])
    later = book.create_sheet("2020")
    later.append(["Antragsteller", "Projekt", "Bewilligt", "Status"])
    later.append(["F", "Garten", 300.1, "bewilligt"])
    hidden = book.create_sheet("geheim")
    hidden.append(["Name", "IBAN"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_workbook_with_two_header_rows_merged_cells_and_formulas(area):
    found = preview(area, workbook(), "fonds.xlsx")
    assert said(
        found, "applicant", "requested_cents", "granted_cents", "outcome", "fund_name", "decided_on", "year"
    ) == [
        ("A e.V.", 123_456, 100_000, "granted", "Topf A", "2019-03-01", 2019),
        ("C", 150_000, 0, "refused", "Topf A", "2019-03-01", 2019),
        ("D", 20_000, 20_000, "unknown", "Topf B", None, 2019),
    ]
    assert [problem.line for problem in found.refused] == [6, 10]
    assert "mehr als zwei Stellen" in found.refused[0].sentence and "Formel" in found.refused[1].sentence
    assert any("Ausgeblendet" in note.sentence and "geheim" in note.sentence for note in found.notes)
    assert any("irgendwas" in note.sentence for note in found.notes)


def test_every_fitting_sheet_is_read_when_asked_and_gives_the_year(area):
    found = preview(area, workbook(), "fonds.xlsx", sheet="*")
    assert said(found, "applicant", "year", "source")[-1] == ("F", 2020, "fonds.xlsx, 2020")
    assert found.layout["read"] == ["2019", "2020"]
    only = preview(area, workbook(), "fonds.xlsx", sheet="2020")
    assert said(only, "granted_cents") == [(30_010,)]
    with pytest.raises(Refused, match="kein Blatt „2021“"):
        preview(area, workbook(), "fonds.xlsx", sheet="2021")


def test_list_read_twice_adds_nothing_and_rows_alike_are_two_cases(area):
    content = b"Name;Projekt;Bewilligt\nAnna;Fest;100\nAnna;Fest;100\nBert;Lauf;50\n"
    report = carried(area, content, year=2019, fund="Aktionsfonds")
    assert report.totals["new"] == EarlierCase.objects.count() == 3
    again = carried(area, content, "anders.csv", year=2019, fund="Aktionsfonds")
    assert again.run is None and again.totals["same"] == 3


def test_whole_list_is_taken_back(area, clara):
    report = carried(area, b"Name;Projekt;Bewilligt\nAnna;Fest;100\nBert;Lauf;50\n")
    undone = take_back(run=report.run, target=CaseTarget(area), by=clara)
    assert (undone.removed, undone.kept) == (2, []) and not EarlierCase.objects.exists()


def test_writing_costs_a_constant_number_of_queries_a_batch(area, django_assert_max_num_queries):
    rows = "".join(f"Verein {n};Fest {n};{n},50\n" for n in range(1, 1_501))
    plan = CaseList(f"Name;Projekt;Bewilligt\n{rows}".encode(), "lang.csv", area)
    with django_assert_max_num_queries(25 + 1_500 // 50):  # SQLite takes some fifty rows a statement
        report = carry_out(scope=area.scope, read=plan.preview, target=CaseTarget(area), options=plan.options())
    assert report.totals["new"] == 1_500
    with django_assert_max_num_queries(45):
        take_back(run=report.run, target=CaseTarget(area))
    assert not EarlierCase.objects.exists()
