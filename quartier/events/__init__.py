"""Termine und Räume (events): dates of the quarter."""
