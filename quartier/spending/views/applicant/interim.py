"""The account of a budget year as the grantee writes it: sums by the plan, a few sentences, no list of receipts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.files.exports import answer
from quartier.funding.models import Grant
from quartier.kit import links
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.spending import actions, forms, queries, rules
from quartier.spending.views.applicant.grants import granted, page


def _wanted(request: HttpRequest, pk: int, year: int) -> tuple[Grant, queries.Expected]:
    """The grant and what is wanted for the year; 404 for a year that asks for none."""
    grant = granted(request, pk)
    found = next((row for row in queries.interims_of(grant) if row.year == year), None)
    if found is None:
        raise Http404
    return grant, found


@signed_in
def my_interim(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Write and hand in; afterwards what became of it."""
    grant, wanted = _wanted(request, pk, year)
    report = wanted.report
    form = forms.InterimForm(request.POST or None, initial={"report": report.report if report else ""})
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, grant, year, form.cleaned_data["report"])
        except Refused as refused:
            form.refuse(refused, "report")
    return page(
        request, "my_interim", grant, 422 if form.errors else 200, report=report, year=year, form=form,
        sums=queries.year_sums(grant, year), may_write=wanted.is_open, due_on=wanted.due_on,
    )  # fmt: skip


def _kept(request: HttpRequest, grant: Grant, year: int, text: str) -> HttpResponse:
    report = actions.save_interim(grant=grant, year=year, report=text, by=request.user)
    if "submit" in request.POST:
        actions.submit_interim(report=report, by=request.user)
        if not rules.is_grantee(request.user, grant):  # the office, with somebody's paper in hand
            messages.success(request, _("Der Zwischennachweis ist aufgenommen."))
            return redirect(links.to("spending:team_grant", area=grant.application.area.slug, pk=grant.pk))
        messages.success(request, _("Ihr Zwischennachweis ist beim Büro."))
        return redirect(links.to("spending:my_grant", pk=grant.pk))
    messages.success(request, _("Ihr Bericht ist gespeichert. Sie können später weiterschreiben."))
    return redirect(links.to("spending:my_interim", pk=grant.pk, year=year))


@signed_in
def keep_interim(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Keep what was typed so far, while it is typed; answers with one line for the page."""
    grant, _found = _wanted(request, pk, year)
    if request.method != "POST":
        return redirect(links.to("spending:my_interim", pk=pk, year=year))
    form, problem = forms.InterimForm(request.POST), ""
    try:
        if form.is_valid():
            actions.save_interim(grant=grant, year=year, report=form.cleaned_data["report"], by=request.user)
    except Refused as refused:
        problem = refused.message
    return render(request, "spending/parts/kept.html", {"problem": problem, "form": form})


@signed_in
def my_interim_paper(request: HttpRequest, pk: int, year: int) -> Any:
    """The report as PDF, once it was handed in."""
    _grant, wanted = _wanted(request, pk, year)
    if wanted.report is None or wanted.report.document is None:
        raise Http404
    return answer(wanted.report.document)
