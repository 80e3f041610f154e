import pytest

from quartier.kit.columns import Column, MissingColumn, assign, fold
from quartier.kit.errors import Refused

COLUMNS = (
    Column("name", "Name", ("name", "bezeichnung"), required=True),
    Column("street", "Straße", ("strasse", "street")),
    Column("town", "Ort", ("ort",)),
)


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("E-Mail-Adresse", "emailadresse"),
        ("STRASSE", "strasse"),
        ("Stra\u00dfe / Nr.", "strassenr"),
        ("zip_code", "zipcode"),
    ],
)
def test_fold_when_a_header_is_written_in_some_way(header, folded):
    assert fold(header) == folded


def test_assign_when_the_words_are_known():
    assert assign(["Ort", "Bezeichnung", "STREET"], COLUMNS, {}) == {
        "name": "Bezeichnung", "street": "STREET", "town": "Ort",
    }  # fmt: skip


def test_assign_when_the_better_word_stands_later():
    assert assign(["Bezeichnung", "Name"], COLUMNS, {})["name"] == "Name"


def test_assign_when_the_person_says_otherwise():
    assert assign(["Name", "Titel"], COLUMNS, {"Titel": "name"}) == {"name": "Titel"}
    assert assign(["Name", "Ort"], COLUMNS, {"Ort": "-"}) == {"name": "Name"}
    assert assign(["Name", "Wo"], COLUMNS, {"wo": "Straße"}) == {"name": "Name", "street": "Wo"}


def test_assign_when_a_required_column_is_missing():
    with pytest.raises(MissingColumn) as caught:
        assign(["Art", "Ort"], COLUMNS, {})
    assert "„Name“" in caught.value.message and "„Art“, „Ort“" in caught.value.message
    assert caught.value.headers == ["Art", "Ort"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Fehlt": "name"}, "keine Spalte „Fehlt“"),
        ({"Ort": "stadtteil"}, "Ein Feld „stadtteil“ gibt es nicht. Möglich sind: name, street, town."),
        ({"Ort": "name", "Name": "name"}, "Zwei Spalten sollen „Name“ füllen"),
    ],
)
def test_assign_when_the_person_errs(given, said):
    with pytest.raises(Refused, match=said):
        assign(["Name", "Ort"], COLUMNS, given)
