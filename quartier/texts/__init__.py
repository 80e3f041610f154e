"""Fassungen (texts): what the quarter writes, in other languages and in Leichte Sprache."""
