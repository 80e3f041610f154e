"""The cache of public pages: the first middleware, exact by a stamp, without invalidation.

A public page is a function of (scheme, host, path, known parameters, release) and a stamp: the versions of the scopes
it shows. The stored answer carries the function that reads its stamp and the moment until which the clock does not
change it. It is served while stamp and clock allow; one raw query finds quarter, 404 and stamp.
"""

import datetime as dt
import functools
import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)

from quartier.kit import dates, links

KNOWN = frozenset(  # parameters that pages read
    [
        "seite",
        "nach",
        "vor",
        "art",
        "stand",
        "jahr",
        "feld",
        "thema",
        "sprache",
        "alter",
        "tag",
        "kosten",
        "zugang",
        "kinder",
    ]
)
LONGEST = 60  # letters of a parameter that is read; longer ones are none of ours
LIMIT = 64 * 1024 * 1024
OVERHEAD = 3000  # bytes of a stored answer beside its body, measured: headers, key, bookkeeping
NO_GZIP = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")
PERSONAL = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)  # a request with one of these is not anonymous
Stamp = tuple[Any, ...]


Read = Callable[..., Stamp | None]  # (slug) -> the stamp, None for a page that does not exist: one raw query


@dataclass
class Stored:
    body: bytes  # gzip
    headers: list[tuple[str, str]]
    etag: str
    read: Read
    arguments: tuple[str, ...]
    stamp: Stamp
    since: dt.datetime
    until: dt.datetime

    @property
    def weight(self) -> int:
        return len(self.body) + OVERHEAD


class Store:
    """Answers by key, the least recently used dropped first; bounded in bytes; one per process."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit, self.size = limit, 0
        self.rows: OrderedDict[Any, Stored] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Any) -> Stored | None:
        with self.lock:
            found = self.rows.get(key)
            if found:
                self.rows.move_to_end(key)
            return found

    def put(self, key: Any, stored: Stored) -> None:
        with self.lock:
            old = self.rows.pop(key, None)
            self.size += stored.weight - (old.weight if old else 0)
            self.rows[key] = stored
            while self.size > self.limit:
                _, dropped = self.rows.popitem(last=False)
                self.size -= dropped.weight

    def clear(self) -> None:
        with self.lock:
            self.rows.clear()
            self.size = 0


store = Store()


def page_cache(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware; must stand first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.now = dates.now()  # type: ignore[attr-defined]
        request.until = None  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD") or any(name in request.COOKIES for name in PERSONAL):
            return get_response(request)
        key = (request.scheme, request.META.get("HTTP_HOST", ""), request.path_info, known(request.GET))
        stored = store.get(key)
        if stored and stored.since <= request.now < stored.until and stored.read(*stored.arguments) == stored.stamp:  # type: ignore[attr-defined]
            return _answer(request, stored)
        response = get_response(request)
        fresh = _storable(request, response)
        if fresh is None:
            return response
        store.put(key, fresh)
        return _answer(request, fresh)

    return middleware


def known(parameters: QueryDict) -> tuple[tuple[str, str], ...]:
    """The parameters that pages read, in order: one value each, short, no control characters."""
    found = ((name, str(parameters[name])) for name in sorted(KNOWN & parameters.keys()))
    return tuple((name, value) for name, value in found if len(value) <= LONGEST and value.isprintable())


def _keep_known(request: HttpRequest) -> None:
    """The page sees what is in the key and nothing else: another parameter could not change what others are shown."""
    parameters = QueryDict(mutable=True)
    parameters.update(dict(known(request.GET)))
    request.GET = parameters  # type: ignore[assignment]
    request.META["QUERY_STRING"] = parameters.urlencode()


def _storable(request: HttpRequest, response: HttpResponse) -> Stored | None:
    """The answer as it is kept; none where it is personal: a cookie, a token, a nonce; no error and no stream."""
    public = getattr(response, "public_page", None)
    if public is None or response.status_code != 200 or response.cookies or response.streaming:
        return None
    if "CSRF_COOKIE_NEEDS_UPDATE" in request.META or "'nonce-" in response.get("Content-Security-Policy", ""):
        return None
    read, arguments, stamp = public
    body = gzip.compress(response.content, 6, mtime=0)
    digest = hashlib.sha256(body + settings.RELEASE.encode()).hexdigest()[:20]
    headers = [(k, v) for k, v in response.items() if k not in ("Vary", "ETag", "Content-Length", "Cache-Control")]
    headers += [("Vary", "Accept-Encoding, Cookie"), ("Cache-Control", "no-cache")]
    until = getattr(request, "until", None) or _midnight(request.now)  # type: ignore[attr-defined]
    return Stored(body, headers, f'W/"{digest}"', read, arguments, stamp, request.now, until)  # type: ignore[attr-defined]


def _midnight(moment: dt.datetime) -> dt.datetime:
    return dates.at(dates.local(moment).date() + dt.timedelta(days=1))


def _answer(request: HttpRequest, stored: Stored) -> HttpResponse:
    """The stored page as this client takes it; the tag is weak, for it is the same for both encodings."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if stored.etag.removeprefix("W/") in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304)
    elif "gzip" in accepted and not NO_GZIP.search(accepted):
        response = HttpResponse(stored.body)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(stored.body))
    for name, value in stored.headers:
        response[name] = value
    response["ETag"] = stored.etag
    if response.status_code == 200:
        response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    return response


