"""The grantee asks for money, says where it goes, and reads the letters on the notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from quartier.funding import actions as funding
from quartier.funding.queries import account
from quartier.kit import dates, links
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, forms, queries
from quartier.spending.models import PaymentRequest
from quartier.spending.views.applicant.grants import granted, page
from quartier.spending.views.team.notices import paper_of


@signed_in
def my_money(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for money; what was asked for before, and what became of it."""
    grant = granted(request, pk)
    books = queries.books(grant)
    form = forms.MoneyForm(request.POST or None, rest=books.rest, initial={"needed_on": dates.today()})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.request_payment(grant=grant, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("Ihre Anforderung über %(sum)s ist beim Büro. Sie hören von uns.")
            messages.success(request, said % {"sum": euro(row.cents)})
            return redirect(links.to("spending:my_money", pk=pk))
    status = 422 if form.errors else 200
    return page(
        request, "my_money", grant, status, form=form, books=books, notice=queries.notice_of(grant),
        account=account(grant.application, masked=True),
    )  # fmt: skip


@signed_in
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own request back."""
    row = get_object_or_404(PaymentRequest.objects.visible_to(request.user).select_related("grant"), pk=pk)
    grant = granted(request, row.grant_id)
    if request.method == "POST":
        try:
            actions.withdraw_request(request=row, by=request.user)
            messages.success(request, _("Die Anforderung ist zurückgezogen."))
        except Refused as refused:
            messages.error(request, refused.message)
    return redirect(links.to("spending:my_money", pk=grant.pk))


@signed_in
def my_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the money goes. A change waits for the office."""
    grant = granted(request, pk)
    user: Any = request.user
    form = forms.BankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = funding.set_bank_account(application=grant.application, by=user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("Das neue Konto ist eingetragen. Das Büro bestätigt es, bevor es dorthin überweist.")
            messages.success(request, said if row.waits else _("Das Konto ist eingetragen."))
            return redirect(links.to("spending:my_money", pk=pk))
    status = 422 if form.errors else 200
    return page(request, "my_bank", grant, status, form=form, account=account(grant.application, masked=True))


@signed_in
def my_letter(request: HttpRequest, pk: int, letter: str) -> Any:
    """The letter of an amendment or of the revocation as PDF."""
    return paper_of(granted(request, pk), letter)
