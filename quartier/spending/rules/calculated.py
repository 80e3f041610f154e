"""„So wird gerechnet“: a calculation line by line, for people who add it up themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.rules import Case, Outcome, Rules, public_part
from quartier.funding.rules import calculation as law
from quartier.funding.rules.labels import percent as in_percent

PLUS, MINUS, SUM, LIMIT = "plus", "minus", "sum", "limit"


@dataclass(frozen=True)
class Step:
    """A line of „So wird gerechnet“: its words, cents, and how it counts (plus, minus, sum so far, a limit)."""

    label: str
    cents: int
    how: str = PLUS


def steps_of(known: Rules, case: Case, outcome: Outcome) -> list[Step]:
    """From the accepted receipts to the grant, in the order of the law (Nr. 1.2, 2 ANBest-P), for the case's type.

    Each plus and minus leads from one sum to the next, to the cent; a limit holds where it is less than the sum so far.
    """
    found = [Step(_("Anerkannte Belege"), sum(case.actual.values()))]
    if outcome.bears:
        found.append(Step(_("Über dem Plan, zählt nicht"), -outcome.bears, MINUS))
    if outcome.flat:
        found.append(Step(_("Pauschale für Kleinkosten"), outcome.flat))
    if len(found) > 1:
        found.append(Step(_("Kosten, die zählen"), outcome.recognised, SUM))
    found += [step for step in _by_type(known, case, outcome) if step.cents or step.how in (SUM, LIMIT)]
    found += _limits(known, outcome, reached(found))
    return [*found, Step(_("Förderung nach den Regeln"), outcome.grant, SUM)]


def reached(steps: list[Step]) -> int:
    """The sum to which steps lead, in cents."""
    so_far = 0
    for step in steps:
        if step.how == LIMIT:
            so_far = min(so_far, step.cents)
        else:
            so_far = step.cents if step.how == SUM else so_far + step.cents
    return so_far


def _by_type(known: Rules, case: Case, outcome: Outcome) -> Iterator[Step]:
    fresh, planned = law.fresh_money(known, case), law.planned_money(case)
    if case.type == funding.FIXED:
        yield Step(_("Bewilligter Festbetrag"), case.granted, LIMIT)
    elif case.type == funding.SHARE:
        yield Step(_("Einnahmen, die nicht geplant waren"), -fresh, MINUS)
        rate = case.rate or Decimal(0)
        part = law.rounded(known, rate * (outcome.recognised - fresh))
        yield Step(_("Davon der bewilligte Anteil, %(rate)s") % {"rate": in_percent(rate)}, part, SUM)
    else:
        if case.type == funding.DEFICIT:
            yield Step(_("Eigenes Geld, es geht vor"), -law.own_first(case, outcome.bears), MINUS)
        yield Step(_("Geplantes Geld von anderen"), -planned, MINUS)
        yield Step(_("Geld von anderen, das nicht geplant war"), -fresh, MINUS)


def _limits(known: Rules, outcome: Outcome, so_far: int) -> Iterator[Step]:
    """What keeps the grant from falling or rising further, from the sum ``so_far``."""
    notes = {note.code: note.cents for note in outcome.notes}
    if so_far < 0:
        yield Step(_("Es ist mehr Geld da als Kosten"), -so_far)
        so_far = 0
    if kept := notes.get(law.BELOW_THRESHOLD):
        yield Step(_("Kleine Änderung, deshalb keine Kürzung"), kept)
        so_far += kept
    public = known.get("public_share")
    if public is not None and so_far > (most := public_part(public, costs=outcome.recognised)):
        yield Step(_("Mehr als der öffentliche Anteil, %(rate)s") % {"rate": in_percent(public)}, most - so_far, MINUS)
    for code, label in ((law.CAP, _("Über dem Höchstbetrag je Aktion")), (law.OVER_GRANT, _("Über der Bewilligung"))):
        if above := notes.get(code):
            yield Step(label, -above, MINUS)
