"""How allauth is set up: nobody signs up by themselves; codes and invitations go by mail; the team confirms twice."""

import logging
import smtplib
import time
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import authentication_step_completed
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from quartier.kit import access, links

log = logging.getLogger(__name__)
WRONG_CODE = _("Dieser Code stimmt nicht. Bitte vergleichen Sie die Zeichen.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieser Zugang ist geschlossen."),
        "email_password_mismatch": _("E-Mail-Adresse und Passwort passen nicht zusammen."),
        "enter_current_password": _("Bitte geben Sie Ihr jetziges Passwort ein."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Dieses Passwort stimmt nicht."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an."),
        "rate_limited": _("Das waren viele Versuche in kurzer Zeit. Bitte warten Sie ein paar Minuten."),
        "too_many_login_attempts": _("Das waren viele Versuche in kurzer Zeit. Bitte warten Sie ein paar Minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has signed in a moment ago to connect the first app is not asked for the password again."""
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required and not (app == "allauth.mfa" and _came_to_connect(self.request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            log.error("Mail %s nicht gesendet: %s", template_prefix, type(error).__name__)
            if self.request:
                text = gettext(
                    "Die Mail konnte gerade nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal."
                )
                messages.error(self.request, text)


def _came_to_connect(request: HttpRequest) -> bool:
    if Authenticator.objects.filter(user_id=request.user.pk).exists():
        return False
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def build_totp_svg(self, url: str) -> str:
        """With a white ground: black on nothing cannot be read on a dark page."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()


def remember_step(request: HttpRequest, method: str, **_: Any) -> None:
    """A code of the authenticator app or a recovery code was right: at sign-in, or asked for again."""
    if method == "mfa":
        request.session["second_factor"] = True


def remember_app(request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Who sets the app up has just typed its code: that counts, and the spare codes can be shown at once."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, request.user, method="mfa", reauthenticated=True)


def forget_app(request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Who removes the app needs a new one before the team's pages open again."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop("second_factor", None)


def connect() -> None:
    """Called once, when the apps are ready."""
    authentication_step_completed.connect(remember_step, dispatch_uid="signin.step")
    authenticator_added.connect(remember_app, dispatch_uid="signin.added")
    authenticator_removed.connect(forget_app, dispatch_uid="signin.removed")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token is old (signed in again in another tab) or cookies are off. Our own forms are kept and offered again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    if request.COOKIES and urlsplit(origin).netloc == request.get_host() and request.POST:
        access.keep(request)
        if "unsent" in request.session:
            page = links.to("accounts:unsent")
            signed_in = request.user.is_authenticated
            return redirect(page if signed_in else f"{links.to('account_login')}?{urlencode({'next': page})}")
    return render(request, "accounts/csrf.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """A rate limit was reached."""
    return render(request, "accounts/too_many.html", status=429)
