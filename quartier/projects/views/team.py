from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.history.queries import story
from quartier.kit import links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.projects import actions, states
from quartier.projects.forms import PhotoForm, ProjectForm, StopForm
from quartier.projects.models import Photo, Project
from quartier.projects.panels import way
from quartier.projects.views.public import picture

PAGE = 50


class TeamRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@team_page(MANAGER)
def projects(request: TeamRequest, area: Area) -> HttpResponse:
    """The projects of the quarter by state, the newest first."""
    rows = Project.objects.visible_to(request.user).filter(area=area)
    counts: dict[str, int] = dict(rows.values_list("status").annotate(n=Count("pk")))
    chosen = request.GET.get("stand", "")
    found = rows.filter(status=chosen) if chosen in counts else rows
    choices = [("", _("Alle"), sum(counts.values()))]
    choices += [(word, str(label), counts.get(word, 0)) for word, label in states.STATUS]
    tabs = [
        {"label": label, "count": count, "url": f"?stand={word}" if word else "?", "current": word == chosen}
        for word, label, count in choices
    ]
    page = Paginator(found.select_related("organisation").order_by("-number"), PAGE).get_page(request.GET.get("seite"))
    return render(request, "projects/team_list.html", {"rows": page, "tabs": tabs, "chosen": chosen})


def _project(request: TeamRequest, area: Area, number: int) -> Project:
    rows = Project.objects.visible_to(request.user).filter(area=area).select_related("organisation", "field", "thread")
    found = get_object_or_404(rows, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def project(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """One project: what the page says, its pictures, its states."""
    found = _project(request, area, number)
    if request.method != "POST":
        return _page(request, found)
    form = ProjectForm(request.POST)
    return _do(
        request, found, "form", form, lambda data: actions.describe(project=found, by=request.user, **data),
        _("Die Seite des Projekts ist geändert."),
    )  # fmt: skip


def _page(request: TeamRequest, found: Project, **failed: BaseForm) -> HttpResponse:
    """The record; ``failed``: the form that has to be looked at again, by its name."""
    entries = list(story(found.thread, internal=True))
    context: dict[str, Any] = {
        "project": found,
        "moves": states.MOVES.get(found.status, ()),
        "form": ProjectForm(initial=ProjectForm.of(found)),
        "photo": PhotoForm(prefix="bild"),
        "stop": StopForm(prefix="ende"),
        "failed": next(iter(failed.values()), None),
        "way": way(entries, found),
        "knots": panels.tell(entries, request),
        "pictures": [picture(photo, small=True) for photo in found.photos.select_related("file")],
        "panels": panels.load_panels("projects.team_project", found, request),
    }
    return render(request, "projects/team_project.html", context | failed)


def _do(
    request: TeamRequest, found: Project, name: str, form: BaseForm | None, act: Callable[[Any], Any], said: str
) -> HttpResponse:
    """Check the form, do the act, say what was done; the record again with what was typed where that fails."""
    if form is None or form.is_valid():
        try:
            act(form.cleaned_data if form else None)
        except Refused as refused:
            if form is None:
                messages.error(request, refused.message)
            else:
                form.refuse(refused)  # type: ignore[attr-defined]
        else:
            messages.success(request, said)
    if form is not None and form.errors:
        return _page(request, found, **{name: form})
    return redirect(links.to("projects:team_project", area=found.area.slug, number=found.number))


@team_page(MANAGER)
@require_POST
def begin(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """The work has begun."""
    found = _project(request, area, number)
    act = lambda _data: actions.begin(project=found, by=request.user)  # noqa: E731
    return _do(request, found, "", None, act, _("Das Projekt läuft. So steht es jetzt auf der Seite."))


@team_page(MANAGER)
@require_POST
def finish(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """The work is done."""
    found = _project(request, area, number)
    act = lambda _data: actions.finish(project=found, by=request.user)  # noqa: E731
    return _do(request, found, "", None, act, _("Das Projekt ist fertig. So steht es jetzt auf der Seite."))


@team_page(MANAGER)
@require_POST
def stop(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """End it before its time, with the reason."""
    found, form = _project(request, area, number), StopForm(request.POST, prefix="ende")
    act = lambda data: actions.stop(project=found, by=request.user, reason=data["reason"])  # noqa: E731
    return _do(request, found, "stop", form, act, _("Das Projekt ist beendet. Der Grund steht auf der Seite."))


@team_page(MANAGER)
@require_POST
def add_photo(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Put a picture on the page."""
    found, form = _project(request, area, number), PhotoForm(request.POST, request.FILES, prefix="bild")

    def act(data: dict[str, Any]) -> None:
        upload = data["picture"]
        actions.upload_photo(
            project=found, upload=upload, name=upload.name, alt=data["alt"], caption=data["caption"], by=request.user
        )

    return _do(request, found, "photo", form, act, _("Das Bild steht auf der Seite des Projekts."))


@team_page(MANAGER)
@require_POST
def remove_photo(request: TeamRequest, area: Area, number: int, pk: int) -> HttpResponse:
    """Take a picture off the page."""
    found = _project(request, area, number)
    photo = get_object_or_404(Photo.objects.filter(project=found).select_related("file", "project__area"), pk=pk)
    act = lambda _data: actions.remove_photo(photo=photo, by=request.user)  # noqa: E731
    return _do(request, found, "", None, act, _("Das Bild ist von der Seite genommen."))
