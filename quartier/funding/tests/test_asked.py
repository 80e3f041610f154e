"""What became of the applications of a year: each belongs to one end and one year."""

import datetime as dt
from typing import Any

import pytest

from quartier.funding import actions, queries, states
from quartier.funding.queries import Asked
from quartier.kit import dates

pytestmark = pytest.mark.django_db


def ends(desk: Any, year: int) -> tuple[int, int, int, int]:
    found = queries.year_asked([desk.fund.pk], year)
    return found.granted.count, found.refused.count, found.withdrawn.count, found.open.count


def test_every_application_has_one_end_and_drafts_have_none(desk: Any) -> None:
    desk.granted(title="Ja")
    actions.reject(application=desk.submitted(title="Nein"), reason="Zu teuer.", by=desk.clara)
    actions.withdraw(application=desk.submitted(title="Zurück"), by=desk.ayse)
    desk.submitted(title="Wartet")
    desk.draft(title="Nur ein Entwurf")
    found = queries.year_asked([desk.fund.pk], dates.today().year)
    assert ends(desk, dates.today().year) == (1, 1, 1, 1) and found.applied == Asked(4, 4 * 45_595)
    assert ends(desk, dates.today().year - 1) == (0, 0, 0, 0)


def test_what_was_refused_again_after_an_objection_counts_in_the_year_of_the_last_refusal(desk: Any) -> None:
    actions.set_steps(fund=desk.fund, steps=[actions.Step(0, states.BY_OFFICE)], by=desk.clara)
    row, year = desk.submitted(), dates.today().year
    actions.reject(application=row, reason="Zu teuer.", by=desk.clara)
    with dates.clock_at(dates.at(dt.date(year + 1, 1, 10), 9)):
        objection = actions.object_to(
            application=row, about=states.ABOUT_REFUSAL, text="", received_on=dates.today(), by=desk.ayse
        )
        actions.answer_objection(objection=objection, upheld=True, reason="Neu prüfen.", by=desk.clara)
        row.refresh_from_db()
        actions.reject(application=row, reason="Immer noch zu teuer.", by=desk.clara)
        assert ends(desk, year) == (0, 0, 0, 0) and ends(desk, year + 1) == (0, 1, 0, 0)
