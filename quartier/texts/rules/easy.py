"""Leichte Sprache, checked while it is written: what a machine can see of the rules (docs: law §9).

Pure functions of a text. ``error``: against the rules; ``warn``: look again. The rules a machine cannot see (what
matters comes first, pictures, direct address, and whether people understand it) are left to the check group.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from quartier.texts.rules.sentences import ITEM, WORD, Sentence, headings, lines, plain, sentences
from quartier.texts.rules.wording import Wording, wording

Level = Literal["warn", "error"]
LONGEST = 20_000  # letters of a text that are read; no text in Leichte Sprache comes near
LONGEST_WORD = 80
LONG_TOKEN = re.compile(rf"\S{{{LONGEST_WORD},}}")
WARN: Level = "warn"
ERROR: Level = "error"

SIGNS = re.compile(r"[%§&/;()\[\]{}…*#+=<>|_€@~^\\–—]")
INNER_SIGN = re.compile(r"\w[:*_]\w")  # Bewohner:innen; a time of day is none
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{2,}\b")
ROMAN = re.compile(r"\b[IVX]{2,}\b")
DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
NUMBER = re.compile(r"\b\d{1,3}(?:[.\s]\d{3})+\b|\b\d+\b")
YEAR = re.compile(r"(?<![\d.])(1\d{3})(?!\.?\d|\s*(?:Euro|Meter|Kilo\w*|Menschen|Leute))")
PERCENT = re.compile(r"%|\bProzent\b", re.I)
PAST = re.compile(r"[a-zäöüß]{3,}t(?:e|en|est|et)\b")
PARTICIPLE = re.compile(
    r"(?:[a-zäöüß]*ge[a-zäöüß]{2,}(?:t|en)|(?:be|ver|er|ent|zer|emp|über|unter)[a-zäöüß]{2,}t|[a-zäöüß]+iert)"
)
GENITIVE = re.compile(r"[A-ZÄÖÜ][\wäöüß-]*s")
OF_WOMEN = re.compile(r"\b[A-ZÄÖÜ][\wäöüß-]+ (der) [A-ZÄÖÜ][\wäöüß-]+")
BEHIND_COMMA = re.compile(
    r",\s+(?:(?:in|mit|an|auf|für|von|zu|bei)\s+)?(\w+)(?!\w)(?!\s+[A-ZÄÖÜ][\w-]*\s*(?:,|und\b|oder\b|[.!?]?\s*$))"
)
LONE_COMMA = re.compile(r"[^,:]+, (?:(?! und | oder )[^,:])+")  # more of them, „und“ and a colon count things up
ENUMERATION = re.compile(r"[\w-]+(?:,\s+[\w-]+)+\s*(?:,|und|oder)?\s*[\w-]*")


@dataclass(frozen=True)
class Finding:
    """What is against a rule: in which line (from 1), at which words, what to do instead, and who says so."""

    line: int
    words: str
    rule: str
    level: Level
    advice: str
    source: str


Check = Callable[[Sentence, Wording], Iterator[Finding]]


def check(text: str, rules: Wording | None = None) -> list[Finding]:
    """Findings of a text in Leichte Sprache, by line; none for an empty one.

    ``rules``: the limits and word lists, those of the installation where none are given.
    Sources: BITV 2.0 Anlage 2 Teil 2; Netzwerk Leichte Sprache.
    """
    known, text = rules or wording(), LONG_TOKEN.sub(lambda token: token.group()[:LONGEST_WORD], text[:LONGEST])
    whole = sentences(text)
    found = [finding for sentence in whole for one in CHECKS for finding in one(sentence, known)]
    found += [*_layout(text, whole, known), *_same_words(whole, known), *_one_sign(text, known)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.line, finding.level, finding.rule))


# Sentences --------------------------------------------------------------------------------------------------------
def _length(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    count, limits = len(sentence.words), known.limits
    if count > limits.words_warn:
        level = ERROR if count > limits.words_error else WARN
        advice = _("Der Satz hat %(n)d Wörter. Gut sind höchstens %(most)d. Machen Sie daraus 2 Sätze.")
        yield Finding(
            sentence.line, sentence.text, "length", level, advice % {"n": count, "most": limits.words_warn},
            known.sources["bitv5"],
        )  # fmt: skip


def _clauses(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    advice = _("Das ist ein Nebensatz. Schreiben Sie 2 Hauptsätze.")
    after, said = _after_commas(sentence), False
    for word in sentence.words:
        if known.has("conjunctions", word) or (known.has("after_comma", word) and word in after):
            said = True
            yield Finding(sentence.line, word, "clause", ERROR, advice, known.sources["bitv5"])
        elif known.has("condition", word):
            said = True
            advice_if = _("„Wenn“ ist schwer. Schreiben Sie eine Frage: „Möchten Sie mitmachen? Dann …“")
            yield Finding(sentence.line, word, "clause", WARN, advice_if, known.sources["bitv5"])
    if not said and not sentence.item and LONE_COMMA.fullmatch(sentence.plain):
        advice = _("Ein Komma verbindet 2 Gedanken. Schreiben Sie 2 Sätze.")
        yield Finding(sentence.line, ",", "clause", WARN, advice, known.sources["bitv5"])


def _after_commas(sentence: Sentence) -> set[str]:
    """Words behind a comma where a clause may begin: „, die wir“, „, in der sie“, but not the things of „, die Kekse und“."""
    return set(BEHIND_COMMA.findall(sentence.plain))


def _passive(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    """„wird gebaut“: passive; „wird kommen“: future. Both lean on „werden“ and the last small word."""
    verbs = [word for word in sentence.words if known.has("passive_verbs", word)]
    rest = [word for word in sentence.words if word[:1].islower() and word not in verbs]
    if not verbs or not rest:
        return
    if other := next((word for word in rest if _is_participle(word, known)), ""):
        advice = _("Sagen Sie, wer es tut: „Wir bauen“ statt „wird gebaut“.")
        yield Finding(sentence.line, f"{verbs[0]} … {other}", "passive", ERROR, advice, known.sources["bitv1"])
    elif rest[-1] == sentence.words[-1] and rest[-1].endswith("en") and verbs[0].casefold().startswith("w"):
        advice = _("Schreiben Sie in der Gegenwart: „Das Fest ist im Mai.“")
        yield Finding(sentence.line, f"{verbs[0]} … {rest[-1]}", "future", WARN, advice, known.sources["network"])


def _is_participle(word: str, known: Wording) -> bool:
    if known.has("infinitives_with_ge", word):
        return False
    return known.has("participles", word) or bool(PARTICIPLE.fullmatch(word))


def _past(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    advice = _("Schreiben Sie in der Gegenwart, oder so: „Wir haben gebaut.“")
    words = sentence.words
    for index, word in enumerate(words):
        follows = words[index + 1] if index + 1 < len(words) else ""
        if known.has("past", word) or _is_weak_past(word, follows, index, known):
            yield Finding(sentence.line, word, "past", WARN, advice, known.sources["network"])


def _is_weak_past(word: str, follows: str, index: int, known: Wording) -> bool:
    """„feierten“, but not „bunten“ before a noun and not the words that only look like it."""
    if not PAST.fullmatch(word) or known.has("not_past", word) or known.has("subjunctive", word):
        return False
    stands_before_noun = follows[:1].isupper() and index != 1
    return not stands_before_noun and not word.endswith(("ste", "sten")) and not word.startswith("ge")


def _listed(group: str, rule: str, level: Level, source: str, advice: Callable[[], str]) -> Check:
    """A check that looks every word up in a list."""

    def one(sentence: Sentence, known: Wording) -> Iterator[Finding]:
        for word in sentence.words:
            if known.has(group, word):
                yield Finding(sentence.line, word, rule, level, advice(), known.sources[source])

    return one


def _genitive(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    advice, source = _("Schreiben Sie mit „von“: „das Haus von der Frau“."), known.sources["bitv1"]
    words = sentence.words
    for index, word in enumerate(words):
        following = words[index + 1 : index + 3]
        noun = next((other for other in following if GENITIVE.fullmatch(other)), "")
        if known.has("genitive_articles", word) and noun:
            yield Finding(sentence.line, f"{word} {noun}", "genitive", ERROR, advice, source)
        elif known.has("genitive_prepositions", word):
            yield Finding(sentence.line, word, "genitive", ERROR, _("Dieses Wort braucht einen Genitiv. Schreiben Sie 2 Sätze."), source)  # fmt: skip
    if found := OF_WOMEN.search(sentence.plain):
        yield Finding(sentence.line, found.group(), "genitive", WARN, advice, source)


def _pronouns(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    advice = _("Sagen Sie das Wort noch einmal: „Herr Aydın“ statt „er“.")
    for index, word in enumerate(sentence.words):
        small = word in known.words["pronouns_small"] and index > 0
        if known.has("pronouns", word) or small:
            yield Finding(sentence.line, word, "pronoun", WARN, advice, known.sources["network"])


# Words ------------------------------------------------------------------------------------------------------------
def _abbreviations(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    advice, source = _("Schreiben Sie das Wort aus."), known.sources["bitv1"]
    text = f" {sentence.plain} "
    for short in sorted(known.words["abbreviations"]):
        place = re.search(rf"(?<![\w.]){re.escape(short)}(?!\w)", text, re.I)
        if place and not (short.rstrip(".").isalpha() and _ends_the_sentence(place, text)):
            yield Finding(sentence.line, place.group(), "abbreviation", ERROR, advice, source)
    for capitals in CAPITALS.findall(sentence.plain):
        if capitals.casefold() not in known.words["known_capitals"] and not ROMAN.fullmatch(capitals):
            yield Finding(sentence.line, capitals, "abbreviation", ERROR, advice, source)


def _ends_the_sentence(place: re.Match[str], text: str) -> bool:
    """„So.“ and „max.“ at the end are words before a full stop, unless they are written as short forms are."""
    return not text[place.end() :].strip() and place.group()[0].islower()


def _compounds(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    sign, most = known.limits.compound_sign, known.limits.compound_letters
    for word in sentence.words:
        longest = max((len(part) for part in re.split(r"[-·]", word)), default=0)
        if longest > most:
            advice = _("Das Wort ist lang. Teilen Sie es: „Stadt%(sign)sTeil“.") % {"sign": sign}
            yield Finding(sentence.line, word, "compound", WARN, advice, known.sources["bitv4"])


def _hard_words(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    folded = sentence.plain.casefold()
    for word, instead in known.hard.items():
        if place := re.search(rf"(?<!\w){re.escape(word)}(?:s|e|en|n|es)?(?!\w)", folded):
            written = sentence.plain[place.start() : place.end()]
            advice = _("Schweres Wort. Besser: %(instead)s Oder erklären Sie es in der nächsten Zeile.")
            ended = instead if instead.endswith((".", "…")) else f"{instead}."
            yield Finding(sentence.line, written, "word", WARN, advice % {"instead": ended}, known.sources["bitv4"])


# Numbers and signs ------------------------------------------------------------------------------------------------
def _numbers(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    text, source = DAY.sub(" ", sentence.plain), known.sources["network"]
    for day in DAY.findall(sentence.plain):
        yield Finding(sentence.line, day, "number", WARN, _("Schreiben Sie den Monat aus: „6. Oktober“."), source)
    for word in sentence.words:
        if known.has("number_words", word):
            yield Finding(sentence.line, word, "number", WARN, _("Schreiben Sie die Zahl als Ziffer."), source)
    for place in NUMBER.finditer(text):
        number = place.group()
        if int(re.sub(r"\D", "", number)) >= known.limits.big_number and not _is_code(number, text[place.end() :]):
            yield Finding(
                sentence.line, number, "number", WARN, _("Die Zahl ist groß. Schreiben Sie: „viele“."), source
            )
    for year in YEAR.findall(text):
        if int(year) < known.limits.old_year:
            yield Finding(sentence.line, year, "year", WARN, _("Das ist lange her. Schreiben Sie: „vor vielen Jahren“."), source)  # fmt: skip
    for roman in ROMAN.findall(text):
        yield Finding(sentence.line, roman, "number", ERROR, _("Schreiben Sie eine Ziffer statt römischer Zahlen."), source)  # fmt: skip
    for percent in PERCENT.findall(text):
        yield Finding(sentence.line, percent, "percent", WARN, _("Prozent ist schwer. Schreiben Sie: „die Hälfte“, „wenige“."), source)  # fmt: skip


def _is_code(number: str, after: str) -> bool:
    """A postal code before a town."""
    return len(number) == 5 and number.isdigit() and bool(re.match(r"\s+[A-ZÄÖÜ]", after))


def _signs(sentence: Sentence, known: Wording) -> Iterator[Finding]:
    text = CLOCK.sub(" ", sentence.plain)
    for sign in dict.fromkeys(SIGNS.findall(text)):
        if sign != "%":  # said by the check of percent
            yield Finding(sentence.line, sign, "sign", ERROR, _signs_advice(sign), known.sources["bitv6"])
    for inner in INNER_SIGN.findall(text):
        advice = _("Nennen Sie beide: „Nachbarinnen und Nachbarn“.")
        yield Finding(sentence.line, inner, "sign", ERROR, advice, known.sources["bitv6"])


def _signs_advice(sign: str) -> str:
    if sign in "()[]":
        return _("Keine Klammern. Schreiben Sie einen neuen Satz.")
    if sign == "€":
        return _("Schreiben Sie das Wort: Euro.")
    return _("Kein Sonderzeichen. Schreiben Sie das Wort aus.")


def _one_sign(text: str, known: Wording) -> Iterator[Finding]:
    sign = known.limits.compound_sign
    other = "·" if sign == "-" else "-"
    for number, row in lines(text):
        for word in (word for word in WORD.findall(plain(ITEM.sub("", row))) if other in word):
            advice = _("Teilen Sie Wörter überall gleich: mit „%(sign)s“.") % {"sign": sign}
            yield Finding(number, word, "compound", WARN, advice, known.sources["bitv4"])


# The text as a whole ----------------------------------------------------------------------------------------------
def _layout(text: str, whole: list[Sentence], known: Wording) -> Iterator[Finding]:
    yield from _one_sentence_a_line(whole, known)
    for number, row in lines(text):
        if row.endswith("-") and len(row) > 1 and row[-2].isalpha():
            yield Finding(number, row[-12:], "hyphen", ERROR, _("Trennen Sie kein Wort am Ende der Zeile."), known.sources["bitv1"])  # fmt: skip
    running = [sentence for sentence in whole if not sentence.heading]
    if len(running) > known.limits.heading_after and not headings(text):
        advice = _("Machen Sie Absätze mit Überschriften: eine leere Zeile, dann die Überschrift ohne Punkt.")
        yield Finding(1, "", "heading", WARN, advice, known.sources["bitv7"])
    for sentence in running:
        if not sentence.item and _items(sentence) >= known.limits.list_from:
            advice = _("Machen Sie eine Liste: jede Sache in eine neue Zeile, mit einem Strich davor.")
            yield Finding(sentence.line, sentence.text, "list", WARN, advice, known.sources["bitv7"])


def _one_sentence_a_line(whole: list[Sentence], known: Wording) -> Iterator[Finding]:
    for before, sentence in pairwise(whole):
        if before.line == sentence.line:
            advice = _("Beginnen Sie jeden Satz in einer neuen Zeile.")
            yield Finding(sentence.line, sentence.text, "line", ERROR, advice, known.sources["bitv10"])


def _items(sentence: Sentence) -> int:
    """How many things a sentence counts up: „Tee, Kaffee und Kuchen“ are three."""
    found = ENUMERATION.search(sentence.plain)
    return len(re.split(r",\s+|\s+und\s+|\s+oder\s+", found.group().strip(" ,"))) if found else 0


def _same_words(whole: Iterable[Sentence], known: Wording) -> Iterator[Finding]:
    first: dict[tuple[str, ...], str] = {}
    for sentence in whole:
        for group in known.same:
            for word in {word for word in sentence.words if word in group}:
                said = first.setdefault(group, word)
                if said != word:
                    advice = _("Vorher steht „%(said)s“. Nehmen Sie immer das gleiche Wort.") % {"said": said}
                    yield Finding(sentence.line, word, "same", WARN, advice, known.sources["bitv3"])


CHECKS: tuple[Check, ...] = (
    _length, _clauses, _passive, _past, _genitive, _pronouns, _abbreviations, _compounds, _hard_words, _numbers, _signs,
    _listed("subjunctive", "subjunctive", ERROR, "bitv1", lambda: _("Schreiben Sie, was ist: „vielleicht“ statt „könnte“.")),
    _listed("negation", "negation", WARN, "bitv1", lambda: _("Besser ohne Verneinung. Sonst zeigt die Seite das Wort fett.")),
)  # fmt: skip


def pieces(line: str, rules: Wording | None = None) -> list[tuple[str, str]]:
    """A line in pieces with how each is shown: „bold“ what negates, so that nobody reads past it; „whole“ words with a
    hyphen, which must not be torn at the end of a line; else an empty string."""
    known = rules or wording()
    found: list[tuple[str, str]] = []
    for part in re.split(rf"({WORD.pattern})", line):
        how = "bold" if known.has("negation", part) else "whole" if "-" in part.strip("- ") else ""
        if found and not how and not found[-1][1]:
            found[-1] = (found[-1][0] + part, "")
        elif part:
            found.append((part, how))
    return found
