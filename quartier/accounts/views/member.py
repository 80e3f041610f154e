"""Der eigene Zugang: wohin ich gehöre, mein Name, der zweite Schritt, ein nicht gesendetes Formular."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quartier.accounts import actions, queries
from quartier.accounts.forms import NameForm
from quartier.kit import dates
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.kit.links import to

UNSENT_FOR = dt.timedelta(hours=1)


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Where do I belong? Who has exactly one place is sent there."""
    found = queries.places(request.user)  # type: ignore[arg-type]
    if len(found) == 1:
        return redirect(found[0].url)
    return render(request, "accounts/start.html", {"places": found})


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """The own name, ways of signing in, roles."""
    user: Any = request.user
    form = NameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        try:
            actions.rename(user=user, name=form.cleaned_data["name"], by=user)
            messages.success(request, _("Ihr Name ist gespeichert."))
            return redirect(to("accounts:account"))
        except Refused as refused:
            form.add_error("name", refused.message)
    roles = user.roles.running().select_related("scope__areas_area", "scope__areas_city").order_by("since")
    return render(request, "accounts/account.html", {"form": form, "roles": roles, "has_app": has_app(user)})


def has_app(user: Any) -> bool:
    """Whether an authenticator app is set up."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the team needs a second step, and the way to it; who has done it goes on to where they wanted to be."""
    target = request.GET.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        request.session["after_second_factor"] = target
    if request.session.get("second_factor"):
        return redirect(request.session.pop("after_second_factor", None) or to("accounts:start"))
    if has_app(request.user):
        return redirect(f"{to('mfa_reauthenticate')}?next={to('accounts:second_factor')}")
    return render(request, "accounts/second_factor.html")


@signed_in
def unsent(request: HttpRequest) -> HttpResponse:
    """A form that was sent after the session had ended: nothing is lost, one button sends it again."""
    kept = _kept(request)
    if kept is None:
        return render(request, "accounts/unsent_gone.html")
    return render(request, "accounts/unsent.html", {"kept": kept, "lines": _lines(kept["fields"])})


@require_POST
@signed_in
def unsent_send(request: HttpRequest) -> HttpResponse:
    """Give the kept form away, once: the browser repeats this POST, fields and fresh token, at the form's address."""
    kept = _kept(request)
    request.session.pop("unsent", None)
    if kept is None:
        return redirect(to("accounts:unsent"))
    answer = HttpResponseRedirect(kept["url"])
    answer.status_code = 307  # method and body stay
    return answer


@require_POST
@signed_in
def unsent_drop(request: HttpRequest) -> HttpResponse:
    """Throw the kept form away."""
    request.session.pop("unsent", None)
    return redirect(to("accounts:start"))


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    """The kept form; none after an hour, for the next person at a shared computer."""
    kept = request.session.get("unsent")
    if not kept or dates.now() - dt.datetime.fromisoformat(kept["at"]) > UNSENT_FOR:
        return None
    return dict(kept)


def _lines(fields: list[list[str]]) -> list[str]:
    """The longest texts of the form, so that the person recognises it."""
    texts = [" ".join(value.split()) for _name, value in fields if len(value) > 3 and not value.isdigit()]
    return [text[:160] + ("…" if len(text) > 160 else "") for text in texts[:6]]


second_factor.access = "signed_in"  # type: ignore[attr-defined]
unsent_send.access = unsent_drop.access = "signed_in"  # type: ignore[attr-defined]
