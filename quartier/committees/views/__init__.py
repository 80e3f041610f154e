"""What the pages of the team and of the chair share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from quartier.areas.models import Area
from quartier.committees.models import Committee, Meeting
from quartier.kit import links
from quartier.kit.access import MANAGER
from quartier.kit.errors import Refused


def to(area: Area, name: str, **more: Any) -> str:
    return links.to(f"committees:{name}", area=area.slug, **more)


def may(request: HttpRequest, area: Area) -> bool:
    """Coordinators and auditors read, managers act."""
    return area.scope_id in request.user.scopes(MANAGER)  # type: ignore[union-attr]


def body_of(area: Area, slug: str) -> Committee:
    return get_object_or_404(area.committees.select_related("area__scope"), slug=slug)


def meeting_of(request: HttpRequest, area: Area, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).filter(committee__area=area)
    return get_object_or_404(rows.select_related("committee__area__scope", "event"), pk=pk)


def sent(request: HttpRequest) -> Any:
    """What was sent; None when the page is asked for."""
    return request.POST if request.method == "POST" else None


def known(acts: dict[str, Callable[[], str]], verb: str) -> Callable[[], str]:
    if verb not in acts:
        raise Http404
    return acts[verb]


def done(request: HttpRequest, back: str, act: Callable[[], str]) -> HttpResponse:
    """Do it, say what happened or why it did not, and go back to the page."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(back)


def filled_in(request: HttpRequest, form: Any, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Act on a form that is right; None when the page has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.refuse(refused)
        return None


def form_page(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    return render(request, "committees/team_form.html", {"form": form, "title": title, "back": back})
