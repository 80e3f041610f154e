"""Leichte Sprache: for every rule sentences that break it and sentences that keep it."""

import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from quartier.texts.rules import ERROR, WARN, check, pieces, read
from quartier.texts.rules.easy import CHECKS
from quartier.texts.rules.wording import FILE, wording

GOOD = """Das Fest im Hof

Am Samstag ist ein Fest.
Das Fest ist im Hof.
Es beginnt um 15:30 Uhr.
Wir haben Kuchen gebacken.
Sie können einfach kommen.
Rufen Sie uns an: 0531 000 00
Oder schreiben Sie an hallo@lindenhafen.example.

Das gibt es

- Musik
- Kuchen
- Spiele für Kinder
"""

# rule, level, sentence that breaks it, the words that are named
BAD = [
    ("length", WARN, "Am Samstag gibt es im Hof Kuchen und Musik.", ""),
    ("length", ERROR, "Am Samstag gibt es im Hof viel Kuchen und Musik und Spiele für Kinder.", ""),
    ("clause", ERROR, "Wir feiern, weil der Sommer da ist.", "weil"),
    ("clause", ERROR, "Dass Sie kommen, ist schön.", "Dass"),
    ("clause", ERROR, "Das ist die Bank, die wir gebaut haben.", "die"),
    ("clause", ERROR, "Das ist das Haus, in dem wir arbeiten.", "dem"),
    ("clause", WARN, "Wenn es regnet, sind wir drinnen.", "Wenn"),
    ("clause", WARN, "Wir lachen, wir singen laut.", ","),
    ("passive", ERROR, "Die Bank wird gebaut.", "wird … gebaut"),
    ("passive", ERROR, "Das Fest wurde verschoben.", "wurde … verschoben"),
    ("passive", ERROR, "Die Räume werden renoviert.", "werden … renoviert"),
    ("future", WARN, "Das Fest wird am Samstag stattfinden.", "wird … stattfinden"),
    ("future", WARN, "Wir werden zusammen gehen.", "werden … gehen"),
    ("subjunctive", ERROR, "Das wäre schön.", "wäre"),
    ("subjunctive", ERROR, "Sie könnten uns helfen.", "könnten"),
    ("genitive", ERROR, "Das ist der Garten des Hauses.", "des Hauses"),
    ("genitive", ERROR, "Das Ende eines langen Festes.", "eines Festes"),
    ("genitive", ERROR, "Wegen Regen sind wir drinnen.", "Wegen"),
    ("genitive", WARN, "Das sind die Ideen der Jury.", "Ideen der Jury"),
    ("negation", WARN, "Das kostet nichts.", "nichts"),
    ("negation", WARN, "Es gibt keine Stufen.", "keine"),
    ("past", WARN, "Gestern war ein Fest.", "war"),
    ("past", WARN, "Alle kamen gern.", "kamen"),
    ("past", WARN, "Wir feierten ein Fest.", "feierten"),
    ("past", WARN, "Sie bastelten Laternen.", "bastelten"),
    ("pronoun", WARN, "Samir kommt. \nEr hilft Ihnen.", "Er"),
    ("pronoun", WARN, "Heute hilft sie uns.", "sie"),
    ("abbreviation", ERROR, "Wir backen z.B. Kuchen.", "z.B."),
    ("abbreviation", ERROR, "Es gibt z. B. Kuchen.", "z. B."),
    ("abbreviation", ERROR, "Das ist die Hafen-Str. 31.", "Str."),
    ("abbreviation", ERROR, "Fragen Sie das BAMF.", "BAMF"),
    ("compound", WARN, "Das ist eine Gemeinschaftsküche.", "Gemeinschaftsküche"),
    ("compound", WARN, "Kommen Sie in den Stadt·teil.", "Stadt·teil"),
    ("word", WARN, "Das ist eine Veranstaltung.", "Veranstaltung"),
    ("word", WARN, "Die Anmeldung erforderlich.", "Anmeldung erforderlich"),
    ("number", WARN, "Es kommen fünf Menschen.", "fünf"),
    ("number", WARN, "Hier wohnen 14.795 Menschen.", "14.795"),
    ("number", WARN, "Das Fest ist am 06.10.2026.", "06.10.2026"),
    ("number", ERROR, "Das ist der Teil IV.", "IV"),
    ("year", WARN, "Das Haus ist aus dem Jahr 1867.", "1867"),
    ("percent", WARN, "10 Prozent machen mit.", "Prozent"),
    ("percent", WARN, "10 % machen mit.", "%"),
    ("sign", ERROR, "Kommen Sie (bitte) alle.", "("),
    ("sign", ERROR, "Montag/Dienstag ist offen.", "/"),
    ("sign", ERROR, "Das kostet 5 €.", "€"),
    ("sign", ERROR, "Alle Bewohner:innen kommen.", "r:i"),
    ("sign", ERROR, "Alle Nachbar*innen kommen.", "*"),
    ("line", ERROR, "Das Büro ist offen. Kommen Sie vorbei.", "Kommen Sie vorbei."),
    ("hyphen", ERROR, "Das Fest ist im Stadt-\nteil.", ""),
    ("list", WARN, "Es gibt Tee, Kaffee und Kuchen.", ""),
    ("same", WARN, "Der Termin ist am Montag.\nDas Event ist schön.", "Event"),
]

