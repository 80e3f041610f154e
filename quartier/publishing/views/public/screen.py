import base64
import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quartier.areas.models import Area
from quartier.areas.queries import desk_card
from quartier.events import queries as events
from quartier.kit import links
from quartier.kit.codes import qr_code
from quartier.kit.pagecache import changes_at, public_page
from quartier.participation.queries import open_call
from quartier.publishing.models import News

SHOWN = 5
AGAIN = 300  # seconds until the screen asks anew


@public_page("area")
def screen(request: HttpRequest, area: Area) -> HttpResponse:
    """For a screen in the shop window: desk, next dates, call, news, and a code that leads to the site.

    Nobody operates it, so the browser is told to load it again (a header: the page itself moves for nobody).
    """
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    coming = events.coming(area, moment, limit=SHOWN)
    if change := events.changes_at(coming, moment):
        changes_at(request, change)
    home = links.absolute(links.to("publishing:home", area=area.slug), area.domain)
    response = render(
        request,
        "publishing/screen.html",
        {
            "desk": desk_card(request, area),
            "events": [events.line(area, event, moment) for event in coming],
            "call": open_call(area),
            "news": News.objects.filter(area=area, status="published").order_by("-published_at", "-id").first(),
            "code": base64.b64encode(qr_code(home)).decode(),
            "address": home.split("://")[1].rstrip("/"),
        },
    )
    response["Refresh"] = str(AGAIN)
    return response
