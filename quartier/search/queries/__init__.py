"""What the search finds, and the words it knows."""

from quartier.search.queries.hits import Hits, find
from quartier.search.queries.question import Question, Term, understand
from quartier.search.queries.results import Hit, hits
from quartier.search.queries.snippets import UNSEEN, marked, snippet, tokens
from quartier.search.queries.sources import PARTS, SOURCES, Found, Source, called, label, number, owner, source, touched
from quartier.search.queries.tokens import unused
from quartier.search.queries.vocabulary import Vocabulary, Words, vocabulary, words_of

__all__ = [
    "PARTS", "SOURCES", "UNSEEN", "Found", "Hit", "Hits", "Question", "Source", "Term", "Vocabulary", "Words", "called", "find", "hits", "label",
    "marked", "number", "owner", "snippet", "source", "tokens", "touched", "understand", "unused", "vocabulary", "words_of",
]  # fmt: skip
