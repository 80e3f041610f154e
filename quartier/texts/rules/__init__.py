"""What languages are called and which way they run; how Leichte Sprache is checked."""

from quartier.texts.rules.languages import CODE, EASY, direction, has_interface, name, original, tag

__all__ = ["CODE", "EASY", "direction", "has_interface", "name", "original", "tag"]
