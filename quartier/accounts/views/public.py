"""Seiten vor der Anmeldung: eine Einladung annehmen, die Anmeldelinks der Vorführung."""

import ipaddress
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quartier.accounts import actions, rules
from quartier.accounts.forms import AcceptForm
from quartier.accounts.models import Invitation
from quartier.kit.errors import Refused
from quartier.kit.links import to

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: once, within 14 days."""
    rows = Invitation.objects.select_related("scope__areas_area", "scope__areas_city", "by")
    found = rows.filter(secret_hash=rules.hashed(secret)).first()
    try:
        rules.must_be_open(found)
    except Refused as refused:
        return render(request, "accounts/spent.html", {"reason": refused.message}, status=410 if found else 404)
    form = AcceptForm(request.POST or None, initial={"name": found.name})  # type: ignore[union-attr]
    if form.is_valid():
        try:
            return _enter(request, actions.accept_invitation(secret=secret, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.message)
    place = getattr(found.scope, "areas_area", None) or getattr(found.scope, "areas_city", None)  # type: ignore[union-attr]
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found, "place": place})


def _enter(request: HttpRequest, user: Any) -> HttpResponse:
    """Sign the person in; who has a second factor is asked for it now."""
    record_authentication(request, user, method="invitation")
    return perform_login(request, Login(user=user, redirect_url=to("accounts:start"), email=user.email))


@never_cache
def demo(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign somebody of the demo in by a link that works once, from this computer only. Elsewhere the page is unknown."""
    if not settings.DEMO or not asked_from_here(request):
        raise Http404
    try:
        user = actions.use_sign_in_link(secret=secret)
    except Refused as refused:
        return render(request, "accounts/spent.html", {"reason": refused.message}, status=410)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["second_factor"] = True
    return redirect(to("accounts:start"))


def asked_from_here(request: HttpRequest) -> bool:
    """Whether the browser runs on this very computer: no proxy in between, no foreign name for us."""
    try:
        here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    named = request.META.get("HTTP_HOST", "localhost").rsplit(":", 1)[0] in LOCAL_NAMES
    return here and named and not any(request.META.get(name) for name in FORWARDED)


invitation.access = "public"  # type: ignore[attr-defined]
demo.access = "public"  # type: ignore[attr-defined]
