"""Income, offers, hours and inventory, for the grantee."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from quartier.files.exports import answer
from quartier.kit.access import signed_in
from quartier.spending.models import Quote, VolunteerHours
from quartier.spending.views import sheets
from quartier.spending.views.applicant.grants import granted


def _shown(request: HttpRequest, pk: int, name: str, sheet: sheets.Sheet) -> HttpResponse:
    return sheets.shown(request, granted(request, pk), name, sheet, frame="kit/roomy.html", may_write=True)


@signed_in
def my_incomes(request: HttpRequest, pk: int) -> HttpResponse:
    """The own money and what others gave."""
    return _shown(request, pk, "incomes", sheets.incomes)


@signed_in
def my_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Who helped how long without pay."""
    return _shown(request, pk, "hours", sheets.hours)


@signed_in
def my_quotes(request: HttpRequest, pk: int) -> HttpResponse:
    """Offers asked for before buying."""
    return _shown(request, pk, "quotes", sheets.quotes)


@signed_in
def my_inventory(request: HttpRequest, pk: int) -> HttpResponse:
    """Things bought with the grant that have to be kept."""
    return _shown(request, pk, "inventory", sheets.inventory)


@signed_in
def quote_file(request: HttpRequest, pk: int) -> Any:
    """The paper of an offer, for the grantee and whoever reads the receipts of the quarter."""
    rows = Quote.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return answer(get_object_or_404(rows, pk=pk).file, small=request.GET.get("art") == "klein")


@signed_in
def hours_file(request: HttpRequest, pk: int) -> Any:
    """A signed hours sheet, for the grantee and whoever reads the receipts of the quarter."""
    rows = VolunteerHours.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return answer(get_object_or_404(rows, pk=pk).file, small=request.GET.get("art") == "klein")
