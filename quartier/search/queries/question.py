"""What a person asked for, understood: words, their other forms, and what was probably meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quartier.search import rules
from quartier.search.queries.vocabulary import MOST, Vocabulary, allowed_errors

LONGEST, MOST_WORDS = 200, 8  # letters and words of a question that are read
MOST_LOOSE, FEWEST_LOOSE = 120, 15  # tokens of longer words, for the whole question and at least for each of its words
LINKS = ("", "s", "es", "n", "en", "er", "e")  # between the parts of a compound
SHORTEST_PART = 4


@dataclass(frozen=True)
class Term:
    """One word asked for. ``exact``: tokens that are this word; ``loose``: those of words that it is a part of."""

    word: str
    exact: tuple[str, ...]
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """``corrected``: word as written -> words that are shown for it."""

    text: str
    terms: tuple[Term, ...] = ()
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def meant(self) -> str:
        """The question with the words that were probably meant."""
        words = self.text
        for wrong, right in self.corrected.items():
            words = words.replace(wrong, " ".join(right[:1]))
        return words


def understand(text: str, words: Vocabulary, language: str, *, literal: bool = False) -> Question:
    """The question of a reader of the page in ``language``; ``literal``: as written, no typing error is supposed."""
    asked = rules.plain(text[:LONGEST]).strip()
    found = _said(asked, language)
    terms: list[Term] = []
    corrected: dict[str, tuple[str, ...]] = {}
    for index, word in enumerate(found):
        term = _term(word, words, language, last=index == len(found) - 1)
        if literal or term.loose or words.knows(rules.fold(word), term.exact):
            terms.append(term)
            continue
        meant, shown = _meant(rules.fold(word), words)
        corrected |= {word: tuple(shown)} if shown else {}
        terms += [_known(word, one, words) for one in meant] or [term]
    room = max(FEWEST_LOOSE, MOST_LOOSE // max(len(terms), 1))
    return Question(asked, tuple(replace(term, loose=term.loose[:room]) for term in terms[:MOST_WORDS]), corrected)


def _said(text: str, language: str) -> list[str]:
    """The words, once each, without those that say nothing, where there are others."""
    words = {rules.fold(spot.word): spot.word for spot in rules.spots(text)}
    words.pop("", None)
    empty = rules.stopwords("de") | rules.stopwords(language)
    telling = {folded: word for folded, word in words.items() if folded not in empty}
    return list((telling or words).values())[:MOST_WORDS]


def _meant(word: str, words: Vocabulary) -> tuple[list[list[str]], list[str]]:
    """For a word nobody has written: the words of each term that takes its place, and how they are shown."""
    near = words.nearest(word, min(1, allowed_errors(word)))
    if not near and (parts := _parts(word, words)):
        return [[part] for part in parts], [" ".join(_shown(part, words) for part in parts)]
    near = near or words.nearest(word, allowed_errors(word))
    return [near] if near else [], [_shown(one, words) for one in _different(near, words)]


def _term(word: str, words: Vocabulary, language: str, *, last: bool) -> Term:
    folded = rules.fold(word)
    stems = list(dict.fromkeys(rules.stem(word, code) for code in ("de", language)))
    exact = list(dict.fromkeys([*stems, *words.of([folded])]))
    wider = words.beginning(folded) if last and len(folded) > 1 else []
    roots = dict.fromkeys(stem if len(stem) >= SHORTEST_PART else folded for stem in stems)
    wider += [longer for root in roots for longer in words.containing(root)]
    loose = [stem for stem in words.of(dict.fromkeys(wider)) if stem not in exact]
    return Term(word, tuple(exact), tuple(loose))


def _known(word: str, meant: Sequence[str], words: Vocabulary) -> Term:
    """A term for words that are known to be in some text."""
    exact = words.of(meant) or list(meant)
    wider = [longer for one in meant for longer in words.containing(one)][:MOST]
    loose = tuple(stem for stem in words.of(wider) if stem not in exact)
    return Term(word, tuple(exact), loose)


def _parts(word: str, words: Vocabulary) -> list[str]:
    """Two known words that make up an unknown one: „fahrradreparatur“ → fahrrad, reparatur. Nothing where none do."""
    for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        first, second = word[:cut], word[cut:]
        if not words.knows(second, [second]):
            continue
        for link in LINKS:
            part = first.removesuffix(link) if first.endswith(link) else ""
            if len(part) >= SHORTEST_PART and words.knows(part, [part]):
                return [part, second]
    return []


def _different(near: Sequence[str], words: Vocabulary) -> list[str]:
    """One word for each stem: „Kurs“ and „Kurse“ are one suggestion."""
    first: dict[tuple[str, ...], str] = {}
    for word in near:
        first.setdefault(words.stems[word], word)
    return list(first.values())[:3]


def _shown(word: str, words: Vocabulary) -> str:
    return words.shown.get(word, word)
