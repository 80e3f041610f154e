import pytest

from quartier.funding.rules.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiek mal e. V.", "KIEK MAL (e.V.)"), ("Yıldız, Ayşe", "Ayse Yildiz"), ("Müller gGmbH", "Mueller GmbH"),
        ("Bürgerverein  Süd eingetragener Verein", "Bürgerverein Süd e.V."),
    ],
)  # fmt: skip
def test_names_of_one_applicant_are_one_key(one, other):
    assert name_key(one) == name_key(other) != ""


def test_names_of_two_applicants_are_two_keys():
    assert name_key("TSV Nord") != name_key("TSV Süd")
    assert name_key("AG") == "ag" and name_key("–") == ""
    assert name_key("Дом культуры") == "дом культуры"
