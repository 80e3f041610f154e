"""Pages of funding: shared by applicants and the office is how an application is written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.funding import actions, queries, rules
from quartier.funding.forms import Paper
from quartier.funding.models import Application
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused


def write_page(request: HttpRequest, application: Application, *, page: str, back: str) -> HttpResponse:
    """The form of an application; ``page`` is the template, ``back`` the record's address.

    A conflict shows both versions side by side and loses neither.
    """
    if not application.may_be_edited:
        messages.info(request, _("Der Antrag ist eingereicht. Ändern können Sie ihn nach einer Rückfrage des Büros."))
        return redirect(back)
    if request.method != "POST":
        return _form(request, page, application, Paper.of(application), back)
    if request.POST.get("do", "").startswith("more_"):
        return _form(request, page, application, Paper.longer(request.POST), back)
    paper = Paper.posted(request.POST)
    if paper.is_valid():
        try:
            _keep(application, paper, request.user)
        except Conflict as conflict:
            return _both(request, page, application, paper, back, conflict)
        except Refused as refused:
            paper.form.refuse(refused)
        else:
            messages.success(request, _("Gespeichert. Sie können jederzeit weiterschreiben."))
            return redirect(back)
    return _form(request, page, application, paper, back)


def _keep(application: Application, paper: Paper, by: Any) -> None:
    version = paper.form.cleaned_data["version"]
    actions.save(application=application, version=version, by=by, plan=paper.plan, **paper.fields)
    data = paper.form.cleaned_data
    known = getattr(application, "bank_account", None)
    if data["iban"] and (known is None or (known.holder, known.iban) != (data["holder"], data["iban"])):
        actions.set_bank_account(application=application, holder=data["holder"], iban=data["iban"], by=by)


def _form(request: HttpRequest, page: str, application: Application, paper: Paper, back: str) -> HttpResponse:
    known = queries.rules_of(application)
    return render(request, page, {"application": application, "paper": paper, "rules": known, "back": back})


def _both(
    request: HttpRequest, page: str, application: Application, mine: Paper, back: str, conflict: Conflict
) -> HttpResponse:
    """The version kept and the one just typed; the second can be sent again over the first, knowingly."""
    application.refresh_from_db()
    kept = queries.whole(Application.objects.filter(pk=application.pk)).get()
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "version", "do")
    ]
    context = {
        "application": kept, "mine": mine.fields, "mine_plan": mine.plan, "hidden": hidden, "back": back,
        "why": conflict.message, "page_frame": _frame(page),
    }  # fmt: skip
    return render(request, "funding/conflict.html", context, status=409)


def _frame(page: str) -> str:
    return "kit/focus.html" if "my_" in page else "kit/office.html"


def findings_of(application: Application) -> tuple[Any, Any, list[rules.Finding]]:
    """(rules, request, findings) of an application; empty where its fund has no year yet."""
    known = queries.rules_of(application)
    if known is None:
        return None, None, []
    return known, queries.request_of(application, known), rules.findings(application, known, dates.today())
