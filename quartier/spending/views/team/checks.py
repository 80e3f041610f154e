"""Settlements as the funder checks them: what waits, one settlement, a word on a receipt and on the whole."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.pages import Pages
from quartier.spending import actions, exports, forms, queries, rules, states
from quartier.spending.models import Receipt, Settlement
from quartier.spending.rules import funder
from quartier.spending.views.team.grants import ROW

PAGE = 50
TABS = (
    ("offen", gettext_lazy("Zu prüfen"), queries.WITH_FUNDER),
    ("frage", gettext_lazy("Rückfrage beim Büro"), queries.WITH_OFFICE),
    ("geprueft", gettext_lazy("Geprüft"), queries.CHECKED),
)


@team_page(FUNDER, MANAGER, AUDITOR)
def checks(request: HttpRequest, area: Area) -> HttpResponse:
    """The settlements of the quarter by where the funder's check stands, the oldest first."""
    mine = queries.checkable(Settlement.objects.visible_to(request.user).filter(grant__application__area=area))
    chosen = next((tab for tab in TABS if tab[0] == request.GET.get("stand")), TABS[0])
    counts = mine.aggregate(**{key: Count("pk", filter=where) for key, _label, where in TABS})
    tabs = [
        {"label": str(label), "url": f"?stand={key}", "current": key == chosen[0], "count": counts[key]}
        for key, label, _where in TABS
    ]
    pages = Pages(mine.filter(chosen[2]).order_by("submitted_at", "pk"), PAGE, queries.checkable, counts[chosen[0]])
    page = pages.get_page(request.GET.get("seite"))
    return render(request, "spending/team_checks.html", {"page_of": page, "tabs": tabs, "chosen": chosen[0]})


@team_page(FUNDER, MANAGER, AUDITOR)
def check(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A settlement at a glance: sums, lines, findings, receipts with their files, the report; and the funder's word."""
    settlement = _found(request, area, pk)
    if request.method != "POST":
        return _check_page(request, settlement)
    if not (funder.is_funder(request.user, settlement.grant) or rules.is_manager(request.user, settlement.grant)):
        raise Http404
    asking = "result" in request.POST
    form: Any = forms.CheckForm(request.POST) if asking else forms.AnswerForm(request.POST)
    if form.is_valid():
        act = actions.check_by_funder if asking else actions.answer_funder
        try:
            act(settlement=settlement, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "note")
        else:
            messages.success(request, _said(form.cleaned_data.get("result", states.ANSWERED)))
            return redirect(links.to("spending:team_checks", area=area.slug))
    return _check_page(request, settlement, {"check_form" if asking else "answer_form": form})


def _said(result: str) -> str:
    if result == states.QUESTION:
        return _("Ihre Frage liegt beim Büro.")
    if result == states.ANSWERED:
        return _("Ihre Antwort liegt beim Geldgeber.")
    return _("Ihre Prüfung ist festgehalten. Das Büro kann jetzt entscheiden.")


def _found(request: HttpRequest, area: Area, pk: int) -> Settlement:
    rows = Settlement.objects.visible_to(request.user).filter(grant__application__area=area)
    handed_in = rows.filter(submitted_at__isnull=False, status__in=(states.SUBMITTED, states.DECIDED))
    return get_object_or_404(handed_in.select_related(*(f"grant__{name}" for name in ROW)), pk=pk)


def _check_page(
    request: HttpRequest, settlement: Settlement, bound: dict[str, Any] | None = None, receipt: int = 0
) -> HttpResponse:
    books = queries.books(settlement.grant)
    asked = request.GET.get("beleg", "")
    wanted = receipt or (int(asked) if asked.isdecimal() else 0)
    opened = next((row for row in books.valid if row.pk == wanted), None)
    word = queries.funder_word(settlement)
    initial = {"cents": opened.cents if opened.accepted is None else opened.accepted} if opened else {}
    may = funder.is_funder(request.user, settlement.grant) and settlement.status == states.SUBMITTED
    context = {
        "settlement": settlement, "grant": settlement.grant, "application": settlement.grant.application,
        "books": books, "chapters": exports.chapters(settlement), "opened": opened, "word": word,
        "receipts": exports.in_order(books.valid),
        "may_check": may and word not in states.CHECKED, "may_order": may,
        "may_answer": word == states.QUESTION and rules.is_manager(request.user, settlement.grant),
        "said": settlement.funder_checks.select_related("by").order_by("id"),
        "photos": settlement.photos.select_related("file").order_by("id"), "keep": exports.keep_rows(settlement),
        "review_form": forms.ReviewForm(initial=initial), "check_form": forms.CheckForm(),
        "answer_form": forms.AnswerForm(), **(bound or {}),
    }  # fmt: skip
    return render(request, "spending/team_check.html", context, status=422 if bound else 200)


@team_page(FUNDER)
def check_receipt(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The funder's word on a receipt."""
    rows = Receipt.objects.visible_to(request.user).filter(grant__application__area=area)
    receipt = get_object_or_404(rows, pk=pk)
    settlement = _found(request, area, get_object_or_404(Settlement, grant=receipt.grant_id).pk)
    page = links.to("spending:team_check", area=area.slug, pk=settlement.pk)
    if request.method != "POST":
        return redirect(f"{page}?beleg={pk}#beleg")
    form = forms.ReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.cut_by_funder(receipt=receipt, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "cents" if form.cleaned_data["reason"] else "reason")
        else:
            messages.success(request, _("Zu Beleg %(n)d ist Ihr Ergebnis festgehalten.") % {"n": receipt.number})
            return redirect(f"{page}#belege")
    return _check_page(request, settlement, {"review_form": form}, receipt=pk)
