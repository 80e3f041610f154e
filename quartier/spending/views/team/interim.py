"""Interim reports as the office takes or returns them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.kit import links
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.spending import actions, emails, forms, queries, rules, states
from quartier.spending.models import InterimReport
from quartier.spending.views.team.grants import ROW, by_hand


def _found(request: HttpRequest, area: Area, pk: int) -> InterimReport:
    rows = InterimReport.objects.visible_to(request.user).filter(grant__application__area=area)
    return get_object_or_404(rows.select_related("document", *(f"grant__{name}" for name in ROW)), pk=pk)


@team_page(MANAGER, AUDITOR, FUNDER)
def interim(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The sums of a budget year and what was written; the office takes it or asks something."""
    report = _found(request, area, pk)
    can = rules.is_manager(request.user, report.grant)
    form = forms.InterimAnswerForm()
    if request.method == "POST":
        if not can:
            raise Http404
        form = forms.InterimAnswerForm(request.POST if "answer" in request.POST else None)
        if (answered := _answered(request, area, report, form)) is not None:
            return answered
    context = {
        "report": report, "grant": report.grant, "application": report.grant.application, "can": can, "form": form,
        "sums": queries.interim_sums(report),
    }  # fmt: skip
    return render(request, "spending/team_interim.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, area: Area, report: InterimReport, form: Any) -> HttpResponse | None:
    try:
        if "paper" in request.POST and report.papers == states.MADE:
            said = _("Das PDF ist schon da. Es bleibt, wie es eingereicht ist.")
        elif "paper" in request.POST:
            actions.order_interim_paper(report=report)
            said = _("Das PDF wird neu erstellt.")
        elif form.is_bound:
            if not form.is_valid():
                return None
            actions.answer_interim(report=report, take=False, answer=form.cleaned_data["answer"], by=request.user)
            said = _("Ihre Frage ist unterwegs. Der Zwischennachweis liegt wieder bei den Antragstellenden.")
            said = said if emails.address(report.grant) else by_hand()
        else:
            actions.answer_interim(report=report, take=True, by=request.user)
            said = _("Der Zwischennachweis ist geprüft.")
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect(links.to("spending:team_interim", area=area.slug, pk=report.pk))


@team_page(MANAGER, AUDITOR, FUNDER)
def interim_paper(request: HttpRequest, area: Area, pk: int) -> Any:
    """The report as PDF."""
    report = _found(request, area, pk)
    if report.document is None:
        raise Http404
    return answer(report.document)
