"""A person's own calendar: the secret address, and the page on which it is made."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import City
from quartier.events.exports import Feed, Writer, address, calendar
from quartier.kit import links
from quartier.kit.access import signed_in
from quartier.kit.pagecache import public_page
from quartier.publishing import actions
from quartier.publishing.queries import personal

TYPE = "text/calendar; charset=utf-8"


@public_page("city", cached=False)
def own_calendar(request: HttpRequest, city: City | None, secret: str) -> HttpResponse:
    """The calendar for whoever knows the secret. What the person may no longer see is not in it any more."""
    user = personal.owner(secret)
    if user is None:
        raise Http404
    found = personal.of(user)
    writer = Writer(lambda row: row.url if isinstance(row, personal.Own) else address(row))
    writer.take(found.rows.events, found.rows.series)
    writer.take_others(found.own)
    content = calendar(Feed(_("Meine Termine"), _("Anmeldungen, Schichten und Sitzungen.")), writer.blocks)
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=TYPE)
    response["ETag"], response["Cache-Control"], response["X-Robots-Tag"] = tag, "private, no-cache", "noindex"
    return response


@signed_in
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Make the address, make it anew, end it. It is shown once."""
    context: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("verb") == "ende":
        actions.end_calendar_link(user=request.user)
        messages.success(request, _("Die Adresse gilt nicht mehr. Ihr Kalender wird bald leer sein."))
        return redirect(links.to("publishing:my_calendar"))
    if request.method == "POST":
        secret = actions.make_calendar_link(user=request.user)
        whole = links.absolute(links.to("publishing:own_calendar", secret=secret))
        context |= {"address": whole, "webcal": "webcal://" + whole.split("://", 1)[1]}
    context["link"] = personal.current(request.user)
    return render(request, "publishing/my_calendar.html", context)
