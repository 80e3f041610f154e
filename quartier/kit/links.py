"""Addresses of pages. A quarter lives under ``/slug/`` of the city's host or under its own domain, without the slug.

``hosts`` middleware says whose domain the request came to; then the slug is cut out of the quarter's own addresses.
"""

from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.urls import reverse

own_domain: ContextVar[str] = ContextVar("own_domain", default="")  # slug of the quarter whose domain was asked


def to(name: str, **arguments: Any) -> str:
    """The path of a page on the host of this request, with the language of the reader."""
    return shorten(reverse(name, kwargs=arguments), own_domain.get())


def shorten(path: str, slug: str) -> str:
    """``path`` without the quarter's slug, where it has one: ``/en/lindenhafen/ideen/`` → ``/en/ideen/``."""
    if not slug:
        return path
    parts = path.split("/")
    at = 2 if len(parts) > 2 and parts[1] in LANGUAGES else 1
    if len(parts) > at and parts[at] == slug:
        del parts[at]
    return "/".join(parts)


def lengthen(path: str, slug: str) -> str:
    """The inverse of ``shorten``: puts the slug where the url table expects it, except before the house's own rooms."""
    parts = path.split("/")
    at = 2 if len(parts) > 2 and parts[1] in LANGUAGES else 1
    if len(parts) > at and parts[at] in RESERVED:
        return path
    parts.insert(at, slug)
    return "/".join(parts)


def absolute(path: str, domain: str | None = None) -> str:
    """A whole address for mails, letters and feeds: on the quarter's ``domain`` or on the installation's host."""
    base = settings.QUARTIER_URL.rstrip("/")
    if domain:
        scheme = base.split("://")[0]
        base = f"{scheme}://{domain}"
    return base + path


LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
# First path parts that are never a quarter's slug.
RESERVED = frozenset(
    {
        "team",
        "mitglied",
        "meine",
        "konto",
        "static",
        "datei",
        "bausteine",
        "i18n",
        "bereit",
        "robots.txt",
        "favicon.ico",
    }
)
