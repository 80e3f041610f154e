"""How a text is cut into headings, lines, lists and sentences."""

from quartier.texts.rules import blocks, sentences

TEXT = """Das Fest

Am Samstag ist ein Fest.
Um 15 Uhr.

Das gibt es
- Musik
- Kuchen
Kommen Sie einfach.

Noch etwas.
"""


def shape(text):
    return [(block.heading, block.parts) for block in blocks(text)]


def test_blocks_with_headings_lines_and_lists():
    assert shape(TEXT) == [
        ("Das Fest", [(False, ["Am Samstag ist ein Fest.", "Um 15 Uhr."])]),
        ("Das gibt es", [(True, ["Musik", "Kuchen"]), (False, ["Kommen Sie einfach."])]),
        ("", [(False, ["Noch etwas."])]),
    ]


def test_blocks_when_two_headings_follow_each_other():
    assert [block.heading for block in blocks("Eins\n\nZwei\nEin Satz.")] == ["Eins", "Zwei"]


def test_a_question_of_its_own_is_a_heading():
    assert shape("Wer kommt?\n\nAlle kommen.") == [("Wer kommt?", [(False, ["Alle kommen."])])]
    assert shape("Wer kommt?\nAlle kommen.") == [("", [(False, ["Wer kommt?", "Alle kommen."])])]
    assert shape("Wer kommt?") == [("", [(False, ["Wer kommt?"])])]


def test_a_last_line_without_a_mark_is_no_heading():
    assert shape("Kommen Sie") == [("", [(False, ["Kommen Sie"])])]
    assert shape("") == []


def test_sentences_when_numbers_have_dots():
    found = [sentence.text for sentence in sentences("Am 6. Oktober. Im 2. Stock. Nummer 31. Kommen Sie.")]
    assert found == ["Am 6. Oktober.", "Im 2. Stock.", "Nummer 31.", "Kommen Sie."]


def test_sentences_when_a_line_goes_on():
    found = [(sentence.line, sentence.text) for sentence in sentences("Wir feiern\nam Samstag.\nIm Hof.")]
    assert found == [(1, "Wir feiern am Samstag."), (3, "Im Hof.")]


def test_words_without_addresses():
    (sentence,) = sentences("Schreiben Sie an a@b.example oder 0531 000 00 an.")
    assert sentence.words == ["Schreiben", "Sie", "an", "oder", "an"]
