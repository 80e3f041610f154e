"""Reads that pages of several apps share."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from quartier.areas.models import Area
from quartier.history.models import Thread
from quartier.projects import states
from quartier.projects.models import Photo, Project
from quartier.search.actions import Found


def projects_of(thread: Thread) -> QuerySet[Project]:
    """The projects that came of this thread, oldest first."""
    return Project.objects.filter(thread_id__in=thread.down()).order_by("id")


def on_list(area: Area, chosen: str = "") -> QuerySet[Project]:
    """The projects of the quarter with what a card shows, narrowed to one state; unknown words narrow nothing."""
    found = Project.objects.filter(area=area)
    if chosen in dict(states.STATUS):
        found = found.filter(status=chosen)
    pictures = Photo.objects.select_related("file").order_by("position", "id")
    return found.select_related("organisation", "field").prefetch_related(Prefetch("photos", pictures))


def found(project: Project) -> Iterator[Found]:
    """What the search may know of a project: every one is public."""
    url = ("projects:project", {"area": project.area.slug, "number": project.number})
    also = [project.place, *(str(one) for one in (project.field, project.organisation) if one)]
    at = project.starts_on or project.since
    yield Found(project.area.scope_id, project.title, project.summary, url, at=at, also="\n".join(also))


def searched() -> QuerySet[Project]:
    """Every project with what ``found`` reads: one query."""
    rows = Project.objects.select_related("area", "field", "organisation")
    return rows.defer("area__boundary", "area__outline")
