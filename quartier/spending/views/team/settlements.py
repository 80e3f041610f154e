"""Settlements as they are decided, with their papers and pictures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.kit import links, spreadsheets
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, emails, exports, forms, queries, rules
from quartier.spending.models import Settlement, SettlementPhoto
from quartier.spending.views.team.grants import back, by_hand, done, granted, record_page


@team_page(MANAGER)
def settle(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Decide on the settlement, or ask the grantee something."""
    grant = granted(request, area, pk)
    settlement = get_object_or_404(Settlement, grant=grant)
    if request.method != "POST":
        return back(grant, "abrechnung")
    asking = "question" in request.POST
    form: Any = forms.ReturnForm(request.POST) if asking else forms.DecideForm(request.POST)
    if form.is_valid():
        try:
            if asking:
                actions.return_settlement(settlement=settlement, by=request.user, **form.cleaned_data)
                said = _("Ihre Frage ist unterwegs. Die Abrechnung liegt wieder bei den Antragstellenden.")
                return done(request, grant, said if emails.address(grant) else by_hand())
            result = actions.decide_settlement(settlement=settlement, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            sentence = _("Die Abrechnung ist entschieden: %(sum)s Förderung. Der Brief wird gerade erstellt.")
            return done(request, grant, sentence % {"sum": euro(result.grant_cents)})
    return record_page(request, grant, {"return_form" if asking else "decide_form": form})


@team_page(MANAGER, FUNDER)
def papers(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Have the papers and the bundle of a settlement made once more, as things stand now."""
    grant = granted(request, area, pk)
    settlement = get_object_or_404(Settlement, grant=grant, submitted_at__isnull=False)
    if request.method == "POST":
        actions.order_papers(settlement=settlement)
        messages.success(request, _("Die Unterlagen werden neu erstellt."))
        if not rules.is_manager(request.user, grant):
            return redirect(links.to("spending:team_check", area=area.slug, pk=settlement.pk))
    return back(grant, "abrechnung")


@team_page(MANAGER)
def show_photo(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Take a picture of the settlement over onto the project's public page."""
    rows = SettlementPhoto.objects.visible_to(request.user).filter(settlement__grant__application__area=area)
    photo = get_object_or_404(rows.select_related("settlement", "file"), pk=pk)
    grant = granted(request, area, photo.settlement.grant_id)
    if request.method == "POST":
        try:
            actions.show_settlement_photo(photo=photo, by=request.user)
            messages.success(request, _("Das Bild steht jetzt auf der Seite des Projekts."))
        except Refused as refused:
            messages.error(request, refused.message)
    return back(grant, "abrechnung")


@team_page(MANAGER, AUDITOR, FUNDER)
def photo_file(request: HttpRequest, area: Area, pk: int) -> Any:
    """A picture of the settlement."""
    rows = SettlementPhoto.objects.visible_to(request.user).filter(settlement__grant__application__area=area)
    return answer(get_object_or_404(rows.select_related("file"), pk=pk).file, small=request.GET.get("art") == "klein")


@team_page(MANAGER, AUDITOR, FUNDER)
def document(request: HttpRequest, area: Area, pk: int, kind: str) -> Any:
    """The settlement or the letter of its result as PDF."""
    rows = Settlement.objects.visible_to(request.user).filter(grant__application__area=area, grant=pk)
    settlement = get_object_or_404(rows.select_related("document", "letter"))
    file = settlement.document if kind == "abrechnung" else settlement.letter if kind == "ergebnis" else None
    if file is None:
        raise Http404
    return answer(file)


@team_page(MANAGER, AUDITOR, FUNDER)
def bundle(request: HttpRequest, area: Area, pk: int, paper: str) -> Any:
    """All receipts as one PDF, the table as it stands now, or everything as ZIP."""
    rows = Settlement.objects.visible_to(request.user).filter(grant__application__area=area, grant=pk)
    settlement = get_object_or_404(rows.select_related("bundle", "bundle_pdf"))
    if paper == "abrechnung.xlsx":
        grant = granted(request, area, pk)
        content = exports.settlement_workbook(queries.books(grant))
        response = HttpResponse(content, content_type=spreadsheets.XLSX)
        response["Content-Disposition"] = f'attachment; filename="Abrechnung-{grant.number}.xlsx"'
        return response
    file = settlement.bundle if paper == "unterlagen.zip" else settlement.bundle_pdf
    if file is None:
        raise Http404
    return answer(file, download=paper == "unterlagen.zip")
