"""What the search finds, and the words it knows."""

from quartier.search.queries.hits import Hits, find
from quartier.search.queries.question import Question, Term, understand
from quartier.search.queries.results import Hit, hits
from quartier.search.queries.snippets import UNSEEN, marked, snippet, tokens
from quartier.search.queries.sources import PARTS, SOURCES, Found, Source, called, label, number, owner, touched
from quartier.search.queries.tokens import unused
from quartier.search.queries.vocabulary import Vocabulary, vocabulary

__all__ = [
    "PARTS", "SOURCES", "UNSEEN", "Found", "Hit", "Hits", "Question", "Source", "Term", "Vocabulary", "called", "find", "hits", "label",
    "marked", "number", "owner", "snippet", "tokens", "touched", "understand", "unused", "vocabulary",
]  # fmt: skip
