import io
from decimal import Decimal

import openpyxl
import pytest

from quartier.kit import spreadsheets

ROWS = [["Name", "Personen", "Betrag"], ["=1+1", 2, Decimal("3.50")], ["-Mia; Öz", None, None], ["@x", 0, Decimal(0)]]


def test_csv_opens_in_german_spreadsheets_and_runs_no_formula():
    text = b"".join(spreadsheets.csv_lines(ROWS)).decode("utf-8-sig")
    assert text.splitlines() == ["Name;Personen;Betrag", "'=1+1;2;3,50", '"\'-Mia; Öz";;', "'@x;0;0,00"]


def test_a_workbook_holds_text_as_text_and_sums_as_numbers():
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheets.workbook(ROWS, "Liste"))).active
    assert sheet.title == "Liste" and [cell.value for cell in sheet[1]] == ROWS[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["C2"].value, sheet["B3"].value) == (2, 3.5, None)


@pytest.mark.parametrize(("form", "kind"), [("csv", "text/csv"), ("xlsx", "spreadsheetml")])
def test_a_download_has_a_name(form, kind):
    answer = spreadsheets.answer(ROWS, form, "liste-7", "Liste")
    assert kind in answer["Content-Type"] and answer["Content-Disposition"] == f'attachment; filename="liste-7.{form}"'
    assert b"".join(answer)
