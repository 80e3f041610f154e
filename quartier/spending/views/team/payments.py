"""Payments and refunds by two people."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, forms
from quartier.spending.models import Payment, Reclaim
from quartier.spending.views.team.grants import back, done, granted, record_page


@team_page(MANAGER)
def order(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Order a payment; somebody else books it."""
    grant = granted(request, area, pk)
    form = forms.OrderForm(request.POST or None)
    if request.method != "POST":
        return back(grant, "auszahlungen")
    if form.is_valid():
        try:
            row = actions.order_payment(grant=grant, cents=form.cleaned_data["cents"], by=request.user)
        except Refused as refused:
            form.refuse(refused, "cents")
        else:
            sentence = _("%(sum)s sind angewiesen. Buchen muss sie jemand anderes aus dem Team.")
            return done(request, grant, sentence % {"sum": euro(row.cents)}, "auszahlungen")
    return record_page(request, grant, {"order_form": form})


@team_page(MANAGER)
def book(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Book an ordered payment with the bank's date; another person than the one who ordered it."""
    rows = Payment.objects.visible_to(request.user).filter(grant__application__area=area)
    payment = get_object_or_404(rows.select_related("ordered_by"), pk=pk)
    grant = granted(request, area, payment.grant_id)
    if request.method != "POST":
        return back(grant, "auszahlungen")
    form = forms.BookForm(request.POST)
    if form.is_valid():
        try:
            actions.book_payment(payment=payment, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "value_on" if "Wertstellung" in refused.message else None)
        else:
            return done(request, grant, _("%(sum)s sind gebucht.") % {"sum": euro(payment.cents)}, "auszahlungen")
    return record_page(request, grant, {"book_form": form})


@team_page(MANAGER)
def cancel(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Take an ordered payment back."""
    rows = Payment.objects.visible_to(request.user).filter(grant__application__area=area)
    payment = get_object_or_404(rows, pk=pk)
    grant = granted(request, area, payment.grant_id)
    if request.method == "POST":
        try:
            actions.cancel_payment(payment=payment, by=request.user)
            messages.success(request, _("Die Anweisung ist zurückgenommen."))
        except Refused as refused:
            messages.error(request, refused.message)
    return back(grant, "auszahlungen")


@team_page(MANAGER)
def book_reclaim(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Book a refund that has come in; another person than the one who decided."""
    mine = Q(result__settlement__grant__application__area=area) | Q(revocation__grant__application__area=area)
    rows = Reclaim.objects.visible_to(request.user).filter(mine)
    reclaim = get_object_or_404(rows.select_related("by", "result__settlement__grant", "revocation__grant"), pk=pk)
    grant = granted(request, area, reclaim.grant.pk)
    if request.method != "POST":
        return back(grant, "abrechnung" if reclaim.result_id else "widerruf")
    form = forms.BookForm(request.POST)
    if form.is_valid():
        try:
            actions.book_reclaim(reclaim=reclaim, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "value_on" if "Wertstellung" in refused.message else None)
        else:
            return done(request, grant, _("Die Rückzahlung ist gebucht und wieder im Fonds verfügbar."))
    return record_page(request, grant, {"book_form": form})
