from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import queries
from quartier.events.models import Event
from quartier.events.rules import easy
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.kit.templatetags.page import weekday
from quartier.texts.queries import at_address


@public_page("area")
def event_version(request: HttpRequest, area: Area, number: int, version: str) -> HttpResponse:
    """One date in a language without interface, or in Leichte Sprache."""
    rows = Event.objects.filter(area=area, public=True)
    event = get_object_or_404(rows.select_related("cancellation", "picture__file"), number=number)
    found = at_address(request, event, version, links.to("events:event", area=area.slug, number=number))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    moment = request.now  # type: ignore[attr-defined]
    for change in (event.starts_at, event.ends_at):
        changes_at(request, change)
    row, reason = queries.line(area, event, moment), queries.called_off(event)
    more = {
        "facts": [(_("Wann"), f"{weekday(event.starts_at)}, {row['when']}"), (_("Wo"), row["place"])],
        "marks": row["marks"],
        "cancelled": row["cancelled"],
        "first": easy.called_off(event, reason),
        "parts": [easy.when(event, moment), *easy.facts(event, row["place"])],
    }
    return render(request, found.template, found.context | more)
