"""What waits for the office, and how the history of ideas reads in the thread."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.kit import access, dates, links, panels
from quartier.participation import queries, rules, states
from quartier.participation.models import Answer, Idea
from quartier.search import actions as search


def due(area: Area, user: Any) -> Iterable[panels.Due]:
    """Ideas to read within two days, answers owed within seven."""
    waiting = Idea.objects.waiting().filter(area=area).only("number", "title", "status", "at", "source")
    for idea in waiting.order_by("at")[:100]:
        new = idea.status == states.NEW
        yield panels.Due(
            when=rules.release_owed_by(idea.at) if new else rules.answer_owed_by(idea.at),
            title=_("Idee „%s“") % idea.title,
            why=_("Noch nicht gelesen") if new else _("Antwort"),
            url=links.to("participation:team_idea", area=area.slug, number=idea.number),
            verb=_("Lesen") if new else _("Antworten"),
            group=_("Ideen"),
        )


def ideas(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """Public: the idea itself, once it is released. Internal: what the office did with it."""
    here: dict[int, Idea] = getattr(request, "told", {})  # the idea whose page this is
    told: dict[int, panels.Knot | None] = {}
    seen: set[int] = set()
    for entry in entries:
        if entry.public and entry.verb == states.PUBLISHED and entry.row not in seen:
            seen.add(entry.row)
            told[entry.pk] = _voice(here[entry.row]) if entry.row in here else _elsewhere(entry, request)
        elif entry.public or entry.verb in INTERNAL:
            told[entry.pk] = panels.Knot(title=str(INTERNAL.get(entry.verb, entry.verb)), text=entry.because)
    return told


INTERNAL = {
    "handed_in": gettext_lazy("Eingegangen"),
    "published": gettext_lazy("Veröffentlicht"),
    "hidden": gettext_lazy("Nicht veröffentlicht"),
    "withdrawn": gettext_lazy("Zurückgezogen"),
    "noted": gettext_lazy("Notiz"),
}


def _voice(idea: Idea) -> panels.Knot:
    """The idea as the first knot of its own page."""
    return panels.Knot(title=_("Eingebracht"), at=idea.at, text=f"{idea.get_source_display()}.")


def _elsewhere(entry: Any, request: Any) -> panels.Knot:
    """The idea as it is told on a later page of the thread: the way back to it."""
    number = entry.facts["number"]
    url = links.to("participation:idea", area=request.area.slug, number=number)
    return panels.Knot(title=_("Idee"), link=url, link_label=_("Zur Idee %d") % number)


def answers(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """The office's answers in their words, with the name of who gave it."""
    rows = Answer.objects.select_related("by", "idea").in_bulk({entry.row for entry in entries})
    told: dict[int, panels.Knot | None] = {}
    for entry in entries:
        if (row := rows.get(entry.row)) is None:
            continue
        title = _("Weitergegeben an: %s") % row.passed_to if row.passed_to else _("Beantwortet")
        told[entry.pk] = panels.Knot(title=title, quote=row.text, by=_("%s, Quartiersbüro") % row.by)
    return told


def coming(knots: list[panels.Knot], idea: Idea) -> list[panels.Knot]:
    """The told knots with the state of the last one, and what is still to come."""
    reached, how = states.REACHED[idea.status]
    if knots and how != "done":
        knots[-1].state = how
    if how == "ended":
        return knots
    later = []
    for title in states.STEPS[reached + 1 :]:
        knot = panels.Knot(title=str(title), state="coming")
        if title == states.STEPS[1]:
            knot.text = _answer_when(idea)
        later.append(knot)
    return knots + later


def _answer_when(idea: Idea) -> str:
    day = rules.answer_owed_by(idea.at)
    if day < dates.today():
        return _("Das Büro schuldet noch eine Antwort.")
    return _("Das Büro antwortet bis zum %(day)d.%(month)d.") % {"day": day.day, "month": day.month}


def register() -> None:
    panels.due(
        panels.DueProvider(
            key="participation.ideas", label=gettext_lazy("Ideen"), collect=due, kinds=(access.MANAGER,), queries=1
        )
    )
    panels.knots(panels.KnotProvider(kind="participation.idea", load=ideas, queries=0))
    panels.knots(panels.KnotProvider(kind="participation.answer", load=answers, queries=1))
    search.source(
        "participation.idea", word="ideen", label=gettext_lazy("Ideen"), rows=queries.searched, documents=queries.found,
        holds={"participation.answer": "answers"},
    )  # fmt: skip
