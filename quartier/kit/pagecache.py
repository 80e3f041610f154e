"""The cache of public pages: the first middleware, exact by a stamp, without invalidation.

A public page is a function of (scheme, host, path, known parameters, release) and a stamp: the versions of the scopes
it shows. The stored answer carries the function that reads its stamp and the moment until which the clock does not
change it. It is served while stamp and clock allow; one raw query finds quarter, 404 and stamp.
"""

import datetime as dt
import functools
import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from quartier.kit import dates, links

KNOWN = frozenset({"seite", "nach", "vor", "art", "stand", "jahr", "feld"})  # parameters that pages read
LIMIT = 64 * 1024 * 1024
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
            self.size += len(stored.body) - (len(old.body) if old else 0)
            self.rows[key] = stored
            while self.size > self.limit:
                _, dropped = self.rows.popitem(last=False)
                self.size -= len(dropped.body)

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
        if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return get_response(request)
        parameters = tuple(sorted((k, v) for k, v in request.GET.items() if k in KNOWN))
        key = (request.scheme, request.META.get("HTTP_HOST", ""), request.path_info, parameters)
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


def _storable(request: HttpRequest, response: HttpResponse) -> Stored | None:
    """The answer as it is kept; none where it is personal: a cookie, a token, an error."""
    public = getattr(response, "public_page", None)
    if public is None or response.status_code != 200 or response.cookies or "CSRF_COOKIE" in request.META:
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
    if stored.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304)
    elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(stored.body)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(stored.body))
    for name, value in stored.headers:
        response[name] = value
    response["ETag"] = stored.etag
    if stored.etag and response.status_code == 200:
        response["Content-Length"] = str(len(response.content))
    return response


def changes_at(request: HttpRequest, moment: dt.datetime) -> None:
    """The page will read differently from ``moment`` on (an event begins, the desk closes)."""
    until = getattr(request, "until", None) or _midnight(request.now)  # type: ignore[attr-defined]
    if moment > request.now:  # type: ignore[attr-defined]
        request.until = min(until, moment)  # type: ignore[attr-defined]


# „area“, „city“ -> (reader of the stamp, loader of the row by the stamp): registered by the app that owns the row
LOOKUPS: dict[str, tuple[Read, Callable[[Stamp], Any]]] = {}


def public_page(
    kind: str, *, cached: bool = True
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for everybody. The view gets the row (area or city) in place of its slug, stamp first, data after.

    ``cached=False``: the row is looked up the same way, the answer is not kept (forms with a token, personal links).
    A quarter with its own domain is sent there from the city's host.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def inner(request: HttpRequest, *, area: str = "", **rest: Any) -> HttpResponse:
            arguments = (area,) if kind == "area" else ()
            read, load = LOOKUPS[kind]
            stamp = read(*arguments)
            if stamp is None:
                raise Http404
            row = load(stamp)
            domain = getattr(row, "domain", None)
            if domain and links.own_domain.get() != area and request.method == "GET":
                path = links.shorten(request.get_full_path(), area)
                return HttpResponsePermanentRedirect(f"{request.scheme}://{domain}{path}")
            setattr(request, kind, row)
            response = view(request, row, **rest)
            if cached:
                response.public_page = (read, arguments, stamp)  # type: ignore[attr-defined]
            return response

        inner.access = "public"  # type: ignore[attr-defined]
        return inner

    return decorate
