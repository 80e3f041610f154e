"""The pages of allauth that we use, under German addresses. Signing up and changing the address are not among them."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path

from quartier.kit import links


def after_set_up(request: HttpRequest) -> HttpResponse:
    """allauth's own overview of second steps; ours is part of the account's page."""
    return redirect(links.to("accounts:account"))


def no_sign_up(request: HttpRequest) -> HttpResponse:
    """allauth names this page in mails; who has no account is invited, or hands in an idea without one."""
    return redirect(links.to("account_login"))


def _page(route: str, view: Any, name: str, access: str = "public", make: Any = path) -> URLPattern:
    view.access = access
    return make(route, view, name=name)


BY_LINK = r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"


urlpatterns = [
    _page("anmelden/", account.login, "account_login"),
    _page("anmelden/code/", account.request_login_code, "account_request_login_code"),
    _page("anmelden/code/eingeben/", account.confirm_login_code, "account_confirm_login_code"),
    _page("anmelden/zweiter-schritt/", mfa.authenticate, "mfa_authenticate"),
    _page("abmelden/", account.logout, "account_logout"),
    _page("geschlossen/", account.account_inactive, "account_inactive"),
    _page("bestaetigen/passwort/", account.reauthenticate, "account_reauthenticate", "signed_in"),
    _page("bestaetigen/app/", mfa.reauthenticate, "mfa_reauthenticate", "signed_in"),
    _page("passwort/", account.password_change, "account_change_password", "signed_in"),
    _page("passwort/setzen/", account.password_set, "account_set_password", "signed_in"),
    _page("passwort/vergessen/", account.password_reset, "account_reset_password"),
    _page("passwort/vergessen/gesendet/", account.password_reset_done, "account_reset_password_done"),
    _page("passwort/neu/fertig/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    _page(BY_LINK, account.password_reset_from_key, "account_reset_password_from_key", make=re_path),
    _page("neu/", no_sign_up, "account_signup"),
    _page("zweiter-schritt/einrichten/", totp.activate_totp, "mfa_activate_totp", "signed_in"),
    _page("zweiter-schritt/entfernen/", totp.deactivate_totp, "mfa_deactivate_totp", "signed_in"),
    _page("zweiter-schritt/ersatzcodes/", codes.view_recovery_codes, "mfa_view_recovery_codes", "signed_in"),
    _page(
        "zweiter-schritt/ersatzcodes/neu/", codes.generate_recovery_codes, "mfa_generate_recovery_codes", "signed_in"
    ),
    _page(
        "zweiter-schritt/ersatzcodes/datei/", codes.download_recovery_codes, "mfa_download_recovery_codes", "signed_in"
    ),
    _page("zweiter-schritt/uebersicht/", after_set_up, "mfa_index", "signed_in"),
]
