"""Lists of other years, cities and offices: read rightly, or refused with a sentence that says what to do."""

import io
import zipfile

import openpyxl
import pytest

from quartier.funding.imports import CaseList, CaseTarget, cases
from quartier.funding.models import EarlierCase
from quartier.history.actions import carry_out, take_back
from quartier.kit.errors import Refused

HEAD = "Antragsteller;Projekt;bewilligt\n"


def preview(area, text, name="liste.csv", encoding="utf-8", **more):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return CaseList(content, name, area, **more).preview()


def said(found, *names):
    return [tuple(step.values[name] for name in names) for step in found.new]


def carried(area, text, name="liste.csv", **more):
    plan = CaseList(text.encode(), name, area, **more)
    return carry_out(scope=area.scope, read=plan.preview, target=CaseTarget(area), options=plan.options())


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


AMOUNTS = [
    ("1\u00a0234,56", 123_456), ("1\u202f000,00 €", 100_000), ("−5,00", -500), ("5,00-", -500), ("1.234,56- €", -123_456),
    (" -   € ", 0), ("- €", 0), ("-", None), ("–", None), ("./.", None), ("€", None), ("0,00 €", 0), ("1.000,-- €", 100_000),
    ("EUR 1.234,56", 123_456), ("100,-€", 10_000), ("12", 1_200), ("12,5", 1_250),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "cents"), AMOUNTS)
def test_amounts_as_accounting_and_spreadsheets_write_them(area, amount, cents):
    found = preview(area, f"{HEAD}A;x;{amount}\nB;y;20.000,00\n")
    assert said(found, "granted_cents") == [(cents,), (2_000_000,)] and not found.refused


