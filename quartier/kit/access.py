"""Who may do what is asked of the user object through this protocol; ``accounts.User`` fulfils it."""

import functools
import re
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from quartier.kit import dates

RESIDENT, APPLICANT, EDITOR, MEMBER = "resident", "applicant", "editor", "member"
MANAGER, MEDIATOR, COORDINATOR, FUNDER = "manager", "mediator", "coordinator", "funder"
AUDITOR, ADMINISTRATOR = "auditor", "administrator"
STAFF = (MANAGER, MEDIATOR, COORDINATOR, FUNDER, AUDITOR, ADMINISTRATOR)

KEPT_LENGTH = 100_000  # letters of an unsent form that are kept
SECRET = re.compile("csrfmiddlewaretoken|passwor[td]|^code$")


class Actor(Protocol):
    """What the house asks of a signed-in person."""

    pk: int
    is_authenticated: bool

    def scopes(self, *kinds: str) -> frozenset[int]:
        """Ids of the scopes in which the person has one of the roles, with the scopes below them."""


def scopes(user: Any, *kinds: str) -> frozenset[int]:
    """The user's scopes for these roles; none for somebody who is not signed in."""
    return user.scopes(*kinds) if getattr(user, "is_authenticated", False) else frozenset()


def in_scopes(user: Any, *kinds: str, path: str = "scope") -> models.Q:
    """A filter for rows whose ``path`` (name of the scope column) lies where the user has one of the roles."""
    return models.Q(**{f"{path}_id__in": scopes(user, *kinds)})


# Pages ------------------------------------------------------------------------------------------------------------
Found = Callable[[str], Any]  # slug -> area or None; registered by the app that owns areas
AREA: dict[str, Found] = {}


def team_page(*kinds: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page of a quarter for people with one of the roles there; the view gets the area in place of its slug.

    Not signed in: to the sign-in page, what was typed is kept. No role there: 404. Roles of the team need the second
    factor.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def inner(request: HttpRequest, *, area: str, **rest: Any) -> HttpResponseBase:
            if (ask := _ask(request)) is not None:
                return ask
            found = AREA["find"](area)
            if found is None or found.scope_id not in scopes(request.user, *kinds):
                raise Http404
            request.area = found  # type: ignore[attr-defined]
            return never_cache(view)(request, found, **rest)

        inner.access = kinds  # type: ignore[attr-defined]
        return inner

    return decorate


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for whoever is signed in; what they see is decided by ``visible_to``."""

    @functools.wraps(view)
    def inner(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        return _ask(request) or never_cache(view)(request, **rest)

    inner.access = "signed_in"  # type: ignore[attr-defined]
    return inner


def _ask(request: HttpRequest) -> HttpResponse | None:
    """To the sign-in page or to the set-up of the second factor; None when neither is needed.

    A form sent after the session ended is kept in the new session and offered again after signing in.
    """
    if not request.user.is_authenticated:
        door = reverse("account_login")
    elif request.user.is_team and not request.session.get("second_factor"):
        door = reverse("accounts:second_factor")
    else:
        return None
    target, unsent = request.get_full_path(), reverse("accounts:unsent")
    if request.method == "POST":
        if not request.path.startswith(unsent):  # the form that offers the kept one must not take its place
            keep(request)
        target = unsent
    return redirect(f"{door}?{urlencode({'next': target})}")


def keep(request: HttpRequest) -> None:
    """Keep what was typed for the page ``accounts:unsent``: no secrets, no files, nothing of great length."""
    fields = [(k, v) for k in request.POST if not SECRET.search(k) for v in request.POST.getlist(k)]
    if sum(len(name) + len(value) for name, value in fields) <= KEPT_LENGTH:
        request.session["unsent"] = {
            "url": request.get_full_path(),
            "fields": fields,
            "files": bool(request.FILES),
            "at": dates.now().isoformat(),
        }


def same_origin(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For forms without a token on cached pages: a POST must say that it comes from this very site."""

    @csrf_exempt
    @functools.wraps(view)
    def inner(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        if request.method == "POST":
            origin = request.headers.get("Origin") or request.headers.get("Referer", "")
            if urlsplit(origin).netloc.lower() != request.get_host().lower():
                raise PermissionDenied
        return view(request, **rest)

    inner.access = getattr(view, "access", "public")  # type: ignore[attr-defined]
    return inner
