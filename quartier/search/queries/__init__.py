"""What the search finds, and the words it knows."""

from quartier.search.queries.hits import Hits, find
from quartier.search.queries.question import Question, Term, understand
from quartier.search.queries.results import Hit, hits
from quartier.search.queries.snippets import marked, snippet, tokens
from quartier.search.queries.sources import SOURCES, Found, Source, called, label
from quartier.search.queries.tokens import unused
from quartier.search.queries.vocabulary import Vocabulary, vocabulary

__all__ = [
    "SOURCES", "Found", "Hit", "Hits", "Question", "Source", "Term", "Vocabulary", "called", "find", "hits", "label",
    "marked", "snippet", "tokens", "understand", "unused", "vocabulary",
]  # fmt: skip
