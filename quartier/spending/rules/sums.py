"""What the calculation of a settlement says, for people: step by step, and as findings with their ways out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.rules import Case, Finding, Note, Outcome, Rules, Way
from quartier.funding.rules import calculation as law
from quartier.funding.rules.findings import WARN
from quartier.funding.rules.labels import percent as in_percent
from quartier.funding.rules.outcomes import spoken
from quartier.kit.money import euro, share
from quartier.spending.rules.incomes import Source, source_findings

PLUS, MINUS, SUM, LIMIT = "plus", "minus", "sum", "limit"


@dataclass(frozen=True)
class Step:
    """A line of „So wird gerechnet“: its words, cents, and how it counts (plus, minus, sum so far, a limit)."""

    label: str
    cents: int
    how: str = PLUS


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` in percent with one digit, „−12,5“; empty where there is no whole."""
    if not whole:
        return ""
    tenths = abs(part) * 1000 // whole
    sign = "−" if part < 0 and tenths else ""
    return f"{sign}{tenths // 10},{tenths % 10}"


# So wird gerechnet ------------------------------------------------------------------------------------------------
def steps_of(known: Rules, case: Case, outcome: Outcome) -> list[Step]:
    """From the accepted receipts to the grant, in the order of the law (Nr. 1.2, 2 ANBest-P), for the case's type."""
    found = [Step(_("Anerkannte Belege"), sum(case.actual.values()))]
    if outcome.bears:
        found.append(Step(_("Über dem Plan, zählt nicht"), -outcome.bears, MINUS))
    if outcome.flat:
        found.append(Step(_("Pauschale für Kleinkosten"), outcome.flat))
    if len(found) > 1:
        found.append(Step(_("Kosten, die zählen"), outcome.recognised, SUM))
    fresh, planned = law.fresh_money(known, case), law.planned_money(case)
    found += [step for step in BY_TYPE[case.type](case, outcome.recognised, planned, fresh) if step.cents]
    found += _limits(outcome)
    return [*found, Step(_("Förderung nach den Regeln"), outcome.grant, SUM)]


def _share(case: Case, recognised: int, planned: int, fresh: int) -> Iterator[Step]:
    yield Step(_("Einnahmen, die nicht geplant waren"), -fresh, MINUS)
    rate = in_percent(case.rate) if case.rate else ""
    part = share(recognised - fresh, case.rate or Decimal(0))
    yield Step(_("Davon der bewilligte Anteil, %(rate)s") % {"rate": rate}, part, SUM)


def _deficit(case: Case, recognised: int, planned: int, fresh: int) -> Iterator[Step]:
    yield Step(_("Eigenes Geld, es geht vor"), -max(case.own_share, case.own_brought), MINUS)
    yield from _full(case, recognised, planned, fresh)


def _full(case: Case, recognised: int, planned: int, fresh: int) -> Iterator[Step]:
    yield Step(_("Geplantes Geld von anderen"), -planned, MINUS)
    yield Step(_("Geld von anderen, das nicht geplant war"), -fresh, MINUS)


def _fixed(case: Case, recognised: int, planned: int, fresh: int) -> Iterator[Step]:
    yield Step(_("Bewilligter Festbetrag"), case.granted, LIMIT)


BY_TYPE: dict[str, Callable[[Case, int, int, int], Iterator[Step]]] = {
    funding.SHARE: _share, funding.DEFICIT: _deficit, funding.FULL: _full, funding.FIXED: _fixed,
}  # fmt: skip


def _limits(outcome: Outcome) -> Iterator[Step]:
    words = {
        law.BELOW_THRESHOLD: (_("Kleine Änderung, deshalb keine Kürzung"), 1),
        law.CAP: (_("Über dem Höchstbetrag je Aktion"), -1),
        law.OVER_GRANT: (_("Über der Bewilligung"), -1),
    }
    for note in outcome.notes:
        if note.code in words:
            label, sign = words[note.code]
            yield Step(label, sign * note.cents, PLUS if sign > 0 else MINUS)


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
