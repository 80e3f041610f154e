"""Receipts as the grantee hands them in: photo first, then what stands on it."""

from typing import Any

from django.contrib import messages
from django.core import signing
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

SALT = "spending.receipt"


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
            return redirect(links.to("spending:my_receipt_details", pk=pk, token=_token(request, grant, file)))
    return page(request, "my_receipt_photo", grant, 422 if form.errors else 200, form=form, books=queries.books(grant))


def _token(request: HttpRequest, grant: Grant, file: File) -> str:
    return signing.dumps([grant.pk, file.pk, request.user.pk], salt=SALT, compress=True)


def _file(request: HttpRequest, grant: Grant, token: str) -> File:
    """The file of step 1: known only by a signed word that was made for this person and grant."""
    try:
        grant_pk, file_pk, user_pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    if (grant_pk, user_pk) != (grant.pk, request.user.pk):
        raise Http404
    return get_object_or_404(File, pk=file_pk)


@signed_in
def receipt_details(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Step 2: who was paid, what for, when and how much."""
    grant = granted(request, pk)
    file = _file(request, grant, token)
    form = forms.ReceiptForm(request.POST or None, grant=grant)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = actions.hand_in_receipt(grant=grant, upload=file, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(links.to("spending:my_receipt", pk=receipt.pk) + "?neu=1")
    return page(request, "my_receipt_details", grant, 422 if form.errors else 200, form=form, file=file, token=token)


@signed_in
def receipt_preview(request: HttpRequest, pk: int, token: str) -> Any:
    """The file of step 1, to compare with."""
    return answer(_file(request, granted(request, pk), token), small=request.GET.get("art") == "klein")


def _receipt(request: HttpRequest, pk: int) -> Receipt:
    return get_object_or_404(Receipt.objects.visible_to(request.user).reviewed().select_related("file", "line"), pk=pk)


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
        return redirect(links.to("spending:my_receipts", pk=grant.pk))
    return page(request, "my_receipt", grant, receipt=receipt, books=queries.books(grant), new="neu" in request.GET)


@signed_in
def my_receipt_file(request: HttpRequest, pk: int) -> Any:
    """The photo or PDF of the own receipt."""
    receipt = _receipt(request, pk)
    granted(request, receipt.grant_id)
    return answer(receipt.file, small=request.GET.get("art") == "klein")
