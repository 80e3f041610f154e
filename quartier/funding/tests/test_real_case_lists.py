"""Real lists of grants; counts and totals are those of the folder's SOURCES.md, or computed here in another way."""

import csv
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import Sum

from quartier.funding.imports import CaseList
from quartier.funding.models import EarlierCase
from quartier.kit.columns import MissingColumn

HAMBURG = "projects/zuwendungsbericht-2011.xlsx"
BERLIN = "projects/zuwendungen_berlin/zuwendungen_berlin_2012.csv"
pytestmark = pytest.mark.slow


def facts(folder, name, pattern):
    """What SOURCES.md says of a file: the groups of the pattern in its line."""
    line = next(line for line in (folder / "SOURCES.md").read_text().splitlines() if line.startswith(f"| {name} "))
    return re.search(pattern, line).groups()


@pytest.mark.parametrize(
    ("name", "pattern"),
    [(HAMBURG, r"(\d+) grants, sum Gesamtzuwendung (\d+\.\d\d) EUR"), (BERLIN, r"(\d+) grants, sum (\d+) EUR")],
)
def test_every_row_is_a_closed_case_and_the_total_is_the_published_one(name, pattern, area, real_data, capsys):
    count, total = facts(real_data, name, pattern)
    call_command("import_cases", str(real_data / name), area="lindenhafen")
    cases = EarlierCase.objects.filter(area=area)
    assert cases.count() == int(count)
    assert cases.aggregate(s=Sum("granted_cents"))["s"] == int(Decimal(total) * 100)
    assert not cases.filter(year__isnull=True).exists() and not cases.filter(applicant="").exists()
    output = capsys.readouterr()
    assert "nicht übernommen" not in output.err
    call_command("import_cases", str(real_data / name), area="lindenhafen")
    assert f"nichts geändert: {count}" in capsys.readouterr().out and cases.count() == int(count)


def test_subtotal_above_the_headers_of_hamburg_is_held_against_the_rows(area, real_data):
    found = CaseList((real_data / HAMBURG).read_bytes(), "zuwendungsbericht-2011.xlsx", area).preview()
    assert [str(problem) for problem in found.control] == [
        "Zeile 1: Summe über den Zeilen 892.152.355,55\xa0€: stimmt mit den Zeilen überein."
    ]
    assert found.layout["line"] == 2
    assert len({step.values["applicant"] for step in found.new}) == int(
        facts(real_data, HAMBURG, r"(\d+) recipients")[0]
    )


@pytest.mark.parametrize(
    ("name", "amounts"),
    [
        ("CSV_ESF-Berlin-2014-2020.csv", {"costs": "Gesamtbetrag förderfähiger Ausgaben"}),
        ("ERDF-Data-Bremen-07-13-csv.csv", {
            "granted": "VORGESEHENE ÖFFENTLICHE BETEILIGUNG", "paid": "ENDGÜLTIGE BETEILIGUNG NACH ABSCHLUSS DES PROJEKTS",
        }),
        ("ESF-data-Hamburg-2007-2013-new.csv", {
            "granted": "bereitgestellte öffentliche Mittel", "paid": "bei Abschluss des Vorhabens gezahlte Gesamtbeträge",
        }),
    ],
)  # fmt: skip
def test_lists_of_the_european_funds_keep_count_and_totals(name, amounts, area, real_data):
    path = real_data / "projects" / name
    with path.open(encoding="utf-8-sig", newline="") as stream:
        records = list(csv.reader(stream))
    headers = [" ".join(cell.split()) for cell in records[0]]
    found = CaseList(path.read_bytes(), name, area).preview()
    assert len(found.new) == len(records) - 1 and not found.refused
    for field, header in amounts.items():
        place = headers.index(header)
        cells = (re.sub(r"[^\d,]", "", row[place]).replace(",", ".") for row in records[1:])
        assert found.sums[field]["taken"] == int(sum(Decimal(cell) for cell in cells if cell) * 100)


def test_workbook_with_a_date_above_and_two_languages_of_headers(area, real_data):
    found = CaseList((real_data / "projects/ERDF_Berlin_2014-2020.xlsx").read_bytes(), "erdf.xlsx", area).preview()
    assert (len(found.new), found.layout["line"], found.refused) == (386, 3, [])
    assert [problem.line for problem in found.control] == [4]


def test_fixtures_of_another_standard_are_read_or_told(area, real_data):
    """360Giving: pounds are no euro, a list without a name has none to give; nothing breaks."""
    for path in sorted((real_data / "projects/360giving_fixtures").glob("*.[cx][sl]*")):
        try:
            found = CaseList(path.read_bytes(), path.name, area).preview()
        except MissingColumn as missing:
            assert missing.headers
        else:
            assert found.new or found.refused
            assert all(problem.line for problem in found.refused)
