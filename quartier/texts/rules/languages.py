"""What languages are called by those who speak them, and which way they are written."""

import re

from django.conf import settings
from django.conf.locale import LANG_INFO

EASY = "leicht"  # Leichte Sprache: German by its own rules
CODE = re.compile(r"[a-z]{2,3}|leicht")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"})
# Endonyms of languages that Django does not know by themselves.
NAMES = {
    "am": "አማርኛ", "ckb": "کوردی", "ku": "Kurdî", "prs": "دری", "ps": "پښتو", "rom": "Romani", "so": "Soomaali",
    "ti": "ትግርኛ", "yi": "ייִדיש", "zh": "中文",
}  # fmt: skip


def original() -> str:
    """The language in which the office writes."""
    return settings.LANGUAGE_CODE


def name(code: str) -> str:
    """The language's name in the language itself: „Türkçe“; the code where nobody has named it."""
    if code == EASY:
        return "Leichte Sprache"  # in every language: those who look for it read German
    local: str = LANG_INFO.get(code, {}).get("name_local", "")
    found = dict(settings.LANGUAGES).get(code) or NAMES.get(code) or local
    return found[:1].upper() + found[1:] if found else code


def is_known(code: str) -> bool:
    """A language somebody has given a name, or Leichte Sprache."""
    return code == EASY or bool(CODE.fullmatch(code) and name(code) != code)


def direction(code: str) -> str:
    """„rtl“ or „ltr“."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def tag(code: str) -> str:
    """The language as browsers and screen readers are told: Leichte Sprache is German to them."""
    return original() if code == EASY else code


def has_interface(code: str) -> bool:
    """Whether whole pages speak this language: then the version is shown there, not at an address of its own."""
    return any(code == known for known, _name in settings.LANGUAGES)


class InAddress:
    """The last part of a version's address, as ``<version:…>`` in the tables of addresses: a code, or „leicht“."""

    regex = CODE.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
