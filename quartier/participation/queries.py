"""Reads that pages of several apps share."""

from collections.abc import Iterable

from django.db.models import QuerySet

from quartier.areas.models import Area
from quartier.history.models import Thread
from quartier.kit import dates
from quartier.participation.models import Answer, Idea, IdeaCall


def voices(thread: Thread) -> QuerySet[Idea]:
    """The ideas from which this thread came, its own included, oldest first. Public pages add ``.public()``."""
    return Idea.objects.filter(thread_id__in=thread.up()).order_by("id")


def ideas_of(email: str) -> QuerySet[Idea]:
    """Public ideas whose author left this address: their author may turn them into an application."""
    return Idea.objects.public().filter(email__iexact=email).exclude(email="").select_related("area").order_by("-id")


def open_call(area: Area) -> IdeaCall | None:
    """The call that is open today; the one that closes first where there are several."""
    today = dates.today()
    calls = IdeaCall.objects.filter(area=area, opens_on__lte=today, closes_on__gte=today)
    return calls.order_by("closes_on", "id").first()


def passed_to(ideas: Iterable[Idea]) -> dict[int, str]:
    """Who takes care of the ideas that were passed on, by idea id: one query, none where none was."""
    passed = [idea.pk for idea in ideas if idea.status == "passed_on"]
    if not passed:
        return {}
    rows = Answer.objects.filter(idea_id__in=passed).exclude(passed_to="").order_by("id")
    return dict(rows.values_list("idea_id", "passed_to"))
