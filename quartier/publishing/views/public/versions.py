from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.kit.templatetags.page import day
from quartier.publishing import queries
from quartier.publishing.models import News
from quartier.texts.queries import Doors, at_address
from quartier.texts.rules import EASY, original


@public_page("area")
def news_version(request: HttpRequest, area: Area, number: int, version: str) -> HttpResponse:
    """One message in a language without interface, or in Leichte Sprache."""
    news = get_object_or_404(News.objects.public().select_related("picture__file"), area=area, number=number)
    found = at_address(request, news, version, links.to("publishing:news_item", area=area.slug, number=number))
    if found.elsewhere:
        return HttpResponseRedirect(found.elsewhere)
    return render(request, found.template, found.context | {"facts": [(_("Vom"), day(news.published_at))]})


@public_page("area")
def easy(request: HttpRequest, area: Area) -> HttpResponse:
    """The quarter's front page in Leichte Sprache: the desk, what is on, how to say an idea, how to find one's way."""
    german = links.in_language(links.to("publishing:easy", area=area.slug), original())
    if get_language() != original():
        return HttpResponseRedirect(german)
    home = links.to("publishing:home", area=area.slug)
    request.versions = Doors(home, (), here=EASY)  # type: ignore[attr-defined]
    return render(request, "publishing/easy.html", queries.easy.front(request, area))
