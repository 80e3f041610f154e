"""Income, offers, hours and inventory of a grant in the office; matches of receipts for who coordinates the city."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quartier.areas.models import Area
from quartier.kit import access
from quartier.kit.access import AUDITOR, COORDINATOR, FUNDER, MANAGER, team_page
from quartier.spending import queries, rules
from quartier.spending.views import sheets
from quartier.spending.views.team.grants import granted

PAGE = 50


def _shown(request: HttpRequest, area: Area, pk: int, name: str, sheet: sheets.Sheet) -> HttpResponse:
    grant = granted(request, area, pk)
    may_write = rules.is_manager(request.user, grant)
    return sheets.shown(request, grant, name, sheet, frame="kit/office.html", may_write=may_write)


@team_page(MANAGER, AUDITOR, FUNDER)
def incomes(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """What came in beside the grant."""
    return _shown(request, area, pk, "incomes", sheets.incomes)


@team_page(MANAGER, AUDITOR, FUNDER)
def hours(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Hours of voluntary work."""
    return _shown(request, area, pk, "hours", sheets.hours)


@team_page(MANAGER, AUDITOR, FUNDER)
def quotes(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Price comparisons."""
    return _shown(request, area, pk, "quotes", sheets.quotes)


@team_page(MANAGER, AUDITOR, FUNDER)
def inventory(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Things of the grant that have to be kept."""
    return _shown(request, area, pk, "inventory", sheets.inventory)


@team_page(COORDINATOR)
def matches(request: HttpRequest, area: Area) -> HttpResponse:
    """Receipts that look the same in different cases of the city: which cases, no payee, no picture.

    For who coordinates the whole city; a role in one quarter is not enough.
    """
    city = area.scope.parent_id
    if city is None or city not in access.scopes(request.user, COORDINATOR):
        raise Http404
    page = Paginator(queries.matches(city), PAGE).get_page(request.GET.get("seite"))
    return render(request, "spending/team_matches.html", {"rows": page, "page_of": page})
