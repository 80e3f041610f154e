"""Reads that pages of several apps share."""

from django.db.models import Prefetch, QuerySet

from quartier.areas.models import Area
from quartier.history.models import Thread
from quartier.projects import states
from quartier.projects.models import Photo, Project


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
