from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.publishing.exports import money as exports
from quartier.spending import queries as spending

SHORT = 7  # digits of the number of a page that somebody may have typed


@public_page("area")
def money(request: HttpRequest, area: Area, year: int | None = None) -> HttpResponse:
    """Where the money of a fund year is: sums that add up, every project, what got nothing and why, who decides."""
    page = int(number) if (number := request.GET.get("seite", "1")).isdecimal() and len(number) < SHORT else 1
    found = spending.money(area, year, page=max(page, 1))
    if (found is None and year is not None) or (found and page > 1 and not found.rows):
        raise Http404
    years = [] if found is None else [
        {"label": str(one), "url": links.to("publishing:money_year", area=area.slug, year=one), "current": one == found.year}
        for one in found.years
    ]  # fmt: skip
    return render(
        request,
        "publishing/money.html",
        {
            "money": found, "years": years, "asked": exports.asked_rows(found) if found else [],
            "pager": _pager(found, page) if found else {},
        },
    )  # fmt: skip


def _pager(found: spending.YearMoney, page: int) -> dict[str, str]:
    """Addresses of the pages before and after, empty where there is none."""
    more = found.count > page * spending.PAGE
    return {
        "previous": f"?seite={page - 1}#projekte" if page > 1 else "", "next": f"?seite={page + 1}#projekte" if more else "",
    }  # fmt: skip


@public_page("area")
def money_file(request: HttpRequest, area: Area, year: str, form: str) -> HttpResponse:
    """The same as a table (CSV) or as data (JSON)."""
    found = spending.money(area, int(year), page=None)
    if found is None:
        raise Http404
    if form == "json":
        return HttpResponse("".join(exports.money_json(found)), content_type="application/json")
    response = HttpResponse(exports.money_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="geld-{area.slug}-{year}.csv"'
    return response
