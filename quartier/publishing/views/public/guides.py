from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.kit.templatetags.page import day
from quartier.publishing.models import Guide
from quartier.texts.queries import at_address, open_page, shown


@public_page("area")
def guides(request: HttpRequest, area: Area) -> HttpResponse:
    """What residents can do themselves."""
    rows = Guide.objects.public().filter(area=area).select_related("picture__file").order_by("title", "id")
    return render(request, "publishing/guides.html", {"rows": shown(rows, get_language())})


@public_page("area")
def guide(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One guide: steps, permits, insurance, checklist, and the way to an idea of one's own."""
    rows = Guide.objects.public().filter(area=area).select_related("picture__file")
    found = get_object_or_404(rows, number=number)
    open_page(request, found, links.to("publishing:guide", area=area.slug, number=number))
    return render(request, "publishing/guide.html", {"guide": found})


@public_page("area")
def guide_version(request: HttpRequest, area: Area, number: int, version: str) -> HttpResponse:
    """One guide in a language without interface, or in Leichte Sprache."""
    guide = get_object_or_404(Guide.objects.public(), area=area, number=number)
    found = at_address(request, guide, version, links.to("publishing:guide", area=area.slug, number=number))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    facts = [(_("Zuletzt geprüft"), day(guide.checked_on))] if guide.checked_on else []
    return render(request, found.template, found.context | {"facts": facts})
