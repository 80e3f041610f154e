import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.areas.exports import office_schema, office_way
from quartier.areas.models import Area
from quartier.areas.queries import desk_card, staff
from quartier.kit import dates
from quartier.kit.pagecache import public_page
from quartier.texts import rules as versions


@public_page("area")
def office(request: HttpRequest, area: Area) -> HttpResponse:
    """The office: where, when, who is there and speaks what, what is closed."""
    people = staff(area)
    context = {
        "desk": desk_card(request, area),
        "closures": _coming_closures(area),
        "schema": [data for data in (office_schema(area), office_way(area, _("Büro"))) if data],
        "people": [{"row": one, "spoken": [_language(code) for code in one.spoken.split()]} for one in people],
    }
    return render(request, "areas/office.html", context)


def _language(code: str) -> dict[str, str]:
    return {"code": code, "name": versions.name(code), "dir": versions.direction(code)}


def _coming_closures(area: Area) -> list[dict[str, Any]]:
    today = dates.today().isoformat()
    closures = (getattr(area, "office", None) and area.office.closures) or []
    return [
        {"first": dt.date.fromisoformat(first), "last": dt.date.fromisoformat(last), "reason": why}
        for first, last, why in closures
        if last >= today
    ]


@public_page("area")
def imprint(request: HttpRequest, area: Area) -> HttpResponse:
    """Who answers for the site (§ 5 DDG, § 18 MStV)."""
    return render(request, "areas/imprint.html")


@public_page("area")
def privacy(request: HttpRequest, area: Area) -> HttpResponse:
    """What happens with personal data (Art. 13 GDPR)."""
    return render(request, "areas/privacy.html")


@public_page("area")
def accessibility(request: HttpRequest, area: Area) -> HttpResponse:
    """The accessibility statement (BITV 2.0 § 7, EU 2018/1523)."""
    return render(request, "areas/accessibility.html")
