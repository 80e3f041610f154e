"""Income, offers, hours and inventory of a grant: the same pages for the grantee and for the office, in their own frames."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.kit.errors import Refused
from quartier.spending import actions, forms, queries
from quartier.spending.models import Income, InventoryItem, Receipt, VolunteerHours

Context = dict[str, Any]
Sheet = Callable[[HttpRequest, Grant], Context | None]  # None: something was written, the page is loaded anew


def shown(request: HttpRequest, grant: Grant, name: str, sheet: Sheet, *, frame: str, may_write: bool) -> HttpResponse:
    """The page ``name`` of the grant in the frame of the grantee or of the office; readers get it without forms."""
    if request.method == "POST" and not may_write:
        raise Http404
    found = sheet(request, grant)
    if found is None:
        return redirect(request.path)
    form = found.get("form")
    context = {
        "grant": grant, "application": grant.application, "frame": frame, "team": frame == "kit/office.html",
        "may_write": may_write, "open": may_write and grant.status == funding.ISSUED, **found,
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, f"spending/sheets/{name}.html", context, status=status)


def _written(request: HttpRequest, form: Any, write: Callable[[], object], sentence: str) -> bool:
    """Whether the action took it; what it refused stands on the form."""
    if not form.is_valid():
        return False
    try:
        write()
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, sentence)
    return True


def _taken_back(request: HttpRequest, rows: QuerySet[Any], take: Callable[[Any], object], sentence: str) -> None:
    wanted = request.POST.get("undo", "")
    row = get_object_or_404(rows, pk=int(wanted) if wanted.isdecimal() else 0)
    try:
        take(row)
        messages.success(request, sentence)
    except Refused as refused:
        messages.error(request, refused.message)


def incomes(request: HttpRequest, grant: Grant) -> Context | None:
    """What came in beside the grant, and a form for more."""
    user, adding = request.user, request.method == "POST" and "undo" not in request.POST
    if request.method == "POST" and not adding:
        _taken_back(
            request, Income.objects.filter(grant=grant), lambda row: actions.reverse_income(income=row, by=user),
            _("Die Einnahme ist zurückgenommen. Beide Zeilen bleiben im Verlauf."),
        )  # fmt: skip
        return None
    known = queries.incomes(grant)
    wanted = known.source(request.GET.get("quelle", ""))
    filled = {"source": wanted.key, "kind": wanted.kinds[0], "cents": wanted.planned} if wanted else {}
    form = forms.IncomeForm(request.POST if adding else None, grant=grant, sources=known.sources, initial=filled)
    if adding and _written(
        request, form, lambda: actions.note_income(grant=grant, by=user, **form.facts()), _("Die Einnahme ist eingetragen."),
    ):  # fmt: skip
        return None
    return {"form": form, "rows": queries.income_rows(grant), "known": known}


def hours(request: HttpRequest, grant: Grant) -> Context | None:
    """Hours of voluntary work, what they count, and a form for more; ``?blatt=1`` is the sheet to sign."""
    user, adding = request.user, request.method == "POST" and "undo" not in request.POST
    if request.method == "POST" and not adding:
        _taken_back(
            request, VolunteerHours.objects.filter(grant=grant), lambda row: actions.reverse_hours(hours=row, by=user),
            _("Die Stunden sind zurückgenommen. Beide Zeilen bleiben im Verlauf."),
        )  # fmt: skip
        return None
    given = (request.POST, request.FILES) if adding else ()
    form = forms.HoursForm(*given, grant=grant, user=user)
    if adding and _written(
        request, form, lambda: actions.note_hours(grant=grant, by=user, **form.facts()), _("Die Stunden sind eingetragen."),
    ):  # fmt: skip
        return None
    return {"form": form, "sheet": queries.hours_sheet(grant), "blank": range(8), "paper": "blatt" in request.GET}


def quotes(request: HttpRequest, grant: Grant) -> Context | None:
    """Price comparisons: what was asked, what is missing, and a form for offers."""
    user, posted = request.user, request.method == "POST"
    receipts = list(Receipt.objects.filter(grant=grant).valid().order_by("-number"))
    wanted = _wanted(request, receipts)
    if posted and "attach" in request.POST:
        if wanted is None:
            messages.error(request, _("Bitte wählen Sie den Beleg, zu dem die Angebote gehören."))
        else:
            _attached(request, wanted)
        return None
    initial = {"receipt": wanted.pk, "subject": wanted.purpose} if wanted else {}
    given = (request.POST, request.FILES) if posted else ()
    form = forms.QuotesForm(*given, grant=grant, user=user, initial=initial)
    if posted and _written(
        request, form, lambda: actions.note_quotes(grant=grant, by=user, **form.facts()), _("Die Angebote sind gespeichert."),
    ):  # fmt: skip
        return None
    known = load(grant.ruleset.text)
    return {
        "form": form, "purchases": queries.purchases(grant, receipts), "steps": known.get("price_steps", ()),
        "source": known.source("price_steps"), "receipts": receipts,
    }  # fmt: skip


def _wanted(request: HttpRequest, receipts: list[Any]) -> Any:
    """The receipt a link or a form names."""
    word = request.POST.get("receipt", "") if "attach" in request.POST else request.GET.get("beleg", "")
    return next((row for row in receipts if str(row.pk) == word), None)


def _attached(request: HttpRequest, receipt: Any) -> None:
    try:
        actions.attach_quotes(receipt=receipt, subject=request.POST["attach"], by=request.user)
        messages.success(request, _("Die Angebote stehen jetzt bei Beleg %(n)d.") % {"n": receipt.number})
    except Refused as refused:
        messages.error(request, refused.message)


def inventory(request: HttpRequest, grant: Grant) -> Context | None:
    """Things of the grant that have to be kept, and a form for more, prefilled from the receipt a link names."""
    known, posted = load(grant.ruleset.text), request.method == "POST"
    rows = list(queries.things(InventoryItem.objects.filter(grant=grant)).order_by("-bought_on", "-id"))
    receipts = list(Receipt.objects.filter(grant=grant).valid().order_by("-number"))
    form = forms.ThingForm(request.POST if posted else None, grant=grant, receipt=_wanted(request, receipts))
    if posted and _written(
        request, form, lambda: actions.list_thing(grant=grant, by=request.user, **form.cleaned_data),
        _("Der Gegenstand steht im Inventar."),
    ):  # fmt: skip
        return None
    return {
        "form": form, "rows": rows, "receipts": receipts, "limit": known.get("inventory_from"),
        "years": known.get("binding_years"), "source": known.source("inventory_from"),
    }  # fmt: skip
