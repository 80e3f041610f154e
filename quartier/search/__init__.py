"""Suche (search): the index of everything public, and the pages that ask it."""
