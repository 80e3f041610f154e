from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quartier.areas.models import Area
from quartier.areas.queries import desk_card, staff
from quartier.kit.pagecache import public_page
from quartier.publishing import queries
from quartier.publishing.exports import schema


@public_page("area")
def home(request: HttpRequest, area: Area) -> HttpResponse:
    """The quarter's front page: desk and who is there, dates, call, decisions, projects on the map, news."""
    desk = desk_card(request, area, staff(area))
    context = queries.front.front(request, area) | {"desk": desk, "schema": schema.site(area)}
    return render(request, "publishing/home.html", context)


@public_page("area")
def overview(request: HttpRequest, area: Area) -> HttpResponse:
    """Every public door of the quarter with a sentence on what is behind it (WCAG 2.4.5: a second way to each page)."""
    return render(request, "publishing/overview.html")