# rule, sentence that keeps it though it looks like it
KEPT = [
    ("length", "Sie können am Samstag mit uns feiern."),
    ("clause", "Das Büro, die Küche und der Hof sind offen."),
    ("clause", "Wir sprechen: Deutsch, Türkisch."),
    ("clause", "Es gibt Tee, Kaffee und Kuchen."),
    ("passive", "Das Wetter wird besser."),
    ("passive", "Wir werden mehr."),
    ("future", "Die Tage werden länger."),
    ("future", "Die Bank wird gebaut."),
    ("subjunctive", "Möchten Sie helfen?"),
    ("genitive", "Sehen Sie das Haus?"),
    ("genitive", "Jedes Kind darf mitmachen."),
    ("past", "Wir arbeiten und warten hier."),
    ("past", "Die bunten Blumen sind schön."),
    ("past", "Heute kosten die besten Karten mehr."),
    ("past", "Wir haben gefeiert."),
    ("past", "Bitte achten Sie auf die Kinder."),
    ("pronoun", "Es gibt Kuchen."),
    ("pronoun", "Können Sie kommen?"),
    ("abbreviation", "Das WC ist offen."),
    ("abbreviation", "Das ist so."),
    ("compound", "Das ist eine Gemeinschafts-Küche."),
    ("number", "Das kostet 1.500 Euro."),
    ("number", "Das Haus steht in 38127 Hohenwerder."),
    ("number", "Das Fest ist am 6. Oktober."),
    ("number", "Rufen Sie an: 0531 4711 00."),
    ("year", "Das kostet 1500 Euro."),
    ("year", "Das ist seit 2012 so."),
    ("sign", "Wir öffnen um 15:30 Uhr."),
    ("sign", "Schreiben Sie an buero@lindenhafen.example."),
    ("sign", "Mehr lesen Sie auf www.lindenhafen.example/leicht."),
    ("line", "Das Fest ist am 6. Oktober."),
    ("line", "Das Büro ist im 2. Stock."),
    ("list", "Es gibt Tee und Kaffee."),
    ("same", "Der Termin ist am Montag.\nDer Termin ist schön."),
]


def said(text):
    return [(finding.rule, finding.level, finding.words) for finding in check(text)]


def test_a_good_text_has_no_finding():
    assert said(GOOD) == []


@pytest.mark.parametrize(("rule", "level", "text", "words"), BAD)
def test_a_sentence_that_breaks_the_rule(rule, level, text, words):
    found = [(level_, words_) for rule_, level_, words_ in said(text) if rule_ == rule]
    assert (level, words) in found if words else level in [one[0] for one in found], said(text)


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_a_sentence_that_keeps_the_rule(rule, text):
    assert rule not in [finding.rule for finding in check(text)], said(text)


