"""Pages of funding: shared by applicants and the office is how an application is written."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.funding import actions, exports, queries, rules
from quartier.funding.forms import Paper
from quartier.funding.models import Application
from quartier.kit import dates
from quartier.kit.documents import DocumentError
from quartier.kit.errors import Conflict, Refused

WRITTEN = "written"  # in the session: which version each open form has written last
SHEETS = 20  # forms open at once


def write_page(request: HttpRequest, application: Application, *, page: str, back: str) -> HttpResponse:
    """The form of an application; ``page`` is the template, ``back`` the record's address.

    A conflict shows both versions side by side and loses neither.
    """
    if not application.may_be_edited:
        messages.info(request, _("Der Antrag ist eingereicht. Ändern können Sie ihn nach einer Rückfrage des Büros."))
        return redirect(back)
    known = queries.rules_of(application)
    if request.method != "POST":
        return _form(request, page, application, Paper.of(application, known), back)
    if request.POST.get("do", "").startswith("more_"):
        return _form(request, page, application, Paper.longer(request.POST, known), back)
    paper = Paper.posted(request.POST, known)
    if paper.is_valid():
        try:
            _keep(request, application, paper)
        except Conflict as conflict:
            return _both(request, page, application, paper, back, conflict)
        except Refused as refused:
            paper.form.refuse(refused)
        else:
            messages.success(request, _("Gespeichert. Sie können jederzeit weiterschreiben."))
            return redirect(request.path if request.POST.get("do") == "keep" else back)
    return _form(request, page, application, paper, back)


def keep_page(request: HttpRequest, application: Application, *, form: str) -> HttpResponse:
    """What was typed so far, sent while it is typed; ``form`` is the address of the whole form.

    What can be read is kept, the rest stays in the browser and is named: one line and the number of the version.
    """
    if request.method != "POST":
        return redirect(form)
    if not application.may_be_edited:
        return _kept(request, application, told=_("Nicht gespeichert: Der Antrag ist eingereicht."))
    paper = Paper.posted(request.POST, queries.rules_of(application))
    paper.is_valid()
    if "version" not in paper.form.cleaned_data:
        return _kept(request, application, told=_("Noch nicht gespeichert."))
    try:
        _keep(request, application, paper, account=False)
    except Conflict:
        told = _("Nicht gespeichert: Jemand anders hat den Antrag geändert. Mit „Speichern“ sehen Sie beide Fassungen.")
        return _kept(request, None, told=told)
    except Refused as refused:
        return _kept(request, application, told=refused.message)
    wrong = ", ".join(f"„{label}“" for label in paper.wrong())
    return _kept(request, application, wrong=wrong)


def _kept(request: HttpRequest, application: Application | None, *, told: str = "", wrong: str = "") -> HttpResponse:
    """``told``: why nothing was kept; ``wrong``: the fields that were left out."""
    version = application.version if application else None
    context = {"version": version, "told": told, "wrong": wrong, "now": dates.now()}
    return render(request, "funding/parts/kept.html", context)


def _keep(request: HttpRequest, application: Application, paper: Paper, *, account: bool = True) -> None:
    """Save by the version that was read, or that this very sheet has itself written since while its answer was under way."""
    sheet, by = request.POST.get("sheet", "")[:40], request.user
    written = request.session.get(WRITTEN, {})
    version = max(paper.form.cleaned_data["version"], written.get(sheet, 0))
    actions.save(application=application, version=version, by=by, plan=paper.plan, **paper.fields)
    if sheet:
        newest = [*((key, value) for key, value in written.items() if key != sheet), (sheet, application.version)]
        request.session[WRITTEN] = dict(newest[-SHEETS:])
    data = paper.form.cleaned_data
    known = getattr(application, "bank_account", None)
    if not account or not data.get("iban") or not data.get("holder"):
        return
    if known is None or (known.holder, known.iban) != (data["holder"], data["iban"]):
        actions.set_bank_account(application=application, holder=data["holder"], iban=data["iban"], by=by)


def _form(request: HttpRequest, page: str, application: Application, paper: Paper, back: str) -> HttpResponse:
    known = queries.rules_of(application)
    context = {
        "application": application, "paper": paper, "rules": known, "back": back, "question": queries.open_question(application),
        "sheet": request.POST.get("sheet", "")[:40] or secrets.token_hex(8),
        "cap": known.get("cap_per_action") if known else None, "hour": known.get("volunteer_rate") if known else None,
        "weeks": known.get("apply_weeks_ahead") if known else None,
    }  # fmt: skip
    return render(request, page, context)


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
        if name not in ("csrfmiddlewaretoken", "version", "sheet", "do")
    ]
    context = {
        "application": kept, "mine": mine.fields, "mine_plan": mine.plan, "hidden": hidden, "back": back,
        "why": conflict.message, "page_frame": _frame(page),
    }  # fmt: skip
    return render(request, "funding/conflict.html", context, status=409)


def _frame(page: str) -> str:
    return "kit/focus.html" if "my_" in page else "kit/office.html"


def number_in(text: str) -> int:
    """The id or number in an address or a hidden field; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def rejection_letter(request: HttpRequest, row: Application, *, back: str) -> HttpResponse:
    """The letter that says no, set now from the rows of then."""
    rejection = row.rejection
    assert rejection is not None, "the caller has looked"
    return pdf(request, lambda: exports.rejection_letter(rejection), f"Absage-{row.number}.pdf", back=back)


def pdf(request: HttpRequest, make: Callable[[], bytes], name: str, *, back: str) -> HttpResponse:
    """A PDF set in the request; where it does not come about, the page it was asked from says why."""
    try:
        content = make()
    except DocumentError as error:
        messages.error(request, error.message)
        return redirect(back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def findings_of(application: Application) -> tuple[Any, Any, list[rules.Finding]]:
    """(rules, request, findings) of an application; empty where its fund has no year yet."""
    known = queries.rules_of(application)
    if known is None:
        return None, None, []
    return known, queries.request_of(application, known), queries.findings_on(application, known)
