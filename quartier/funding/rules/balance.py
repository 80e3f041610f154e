"""Whether a finance plan comes out even, and what of the money of others the office should see."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states
from quartier.funding.rules.finding import BAD, INFO, WARN, Finding, Way
from quartier.funding.rules.plans import Request
from quartier.funding.rules.rulesets import Rules
from quartier.funding.rules.shares import own_share, volunteer_hours
from quartier.kit.money import euro

MINUTES = 60  # of an hour


def plan_findings(
    rules: Rules, application: Any, lines: Sequence[Any], means: Sequence[Any], asked: Request
) -> Iterator[Finding]:
    """What does not come out even: a gap below the costs, an own share too small, money asked for twice.

    ``lines`` and ``means`` are the rows of both plans; reads the other applications. Sums in cents.
    """
    if lines:
        yield from _gap(rules, asked)
        yield from _own_share(rules, means, asked)
    yield from _work(rules, means, asked)
    yield from _kinds(rules, lines)
    yield from _elsewhere(application, means, asked)


def _ask() -> tuple[Way, ...]:
    return (Way(_("Nachfragen"), "ask"),)


def _gap(rules: Rules, asked: Request) -> Iterator[Finding]:
    """Costs that neither others nor the fund may pay; above the cap another finding says it."""
    gap = asked.asked - asked.requested
    if gap <= 0 or asked.over:
        return
    text = _("Kosten %(total)s, anderes Geld %(means)s, aus dem Fonds höchstens %(most)s. Es fehlen %(gap)s.") % {
        "total": euro(asked.total), "means": euro(asked.means), "most": euro(asked.requested), "gap": euro(gap),
    }  # fmt: skip
    title = _("Der Plan geht nicht auf: %(gap)s fehlen") % {"gap": euro(gap)}
    yield Finding(BAD, "gap", None, title, text, rules.source("public_share"), _ask(), "sum")


def _own_share(rules: Rules, means: Sequence[Any], asked: Request) -> Iterator[Finding]:
    rate, base = rules.get("own_share_rate"), rules.get("own_share_base")
    if not rate or not base or rate >= 1 or not asked.requested:
        return
    counts = {states.OWN} | (set(states.NOT_CASH) if rules.get("own_share_non_cash") else set())
    there = sum(row.cents for row in means if row.kind in counts)
    wanted = own_share(rate, base, grant=asked.requested)
    if there >= wanted:
        return
    text = _("Nötig sind %(wanted)s eigener Anteil, im Plan stehen %(there)s.")
    yield Finding(
        BAD, "own_share", None, _("%(sum)s eigener Anteil fehlen") % {"sum": euro(wanted - there)},
        text % {"wanted": euro(wanted), "there": euro(there)}, rules.source("own_share_rate"), _ask(), "means",
    )  # fmt: skip


def _work(rules: Rules, means: Sequence[Any], asked: Request) -> Iterator[Finding]:
    """Hours of work, all rows together, that are worth less by the rules, or more than the rules let count."""
    rows = [row for row in means if row.kind == states.WORK and row.hours]
    hours, there = sum((row.hours for row in rows), Decimal(0)), sum(row.cents for row in rows)
    whole = volunteer_hours(rules, minutes=hours * MINUTES, eligible=asked.total) if rows else None
    if whole is None:
        return
    parts = [volunteer_hours(rules, minutes=row.hours * MINUTES, eligible=asked.total) for row in rows]
    counts = whole.counts if whole.capped else sum(part.worth for part in parts if part)  # each row has its own cent
    if there > counts:
        text = _("Für %(hours)s Stunden zählen nach den Regeln %(counts)s, im Plan stehen %(there)s.") % {
            "hours": f"{hours.normalize():f}".replace(".", ","), "counts": euro(counts), "there": euro(there),
        }  # fmt: skip
        title = _("%(sum)s Arbeit zu viel") % {"sum": euro(there - counts)}
        yield Finding(WARN, "work", None, title, text, rules.source("volunteer_rate"), _ask(), "means")


def _kinds(rules: Rules, lines: Sequence[Any]) -> Iterator[Finding]:
    """Lines of a kind the rules do not know, or of none where they name kinds."""
    known = rules.get("cost_lines", ())
    for line in lines:
        if known and line.kind not in known:
            text = _("Diese Zeile gehört zu keiner Kostenart des Fonds. Möglich sind: %(kinds)s.")
            yield Finding(
                INFO, "no_kind", line.pk, _("Keine Kostenart"), text % {"kinds": ", ".join(known)},
                rules.source("cost_lines"), about="line",
            )  # fmt: skip


def _elsewhere(application: Any, means: Sequence[Any], asked: Request) -> Iterator[Finding]:
    """Other applications for the same purpose: told, and held against the plan."""
    others = [row for row in application.other_applications.all() if row.result != states.REFUSED]
    if not others:
        return
    there = sum(row.cents for row in means if row.kind == states.THIRD)
    told = "; ".join(f"{row.body}, {euro(row.cents)}, {row.get_result_display().lower()}" for row in others)
    total = sum(row.cents for row in others)
    if total > there:
        text = _("%(told)s. Im Plan stehen von anderen nur %(there)s. Wird beides bewilligt, ist es mehr als nötig.")
        title = _("%(sum)s anderswo beantragt und nicht im Plan") % {"sum": euro(total - there)}
        yield Finding(WARN, "elsewhere", None, title, text % {"told": told, "there": euro(there)}, "", _ask(), "means")
    else:
        yield Finding(INFO, "elsewhere_planned", None, _("Auch anderswo beantragt"), told + ".", about="means")
