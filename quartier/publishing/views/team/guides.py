from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.kit import links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.publishing import actions, imports
from quartier.publishing.forms import GuideForm
from quartier.publishing.models import Guide
from quartier.publishing.queries.news import previewed
from quartier.publishing.queries.pictures import office_url
from quartier.texts.queries import shown

VERBS: dict[str, Any] = {"publish": actions.publish_guide, "archive": actions.archive_guide}


@team_page(MANAGER)
def guides(request: HttpRequest, area: Area) -> HttpResponse:
    """The quarter's guides, and those that come with the house and can be taken over."""
    rows = list(Guide.objects.visible_to(request.user).filter(area=area).order_by("title", "id"))
    taken = {row.key for row in rows}
    offered = [model for model in imports.guides() if model.key not in taken]
    return render(request, "publishing/team_guides.html", {"rows": rows, "offered": offered})


@team_page(MANAGER)
@require_POST
def take_guide(request: HttpRequest, area: Area, key: str) -> HttpResponse:
    """Take one of them over into the quarter."""
    try:
        guide = actions.take_guide(area=area, key=key, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(links.to("publishing:team_guides", area=area.slug))
    messages.success(request, _("Der Entwurf ist da. Lesen Sie ihn gegen die Regeln Ihrer Stadt, dann tragen Sie den Tag der Prüfung ein."))  # fmt: skip
    return redirect(links.to("publishing:team_guide", area=area.slug, number=guide.number))


@team_page(MANAGER)
def new_guide(request: HttpRequest, area: Area) -> HttpResponse:
    """Write a guide."""
    form = GuideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guide = actions.write_guide(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "checked_on")
        else:
            messages.success(request, _("Der Entwurf ist gespeichert. Außer dem Team sieht ihn noch niemand."))
            return redirect(links.to("publishing:team_guide", area=area.slug, number=guide.number))
    return render(request, "publishing/team_guide_form.html", {"form": form})


def _one(request: HttpRequest, area: Area, number: int) -> Guide:
    rows = Guide.objects.visible_to(request.user).select_related("picture__file")
    found = get_object_or_404(rows, area=area, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def edit_guide(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Rewrite a guide, publish it or take it down."""
    guide = _one(request, area, number)
    here = redirect(links.to("publishing:team_guide", area=area.slug, number=number))
    form = GuideForm(None if "verb" in request.POST else request.POST or None, initial=GuideForm.of(guide))
    try:
        if request.POST.get("verb", "") in VERBS:
            VERBS[request.POST["verb"]](guide=guide, by=request.user)
            messages.success(request, _("Erledigt. Die öffentliche Seite zeigt den neuen Stand."))
            return here
        if request.method == "POST" and form.is_valid():
            actions.rewrite_guide(guide=guide, by=request.user, **form.cleaned_data)
            messages.success(request, _("Die Änderung ist gespeichert."))
            return here
    except Refused as refused:
        if "verb" in request.POST:
            messages.error(request, refused.message)
            return here
        form.refuse(refused, "checked_on")
    context = {"form": form, "guide": guide, "panels": panels.load_panels("publishing.team_guide", guide, request)}
    return render(request, "publishing/team_guide_form.html", context)


@team_page(MANAGER)
def preview_guide(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The page as everybody will see it, before anybody does."""
    guide = shown([_one(request, area, number)], None)[0]
    picture = previewed(guide.picture, office_url(area, guide.picture)) if guide.picture else None
    back = links.to("publishing:team_guide", area=area.slug, number=number)
    return render(request, "publishing/guide.html", {"guide": guide, "picture": picture, "preview": True, "back": back})
