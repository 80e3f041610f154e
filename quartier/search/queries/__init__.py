"""What the search finds, and the words it knows."""

from quartier.search.queries.hits import Found, find, names
from quartier.search.queries.question import Question, Term, understand
from quartier.search.queries.snippets import marked, snippet, tokens
from quartier.search.queries.tokens import unused
from quartier.search.queries.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Found", "Question", "Term", "Vocabulary", "find", "marked", "names", "snippet", "tokens", "understand",
    "unused", "vocabulary",
]  # fmt: skip
