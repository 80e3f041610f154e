"""The settlement as the grantee writes it and reads its result."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.files.exports import answer
from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.kit import links
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.spending import actions, exports, forms, queries, rules, states
from quartier.spending.models import Settlement, SettlementPhoto
from quartier.spending.views.applicant.grants import granted, page


@signed_in
def my_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Report, photos, the list of receipts; handed in at the end. Afterwards the result."""
    grant = granted(request, pk)
    known = Settlement.objects.filter(grant=grant).first()
    report, photo = _report_form(grant, known), forms.PhotoForm()
    if request.method == "POST":
        try:
            if "caption" in request.POST:
                photo = forms.PhotoForm(request.POST, request.FILES)
                done = _add_photo(request, grant, known, photo)
            else:
                report = _report_form(grant, known, request.POST)
                done = _save(request, grant, report)
        except Refused as refused:
            _refused(photo if photo.is_bound else report, refused)
            done = None
        if done:
            return done
    failed = bool(report.errors or photo.errors)
    return _settlement_page(request, grant, report, photo, 422 if failed else 200)


def _report_form(grant: Grant, known: Settlement | None, data: Any = None) -> forms.ReportForm:
    chapters = load(grant.ruleset.text).get("report_chapters", ())
    return forms.ReportForm(data, chapters=chapters, initial=forms.ReportForm.written(known, chapters))


@signed_in
def keep_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far, while it is typed; answers with one line for the page."""
    grant = granted(request, pk)
    if request.method != "POST":
        return redirect(links.to("spending:my_settlement", pk=pk))
    form, problem = _report_form(grant, None, request.POST), ""
    try:
        if form.is_valid():
            actions.save_settlement(grant=grant, by=request.user, **form.facts())
    except Refused as refused:
        problem = refused.message
    return render(request, "spending/parts/kept.html", {"problem": problem, "form": form})


def _refused(form: Any, refused: Refused) -> None:
    form.refuse(refused, "photo" if isinstance(form, forms.PhotoForm) else "report")


def _settlement_page(request: HttpRequest, grant: Grant, report: Any, photo: Any, status: int) -> HttpResponse:
    books = queries.books(grant)
    photos = books.settlement.photos.select_related("file").order_by("id") if books.settlement else []
    return page(
        request,
        "my_settlement",
        grant,
        status,
        books=books,
        report_form=report,
        photo_form=photo,
        photos=photos,
        chapters=exports.chapters(books.settlement) if books.settlement else [],
    )


def _add_photo(request: HttpRequest, grant: Grant, known: Settlement | None, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    settlement = known or actions.save_settlement(grant=grant, by=request.user)
    actions.add_settlement_photo(
        settlement=settlement, upload=form.cleaned_data["photo"], caption=form.cleaned_data["caption"], by=request.user
    )
    messages.success(request, _("Das Foto ist gespeichert."))
    return redirect(links.to("spending:my_settlement", pk=grant.pk) + "#fotos")


def _save(request: HttpRequest, grant: Grant, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    actions.save_settlement(grant=grant, by=request.user, **form.facts())
    if "submit" in request.POST:
        actions.submit_settlement(grant=grant, by=request.user)
        if not rules.is_grantee(request.user, grant):  # the office, with somebody's paper in hand
            messages.success(request, _("Die Abrechnung ist aufgenommen."))
            return redirect(links.to("spending:team_grant", area=grant.application.area.slug, pk=grant.pk))
        messages.success(request, _("Ihre Abrechnung ist beim Büro. Sie bekommen eine E-Mail, wenn sie geprüft ist."))
        return redirect(links.to("spending:my_grant", pk=grant.pk))
    messages.success(request, _("Ihr Bericht ist gespeichert. Sie können später weiterschreiben."))
    return redirect(links.to("spending:my_settlement", pk=grant.pk))


@signed_in
def my_photo(request: HttpRequest, pk: int) -> Any:
    """A picture of the own settlement; POST takes it out again."""
    rows = SettlementPhoto.objects.visible_to(request.user).select_related("settlement", "file")
    photo = get_object_or_404(rows, pk=pk)
    grant = granted(request, photo.settlement.grant_id)
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
    grant = granted(request, pk)
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
