"""How allauth is set up: nobody signs up by themselves; codes and invitations go by mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        methods = request.session.get("account_authentication_methods", [])
        request.session["second_factor"] = any(m.get("method") == "mfa" for m in methods)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or cookies are switched off."""
    return render(request, "accounts/csrf.html", status=403)
