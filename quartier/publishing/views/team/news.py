from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.publishing import actions
from quartier.publishing.forms import NewsForm
from quartier.publishing.models import News

VERBS: dict[str, Any] = {"publish": actions.publish_news, "archive": actions.archive_news}


@team_page(MANAGER)
def news_list(request: HttpRequest, area: Area) -> HttpResponse:
    """Drafts and published news."""
    rows = News.objects.visible_to(request.user).filter(area=area).order_by("-id")[:100]
    return render(request, "publishing/team_news.html", {"rows": rows})


@team_page(MANAGER)
def new_news(request: HttpRequest, area: Area) -> HttpResponse:
    """Write a message."""
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        news = actions.write_news(area=area, by=request.user, **form.cleaned_data)
        messages.success(request, _("Der Entwurf ist gespeichert. Außer dem Team sieht ihn noch niemand."))
        return redirect(links.to("publishing:team_news_item", area=area.slug, number=news.number))
    return render(request, "publishing/team_news_form.html", {"form": form})


@team_page(MANAGER)
def edit_news(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Rewrite a message, publish it or take it down."""
    news = get_object_or_404(News.objects.visible_to(request.user), area=area, number=number)
    verb = request.POST.get("verb", "")
    here = redirect(links.to("publishing:team_news_item", area=area.slug, number=number))
    if verb in VERBS:
        try:
            VERBS[verb](news=news, by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Erledigt. Die öffentliche Seite zeigt den neuen Stand."))
        return here
    form = NewsForm(request.POST or None, initial={"title": news.title, "lead": news.lead, "body": news.body})
    if request.method == "POST" and form.is_valid():
        actions.rewrite_news(news=news, by=request.user, **form.cleaned_data)
        messages.success(request, _("Die Änderung ist gespeichert."))
        return here
    return render(request, "publishing/team_news_form.html", {"form": form, "news": news})
