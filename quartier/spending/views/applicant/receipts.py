"""Receipts as the grantee hands them in: photo first, then what stands on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from quartier.files.actions import keep
from quartier.files.exports import answer
from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.kit import links
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.spending import actions, forms, queries, rules
from quartier.spending.models import Receipt
from quartier.spending.views.applicant.grants import granted, page

LONG = 19  # digits of a number no row has


@signed_in
def my_receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """The own receipts with what the office said."""
    grant = granted(request, pk)
    return page(request, "my_receipts", grant, books=queries.books(grant))


@signed_in
def new_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 1: the photo or PDF. It is kept at once, so nothing is lost in step 2."""
    grant = granted(request, pk)
    form = forms.ReceiptFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.must_be_open(grant)
            upload = form.cleaned_data["file"]
            file = keep(upload=upload, name=upload.name, scope=grant.application.area.scope)
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            return redirect(
                links.to("spending:my_receipt_details", pk=pk, token=forms.token(grant, file, request.user))
            )
    return page(request, "my_receipt_photo", grant, 422 if form.errors else 200, form=form, books=queries.books(grant))


def _file(request: HttpRequest, grant: Grant, token: str) -> File:
    """The file of step 1: known only by a signed word that was made for this person and grant."""
    file = forms.file_of(grant, token, request.user)
    if file is None:
        raise Http404
    return file


@signed_in
def receipt_details(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Step 2: who was paid, what for, when and how much."""
    grant = granted(request, pk)
    file = _file(request, grant, token)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    before = _before(request, grant)
    form = forms.ReceiptForm(*given, grant=grant, user=request.user, initial=_written(request, before))
    desk = not rules.is_grantee(request.user, grant)  # the office, with somebody's paper in hand
    if request.method == "POST" and form.is_valid():
        try:
            receipt = actions.hand_in_receipt(
                grant=grant, upload=file, instead_of=before, by=request.user, **form.facts()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            if desk:
                messages.success(request, _("Beleg %(n)d ist aufgenommen.") % {"n": receipt.number})
            return redirect(_after(grant, receipt, desk=desk))
    context = {"form": form, "file": file, "token": token, "desk": desk}
    return page(request, "my_receipt_details", grant, 422 if form.errors else 200, **context)


def _before(request: HttpRequest, grant: Grant) -> Receipt | None:
    """The receipt this one comes in place of (``?statt=3``)."""
    number = request.GET.get("statt", "")
    if not number.isdecimal() or len(number) >= LONG:
        return None
    return Receipt.objects.visible_to(request.user).filter(grant=grant, pk=number).first()


def _written(request: HttpRequest, row: Receipt | None) -> dict[str, Any]:
    """What stood on it, as the first values of the form."""
    if row is None:
        return {}
    proof = {}
    if row.payment_proof:
        proof = {"payment_proof_kept": forms.token(row.grant, row.payment_proof, request.user)}
    return {name: getattr(row, name) for name in forms.WRITTEN} | proof


def _after(grant: Grant, receipt: Receipt, *, desk: bool) -> str:
    if desk:
        area = grant.application.area.slug
        return links.to("spending:team_grant", area=area, pk=grant.pk) + f"?beleg={receipt.pk}#belege"
    return links.to("spending:my_receipt", pk=receipt.pk) + "?neu=1"


@signed_in
def receipt_preview(request: HttpRequest, pk: int, token: str) -> Any:
    """The file of step 1, to compare with."""
    return answer(_file(request, granted(request, pk), token), small=request.GET.get("art") == "klein")


def _receipt(request: HttpRequest, pk: int) -> Receipt:
    rows = Receipt.objects.visible_to(request.user).reviewed().select_related("file", "line", "payment_proof")
    return get_object_or_404(rows, pk=pk)


@signed_in
def my_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3, and afterwards: a receipt with the office's word; taken back here."""
    receipt = _receipt(request, pk)
    grant = granted(request, receipt.grant_id)
    if request.method == "POST":
        try:
            actions.withdraw_receipt(receipt=receipt, by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(links.to("spending:my_receipt", pk=pk))
        messages.success(request, _("Beleg %(n)d ist zurückgezogen und zählt nicht mehr.") % {"n": receipt.number})
        if request.POST.get("do") == "again":
            token = forms.token(grant, receipt.file, request.user)
            details = links.to("spending:my_receipt_details", pk=grant.pk, token=token)
            return redirect(f"{details}?statt={receipt.pk}")
        return redirect(links.to("spending:my_receipts", pk=grant.pk))
    return page(request, "my_receipt", grant, receipt=receipt, books=queries.books(grant), new="neu" in request.GET)


@signed_in
def my_receipt_file(request: HttpRequest, pk: int) -> Any:
    """The photo or PDF of the own receipt; ``?art=zahlung``: the proof of its payment."""
    receipt = _receipt(request, pk)
    granted(request, receipt.grant_id)
    if request.GET.get("art") == "zahlung":
        if receipt.payment_proof is None:
            raise Http404
        return answer(receipt.payment_proof)
    return answer(receipt.file, small=request.GET.get("art") == "klein")
