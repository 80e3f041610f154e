"""The grantee asks for a change of the notice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from quartier.funding import actions
from quartier.funding.models import ChangeRequest
from quartier.funding.queries import plan_of, purpose_of, wishes_of
from quartier.kit import links
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.spending import forms
from quartier.spending.views.applicant.grants import granted, page


@signed_in
def my_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time, another plan or another purpose; what was asked for before, and what became of it."""
    grant = granted(request, pk)
    paper = forms.ChangePaper(grant, plan_of(grant), purpose_of(grant), request.POST or None)
    if request.method == "POST" and paper.is_valid():
        try:
            actions.ask_change(grant=grant, by=request.user, **paper.facts)
        except Refused as refused:
            paper.form.refuse(refused)
        else:
            messages.success(request, _("Ihr Wunsch ist beim Büro. Sie bekommen eine Antwort per E-Mail."))
            return redirect(links.to("spending:my_change", pk=pk))
    wishes = wishes_of(grant)
    failed = any(form.errors for form in (paper.form, *paper.lines) if form.is_bound)
    waits = next((row for row in wishes if not hasattr(row, "reply")), None)
    return page(request, "my_change", grant, 422 if failed else 200, paper=paper, wishes=wishes, waits=waits)


@signed_in
def withdraw_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own wish back."""
    row = get_object_or_404(ChangeRequest.objects.visible_to(request.user), pk=pk)
    grant = granted(request, row.grant_id)
    if request.method == "POST":
        try:
            actions.withdraw_change(request=row, by=request.user)
            messages.success(request, _("Der Wunsch ist zurückgezogen. Der Bescheid gilt, wie er ist."))
        except Refused as refused:
            messages.error(request, refused.message)
    return redirect(links.to("spending:my_change", pk=grant.pk))