def test_findings_name_line_advice_and_source():
    (finding,) = check("Das Büro ist offen.\n\nDie Bank wird gebaut.")
    assert finding.line == 3
    assert finding.advice.startswith("Sagen Sie, wer es tut")
    assert finding.source == "BITV 2.0, Anlage 2 Teil 2 Nr. 1"


def test_a_sentence_over_two_lines_is_counted_as_one():
    over = "Am Samstag gibt es im Hof\nviel Kuchen und Musik und\nSpiele für Kinder."
    assert [finding.rule for finding in check("Am Samstag gibt es im Hof\nviel Kuchen und Musik.")] == ["length"]
    assert check("Am Samstag gibt es im Hof\nviel Kuchen und Musik.")[0].line == 1
    assert "line" not in [finding.rule for finding in check(over)]


def test_a_long_text_without_headings():
    text = "\n".join(["Heute ist ein Fest."] * 9)
    assert [finding.rule for finding in check(text)] == ["heading"]
    assert check("\n".join(["Heute ist ein Fest."] * 8)) == []


def test_limits_are_settings():
    """The same sentence under other limits: no number of the rules stands in the code."""
    text, own = "Am Samstag gibt es im Hof Kuchen und Musik.", FILE.read_text()
    loose = read(own, "[limits]\nwords_warn = 20\nwords_error = 30\n")
    strict = read(own, "[limits]\nwords_warn = 3\nwords_error = 5\n")
    assert [f.level for f in check(text, loose)] == []
    assert [f.level for f in check(text, strict)] == [ERROR]
    dotted = read(own, '[limits]\ncompound_sign = "·"\n')
    assert check("Kommen Sie in den Stadt·teil.", dotted) == []
    assert [f.words for f in check("Kommen Sie in den Stadt-Teil.", dotted)] == ["Stadt-Teil"]


@pytest.mark.parametrize(
    "over", ["[limits]\nword_warn = 9", '[limits]\nwords_warn = "acht"', "[wods]\npast = []", "[words]\npassed = []"]
)
def test_misspelt_settings_are_refused(over):
    with pytest.raises(ImproperlyConfigured):
        read(FILE.read_text(), over)


def test_an_installation_has_its_own_words(settings, tmp_path):
    own = tmp_path / "easy.toml"
    own.write_text('[hard]\n"Kiez" = "der Stadt-Teil"\n')
    settings.EASY_RULES = str(own)
    wording.cache_clear()
    try:
        assert check("Das ist der Kiez.")[0].advice.startswith("Schweres Wort. Besser: der Stadt-Teil.")
    finally:
        wording.cache_clear()


def test_what_negates_is_bold():
    assert pieces("Das ist nicht teuer.") == [("Das ist ", ""), ("nicht", "bold"), (" teuer.", "")]
    assert pieces("Kommen Sie.") == [("Kommen Sie.", "")]


def test_words_with_a_hyphen_are_not_torn():
    assert pieces("Das ist ein Roll-Stuhl.") == [("Das ist ein ", ""), ("Roll-Stuhl", "whole"), (".", "")]
    assert pieces("- Kaffee 10-12") == [("- Kaffee ", ""), ("10-12", "whole")]


@given(st.text(max_size=400))
def test_any_text_is_checked(text):
    """Whatever somebody types while it is half written: findings, never an error, within the text's lines."""
    last = max(len(text.splitlines()), 1)
    assert all(1 <= finding.line <= last for finding in check(text))


def test_every_rule_has_an_example():
    assert len(CHECKS) == 13
    assert {rule for rule, *_ in BAD} == {rule for rule, _ in KEPT} | {"hyphen", "negation", "percent", "word"}


@pytest.mark.parametrize(
    "nasty", ["a, ", "Haus ", "1.", "ge", "A-", "wird ge", "a@", "0 1", ".", "a.b-", "\n", "X ", "90000 "]
)
def test_a_huge_text_takes_no_time(nasty):
    start = time.process_time()
    check(nasty * 50_000)
    assert time.process_time() - start < 60  # milliseconds; an expression that tries every way takes hours
