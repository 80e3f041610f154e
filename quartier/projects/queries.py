"""Reads that pages of several apps share."""

from django.db.models import QuerySet

from quartier.history.models import Thread
from quartier.projects.models import Project


def projects_of(thread: Thread) -> QuerySet[Project]:
    """The projects that came of this thread, oldest first."""
    return Project.objects.filter(thread_id__in=thread.down()).order_by("id")
