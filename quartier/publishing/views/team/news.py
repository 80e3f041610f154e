from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.mail import states as mail
from quartier.publishing import actions, states
from quartier.publishing.forms import NewsForm
from quartier.publishing.models import News
from quartier.publishing.queries.news import linked, previewed
from quartier.publishing.queries.pictures import office_url
from quartier.publishing.queries.press import press_messages
from quartier.texts.queries import shown

PAGE = 50
VERBS: dict[str, Any] = {"publish": actions.publish_news, "archive": actions.archive_news}


@team_page(MANAGER)
def news_list(request: HttpRequest, area: Area) -> HttpResponse:
    """Drafts and published news, newest first, by kind, page by page."""
    kind, before = request.GET.get("art", ""), request.GET.get("vor", "")
    rows = News.objects.visible_to(request.user).filter(area=area)
    choices = [("", _("Alles")), *states.KINDS]
    tabs = [
        {"label": label, "url": f"?art={word}" if word else "?", "current": word == kind} for word, label in choices
    ]
    if kind in dict(states.KINDS):
        rows = rows.filter(kind=kind)
    if before.isdecimal() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    found = list(rows.order_by("-number")[: PAGE + 1])
    kept = f"art={kind}&" if kind in dict(states.KINDS) else ""
    following = f"?{kept}vor={found[PAGE - 1].number}" if len(found) > PAGE else ""
    return render(request, "publishing/team_news.html", {"rows": found[:PAGE], "tabs": tabs, "next": following})


@team_page(MANAGER)
def new_news(request: HttpRequest, area: Area) -> HttpResponse:
    """Write a message, a story or a press release."""
    form = NewsForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        news = actions.write_news(area=area, by=request.user, **form.cleaned_data)
        messages.success(request, _("Der Entwurf ist gespeichert. Außer dem Team sieht ihn noch niemand."))
        return redirect(links.to("publishing:team_news_item", area=area.slug, number=news.number))
    return render(request, "publishing/team_news_form.html", {"form": form})


def _one(request: HttpRequest, area: Area, number: int) -> News:
    rows = News.objects.visible_to(request.user).select_related("picture__file", "event", "project")
    found = get_object_or_404(rows, area=area, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def edit_news(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Rewrite a message, publish it or take it down; where it stands by now."""
    news = _one(request, area, number)
    verb = request.POST.get("verb", "")
    if verb in VERBS:
        return _do(request, news, verb)
    form = NewsForm(request.POST or None, area=area, news=news)
    if request.method == "POST" and form.is_valid():
        actions.rewrite_news(news=news, by=request.user, **form.cleaned_data)
        messages.success(request, _("Die Änderung ist gespeichert."))
        return redirect(links.to("publishing:team_news_item", area=area.slug, number=number))
    context = {"form": form, "news": news, "panels": panels.load_panels("publishing.team_news", news, request)}
    return render(request, "publishing/team_news_form.html", context)


def _do(request: HttpRequest, news: News, verb: str) -> HttpResponse:
    try:
        VERBS[verb](news=news, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Erledigt. Die öffentliche Seite zeigt den neuen Stand."))
    return redirect(links.to("publishing:team_news_item", area=news.area.slug, number=news.number))


@team_page(MANAGER)
def preview_news(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The page as everybody will see it, before anybody does."""
    news = shown([_one(request, area, number)], None)[0]
    picture = previewed(news.picture, office_url(area, news.picture)) if news.picture else None
    unseen = _("Das Bild fehlt, weil noch ein Einverständnis fehlt.") if news.picture and picture is None else ""
    context = {
        "news": news, "picture": picture, "preview": True, "unseen": unseen,
        "back": links.to("publishing:team_news_item", area=area.slug, number=number),
    }  # fmt: skip
    return render(request, "publishing/news.html", context | linked(news, None))


@team_page(MANAGER)
def to_press(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Put a press release into the outbox for the newsrooms on the list; after reading, let all of them go."""
    news = _one(request, area, number)
    here = redirect(links.to("publishing:team_to_press", area=area.slug, number=number))
    if request.method == "POST":
        try:
            if "release" in request.POST:
                count = actions.release_all(news=news, by=request.user)
                messages.success(request, _("%(n)s Nachrichten sind unterwegs.") % {"n": count})
            else:
                count = actions.send_release(news=news, by=request.user)
                messages.success(request, _("%(n)s Nachrichten liegen in der Post. Bitte lesen Sie eine davon.") % {"n": count})  # fmt: skip
        except Refused as refused:
            messages.error(request, refused.message)
        return here
    found = list(press_messages(news).order_by("-pk"))
    waiting = [message for message in found if message.status == mail.HELD]
    context = {"news": news, "sent": found, "waiting": waiting, "contacts": area.publishing_press_contacts.all()}
    return render(request, "publishing/team_to_press.html", context)
