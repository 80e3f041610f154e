"""Words of a text, folded so that „Müll“, „Muell“ and „mull“ meet, and their stems by language.

Both databases get the same finished tokens, separated by a space: neither one's own idea of a word or of German takes
part, so both find the same. Stems are made by Snowball (https://snowballstem.org).
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import snowballstemmer

LONGEST = 40  # letters of a word; longer ones are cut
STEMMERS = {
    "de": "german", "leicht": "german", "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish",
    "el": "greek", "en": "english", "es": "spanish", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
TWICE = frozenset({"de", "leicht"})  # „Deutschkurse“ loses its e first and its s then, as „Deutschkurs“ does at once
# Letters that decomposition leaves whole, and Arabic and Persian letters that differ on paper only.
SINGLE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "þ": "th", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "e",
     "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "\u00ad": None, "·": None, "\u200c": None, "\u200d": None,
     "'": None, "’": None, "ʼ": None}
)  # fmt: skip
NEIGHBOURS = re.compile(
    r"(?<=\w{3}[aeiou][lr])n$|(?<=in)n$"
)  # Snowball leaves „Nachbarn“ and „Nachbarinnen“ as they are
UMLAUT = re.compile("ae|oe|(?<![aeq])ue")  # not in „neue“, „Bauer“, „Quelle“
INNER = "\u00ad·\u200c\u200d'’ʼ"  # stand inside a word and are not part of it


@functools.cache
def _pattern() -> re.Pattern[str]:
    """A word: letters and figures of any script with the marks upon them."""
    marks = "".join(re.escape(chr(c)) for c in range(0x300, 0x10000) if unicodedata.category(chr(c))[0] == "M")
    letter = f"(?:[^\\W_][{marks}]*)"
    return re.compile(f"{letter}(?:[{INNER}]?{letter})*")


class Spot(NamedTuple):
    """A word and where it stands in the text."""

    start: int
    end: int
    word: str


def plain(text: str) -> str:
    """Without what no database takes and nobody sees: NUL, control characters, lone surrogates; in normal form C."""
    clean = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)
    return unicodedata.normalize("NFC", clean)


def spots(text: str) -> Iterator[Spot]:
    """The words of a text in order."""
    for found in _pattern().finditer(text):
        yield Spot(found.start(), found.end(), found.group())


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word in small plain letters: „Straße“ → „strasse“, „Muell“ and „Müll“ → „mull“, „Kadın“ → „kadin“."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(c for c in parts if _counts(c)).translate(SINGLE)
    return UMLAUT.sub(lambda found: found.group()[0], bare)[:LONGEST]


def _counts(letter: str) -> bool:
    """Letters, figures and vowel signs; no accent, and nothing that a database could take for a sign of its own."""
    return letter.isalnum() or (unicodedata.category(letter)[0] == "M" and not unicodedata.combining(letter))


@functools.lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The word without its ending in that language, folded; the folded word where there is no stemmer for it."""
    small = word[: 2 * LONGEST]
    if language == "tr":
        small = small.replace("I", "ı").replace("İ", "i")
    small = unicodedata.normalize("NFC", small.lower()).translate(dict.fromkeys(map(ord, INNER)))
    for _turn in range(2 if language in TWICE else 1):
        small = _stemmer(language).stemWord(small) if STEMMERS.get(language) else small
        small = NEIGHBOURS.sub("", small) if language in TWICE else small
    return fold(small) or fold(word)


@functools.cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(STEMMERS[language])


def stems(text: str, language: str) -> list[tuple[str, str, str]]:
    """(word as written, folded, stem) of every word, once each, in order; of „Deutsch-Kurs“ also the whole."""
    found: dict[tuple[str, str], str] = {}
    for word in _with_wholes(text):
        if folded := fold(word):
            found.setdefault((folded, stem(word, language)), word)
    return [(word, folded, root) for (folded, root), word in found.items()]


def _with_wholes(text: str) -> Iterator[str]:
    before: list[Spot] = []
    for spot in spots(text):
        yield spot.word
        if before and text[before[-1].end : spot.start] in ("-", "\u2010", "\u2011"):
            before.append(spot)
            yield "".join(part.word if n == 0 else part.word.lower() for n, part in enumerate(before[-3:]))
        else:
            before = [spot]


# Words that say nothing alone; left out of a question that has others.
STOPWORDS = {
    "de": "aber als am an auch auf aus bei bin bis da das dass dem den der des die durch ein eine einem einen einer"
    " eines er es für gibt hat haben ich ihr im in ist kann man mein meine mit nach nicht noch nur ob oder ohne sich"
    " sie sind so über um und uns unser unsere unter vom von vor wann war was wenn wer werden wie wir wird wo zu zum"
    " zur zwischen",
    "en": "a about an and are as at be by can do for from has have how i in is it my of on or our that the this to was"
    " we what when where which who with you your",
    "tr": "ama bir bu da daha de en için ile ki mi mı mu mü ne nerede o ve veya ya",
    "ar": "أن أو إلى التي الذي عن على في كل كيف ما متى من مع هذا هذه هل هو هي و",
    "uk": "а або але в від де для до є з за і із й його коли ми на не о по про та те у це чи що як",
}


@functools.cache
def stopwords(language: str) -> frozenset[str]:
    """Folded words of the language that are left out of a question."""
    return frozenset(fold(word) for word in STOPWORDS.get("de" if language == "leicht" else language, "").split())
