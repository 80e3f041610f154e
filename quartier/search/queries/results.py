"""What was found, as the pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import SafeString

from quartier.kit import links
from quartier.search.models import Document
from quartier.search.queries import sources
from quartier.search.queries.hits import names
from quartier.search.queries.question import Question
from quartier.search.queries.snippets import marked, snippet, tokens

INTERFACE = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Hit:
    """A document as a page shows it; ``language`` as browsers are told, ``place``: the quarter, where all are shown."""

    title: SafeString
    text: SafeString
    url: str
    label: Any
    language: str
    place: str
    at: Any


def hits(question: Question, documents: Sequence[Document], *, places: bool) -> list[Hit]:
    """The documents with found words marked; one query where ``places`` are wanted, else none."""
    wanted = tokens(question)
    known = names(sources.naming()) if places and documents else {}
    shown = ((document, address(document)) for document in documents)
    return [_hit(document, url, wanted, known.get(document.scope_id, "")) for document, url in shown if url]


def _hit(document: Document, url: str, wanted: frozenset[str], place: str) -> Hit:
    code = document.language
    return Hit(
        title=marked(document.title, wanted, code), text=snippet(document.text, wanted, code), url=url,
        label=sources.label(document.kind), language="de" if code == "leicht" else code, place=place, at=document.at,
    )  # fmt: skip


def address(document: Document) -> str:
    """Where the document is read: in its own language if whole pages speak it, else in the reader's. Leichte Sprache is
    German and has pages there alone.

    Empty where a newer version has no such page any more; a rebuild of the index sorts it out.
    """
    code = {settings.LANGUAGE_CODE: "", "leicht": settings.LANGUAGE_CODE}.get(document.language, document.language)
    try:
        with translation.override(code if code in INTERFACE else translation.get_language()):
            return links.to(document.page, **document.arguments)
    except NoReverseMatch:
        return ""