LISTS = {
    "Berlin in English numbers": (
        'Zuwendungsempfänger,Zuwendungsgeber,Förderjahr,PLZ,Zuwendungszweck,Zuwendungsbetrag in EUR\r\nA,S,2023,10115,Z,"1,234.56"\r\nB,S,2023,10117,Z,"12,000"\r\n',
        [("A", 123_456, 2023), ("B", 1_200_000, 2023)]),
    "Hamburg with a period": (
        "Zuwendungsgeber;Zuwendungsempfänger;Zuwendungszweck;Gesamtbetrag der Zuwendung in Euro;Beginn;Ende\nBSB;A;x;12.345,67;01.01.2015;31.12.2015\n",
        [("A", 1_234_567, 2015)]),
    "the Federation's shielded cells": (
        '="FKZ";="Zuwendungsempfänger";="Thema";="Laufzeit von";="Fördersumme in EUR"\n="01AB";="Uni";="T";="01.01.2010";="123.456,00"\n',
        [("Uni", 12_345_600, 2010)]),
    "the year in the header": ("Name des Vereins;Förderzweck;Zuschuss 2022 in Euro\nA;x;1.000\nB;y;2.500\n",
                               [("A", 100_000, 2022), ("B", 250_000, 2022)]),
    "thousands in the header": ("Empfänger;Zweck;Betrag in T€;Jahr\nA;x;12,5;2011/2012\n", [("A", 1_250_000, 2011)]),
    "parted by bars": ("Antragsteller|Projekt|bewilligt|Jahr\nA|x|1,50|2019\n", [("A", 150, 2019)]),
    "lines in quotation marks": ('"Antragsteller;Projekt;bewilligt;Jahr"\n"A;x;1,50;2019"\n', [("A", 150, 2019)]),
    "a small office": (
        "lfd. Nr.;Projektträger;Projektbezeichnung;Gesamtkosten;beantragte Förderung;Förderung bewilligt;Entscheidung Beirat;Ausgezahlt am;Auszahlungssumme\n1;A;x;2.000,00;1.000,00;1.000,00;12.03.2019;20.03.2019;900,00\n2;B;y;500,00;250,00;0,00;12.03.2019;;\n",
        [("A", 100_000, 2019), ("B", 0, 2019)]),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_list_of_another_kind_is_read(area, name):
    text, cases = LISTS[name]
    found = preview(area, text)
    assert said(found, "applicant", "granted_cents", "year") == cases and not found.refused


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_list_of_an_old_system_keeps_its_umlauts(area, encoding):
    found = preview(area, "Empfänger;Projekt;Förderbetrag\nMüller;Grünes Fest;10,00\n", encoding=encoding)
    assert said(found, "applicant", "title", "granted_cents") == [("Müller", "Grünes Fest", 1_000)]


def test_day_of_payment_is_no_amount_and_what_is_paid_is_found(area):
    found = preview(area, LISTS["a small office"][0])
    assert found.columns["paid"] == "Auszahlungssumme" and found.columns["decided_on"] == "Entscheidung Beirat"
    assert said(found, "paid_cents", "title") == [(90_000, "x"), (None, "y")]


# Sums --------------------------------------------------------------------------------------------------------------
def told(found):
    return [(problem.line, problem.sentence.split(":")[-1].split(",")[0].strip()) for problem in sorted(found.control, key=lambda p: p.line)]  # fmt: skip


def test_sums_above_their_rows_are_no_cases(area):
    found = preview(
        area,
        f"{HEAD}Summe;;380,00\nMitte Ergebnis;;350,00\nA;x;100,00\nB;y;250,00\nNord Ergebnis;;30,00\nC;z;10,00\nD;z;20,00\n",
    )
    assert found.sums["granted"]["taken"] == 38_000 and len(found.new) == 4
    right = "stimmt mit den Zeilen darunter überein"
    assert told(found) == [(2, "stimmt mit den Zeilen überein."), (3, right), (6, right)]


def test_figures_of_the_fund_below_the_list_are_no_cases(area):
    found = preview(
        area, f"{HEAD}A;x;100,00\nB;y;250,00\nSumme;;350,00\nBudget 2019;;1.000,00\nRestmittel;;650,00\nnoch verfügbar;;650,00\n"
    )  # fmt: skip
    assert said(found, "applicant") == [("A",), ("B",)] and found.sums["granted"]["file"] == 35_000
    assert [problem.line for problem in found.control] == [4, 5, 6, 7] and "„Restmittel“" in str(found.control[2])


def test_row_that_only_sounds_like_a_sum_is_a_case_and_told(area):
    found = preview(area, f"{HEAD}A;x;100,00\nSumme Nord;;350,00\nB;y;250,00\n")
    assert len(found.new) == 3 and "klingt nach einer Summe" in str(found.notes[0]) and found.notes[0].line == 3


# What is not as it should be ---------------------------------------------------------------------------------------
def test_word_in_place_of_a_sum_is_the_outcome(area):
    found = preview(area, "Antragsteller;Projekt;beantragt;bewilligt\nA;x;10,00;abgelehnt\nB;y;5,00;5,00\n")
    assert said(found, "granted_cents", "outcome") == [(None, "refused"), (500, "granted")]


OUTCOMES = [
    ("teilbewilligt", "granted"), ("nicht befürwortet", "refused"), ("zurückgezogen", "withdrawn"), ("zurückgewiesen", "refused"),
    ("keine Förderung", "refused"), ("abgel.", "refused"), ("läuft", "granted"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "outcome"), OUTCOMES)
def test_words_for_the_outcome_are_known(area, word, outcome):
    found = preview(area, f"Antragsteller;Projekt;Status\nA;x;bewilligt\nB;y;{word}\n")
    assert said(found, "outcome")[1] == (outcome,)


@pytest.mark.parametrize("word", ["zurückgestellt", "in Bearbeitung", "vertagt"])
def test_outcome_nobody_knows_is_told_and_kept_in_words(area, word):
    found = preview(area, f"Antragsteller;Projekt;Status\nA;x;bewilligt\nB;y;{word}\nC;z;{word}\n")
    assert said(found, "outcome", "note")[1:] == [("unknown", f"Status: {word}")] * 2
    assert [note.line for note in found.notes] == [3, 4] and word in found.notes[0].sentence


def test_day_that_is_none_gives_its_year_and_is_kept_in_words(area):
    days = ["2011-03-05", "5.3.11", "40607", "März 2011", "03.2011", "31.02.2011", "KW 10"]
    found = preview(area, "Antragsteller;Bewilligt am\n" + "".join(f"A;{day}\n" for day in days))
    whole = ("2011-03-05", 2011, "")
    assert said(found, "decided_on", "year", "note") == [
        whole, whole, whole, (None, 2011, "Bewilligt am: März 2011"), (None, 2011, "Bewilligt am: 03.2011"),
        (None, 2011, "Bewilligt am: 31.02.2011"), (None, None, "Bewilligt am: KW 10"),
    ]  # fmt: skip
    assert [note.line for note in found.notes if note.column] == [7, 8]


def test_column_of_amounts_with_errors_and_remarks_stays_one(area):
    """A column left out because half of it cannot be read would lose the other half."""
    found = preview(
        area, workbook(["Antragsteller", "bewilligt"], ["A", "#REF!"], ["B", "ca. 500"], ["C", 5]), "a.xlsx"
    )
    assert said(found, "applicant", "granted_cents") == [("C", 500)]
    assert [(problem.line, problem.column) for problem in found.refused] == [(2, "bewilligt"), (3, "bewilligt")]
    assert [str(warning) for warning in found.warnings] == [
        "In 2 Zeilen ist ein Betrag nicht lesbar. Er fehlt in den Summen der Liste."
    ]


def test_list_without_amounts_says_so(area):
    assert "Keine Spalte ist als Betrag erkannt" in str(preview(area, "Antragsteller;Projekt\nA;x\n").warnings[0])


def test_quotation_mark_that_never_closes_is_named_with_its_line(area):
    found = preview(area, f'{HEAD}A;x;1,00\nB;"y;1,00\nC;z;1,00\n')
    assert len(found.new) == 1 and "nicht geschlossen" in found.refused[0].sentence and found.refused[0].line == 3


def test_rows_between_two_stray_quotation_marks_are_told(area):
    found = preview(area, f'{HEAD}A;"x;1,00\nB;y;2,00\nC;z";3,00\n"D\ne.V.";"Fest;\nLauf";4,00\n')
    assert said(found, "applicant") == [("A",), ("D e.V.",)]
    assert [(note.line, "Anführungszeichen zu viel" in note.sentence) for note in found.notes] == [(2, True)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<table border=1><tr><td>Antragsteller</td></tr></table>", "eine Internetseite oder XML.*als .xlsx"),
        (b'{\n"grants": []\n}', "keine Tabelle"),
        (b"Empf\xc3\xa4nger;Zweck;Betrag DM\nA;x;1,00\n", "„Betrag DM“ ist nicht in Euro"),
    ],
    ids=["page", "json", "marks"],
)
def test_file_that_is_no_list_of_ours_is_refused_with_the_way_out(area, content, why):
    with pytest.raises(Refused, match=why):
        preview(area, content, given={"Betrag DM": "granted"} if b"DM" in content else {})


