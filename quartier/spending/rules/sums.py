"""What the calculation of a settlement says, for people, as findings with their ways out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules import Finding, Note, Way
from quartier.funding.rules import calculation as law
from quartier.funding.rules.findings import WARN
from quartier.funding.rules.outcomes import spoken
from quartier.kit.money import euro
from quartier.spending.rules.incomes import Source, source_findings


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` in percent with one digit, rounded half up, „−12,5“; empty where there is no whole."""
    if not whole:
        return ""
    tenths = (abs(part) * 2000 + whole) // (2 * whole)
    sign = "−" if part < 0 and tenths else ""
    return f"{sign}{tenths // 10},{tenths % 10}"


# Findings ---------------------------------------------------------------------------------------------------------
def findings_of(notes: Iterable[Note], titles: Mapping[str, str], sources: Iterable[Source] = ()) -> list[Finding]:
    """Each note of the calculation in plain words, with its source and the ways out.

    ``titles``: the cost lines' by the id as the case names it; a finding on a line bears that id. ``sources``: the money
    the plan counts on beside the grant; what nobody has confirmed of it stands first.
    """
    found = list(source_findings(sources))
    for note in notes:
        said = spoken(replace(note, line=titles.get(note.line, note.line)))
        line = int(note.line) if note.code == law.LINE_OVER else None
        about = "line" if line else "sum"
        found.append(replace(said, line=line, ways=tuple(_ways(note.code)), about=about))
    return found


def _ways(code: str) -> Iterator[Way]:
    """What a person can do about it, in words: nothing here happens by itself."""
    if code in (law.LINE_OVER, law.LINE_OVER_NO_SAVING):
        yield Way(_("mit einem Änderungsbescheid zustimmen"), "amend")
        yield Way(_("nachfragen, warum"), "ask")
        yield Way(_("es dabei lassen"), "")
    if code == law.BELOW_THRESHOLD:
        yield Way(_("prüfen, ob Geld übrig blieb, und dann niedriger entscheiden, mit einer Begründung"), "decide")
    if code == law.SMALL_SUM:
        yield Way(_("darauf verzichten"), "decide")
        yield Way(_("trotzdem zurückfordern, mit einer Begründung"), "decide")
    if code == law.UNCONFIRMED:
        yield Way(_("im Bescheid nachsehen"), "")
        yield Way(_("den Geldgeber fragen"), "")


def chapter_findings(chapters: Mapping[str, str]) -> list[Finding]:
    """The chapters of a report that stayed empty: the office asks, or lets it be. ``chapters``: heading -> text."""
    empty = [title for title, text in chapters.items() if not text.strip()]
    if not empty:
        return []
    return [
        Finding(
            WARN, "empty_chapters", None, _("Im Sachbericht fehlt etwas"),
            _("Ohne Text: %(titles)s.") % {"titles": "; ".join(empty)}, ways=(Way(_("nachfragen"), "ask"), Way(_("es dabei lassen"), "")),
        )
    ]  # fmt: skip


def line_finding(line: Any, claimed_cents: int, planned_cents: int) -> Finding | None:
    """A line above its plan while receipts come in: the office looks whether others make up for it."""
    over = claimed_cents - planned_cents
    if over <= 0:
        return None
    part = percent(over, planned_cents)
    text = _("Die Zeile liegt %(percent)s\u00a0%% darüber. Bitte prüfen Sie, ob andere Zeilen es ausgleichen.")
    return Finding(
        WARN, "over_plan", line.pk, _("%(sum)s über dem Plan") % {"sum": euro(over)},
        text % {"percent": part} if part else _("Für diese Zeile war nichts geplant."), about="line",
    )  # fmt: skip
