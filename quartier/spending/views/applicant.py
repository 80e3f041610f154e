from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.queries import framed
from quartier.files.actions import keep
from quartier.files.exports import answer
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.queries import story
from quartier.kit import links, panels
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.spending import actions, forms, queries, rules, states
from quartier.spending.models import Receipt, Settlement, SettlementPhoto
from quartier.spending.panels import with_coming

SALT = "spending.receipt"
ROW = (
    "application__area__scope", "application__person", "application__organisation", "application__owner",
    "application__thread", "committed", "paid", "spent", "fund_year__fund", "fund_year__available", "project", "ruleset",
    "letter",
)  # fmt: skip


def _grant(request: HttpRequest, pk: int) -> Grant:
    """The grant, for whoever may hand in for it; the frame of the page is that of its quarter."""
    grant = get_object_or_404(Grant.objects.visible_to(request.user).select_related(*ROW), pk=pk)
    if not rules.is_grantee(request.user, grant) and not rules.is_manager(request.user, grant):
        raise Http404
    request.area = framed().get(pk=grant.application.area_id)  # type: ignore[attr-defined]
    return grant


def _page(request: HttpRequest, template: str, grant: Grant, status: int = 200, **more: Any) -> HttpResponse:
    context = {"grant": grant, "application": grant.application, "open": grant.status == funding.ISSUED, **more}
    return render(request, f"spending/{template}.html", context, status=status)


@signed_in
def my_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """What was granted, where the money stands and what comes next."""
    grant = _grant(request, pk)
    books = queries.books(grant)
    knots = with_coming(panels.tell(story(grant.application.thread), request), books)
    return _page(request, "my_grant", grant, books=books, knots=knots, next_step=rules.my_next_step(books))


@signed_in
def my_receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """The own receipts with what the office said."""
    grant = _grant(request, pk)
    return _page(request, "my_receipts", grant, books=queries.books(grant))


# A receipt: photo first, then what stands on it -------------------------------------------------------------------
@signed_in
def new_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 1: the photo or PDF. It is kept at once, so nothing is lost in step 2."""
    grant = _grant(request, pk)
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
    return _page(request, "my_receipt_photo", grant, 422 if form.errors else 200, form=form, books=queries.books(grant))


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
    grant = _grant(request, pk)
    file = _file(request, grant, token)
    form = forms.ReceiptForm(request.POST or None, grant=grant)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = actions.hand_in_receipt(grant=grant, upload=file, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(links.to("spending:my_receipt", pk=receipt.pk) + "?neu=1")
    return _page(request, "my_receipt_details", grant, 422 if form.errors else 200, form=form, file=file, token=token)


@signed_in
def receipt_preview(request: HttpRequest, pk: int, token: str) -> Any:
    """The file of step 1, to compare with."""
    return answer(_file(request, _grant(request, pk), token), small=request.GET.get("art") == "klein")


def _receipt(request: HttpRequest, pk: int) -> Receipt:
    return get_object_or_404(Receipt.objects.visible_to(request.user).reviewed().select_related("file", "line"), pk=pk)


@signed_in
def my_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3, and afterwards: a receipt with the office's word; taken back here."""
    receipt = _receipt(request, pk)
    grant = _grant(request, receipt.grant_id)
    if request.method == "POST":
        try:
            actions.withdraw_receipt(receipt=receipt, by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(links.to("spending:my_receipt", pk=pk))
        messages.success(request, _("Beleg %(n)d ist zurückgezogen und zählt nicht mehr.") % {"n": receipt.number})
        return redirect(links.to("spending:my_receipts", pk=grant.pk))
    return _page(request, "my_receipt", grant, receipt=receipt, books=queries.books(grant), new="neu" in request.GET)


@signed_in
def my_receipt_file(request: HttpRequest, pk: int) -> Any:
    """The photo or PDF of the own receipt."""
    receipt = _receipt(request, pk)
    _grant(request, receipt.grant_id)
    return answer(receipt.file, small=request.GET.get("art") == "klein")


# The settlement ---------------------------------------------------------------------------------------------------
@signed_in
def my_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Report, photos, the list of receipts; handed in at the end. Afterwards the result."""
    grant = _grant(request, pk)
    known = Settlement.objects.filter(grant=grant).first()
    report = forms.ReportForm(
        request.POST if "report" in request.POST else None, initial={"report": known.report if known else ""}
    )
    photo = forms.PhotoForm()
    if request.method == "POST":
        try:
            if "caption" in request.POST:
                photo = forms.PhotoForm(request.POST, request.FILES)
                done = _add_photo(request, grant, known, photo)
            else:
                done = _save(request, grant, report)
        except Refused as refused:
            _refused(photo if photo.is_bound else report, refused)
            done = None
        if done:
            return done
    failed = bool(report.errors or photo.errors)
    return _settlement_page(request, grant, report, photo, 422 if failed else 200)


def _refused(form: Any, refused: Refused) -> None:
    form.refuse(refused, "photo" if isinstance(form, forms.PhotoForm) else "report")


def _settlement_page(request: HttpRequest, grant: Grant, report: Any, photo: Any, status: int) -> HttpResponse:
    books = queries.books(grant)
    photos = books.settlement.photos.select_related("file").order_by("id") if books.settlement else []
    return _page(
        request, "my_settlement", grant, status, books=books, report_form=report, photo_form=photo, photos=photos
    )


def _add_photo(request: HttpRequest, grant: Grant, known: Settlement | None, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    settlement = known or actions.save_settlement(grant=grant, report="", by=request.user)
    actions.add_settlement_photo(
        settlement=settlement, upload=form.cleaned_data["photo"], caption=form.cleaned_data["caption"], by=request.user
    )
    messages.success(request, _("Das Foto ist gespeichert."))
    return redirect(links.to("spending:my_settlement", pk=grant.pk) + "#fotos")


def _save(request: HttpRequest, grant: Grant, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    actions.save_settlement(grant=grant, report=form.cleaned_data["report"], by=request.user)
    if "submit" in request.POST:
        actions.submit_settlement(grant=grant, by=request.user)
        messages.success(request, _("Ihre Abrechnung ist beim Büro. Sie bekommen eine E-Mail, wenn sie geprüft ist."))
        return redirect(links.to("spending:my_grant", pk=grant.pk))
    messages.success(request, _("Ihr Bericht ist gespeichert. Sie können später weiterschreiben."))
    return redirect(links.to("spending:my_settlement", pk=grant.pk))


@signed_in
def my_photo(request: HttpRequest, pk: int) -> Any:
    """A picture of the own settlement; POST takes it out again."""
    rows = SettlementPhoto.objects.visible_to(request.user).select_related("settlement", "file")
    photo = get_object_or_404(rows, pk=pk)
    grant = _grant(request, photo.settlement.grant_id)
    if request.method != "POST":
        return answer(photo.file, small=request.GET.get("art") == "klein")
    try:
        actions.remove_settlement_photo(photo=photo, by=request.user)
        messages.success(request, _("Das Foto ist herausgenommen."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(links.to("spending:my_settlement", pk=grant.pk) + "#fotos")


@signed_in
def my_document(request: HttpRequest, pk: int, kind: str) -> Any:
    """The notice, the settlement or the letter of its result as PDF."""
    grant = _grant(request, pk)
    settlement = (
        Settlement.objects.filter(grant=grant, status=states.DECIDED).select_related("document", "letter").first()
    )
    file = {
        "bescheid": grant.letter,
        "abrechnung": settlement and settlement.document,
        "ergebnis": settlement and settlement.letter,
    }.get(kind)
    if not file:
        raise Http404
    return answer(file)