def test_list_of_more_rows_than_a_machine_should_hold_is_refused(area, monkeypatch):
    monkeypatch.setattr(cases, "MAX_ROWS", 3)
    with pytest.raises(Refused, match="mehr als 3 Zeilen"):
        preview(area, HEAD + "A;x;1,00\n" * 4)
    assert len(preview(area, HEAD + "A;x;1,00\n\n" * 3).new) == 3


def test_workbook_of_a_million_blank_rows_is_read_by_what_stands_in_it(area):
    content = workbook(["Antragsteller", "bewilligt"], ["A", 100], ["B", 250])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"'))
    found = preview(area, stream.getvalue(), "a.xlsx")
    assert said(found, "applicant", "granted_cents") == [("A", 10_000), ("B", 25_000)]


# Again -------------------------------------------------------------------------------------------------------------
def test_list_read_again_in_another_way_warns_before_it_counts_twice(area):
    carried(area, f"{HEAD}A;x;1,00\nB;y;2,00\n")
    again = preview(area, f"{HEAD}A;x;1,00\nB;y;2,00\n", fund="Aktionsfonds")
    assert len(again.new) == 2
    assert all(part in str(again.warnings[0]) for part in ("2 Zeilen gleichen", "„liste.csv“, Zeile 2"))
    better = preview(area, f"{HEAD}A;x;1,00\nB;y;2,50\nC;z;3,00\n", "liste2.csv")
    assert (better.same, len(better.new)) == (1, 2) and "Zeile 3, dort „liste.csv“, Zeile 3" in str(better.warnings[0])
    longer = preview(area, f"{HEAD}A;x;1,00\nB;y;2,00\nC;z;3,00\n")
    assert (longer.same, len(longer.new), longer.warnings) == (2, 1, [])


