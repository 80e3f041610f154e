"""Addresses of pages. A quarter lives under ``/slug/`` of the city's host or under its own domain, without the slug.

``hosts`` middleware says whose domain the request came to; then the slug is cut out of the quarter's own addresses,
and everything else (other quarters, the city, the rooms of the house) is named with the installation's host.
"""

from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.urls import reverse

own_domain: ContextVar[str] = ContextVar("own_domain", default="")  # slug of the quarter whose domain was asked

LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
RESIDENT_LANGUAGES = frozenset(settings.RESIDENT_LANGUAGES)
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})  # names of this very computer
HERE = frozenset({"static", "datei", "robots.txt", "favicon.ico"})  # served on every host
# First path parts that are never a quarter's slug.
ROOMS = frozenset({"team", "mitglied", "meine", "konto", "bausteine"})
# The city has it and every quarter has it: never a slug; under a quarter's own domain it is the quarter's.
BOTH = frozenset({"suche"})
RESERVED = HERE | ROOMS | BOTH | {"i18n", "bereit", "kalender", "wo"}


class Address(str):
    """A path as this request writes it; it remembers what an address on another host is made of."""

    whole: str  # as the url table has it
    slug: str  # of the quarter whose page it is, empty for rooms of the house and the city


def to(name: str, **arguments: Any) -> Address:
    """The path of a page on the host of this request, with the language of the reader."""
    whole, own = spoken(reverse(name, kwargs=arguments)), own_domain.get()
    room = first_part(whole)
    slug = "" if room in RESERVED else str(arguments.get("area", ""))
    if not own or room in HERE:
        path = whole
    else:
        path = shorten(whole, own) if slug == own else absolute(whole)
    address = Address(path)
    address.whole, address.slug = whole, slug
    return address


def _at(parts: list[str]) -> int:
    """Where in a split path the quarter's slug stands: after the language, if there is one."""
    return 2 if len(parts) > 1 and parts[1] in LANGUAGES else 1


def first_part(path: str) -> str:
    """The first part behind the language: a room of the house or a quarter's slug; empty for the front page."""
    parts = path.split("/")
    return parts[_at(parts)] if len(parts) > _at(parts) else ""


def in_language(path: str, code: str) -> str:
    """The same page in another language: German without prefix, ``/en/…`` for English."""
    parts = path.split("/")
    bare = "/".join(["", *parts[_at(parts) :]])
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def is_room(path: str) -> bool:
    """A page behind a sign-in: of the team, a member, an applicant, an account. Signing in itself is every resident's."""
    parts = path.split("/")[_at(path.split("/")) :]
    return bool(parts) and parts[0] in ROOMS and parts[:2] != ["konto", "anmelden"]


def spoken(path: str) -> str:
    """The same page where its language is spoken: a room is German for a reader of a language for residents only."""
    spoken_there = path.split("/")[1:2] != [] and path.split("/")[1] in RESIDENT_LANGUAGES
    return in_language(path, settings.LANGUAGE_CODE) if spoken_there and is_room(path) else path


def shorten(path: str, slug: str) -> str:
    """``path`` without the quarter's slug, where it has one: ``/en/lindenhafen/ideen/`` → ``/en/ideen/``."""
    parts = path.split("/")
    if slug and first_part(path) == slug:
        del parts[_at(parts)]
    return "/".join(parts)


def lengthen(path: str, slug: str) -> str:
    """The inverse of ``shorten``: puts the slug where the url table expects it, except before the house's own rooms."""
    if first_part(path) in RESERVED - BOTH:
        return path
    parts = path.split("/")
    parts.insert(_at(parts), slug)
    return "/".join(parts)


def absolute(path: str, domain: str | None = None) -> str:
    """A whole address for mails, letters and feeds: on the quarter's ``domain`` or on the installation's host.

    A ``path`` made by ``to`` is rewritten for the host it goes to, wherever it was made; a plain one is taken as it is.
    Rooms of the house are on the installation's host only.
    """
    base = settings.QUARTIER_URL.rstrip("/")
    whole, slug = (path.whole, path.slug) if isinstance(path, Address) else (path, "")
    if not domain or first_part(whole) in RESERVED:
        return base + whole
    return f"{base.split('://')[0]}://{domain}{shorten(whole, slug)}"
