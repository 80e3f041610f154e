"""What languages are called and which way they run; how Leichte Sprache is checked."""

from quartier.texts.rules.easy import ERROR, WARN, Finding, check, pieces
from quartier.texts.rules.languages import (
    CODE,
    EASY,
    InAddress,
    direction,
    has_interface,
    is_known,
    name,
    original,
    tag,
)
from quartier.texts.rules.pages import Part, Passage, passages
from quartier.texts.rules.sentences import Block, Sentence, blocks, sentences
from quartier.texts.rules.wording import Limits, Wording, read, wording

__all__ = [
    "CODE", "EASY", "ERROR", "WARN", "Block", "Finding", "InAddress", "Limits", "Part", "Passage", "Sentence",
    "Wording", "blocks", "check", "direction", "has_interface", "is_known", "name", "original", "passages", "pieces",
    "read", "sentences", "tag", "wording",
]  # fmt: skip
