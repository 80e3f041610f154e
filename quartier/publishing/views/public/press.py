from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from quartier.areas.models import Area
from quartier.kit.access import same_origin
from quartier.kit.pagecache import public_page
from quartier.publishing import actions, emails
from quartier.publishing.models import PressContact
from quartier.publishing.queries.press import mentions, releases
from quartier.texts.queries import shown

SHOWN = 12


@public_page("area")
def press(request: HttpRequest, area: Area) -> HttpResponse:
    """For newsrooms: whom to ask, what we sent, pictures with their terms, what others wrote."""
    rows = list(releases(area)[: SHOWN + 1])
    pictures = {row.picture_id: row.picture for row in rows[:SHOWN] if row.picture and row.picture.is_shown}
    context = {
        "office": getattr(area, "office", None),
        "releases": shown(rows[:SHOWN], get_language()),
        "more": len(rows) > SHOWN,
        "pictures": list(pictures.values()),
        "mentions": mentions(area)[:SHOWN],
    }
    return render(request, "publishing/press.html", context)


@same_origin
@public_page("area", cached=False)
def leave(request: HttpRequest, area: Area, token: str) -> HttpResponse:
    """A newsroom leaves the press list, by the link in each mail. Following the link alone changes nothing."""
    contact = PressContact.objects.filter(pk=emails.read_token(token) or 0, area=area).first()
    if contact is not None and request.method == "POST":
        actions.remove_contact(contact=contact)
        contact = None
    return render(request, "publishing/press_leave.html", {"contact": contact, "gone": contact is None})
