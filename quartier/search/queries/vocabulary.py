"""The words of the public texts, as a copy in memory that follows the table.

Spelling is compared in Python, by the same code over the same words, so both databases correct alike. One short query
tells whether the copy is still true; what was added since is read alone, anything else is read anew.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from quartier.search import rules
from quartier.search.models import Document

STATE = "SELECT (SELECT COUNT(*) FROM search_word), id, at FROM search_word ORDER BY id DESC LIMIT 1"
SINCE = "SELECT id, word, stem, shown, at FROM search_word WHERE id >= %s ORDER BY id"
MOST = 60  # words a part of a word is taken for
NEAREST = 3
LAST = "\U0010ffff"  # behind every letter
FEWEST = 3  # letters of a word that is worth a suggestion
Words = dict[tuple[str, str], str]  # (folded, stem) -> as written
Row = tuple[int, str, str, str, int]


@dataclass(frozen=True)
class Vocabulary:
    """``stems`` and ``shown`` by folded word; ``words`` in order."""

    state: tuple[int, int, int] = (0, 0, 0)  # how many rows, the last one's id and moment
    stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    roots: frozenset[str] = frozenset()
    text: str = "\n\n"  # all words, one a line
    by_length: dict[int, list[str]] = field(default_factory=dict)

    def knows(self, word: str, stems: Iterable[str]) -> bool:
        """Whether some document has the word, in whatever form."""
        return word in self.stems or any(stem in self.roots for stem in stems)

    def of(self, words: Iterable[str]) -> list[str]:
        """The stems of known words, once each, in order."""
        return list(dict.fromkeys(stem for word in words for stem in self.stems.get(word, ())))

    def beginning(self, start: str) -> list[str]:
        """Known words that begin so, the shortest first."""
        first = bisect_left(self.words, start)
        last = bisect_left(self.words, start + LAST, first)
        return sorted(self.words[first:last], key=_short_first)[:MOST]

    def containing(self, part: str) -> list[str]:
        """Known words with that part: those that end with it first, then those that begin with it, then the others, the
        shortest first. Of three letters only the first two sorts."""
        if len(part) < 3:
            return []
        found = [*self._lines_with(f"{part}\n"), *self.beginning(part)]
        if len(part) > 3 and len(found) < MOST:
            found += self._lines_with(part)
        return list(dict.fromkeys(found))[:MOST]

    def _lines_with(self, part: str) -> list[str]:
        """The shortest of the first words in the alphabet with that part; a very frequent part is not followed to Z."""
        found: list[str] = []
        at = self.text.find(part)
        while at >= 0 and len(found) < 4 * MOST:
            start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
            found.append(self.text[start:end])
            at = self.text.find(part, end)
        return sorted(found, key=_short_first)[:MOST]

    def nearest(self, word: str, far: int) -> list[str]:
        """Known words with the fewest typing errors between (letters missing, added, wrong or swapped), at most ``far``;
        or words with such a beginning."""
        if not far:
            return []
        lengths = range(len(word) - far, len(word) + far + 1)
        choices = [known for length in lengths for known in self.by_length.get(length, ())]
        return _nearest(word, choices, far) or self._nearest_beginnings(word, far)

    def _nearest_beginnings(self, word: str, far: int) -> list[str]:
        """„fahrad“ → words that begin with „fahrrad“."""
        if len(word) < 5:
            return []
        first, last = (bisect_left(self.words, word[0] + end) for end in ("", LAST))
        longer = [known for known in self.words[first:last] if len(known) > len(word)]
        starts = {known[: len(word) + extra] for known in longer for extra in (0, 1)}
        near = _nearest(word, sorted(starts), min(far, 2))
        return [known for start in near for known in self.beginning(start)][:MOST]


def _nearest(word: str, choices: Sequence[str], far: int) -> list[str]:
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=far, limit=20, processor=None)
    least = min((distance for _choice, distance, _index in found), default=0)
    best = {choice for choice, distance, _index in found if distance == least}
    return sorted(best, key=lambda choice: (choice[:1] != word[:1], abs(len(choice) - len(word)), choice))[:NEAREST]


def _short_first(word: str) -> tuple[int, str]:
    return len(word), word


def allowed_errors(word: str) -> int:
    """How many typing errors are forgiven in a word of that length."""
    return 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 6 else 2 if len(word) < 11 else 3


EMPTY = Vocabulary()
_lock = threading.Lock()
_known = EMPTY


def vocabulary() -> Vocabulary:
    """The words as they are now; one query, two where they changed."""
    global _known
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        state = cursor.fetchone()
        if state is None:
            return EMPTY
        known = _known
        if known.state == tuple(state):
            return known
        cursor.execute(SINCE, [known.state[1]])
        rows: list[Row] = cursor.fetchall()
        fresh = _added(known, rows, state[0])
        if fresh is None:
            cursor.execute(SINCE, [0])
            fresh = _grown(EMPTY, cursor.fetchall())
    with _lock:
        _known = fresh
    return fresh


def words_of(document: Document) -> Words:
    """The words of a document that are worth a suggestion: no figures, no short ones. No query."""
    found: Words = {}
    for word, folded, stem in rules.stems(f"{document.title}\n{document.text}", document.language):
        if len(folded) >= FEWEST and not folded.isdigit():
            found.setdefault((folded, stem), word[: rules.LONGEST])
    return found


def forget() -> None:
    """Read everything anew next time."""
    global _known
    _known = EMPTY


def _added(known: Vocabulary, rows: list[Row], count: int) -> Vocabulary | None:
    """The copy with the new rows; None where rows are gone, or the table is another one."""
    if known is EMPTY:
        return _grown(known, rows)
    if not rows or (rows[0][0], rows[0][4]) != known.state[1:] or known.state[0] + len(rows) - 1 != count:
        return None
    return _grown(known, rows[1:])


def _grown(known: Vocabulary, rows: list[Row]) -> Vocabulary:
    stems, shown, roots = dict(known.stems), dict(known.shown), set(known.roots)
    for _id, word, stem, form, _at in rows:
        stems[word] = (*stems.get(word, ()), stem)
        roots.add(stem)
        shown.setdefault(word, form)
    words = sorted(stems)
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    state = (known.state[0] + len(rows), rows[-1][0], rows[-1][4]) if rows else known.state
    return Vocabulary(state, stems, shown, words, frozenset(roots), "\n" + "\n".join(words) + "\n", by_length)
