"""Projekte (projects): what the quarter carries out."""