def test_names_and_formulas_of_any_length_are_kept_as_they_are(area, clara):
    name = "Ö" * 1_200
    report = carried(area, f"{HEAD}{name};=1+1;1,00\n<b>Anna</b>;@x;2,00\n")
    long = EarlierCase.objects.get(line=2)
    assert long.applicant == name[:300] and name in long.note and long.title == "=1+1"
    assert EarlierCase.objects.get(line=3).applicant == "<b>Anna</b>"
    take_back(run=report.run, target=CaseTarget(area), by=clara)
    assert not EarlierCase.objects.exists()


# Tables as people lay them out --------------------------------------------------------------------------------------
def test_heading_that_names_a_year_or_an_outcome_holds_for_the_rows_below_it(area):
    rows = "2019;;\nA;x;1,00\n3. Sitzung;;\nB;y;2,00\nAbgelehnte Anträge 2020;;\nC;z;\n;Stand: Mai 2021;\nD;z;\n"
    found = preview(area, f"Aktionsfonds 2018;;\n{HEAD}X;;5,00\n{rows}")
    assert said(found, "applicant", "year", "outcome") == [
        ("X", 2018, "granted"), ("A", 2019, "granted"), ("B", 2019, "granted"), ("C", 2020, "refused"), ("D", 2020, "refused"),
    ]  # fmt: skip
    assert [(problem.line, "Wo eine Zeile darunter" in problem.sentence) for problem in found.control] == [
        (1, True), (4, True), (8, True),
    ]  # fmt: skip
    assert [problem.line for problem in found.refused] == [6, 10]


@pytest.mark.parametrize(
    "title", ["Aktionsfonds seit 2016", "Stand: 12.03.2021", "Liste, Mai 2021 bis Mai 2022", "Antrag abgelehnt"]
)
def test_title_that_is_no_heading_of_the_rows_gives_them_nothing(area, title):
    found = preview(area, f"{title};;\n{HEAD}A;x;1,00\n")
    assert said(found, "year", "outcome") == [(None, "granted")] and not found.control


def test_year_the_person_names_goes_before_the_title_of_the_list(area):
    assert said(preview(area, f"Aktionsfonds 2018;;\n{HEAD}A;x;1,00\n", year=2020), "year") == [(2020,)]


def test_second_table_below_is_read_by_its_own_headers(area):
    """Read by the headers of the first, what was asked for in vain would count as granted."""
    below = "Abgelehnte Anträge;;\nAntragsteller;Projekt;Beantragte Summe\nB;y;200,00\nC;z;50,00\nSumme;;250,00\n"
    found = preview(area, f"{HEAD}A;x;100,00\nSumme;;100,00\n{below}")
    assert said(found, "applicant", "requested_cents", "granted_cents", "outcome") == [
        ("A", None, 10_000, "granted"), ("B", 20_000, None, "refused"), ("C", 5_000, None, "refused"),
    ]  # fmt: skip
    assert found.sums["granted"]["taken"] == 10_000 and found.sums["requested"]["taken"] == 25_000
    assert "Zeile 5: Von hier an gelten die Überschriften dieser Zeile: „Beantragte Summe“ = Beantragt." in map(
        str, found.control
    )
    assert all("stimmt mit" in problem.sentence for problem in found.control if "Summenzeile" in problem.sentence)


