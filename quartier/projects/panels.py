"""How a project reads in the thread, and what the office should look at."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.kit import access, dates, links, panels
from quartier.projects import queries, states
from quartier.projects.models import Project
from quartier.search import actions as search

PUBLIC = {
    "started": gettext_lazy("Projekt angelegt"),
    states.RUNNING: gettext_lazy("Begonnen"),
    states.DONE: gettext_lazy("Fertig"),
    states.STOPPED: gettext_lazy("Beendet"),
}
INTERNAL = {
    "described": gettext_lazy("Beschreibung geändert"),
    "photo_added": gettext_lazy("Bild hinzugefügt"),
    "photo_removed": gettext_lazy("Bild entfernt"),
}
# The wide thread: which entries stand for which knot. Upper rooms are known here by name only.
WAY = (
    (("participation.idea", "published"), gettext_lazy("Idee")),
    (("funding.application", "submitted"), gettext_lazy("Antrag")),
    (("committees.decision", "decided"), gettext_lazy("Beschluss")),
    (("funding.application", "granted"), gettext_lazy("Bescheid")),
)
GRANTED, SETTLED = ("funding.application", "granted"), ("spending.settlement", "settled")


def knots(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """Start, beginning and end for everybody; changes of the page for the team."""
    told: dict[int, panels.Knot | None] = {}
    for entry in entries:
        title = (PUBLIC if entry.public else INTERNAL).get(entry.verb)
        told[entry.pk] = _knot(entry, str(title), request) if title else None
    return told


def _knot(entry: Any, title: str, request: Any) -> panels.Knot:
    knot = panels.Knot(title=title, text=entry.because, state="ended" if entry.verb == states.STOPPED else "done")
    if entry.verb == "started":
        url = links.to("projects:project", area=request.area.slug, number=entry.facts["number"])
        if request.path != url:
            knot.title, knot.link, knot.link_label = _("Projekt"), url, _("Zum Projekt")
    return knot


def way(entries: Sequence[Any], project: Project) -> list[panels.Knot]:
    """The wide thread: from the voice to the settlement, what was left out is not drawn."""
    at = {(entry.kind, entry.verb): entry.at for entry in entries if entry.public}
    found = [panels.Knot(title=str(title)) for what, title in WAY if what in at]
    begun = panels.Knot(title=_("Beginn"), state="done" if project.status != states.PLANNED else "coming")
    if project.status == states.STOPPED:
        return [*found, panels.Knot(title=_("Beendet"), state="ended")]
    end = panels.Knot(title=_("Fertig"), state="done" if project.status == states.DONE else "coming")
    settled = panels.Knot(title=_("Abgerechnet"), state="done" if SETTLED in at else "coming")
    tail = [settled] if GRANTED in at else []
    line = [*found, begun, end, *tail]
    reached = [knot for knot in line if knot.state == "done"]
    if reached and len(reached) < len(line):
        reached[-1].state = "now"
    return line


def coming(knots: list[panels.Knot], project: Project) -> list[panels.Knot]:
    """The told knots, where the project stands now, and its end while that is still to come."""
    if project.status not in (states.PLANNED, states.RUNNING):
        return knots
    if knots:
        knots[-1].state = "now"
    return [*knots, panels.Knot(title=_("Fertig"), at=project.ends_on, text=_("So ist es geplant."), state="coming")]


def due(area: Area, user: Any) -> Iterable[panels.Due]:
    """Projects whose day of beginning or end has passed while their page says something else."""
    today = dates.today()
    late = Q(status=states.PLANNED, starts_on__lt=today) | Q(status=states.RUNNING, ends_on__lt=today)
    for project in Project.objects.filter(late, area=area).order_by("id")[:100]:
        begins = project.status == states.PLANNED
        yield panels.Due(
            when=(project.starts_on if begins else project.ends_on) or today,
            title=project.title,
            why=_("Hat das Projekt begonnen?") if begins else _("Ist das Projekt fertig?"),
            url=links.to("projects:team_project", area=area.slug, number=project.number),
            verb=_("Ansehen"),
            group=_("Projekte"),
        )


def register() -> None:
    panels.due(
        panels.DueProvider(
            key="projects.late",
            label=gettext_lazy("Projekte"),
            collect=due,
            kinds=(access.MANAGER,),
            queries=1,
            order=60,
        )
    )
    panels.knots(panels.KnotProvider(kind="projects.project", load=knots, queries=0))
    search.source(
        "projects.project", word="projekte", label=gettext_lazy("Projekte"), rows=queries.searched,
        documents=queries.found, holds={"network.organisation": "organisation"},
    )  # fmt: skip
