"""CSV as people really save it, and as somebody with bad intentions would."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.kit.errors import Refused
from quartier.kit.tables import Table, read_table
from quartier.kit.tables import rows as rows_module

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


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_every_encoding_and_delimiter(encoding: str, told: str, delimiter: str) -> None:
    text = delimiter.join(["Name", "Straße"]) + "\r\n" + delimiter.join(["Café „Süd“ – 5 €", "Große Weg 1"]) + "\r\n"
    read = table(text.encode(encoding))
    assert (read.encoding, read.delimiter, read.kind) == (told, delimiter, "csv")
    assert read.headers == ["Name", "Straße"]
    assert [row.values for row in read.rows] == [{"Name": "Café „Süd“ – 5 €", "Straße": "Große Weg 1"}]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_csv_of_an_old_system_is_known_by_its_umlauts(encoding: str) -> None:
    read = table("Name,Straße\r\nGrüner Bär,Öl-Allee 1\r\n".encode(encoding))
    assert (read.encoding, [row.values["Name"] for row in read.rows]) == (encoding, ["Grüner Bär"])
    assert table("Name\nKova“ und „so”, Dušan\n".encode("cp1252")).encoding == "cp1252"


def test_csv_shielded_cells_are_their_text() -> None:
    assert values('="Nr";Name\n="0815";A\n') == [{"Nr": "0815", "Name": "A"}]


def test_csv_semicolons_win_over_decimal_commas() -> None:
    assert values('Name;Betrag;Ort\nA;1,50;"x, y, z"\nB;2,50;y\n')[0] == {
        "Name": "A",
        "Betrag": "1,50",
        "Ort": "x, y, z",
    }


def test_csv_delimiter_found_where_the_quoted_text_is_full_of_others() -> None:
    read = table('"a;b;c","d;e"\n"1;2;3","4;5"\n"6;7","8"\n')
    assert read.delimiter == "," and read.headers == ["a;b;c", "d;e"]


def test_csv_of_one_column() -> None:
    assert values("Name\nA\nB\n") == [{"Name": "A"}, {"Name": "B"}]


def test_csv_with_excels_separator_line() -> None:
    read = table("sep=;\r\nName;Ort\r\nA;B\r\n")
    assert read.headers == ["Name", "Ort"]
    assert [row.line for row in read.rows] == [3]


def test_csv_lines_are_those_of_the_file() -> None:
    text = '\n\n"Name\nlang",Ort\nA,"eins\nzwei\r\ndrei"\n\n  ,  \nB,vier\n'
    read = table(text)
    rows = list(read.rows)
    assert read.headers == ["Name lang", "Ort"]
    assert [(row.line, row.values["Name lang"]) for row in rows] == [(5, "A"), (10, "B")]
    assert rows[0].values["Ort"] == "eins\nzwei\r\ndrei"


@given(st.lists(st.text(st.sampled_from('a,;" \nä'), max_size=8), min_size=1, max_size=6))
def test_csv_line_numbers_match_for_any_quoted_text(cells: list[str]) -> None:
    text, expected, line = "key,text\n", [], 2
    for number, cell in enumerate(cells):
        expected.append((line, str(number), cell.strip()))
        text += f'{number},"' + cell.replace('"', '""') + '"\n'
        line += 1 + cell.count("\n")
    rows = list(read_table(text.encode(), name="liste").rows)
    assert [(row.line, row.values["key"], row.values["text"]) for row in rows] == expected


def test_csv_with_header_only_has_no_rows() -> None:
    read = table("Name;Ort\n")
    assert read.headers == ["Name", "Ort"] and list(read.rows) == []


@pytest.mark.parametrize("content", [b"", b"   \r\n\n", b"\xef\xbb\xbf", b";;;\n;;\n"])
def test_csv_without_text_is_refused(content: bytes) -> None:
    assert "leer" in refusal(content) or "keine Zeile mit Text" in refusal(content)


def test_csv_duplicated_and_empty_headers_get_distinct_names() -> None:
    read = table("Name,Name,,Ort\nA,B,C,D\n")
    assert read.headers == ["Name", "Name (2)", "Spalte 3", "Ort"]
    assert [str(problem) for problem in read.problems] == [
        "Zeile 1, Spalte „Name“: Die Spalte „Name“ kommt mehrmals vor; diese heißt hier „Name (2)“."
    ]
    assert next(read.rows).values == {"Name": "A", "Name (2)": "B", "Spalte 3": "C", "Ort": "D"}


def test_csv_more_cells_than_headers_is_a_problem_of_that_row_only() -> None:
    rows = list(table("Name,Ort\nA,B,C,D\nE,F,,\nG\n").rows)
    assert str(rows[0].problems[0]) == (
        "Zeile 2: Hier stehen 4 Werte, die Kopfzeile nennt aber nur 2 Spalten (zu viel: „C“)."
    )
    assert rows[1].problems == () and rows[1].values == {"Name": "E", "Ort": "F"}
    assert rows[2].problems == () and rows[2].values == {"Name": "G", "Ort": ""}


def test_csv_quotation_mark_never_closed_names_its_line() -> None:
    rows = list(table('Name,Ort\nA,B\nC,"D\nE,F\nG,H\n').rows)
    assert rows[0].problems == ()
    assert rows[1].line == 3 and "nicht geschlossen; 3 Zeilen" in rows[1].problems[0].sentence


def test_csv_inch_mark_inside_a_word_is_harmless() -> None:
    assert values('Name,Ort\n5" Rohr,B\nC,D\n') == [{"Name": '5" Rohr', "Ort": "B"}, {"Name": "C", "Ort": "D"}]


def test_csv_with_a_cell_without_end_is_refused() -> None:
    assert "ab Zeile 2" in refusal('Name,Ort\n"' + "x" * 1_100_000)


def test_csv_with_null_bytes_is_refused() -> None:
    assert "Null-Zeichen" in refusal(b"Name,Ort\nA\x00,B\n")
    assert "nicht lesbar" in refusal("Name,Ort\nA\x00,B\n".encode("utf-16"))


def test_csv_of_two_encodings_is_refused_instead_of_garbled() -> None:
    assert "in Zeile 3" in refusal("Name\nMüller\n".encode() + "Schröder\n".encode("cp1252"))


def test_csv_in_no_known_encoding_is_refused() -> None:
    assert "Zeichensatz" in refusal(b"Name,Ort\n\x81\x8d\x8f,B\n")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n...", b"<html><body>", b"\n<table>", b'{"a": 1}']
)
def test_other_files_called_csv_are_refused(content: bytes) -> None:
    assert "keine Tabelle" in refusal(content)


def test_old_or_locked_excel_is_refused_with_the_way_out() -> None:
    assert "ohne Passwort als .xlsx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500)


def test_header_row_may_be_named() -> None:
    text = "Bericht 2026\n\nName;Ort\nA;B\n"
    assert values(text, header_row=3) == [{"Name": "A", "Ort": "B"}]
    assert "Zeile 2" in refusal(text, header_row=2)
    assert "Zeile 9" in refusal(text, header_row=9)


def test_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gross.csv"
    with path.open("wb") as stream:
        stream.truncate(rows_module.MAX_BYTES + 1)
    with pytest.raises(Refused, match="60 MB"):
        read_table(path, name=path.name)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="lässt sich nicht öffnen"):
        read_table(tmp_path / "fehlt.csv", name="fehlt.csv")


def test_too_many_rows_are_refused_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MAX_ROWS", 10)
    assert "mehr als 10 Zeilen" in refusal("Name\n" + "A\n" * 11)
    assert len(values("Name\n" + "A\n" * 10)) == 10


@real
@pytest.mark.parametrize("folder", ["actors", "geodata", "projects", "projects/zuwendungen_berlin", "indicators"])
def test_real_csv_files_are_read_without_problem(folder: str) -> None:
    paths = sorted((REAL / folder).glob("*.csv"))
    assert paths
    for path in paths:
        read = read_table(path, name=path.name)
        rows = list(read.rows)
        assert rows and not [problem for row in rows for problem in row.problems], path.name
        assert rows[-1].line <= len(path.read_bytes().splitlines())


@real
def test_real_amounts_add_up() -> None:
    path = REAL / "projects" / "zuwendungen_berlin" / "zuwendungen_berlin_2012.csv"
    rows = list(read_table(path, name=path.name).rows)
    assert len(rows) == 7575
    with path.open(encoding="utf-8", newline="") as stream:
        assert sum(int(row.values["betrag"]) for row in rows) == sum(
            int(raw["betrag"]) for raw in csv.DictReader(stream)
        )
