"""What the search finds, and the words it knows."""

from quartier.search.queries.tokens import unused

__all__ = ["unused"]
