"""Quartier: open-source software for neighbourhood offices (Quartiersmanagement)."""

__version__ = "0.1.0"
