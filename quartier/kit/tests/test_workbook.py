"""Workbooks as Excel saves them, and as bombs."""

import io
import os
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from quartier.kit.errors import Refused
from quartier.kit.tables import Table, read_table
from quartier.kit.tables import workbook as workbook_module

ROOT = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("QUARTIER_REAL_DATA", ROOT.parent / "shared" / "data"))
real = pytest.mark.skipif(not REAL.exists(), reason="no real data: ../shared/data is absent")


def table(content: bytes | str, **options: Any) -> Table:
    return read_table(content.encode() if isinstance(content, str) else content, name="liste", **options)


def values(content: bytes | str, **options: Any) -> list[dict[str, str]]:
    return [row.values for row in table(content, **options).rows]


def refusal(content: bytes | str, **options: Any) -> str:
    with pytest.raises(Refused) as refused:
        list(table(content, **options).rows)
    return refused.value.message


def book(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for cell, number_format in (formats or {}).items():
        workbook.active[cell].number_format = number_format
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def rezip(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same workbook with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, text in changes.items():
            new.writestr(part, text)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


SHEET = "xl/worksheets/sheet1.xml"


def test_xlsx_cells_are_the_texts_a_person_sees() -> None:
    content = book(
        ["PLZ", "PLZ als Zahl", "PLZ mit Format", "Betrag", "Tag", "Zeit", "Uhr", "Ja", "Dauer", "Groß", "Summe"],
        ["01067", 10115.0, 1067, 1234.5, date(2026, 11, 25), datetime(2026, 11, 25, 14, 30), time(9, 5), True,
         timedelta(hours=26, minutes=30), 4915112345678, 0.1 + 0.2],
        formats={"C2": "00000"},
    )  # fmt: skip
    read = table(content)
    assert (read.kind, read.delimiter, read.sheet) == ("xlsx", "", "Sheet")
    row = next(read.rows)
    assert row.line == 2 and row.problems == ()
    assert list(row.values.values()) == [
        "01067", "10115", "01067", "1234.5", "2026-11-25", "2026-11-25 14:30", "09:05", "WAHR", "26:30",
        "4915112345678", "0.3",
    ]  # fmt: skip


def test_xlsx_header_is_the_first_row_with_text_and_blank_rows_are_skipped() -> None:
    content = book([], [None, None], ["Name", "Ort", None], ["A", "B"], [None], ["C", None, "zu viel"])
    rows = list(table(content).rows)
    assert [(row.line, row.values["Name"]) for row in rows] == [(4, "A"), (6, "C")]
    assert "3 Werte" in rows[1].problems[0].sentence


def test_xlsx_header_row_and_sheet_may_be_named() -> None:
    content = book(["Bericht"], ["Name", "Ort"], ["A", "B"])
    assert values(content, header_row=2, sheet="Sheet") == [{"Name": "A", "Ort": "B"}]
    assert "Vorhanden: „Sheet“" in refusal(content, sheet="Blatt 9")


def test_xlsx_formulas_give_their_saved_result_or_a_problem() -> None:
    content = book(["Name", "Summe"], ["A", "=1+1"], ["B", "=2+2"])
    saved = (
        part(content, SHEET)
        .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
        .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    )
    rows = list(table(rezip(content, {SHEET: saved})).rows)
    assert rows[0].values["Summe"] == "2" and rows[0].problems == ()
    assert "Formel in B3" in rows[1].problems[0].sentence


def test_xlsx_error_cell_is_a_problem() -> None:
    content = book(["Name", "Summe"], ["A", "#DIV/0!"])
    row = next(table(content).rows)
    assert "B2" in row.problems[0].sentence and "#DIV/0!" in row.problems[0].sentence


def test_xlsx_claiming_a_million_columns_is_read_in_its_true_size() -> None:
    content = book(["Name"], ["A"])
    claimed = part(content, SHEET).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert b"XFD" in claimed
    assert values(rezip(content, {SHEET: claimed})) == [{"Name": "A"}]


def test_xlsx_with_a_row_number_beyond_excel_is_refused() -> None:
    content = book(["Name"], ["A"])
    far = part(content, SHEET).replace(b'<row r="2"', b'<row r="99999999"').replace(b'r="A2"', b'r="A99999999"')
    assert "beschädigt" in refusal(rezip(content, {SHEET: far}))


def test_xlsx_with_a_cell_in_the_last_column_is_refused() -> None:
    content = book(["Name"], ["A"])
    far = part(content, SHEET).replace(b'r="A2"', b'r="XFD2"')
    assert "mehr als 500 Spalten" in refusal(rezip(content, {SHEET: far}))


def test_zip_bomb_is_refused_by_ratio() -> None:
    bomb = rezip(book(["Name"]), {SHEET: b"<worksheet>" + b" " * 20_000_000})
    assert len(bomb) < 100_000
    assert "verdächtig stark gepackt" in refusal(bomb)


def test_zip_bomb_is_refused_by_sum_and_by_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED", 3_000_000)
    many = {f"xl/media/{number}.xml": b" " * 1_000_000 for number in range(4)}
    assert "zu groß" in refusal(rezip(book(["Name"]), many))
    monkeypatch.undo()
    crowd = {f"xl/media/{number}.bin": b"" for number in range(workbook_module.MAX_ENTRIES + 1)}
    assert "zu groß" in refusal(rezip(book(["Name"]), crowd))


def test_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(rezip(book(["Name"]), {SHEET: b"<worksheet>" + b" " * 20_000_000}))
    true, lie = (20_000_011).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert true in bomb
    assert "beschädigt" in refusal(bytes(bomb.replace(true, lie)))


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";"}">' for n in range(1, 9)) + "]>"
)


@pytest.mark.parametrize(
    "target", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bomb_is_refused_in_every_part(target: str, encoding: str) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        workbook.add_worksheet().write_column(0, 0, ["Name", "A"])
    content = out.getvalue()
    assert values(content) == [{"Name": "A"}]
    body = part(content, target).decode().partition("?>")[2] or part(content, target).decode()
    bomb = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES}{body}'.encode(encoding)
    assert "DOCTYPE" in refusal(rezip(content, {target: bomb}))


@pytest.mark.parametrize("length", [30, 400, 3000])
def test_truncated_workbook_is_refused(length: int) -> None:
    assert "beschädigt" in refusal(book(["Name"], ["A"])[:length])


def test_damaged_sheet_is_refused_while_reading() -> None:
    content = book(["Name"], *[["A"]] * 5)
    broken = part(content, SHEET).replace(b"</sheetData>", b"</sheetDat")
    assert "beschädigt" in refusal(rezip(content, {SHEET: broken}))


def test_other_archives_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "keine Excel-Mappe" in refusal(out.getvalue())


@real
def test_real_workbook_is_read_with_its_header_row() -> None:
    path = REAL / "projects" / "ERDF_Berlin_2014-2020.xlsx"
    rows = list(read_table(path, name=path.name, header_row=3).rows)
    assert len(rows) > 380 and not [problem for row in rows for problem in row.problems]
    assert rows[5].values["Datum des Beginns des Vorhabens"][:2] == "20"
