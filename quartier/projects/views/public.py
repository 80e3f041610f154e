from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.history.queries import story
from quartier.kit import links, panels
from quartier.kit.pagecache import public_page
from quartier.projects import queries, states
from quartier.projects.models import Photo, Project
from quartier.projects.panels import coming, way

PAGE = 24


@public_page("area")
def projects(request: HttpRequest, area: Area) -> HttpResponse:
    """The projects of the quarter, newest first, by key."""
    chosen, after = request.GET.get("stand", ""), request.GET.get("nach", "")
    found = queries.on_list(area, chosen)
    count = found.count()
    if after.isdecimal() and len(after) < 10:
        found = found.filter(number__lt=int(after))
    shown = list(found.order_by("-number")[: PAGE + 1])
    choices = [("", _("Alle")), *states.STATUS]
    tabs = [
        {"label": label, "url": f"?stand={word}" if word else "?", "current": word == chosen} for word, label in choices
    ]
    kept = f"stand={chosen}&" if chosen in dict(states.STATUS) else ""
    context = {
        "cards": [card(project) for project in shown[:PAGE]],
        "panels": panels.load_panels("projects.list", shown[:PAGE], request),
        "tabs": tabs,
        "count": count,
        "chosen": chosen in dict(states.STATUS),
        "next": f"?{kept}nach={shown[PAGE - 1].number}" if len(shown) > PAGE else "",
        "later": bool(after),
    }
    return render(request, "projects/list.html", context)


def card(project: Project) -> dict[str, Any]:
    """A project as the list shows it."""
    photos = list(project.photos.all())[:1]
    return {"project": project, "photo": picture(photos[0], small=True) if photos else None, "when": when(project)}


def picture(photo: Photo, *, small: bool = False) -> dict[str, Any]:
    """A photo as the components want it."""
    file = photo.file
    url = links.to("files:public", pk=file.pk) + ("?art=klein" if small else "")
    facts = {"url": url, "alt": file.alt, "caption": photo.caption, "pk": photo.pk}
    return facts | {"width": file.width, "height": file.height}


def when(project: Project) -> str:
    """„Mai 2026 bis September 2026“"""
    first, last = (day and date_format(day, "F Y") for day in (project.starts_on, project.ends_on))
    if first and last and first != last:
        return _("%(first)s bis %(last)s") % {"first": first, "last": last}
    return first or (_("bis %s") % last if last else "")


@public_page("area")
def project(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One project: what it is, its money, its pictures, its thread from the voice to the settlement."""
    rows = Project.objects.filter(area=area).select_related("organisation", "field", "thread")
    found = get_object_or_404(rows, number=number)
    found.area = area
    entries = list(story(found.thread))
    context = {
        "project": found,
        "facts": facts(found),
        "way": way(entries, found),
        "knots": coming(panels.tell(entries, request), found),
        "pictures": [picture(photo) for photo in found.photos.select_related("file")],
        "panels": panels.load_panels("projects.project", found, request),
    }
    return render(request, "projects/project.html", context)


def facts(project: Project) -> list[dict[str, Any]]:
    """The row of figures under the title."""
    month = {"begonnen": project.starts_on, "bis": project.ends_on}
    labels = {
        "begonnen": _("beginnt") if project.status == states.PLANNED else _("begonnen"),
        "bis": _("fertig") if project.status == states.DONE else _("bis"),
    }
    found = [{"label": labels[key], "value": date_format(day, "F Y")} for key, day in month.items() if day]
    return found + ([{"label": _("Ort"), "value": project.place}] if project.place else [])
