"""Requests for money: looked at, ordered, answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, emails, forms, queries
from quartier.spending.models import PaymentRequest
from quartier.spending.views.team.grants import by_hand, done, granted


@team_page(MANAGER)
def money(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A request with what the office should see: order it, or answer why not now."""
    rows = PaymentRequest.objects.visible_to(request.user).filter(grant__application__area=area).select_related("by")
    row = get_object_or_404(rows, pk=pk)
    grant = granted(request, area, row.grant_id)
    asking = request.POST.get("do") == "answer"
    order = forms.OrderForm(request.POST if request.POST and not asking else None, initial={"cents": row.cents})
    reply = forms.RequestAnswerForm(request.POST if asking else None)
    form: Any = reply if asking else order
    if request.method == "POST" and form.is_valid():
        try:
            if asking:
                actions.answer_request(request=row, by=request.user, **reply.cleaned_data)
                said = _("Ihre Antwort ist per E-Mail unterwegs.") if emails.address(grant) else by_hand()
                return done(request, grant, said, "auszahlungen")
            payment = actions.order_payment(
                grant=grant, cents=order.cleaned_data["cents"], by=request.user, request=row
            )
            sentence = _("%(sum)s sind angewiesen. Buchen muss sie jemand anderes aus dem Team.")
            return done(request, grant, sentence % {"sum": euro(payment.cents)}, "auszahlungen")
        except Refused as refused:
            form.refuse(refused, "cents" if not asking and "bewilligt" in refused.message else None)
    books = queries.books(grant)
    context = {
        "grant": grant, "application": grant.application, "row": row, "books": books, "order_form": order,
        "answer_form": reply, "findings": queries.request_findings(books, row.cents),
        "account": getattr(grant.application, "bank_account", None),
    }  # fmt: skip
    return render(request, "spending/team_request.html", context, status=422 if form.errors else 200)
