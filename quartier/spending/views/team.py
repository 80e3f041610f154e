from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.queries import story
from quartier.kit import access, links, panels, spreadsheets
from quartier.kit.access import AUDITOR, COORDINATOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.ledger.queries import statement
from quartier.spending import actions, exports, forms, queries, rules, states
from quartier.spending.models import Payment, Receipt, Reclaim, Settlement, SettlementPhoto
from quartier.spending.panels import with_coming

PAGE = 50
TABS = (
    ("offen", gettext_lazy("Bewilligt"), (funding.ISSUED,)),
    ("abrechnung", gettext_lazy("In Abrechnung"), (funding.PROOF_IN,)),
    ("fertig", gettext_lazy("Abgerechnet"), (funding.SETTLED,)),
    ("alle", gettext_lazy("Alle"), ()),
)
ROW = (
    "application__area__scope", "application__person", "application__organisation", "application__owner",
    "application__thread", "application__bank_account", "committed", "paid", "spent", "fund_year__fund",
    "fund_year__available", "project", "ruleset", "letter", "by",
)  # fmt: skip


@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def grants(request: HttpRequest, area: Area) -> HttpResponse:
    """All grants of the quarter, by state."""
    mine = Grant.objects.visible_to(request.user).filter(application__area=area)
    counts = dict(mine.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
    chosen = next((tab for tab in TABS if tab[0] == request.GET.get("stand")), TABS[0])
    rows = mine.filter(status__in=chosen[2]) if chosen[2] else mine
    page = Paginator(queries.with_counts(rows).order_by("-at", "-id"), PAGE).get_page(request.GET.get("seite"))
    waiting = queries.open_receipts(mine.filter(pk__in=[row.pk for row in page]))
    tabs = [
        {"label": str(label), "url": f"?stand={key}", "current": key == chosen[0],
         "count": sum(counts.get(state, 0) for state in wanted or counts)}
        for key, label, wanted in TABS
    ]  # fmt: skip
    found = [(row, waiting.get(row.pk)) for row in page]
    return render(
        request, "spending/team_grants.html", {"rows": found, "page_of": page, "tabs": tabs, "chosen": chosen[0]}
    )


@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def grant(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The books of a grant: what to check, what was paid, what the settlement comes to."""
    return _record(request, _grant(request, area, pk))


def _grant(request: HttpRequest, area: Area, pk: int) -> Grant:
    rows = Grant.objects.visible_to(request.user).filter(application__area=area).select_related(*ROW)
    return get_object_or_404(rows, pk=pk)


def _record(request: HttpRequest, grant: Grant, bound: dict[str, Any] | None = None, receipt: int = 0) -> HttpResponse:
    """The page; ``bound`` are forms that were not accepted, ``receipt`` is the one whose form is open."""
    books, user = queries.books(grant), request.user
    area = grant.application.area
    shown = area.scope_id in access.scopes(user, MANAGER, AUDITOR, FUNDER)
    told = with_coming(panels.tell(story(grant.application.thread), request), books)
    wanted = receipt or int(request.GET.get("beleg", "0") if request.GET.get("beleg", "0").isdecimal() else 0)
    queue = sorted(books.open, key=lambda row: (row.pk != wanted, row.number))
    first = queue[0] if queue else next((row for row in books.checked if row.pk == wanted), None)
    context = {
        "grant": grant, "application": grant.application, "books": books, "receipts_shown": shown,
        "can": rules.is_manager(user, grant), "knots": told, "next_step": rules.next_step(books),
        "queue": queue, "first": first, "wanted": wanted,
        "history": panels.tell(story(grant.application.thread, internal=True), request),
        "bookable": next((row for row in books.waiting if row.ordered_by_id != user.pk), None),
        "seconds": _seconds(area, user) if books.waiting or books.reclaim else [],
        "photos": books.settlement.photos.select_related("file").order_by("id") if books.settlement and shown else [],
        "on_page": set(grant.project.photos.values_list("file_id", flat=True)),
        **_forms(books, first), **(bound or {}),
    }  # fmt: skip
    return render(request, "spending/team_grant.html", context, status=422 if bound else 200)


def _forms(books: queries.Books, first: Any) -> dict[str, Any]:
    review = {"cents": (first.accepted if first.result else first.cents), "reason": first.note or ""} if first else {}
    return {
        "review_form": forms.ReviewForm(initial=review),
        "order_form": forms.OrderForm(initial={"cents": books.rest} if books.rest else None),
        "book_form": forms.BookForm(),
        "decide_form": forms.DecideForm(initial={"grant_cents": books.proposal.grant}),
        "return_form": forms.ReturnForm(),
    }


def _seconds(area: Area, user: Any) -> list[User]:
    """Who else may book: the other managers of the quarter."""
    scopes = [area.scope_id, area.scope.parent_id]
    rows = User.objects.filter(roles__kind=MANAGER, roles__scope__in=scopes, roles__until__isnull=True, is_active=True)
    return list(rows.exclude(pk=user.pk).distinct().order_by("name"))


def _back(grant: Grant, anchor: str = "") -> HttpResponse:
    area = grant.application.area.slug
    return redirect(links.to("spending:team_grant", area=area, pk=grant.pk) + (f"#{anchor}" if anchor else ""))


def _done(request: HttpRequest, grant: Grant, sentence: str, anchor: str = "") -> HttpResponse:
    messages.success(request, sentence)
    return _back(grant, anchor)


@team_page(MANAGER)
def review(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The office's word on a receipt."""
    rows = Receipt.objects.visible_to(request.user).filter(grant__application__area=area)
    receipt = get_object_or_404(rows, pk=pk)
    grant = _grant(request, area, receipt.grant_id)
    if request.method != "POST":
        return redirect(links.to("spending:team_grant", area=area.slug, pk=grant.pk) + f"?beleg={pk}#belege")
    form = forms.ReviewForm(request.POST)
    if form.is_valid():
        try:
            row = actions.review(receipt=receipt, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "cents" if form.cleaned_data["reason"] else "reason")
        else:
            return _done(request, grant, _said(receipt, row), "belege")
    return _record(request, grant, {"review_form": form}, receipt=pk)


def _said(receipt: Receipt, row: Any) -> str:
    values = {"n": receipt.number, "sum": euro(row.cents)}
    if row.result == states.REFUSED:
        return _("Beleg %(n)d ist nicht anerkannt. Der Grund ist per E-Mail unterwegs.") % values
    if row.result == states.CUT:
        return _("Beleg %(n)d ist mit %(sum)s anerkannt. Der Grund ist per E-Mail unterwegs.") % values
    return _("Beleg %(n)d ist ganz anerkannt.") % values


@team_page(MANAGER)
def order(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Order a payment; somebody else books it."""
    grant = _grant(request, area, pk)
    form = forms.OrderForm(request.POST or None)
    if request.method != "POST":
        return _back(grant, "auszahlungen")
    if form.is_valid():
        try:
            row = actions.order_payment(grant=grant, cents=form.cleaned_data["cents"], by=request.user)
        except Refused as refused:
            form.refuse(refused, "cents")
        else:
            sentence = _("%(sum)s sind angewiesen. Buchen muss sie jemand anderes aus dem Team.")
            return _done(request, grant, sentence % {"sum": euro(row.cents)}, "auszahlungen")
    return _record(request, grant, {"order_form": form})


@team_page(MANAGER)
def book(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Book an ordered payment with the bank's date; another person than the one who ordered it."""
    rows = Payment.objects.visible_to(request.user).filter(grant__application__area=area)
    payment = get_object_or_404(rows.select_related("ordered_by"), pk=pk)
    grant = _grant(request, area, payment.grant_id)
    if request.method != "POST":
        return _back(grant, "auszahlungen")
    form = forms.BookForm(request.POST)
    if form.is_valid():
        try:
            actions.book_payment(payment=payment, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "value_on" if "Wertstellung" in refused.message else None)
        else:
            return _done(request, grant, _("%(sum)s sind gebucht.") % {"sum": euro(payment.cents)}, "auszahlungen")
    return _record(request, grant, {"book_form": form})


@team_page(MANAGER)
def cancel(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Take an ordered payment back."""
    rows = Payment.objects.visible_to(request.user).filter(grant__application__area=area)
    payment = get_object_or_404(rows, pk=pk)
    grant = _grant(request, area, payment.grant_id)
    if request.method == "POST":
        try:
            actions.cancel_payment(payment=payment, by=request.user)
            messages.success(request, _("Die Anweisung ist zurückgenommen."))
        except Refused as refused:
            messages.error(request, refused.message)
    return _back(grant, "auszahlungen")


@team_page(MANAGER)
def settle(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Decide on the settlement, or ask the grantee something."""
    grant = _grant(request, area, pk)
    settlement = get_object_or_404(Settlement, grant=grant)
    if request.method != "POST":
        return _back(grant, "abrechnung")
    asking = "question" in request.POST
    form: Any = forms.ReturnForm(request.POST) if asking else forms.DecideForm(request.POST)
    if form.is_valid():
        try:
            if asking:
                actions.return_settlement(settlement=settlement, by=request.user, **form.cleaned_data)
                return _done(
                    request, grant, _("Ihre Frage ist unterwegs. Die Abrechnung liegt wieder bei den Antragstellenden.")
                )
            result = actions.decide_settlement(settlement=settlement, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            sentence = _("Die Abrechnung ist entschieden: %(sum)s Förderung. Der Brief wird gerade erstellt.")
            return _done(request, grant, sentence % {"sum": euro(result.grant_cents)})
    return _record(request, grant, {"return_form" if asking else "decide_form": form})


@team_page(MANAGER)
def papers(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Have the PDFs of a decided settlement made once more."""
    grant = _grant(request, area, pk)
    settlement = get_object_or_404(Settlement, grant=grant, status=states.DECIDED)
    if request.method == "POST":
        actions.order_papers(settlement=settlement)
        messages.success(request, _("Die Unterlagen werden neu erstellt."))
    return _back(grant, "abrechnung")


@team_page(MANAGER)
def book_reclaim(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Book a refund that has come in; another person than the one who decided."""
    rows = Reclaim.objects.visible_to(request.user).filter(result__settlement__grant__application__area=area)
    reclaim = get_object_or_404(rows.select_related("by", "result__settlement"), pk=pk)
    grant = _grant(request, area, reclaim.result.settlement.grant_id)
    if request.method != "POST":
        return _back(grant, "abrechnung")
    form = forms.BookForm(request.POST)
    if form.is_valid():
        try:
            actions.book_reclaim(reclaim=reclaim, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "value_on" if "Wertstellung" in refused.message else None)
        else:
            return _done(request, grant, _("Die Rückzahlung ist gebucht und wieder im Fonds verfügbar."))
    return _record(request, grant, {"book_form": form})


@team_page(MANAGER)
def show_photo(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Take a picture of the settlement over onto the project's public page."""
    rows = SettlementPhoto.objects.visible_to(request.user).filter(settlement__grant__application__area=area)
    photo = get_object_or_404(rows.select_related("settlement", "file"), pk=pk)
    grant = _grant(request, area, photo.settlement.grant_id)
    if request.method == "POST":
        try:
            actions.show_settlement_photo(photo=photo, by=request.user)
            messages.success(request, _("Das Bild steht jetzt auf der Seite des Projekts."))
        except Refused as refused:
            messages.error(request, refused.message)
    return _back(grant, "abrechnung")


# Files ------------------------------------------------------------------------------------------------------------
@team_page(MANAGER, AUDITOR, FUNDER)
def receipt_file(request: HttpRequest, area: Area, pk: int) -> Any:
    """The photo or PDF of a receipt."""
    rows = Receipt.objects.visible_to(request.user).filter(grant__application__area=area).select_related("file")
    return answer(get_object_or_404(rows, pk=pk).file, small=request.GET.get("art") == "klein")


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


# Accounts and tables ----------------------------------------------------------------------------------------------
@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def account(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Every transfer of an account with who, when and why."""
    row = queries.account_in(area.scope_id, pk)
    if row is None:
        raise Http404
    found = statement(row)
    known = queries.grants_by_thread(line.transfer.entry.thread_id for line in found if line.transfer.entry.thread_id)
    lines = [(line, known.get(line.transfer.entry.thread_id or 0)) for line in found]
    return render(request, "spending/team_account.html", {"account": row, "lines": lines})


@team_page(MANAGER, AUDITOR, FUNDER)
def table(request: HttpRequest, area: Area, pk: int, kind: str, form: str) -> Any:
    """Receipts or transfers of a grant as CSV or XLSX."""
    grant = _grant(request, area, pk)
    rows = exports.receipt_rows(grant) if kind == "belege" else exports.booking_rows(grant)
    return spreadsheets.answer(rows, form, f"{kind}-{grant.number}", kind.capitalize())
