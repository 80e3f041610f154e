"""How the fund works: rules of the quarter's own, the office alone for small sums, a deadline, the end of a year."""

import datetime as dt
from typing import Any

from quartier.funding import actions as funding
from quartier.funding import states
from quartier.funding.models import FundYear
from quartier.funding.rules import Value
from quartier.kit.dates import today

CARRIED = 1_200_00  # at most, of what the last year left


def put_down(story: Any) -> None:
    """The end of the last year before it is closed; the rest lately, so that both ways of deciding can be seen."""
    line, ended = story.line, _ended(story.line.today)
    if ended > line.day(-700):
        line.at((ended - line.today).days, lambda: _end(story, ended.year - 1))
    line.at(-20, lambda: _steps(story))
    line.at(-19, lambda: _round(story))
    line.at(-12, lambda: _rules(story))
    line.at(-5, lambda: _draft(story))


def _ended(day: dt.date) -> dt.date:
    """The last 12th of February: before the year is closed on the 20th."""
    found = day.replace(month=2, day=12)
    return found if found < day else found.replace(year=day.year - 1)


def _end(story: Any, year: int) -> None:
    years = FundYear.objects.select_related("available", "source", "fund__area__scope")
    row = years.filter(fund=story.fund, year=year).first()
    if row is not None:
        funding.end_year(
            fund_year=row, carried_cents=min(CARRIED, row.available.balance), by=story.cast.taras,
            reason="Die Stadt hat dem Übertrag am 3. Februar zugestimmt.",
        )  # fmt: skip


def _steps(story: Any) -> None:
    jury = funding.Step(150_00, states.BY_COMMITTEE, story.cast.jury)
    funding.set_steps(fund=story.fund, steps=[funding.Step(0, states.BY_OFFICE), jury], by=story.by)


def _round(story: Any) -> None:
    funding.put_call(
        fund_year=FundYear.objects.select_related("fund__area").get(fund=story.fund, year=today().year),
        title="Runde im nächsten Quartal", opens_on=today(), closes_on=today() + dt.timedelta(days=40), by=story.by,
        text="Besonders willkommen: Ideen für drinnen.", meeting=None,
    )  # fmt: skip


def _rules(story: Any) -> None:
    """From next month on: what is left may go into the next year."""
    base = funding.begin_draft(area=story.area, copy_of=_newest(story), by=story.by)
    base = funding.put_value(
        draft=base, name="carry_over", value=Value(True, "Schreiben der Stadt vom 3. Februar", True), by=story.by
    )
    funding.enact(draft=base, fund=story.fund, valid_from=today() + dt.timedelta(days=45), by=story.by)


def _draft(story: Any) -> None:
    """One that is still being written, with a value nobody has confirmed."""
    draft = funding.begin_draft(area=story.area, copy_of=_newest(story), by=story.by)
    funding.put_value(
        draft=draft, name="cap_per_action", value=Value(2_000_00, "Anruf bei der Stadt, noch ohne Schreiben", False),
        by=story.by,
    )  # fmt: skip


def _newest(story: Any) -> Any:
    newest = FundYear.objects.filter(fund=story.fund).select_related("ruleset").latest("year")
    return newest.ruleset
