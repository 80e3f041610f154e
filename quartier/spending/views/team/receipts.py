"""Receipts as the office looks at them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.kit import links
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, emails, forms, states
from quartier.spending.models import Receipt
from quartier.spending.views.team.grants import done, granted, record_page


@team_page(MANAGER)
def review(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The office's word on a receipt."""
    rows = Receipt.objects.visible_to(request.user).filter(grant__application__area=area)
    receipt = get_object_or_404(rows, pk=pk)
    grant = granted(request, area, receipt.grant_id)
    if request.method != "POST":
        return redirect(links.to("spending:team_grant", area=area.slug, pk=grant.pk) + f"?beleg={pk}#belege")
    form = forms.ReviewForm(request.POST)
    if form.is_valid():
        try:
            row = actions.review(receipt=receipt, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "cents" if form.cleaned_data["reason"] else "reason")
        else:
            return done(request, grant, _said(receipt, row, mail=bool(emails.address(grant))), "belege")
    return record_page(request, grant, {"review_form": form}, receipt=pk)


def _said(receipt: Receipt, row: Any, *, mail: bool) -> str:
    values = {"n": receipt.number, "sum": euro(row.cents)}
    if row.result == states.ACCEPTED:
        return _("Beleg %(n)d ist ganz anerkannt.") % values
    found = (
        _("Beleg %(n)d ist nicht anerkannt.")
        if row.result == states.REFUSED
        else _("Beleg %(n)d ist mit %(sum)s anerkannt.")
    )
    why = (
        _("Der Grund ist per E-Mail unterwegs.")
        if mail
        else _("Ohne E-Mail-Adresse: Bitte sagen Sie den Grund selbst.")
    )
    return f"{found % values} {why}"


@team_page(MANAGER, AUDITOR, FUNDER)
def receipt_file(request: HttpRequest, area: Area, pk: int) -> Any:
    """The photo or PDF of a receipt; ``?art=zahlung``: the proof of its payment."""
    rows = Receipt.objects.visible_to(request.user).filter(grant__application__area=area)
    receipt = get_object_or_404(rows.select_related("file", "payment_proof"), pk=pk)
    if request.GET.get("art") == "zahlung":
        if receipt.payment_proof is None:
            raise Http404
        return answer(receipt.payment_proof)
    return answer(receipt.file, small=request.GET.get("art") == "klein")
