"""Beteiligung (participation): idea calls and ideas."""
