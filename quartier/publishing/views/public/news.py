from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.pagecache import changes_at, public_page
from quartier.publishing.exports.schema import article
from quartier.publishing.queries.news import CHOICES, linked, one_page, public_news
from quartier.texts.queries import open_page, shown


@public_page("area")
def news_list(request: HttpRequest, area: Area) -> HttpResponse:
    """What is new, newest first, by kind, page by page."""
    word, after = request.GET.get("art", ""), request.GET.get("nach", "")
    word = word if word in [choice for choice, _kind, _label in CHOICES] else ""
    rows, following = one_page(public_news(area, word), after)
    kept = f"art={word}&" if word else ""
    choices = [("", _("Alles")), *[(choice, label) for choice, _kind, label in CHOICES]]
    context = {
        "rows": shown(rows, get_language()),
        "filters": [{"label": label, "url": f"?art={w}" if w else "?", "current": w == word} for w, label in choices],
        "chosen": word,
        "later": bool(after),
        "next": f"?{kept}nach={following}" if following else "",
    }
    return render(request, "publishing/news_list.html", context)


@public_page("area")
def news(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One message, with what it is about and the three before it."""
    rows = public_news(area)
    found = get_object_or_404(rows.select_related("event", "project"), number=number)
    open_page(request, found, links.to("publishing:news_item", area=area.slug, number=number))
    about = linked(found, get_language())
    if about["event"] and not about["over"]:
        changes_at(request, about["event"].ends_at)
    others = shown(rows.exclude(pk=found.pk)[:3], get_language())
    return render(
        request, "publishing/news.html", {"news": found, "others": others, "schema": article(found, area)} | about
    )
