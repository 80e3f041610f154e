"""Where the headers of a list stand."""

import pytest

from quartier.kit.errors import Refused
from quartier.kit.tables import Number, find_headers

WORDS = {"name": "name", "betrag": "cents", "betrag beantragt": "asked", "betrag bewilligt": "granted", "tag": "day"}


def known(header):
    return WORDS.get(header.casefold(), "")


def records(*rows):
    return [(line, list(cells), ()) for line, cells in enumerate(rows, start=1)]


def test_headers_below_a_title_and_a_sum_are_found():
    found = find_headers(
        records(["Liste 2020"], ["", "12 Zeilen", Number("55.5")], ["Name", "Betrag", "Tag"], ["A", "1", ""]), known
    )
    assert (found.line, found.first, found.headers, found.known) == (3, 3, ["Name", "Betrag", "Tag"], 3)


def test_two_rows_are_one_header_only_where_both_say_more():
    found = find_headers(records(["Name", "Betrag", ""], ["", "beantragt", "bewilligt"], ["A", "1", "2"]), known)
    assert (found.first, found.headers) == (2, ["Name", "Betrag beantragt", "Betrag bewilligt"])
    plain = find_headers(records(["Name", "Betrag"], ["Anna", "viel"]), known)
    assert (plain.first, plain.headers) == (1, ["Name", "Betrag"])


def test_list_without_headers_loses_no_row():
    found = find_headers(records(["Anna", "Fest", "100,00"], ["Bert", "Lauf", "1"]), known)
    assert (found.first, found.headers) == (0, ["Spalte 1", "Spalte 2", "Spalte 3"])


def test_row_the_person_names_goes_before_everything():
    rows = records(["Name", "Betrag"], ["Wer", "Was"], ["A", "1"])
    assert find_headers(rows, known, 2).headers == ["Wer", "Was"]
    assert find_headers(rows, known, 9) is None


def test_more_columns_than_any_list_has_are_refused():
    with pytest.raises(Refused, match="501 Spalten"):
        find_headers(records(["x"] * 501), known)