def changes_at(request: HttpRequest, moment: dt.datetime) -> None:
    """The page will read differently from ``moment`` on (an event begins, the desk closes)."""
    until = getattr(request, "until", None) or _midnight(request.now)  # type: ignore[attr-defined]
    if moment > request.now:  # type: ignore[attr-defined]
        request.until = min(until, moment)  # type: ignore[attr-defined]


def _to_domain(request: HttpRequest, domain: str, slug: str) -> HttpResponse:
    """For good, but browsers ask again after an hour: a quarter may give its domain up."""
    response = HttpResponsePermanentRedirect(
        f"{request.scheme}://{domain}{links.shorten(request.get_full_path(), slug)}"
    )
    response["Cache-Control"] = "max-age=3600"
    return response


# „area“, „city“ -> (reader of the stamp, loader of the row by the stamp): registered by the app that owns the row
LOOKUPS: dict[str, tuple[Read, Callable[[Stamp], Any]]] = {}


def _asked(request: HttpRequest) -> str:
    """The path as the url table has it, with its query."""
    query = request.META.get("QUERY_STRING", "")
    return f"{request.path_info}?{query}" if query else request.path_info


def public_page(
    kind: str, *, cached: bool = True, signs_in: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for everybody. The view gets the row (area or city) in place of its slug, stamp first, data after.

    ``cached=False``: the row is looked up the same way, the answer is not kept (forms with a token, personal links).
    A quarter with its own domain is sent there from the city's host; ``signs_in``: the other way round, because its
    form begins a session, and sessions count on the installation's host alone.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def inner(request: HttpRequest, *, area: str = "", **rest: Any) -> HttpResponse:
            arguments = (area,) if kind == "area" else ()
            read, load = LOOKUPS[kind]
            if cached:
                _keep_known(request)
            stamp = read(*arguments)
            if stamp is None:
                raise Http404
            row = load(stamp)
            domain = getattr(row, "domain", None)
            if signs_in and links.own_domain.get():
                return HttpResponseRedirect(links.absolute(_asked(request)))
            if domain and not signs_in and links.own_domain.get() != area and request.method in ("GET", "HEAD"):
                return _to_domain(request, domain, area)
            setattr(request, kind, row)
            response = view(request, row, **rest)
            response.setdefault("Cache-Control", "private, no-cache")
            if cached:
                response.public_page = (read, arguments, stamp)  # type: ignore[attr-defined]
            return response

        inner.access = "public"  # type: ignore[attr-defined]
        inner.cached = cached  # type: ignore[attr-defined]
        return inner

    return decorate
