import pytest

from quartier.search import queries, rules

WANTED = frozenset([rules.stem("Kurs", "de"), rules.stem("Deutschkurs", "de")])


def test_a_text_is_escaped_and_marked_when_shown_whole():
    assert queries.marked("Die <b>Kurse</b> & „Kurs“", WANTED, "de") == (
        "Die &lt;b&gt;<mark>Kurse</mark>&lt;/b&gt; &amp; „<mark>Kurs</mark>“"
    )


def test_a_piece_begins_before_the_first_word_found():
    text = "Vorher steht vieles. " * 20 + "Dann kommt der Deutschkurs am Dienstag. " + "Nachher steht vieles. " * 20
    piece = queries.snippet(text, WANTED, "de")
    assert piece.startswith("… ") and piece.endswith(" …")
    assert "der <mark>Deutschkurs</mark> am Dienstag" in piece
    assert 150 < len(piece) < 300


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Kein Wort davon.", "Kein Wort davon."),
        ("", ""),
        ("Der Kurs." + queries.UNSEEN + "Kurs Kurs", "Der <mark>Kurs</mark>."),
        (queries.UNSEEN.join(["", "Kurs"]), ""),
        ("x" * 9000, "x" * 220 + " …"),
    ],
)
def test_a_short_or_odd_text_makes_a_piece(text, piece):
    assert queries.snippet(text, WANTED, "de") == piece
