"""The words of the pages themselves, language by language, and who signed for them."""

from dataclasses import dataclass

from django.conf import settings

from quartier.kit.catalogues import Message, catalogue, fingerprint
from quartier.texts import rules
from quartier.texts.models import LanguageReview


@dataclass(frozen=True)
class Interface:
    """The words of the pages in one language for residents. ``changed``: texts that differ from what was signed."""

    language: str
    name: str
    dir: str
    texts: int
    missing: int
    review: LanguageReview | None
    changed: int


def interface(language: str) -> list[Message]:
    """The words of the pages in a language that only residents' pages have; none for other languages."""
    return list(catalogue(language).values()) if language in settings.RESIDENT_LANGUAGES else []


def interfaces(scope_id: int) -> list[Interface]:
    """Every language for residents, and who of the city ``scope_id`` signed for it last; one query."""
    newest: dict[str, LanguageReview] = {}
    for review in LanguageReview.objects.filter(scope_id=scope_id).order_by("id"):
        newest[review.language] = review
    codes = [code for code, _name in settings.LANGUAGES if code in settings.RESIDENT_LANGUAGES]
    return [_interface(code, newest.get(code)) for code in codes]


def _interface(code: str, review: LanguageReview | None) -> Interface:
    texts = interface(code)
    missing = sum(not message.complete for message in texts)
    signed = set(review.signed) if review else set()
    changed = sum(fingerprint(message) not in signed for message in texts) if review else 0
    return Interface(code, rules.name(code), rules.direction(code), len(texts), missing, review, changed)