def test_table_below_that_is_no_list_of_cases_is_named_and_not_read(area):
    found = preview(area, f"{HEAD}A;x;100,00\nJahr;Fonds;bewilligt\n2019;Aktionsfonds;100,00\n")
    assert len(found.new) == 1 and [str(problem) for problem in found.refused] == [
        "Zeile 3: Hier beginnt eine andere Tabelle ohne Namen und Vorhaben. Sie wird nicht gelesen: 2 Zeilen."
    ]


def test_headers_once_more_in_two_rows_are_no_other_table(area):
    rows = [["Antragsteller", "Projekt", "Betrag", None], [None, None, "beantragt", "bewilligt"]]
    found = preview(area, workbook(*rows, *[["A", "x", 5, 4]] * 3, *rows, ["B", "y", 7, 6]), "a.xlsx")
    cases = [("A", 500, 400)] * 3 + [("B", 700, 600)]
    assert (
        said(found, "applicant", "requested_cents", "granted_cents") == cases and found.sums["granted"]["file"] == 1_800
    )


@pytest.mark.parametrize("mark", ['""""', "dto.", "s. o.", "siehe oben", "-„-"])
def test_ditto_mark_stands_for_the_text_above_it(area, mark):
    found = preview(
        area, f"Antragsteller;Projekt;Jahr;bewilligt\nA;x;2019;1,00\n{mark};y;{mark};2,00\n{mark};z;2020;{mark}\n"
    )
    assert said(found, "applicant", "title", "year") == [("A", "x", 2019), ("A", "y", 2019)]
    assert [problem.column for problem in found.refused] == ["bewilligt"]  # no sum is ever taken from another row


def test_remark_below_the_table_that_looks_like_a_case_is_told(area):
    found = preview(area, f"{HEAD}A;x;1,00\nB;y;k. A.\nLegende:;SF = Sozialfonds;\n")
    assert "2 Zeilen haben weder" in str(found.warnings[0]) and "Zeile 3, „B: y“" in str(found.warnings[0])


def test_other_sheets_with_cases_are_named_before_anything_is_taken_over(area):
    book = openpyxl.Workbook()
    for year in (2018, 2019):
        sheet = book.create_sheet(str(year))
        sheet.append(["Antragsteller", "Projekt", "bewilligt"])
        sheet.append([f"A {year}", "x", 5])
    book.create_sheet("Notizen").append(["Anna anrufen"])
    stream = io.BytesIO()
    book.save(stream)
    found = preview(area, stream.getvalue(), "a.xlsx")
    assert "Auch in Blatt „2019“ stehen Fälle" in str(found.warnings[0]) and "Notizen" in str(found.notes[-1])
    assert not preview(area, stream.getvalue(), "a.xlsx", sheet="*").warnings


def test_empty_columns_without_a_header_are_not_named_as_unread(area):
    found = preview(
        area, workbook([None, "Antragsteller", "Projekt", "bewilligt", None], [None, "A", "x", 5, None]), "a.xlsx"
    )
    assert found.unread == [] and len(found.new) == 1


def test_granted_sum_below_a_heading_of_two_rows_is_found(area):
    rows = [
        ["Antragsteller", "Projekt", "Antrag", None, "Entscheidung", None],
        [None, None, "Datum", "Summe", "Datum", "Summe"],
    ]
    found = preview(area, workbook(*rows, ["A", "x", "1.2.2023", 800, "2.3.2023", 750]), "a.xlsx")
    assert said(found, "requested_cents", "granted_cents", "decided_on") == [(80_000, 75_000, "2023-03-02")]


def test_table_beside_the_list_and_second_column_of_sums_are_told(area):
    found = preview(
        area,
        workbook(
            ["Antragsteller", "Projekt", "Betrag 2019", "Betrag 2020", None, "Jahr"], ["A", "x", 5, 7, None, 2018]
        ),
        "a.xlsx",
    )
    assert [str(warning) for warning in found.warnings] == [
        "Zwischen den Spalten ist eine leere. Steht rechts davon eine andere Tabelle, ordnen Sie diese Spalten anders zu: „Jahr“.",
        "Als „Bewilligt“ ist nur die Spalte „Betrag 2019“ gelesen. So klingen auch: „Betrag 2020“.",
    ]
