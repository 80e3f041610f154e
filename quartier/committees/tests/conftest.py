"""A jury of five residents and two institutions, with rules of procedure and a meeting that runs."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from quartier.committees import actions, states
from quartier.committees.models import Committee, Meeting, Motion, Seat
from quartier.history.actions import action, begin_thread
from quartier.kit import dates
from quartier.network.actions import add_organisation, add_person
from tests.cast import make_user


@action
def new_thread(*, area: Any) -> Any:
    return begin_thread(scope=area.scope)


@dataclass
class Board:
    cast: Any
    committee: Committee
    seats: list[Seat]  # the first one is Boris'
    meeting: Meeting

    def motion(self, title: str = "Offene Nähstube", cents: int = 150_000, **more: Any) -> Motion:
        thread = new_thread(area=self.committee.area)
        motion = actions.propose(
            committee=self.committee, title=title, wording=f"Die Jury bewilligt: {title}.", amount_cents=cents,
            thread=thread, by=self.cast.clara, **more,
        )  # fmt: skip
        return actions.put_on_agenda(motion=motion, meeting=self.meeting, by=self.cast.clara)

    def run(self, present: int = 7) -> None:
        """Invite, begin, and let so many come in."""
        actions.invite(meeting=self.meeting, by=self.cast.clara)
        actions.begin(meeting=self.meeting, by=self.cast.clara)
        for seat in self.seats[:present]:
            actions.mark_present(meeting=self.meeting, seat=seat, by=self.cast.clara)

    def decide(self, motion: Motion, yes: int = 5, no: int = 1, abstain: int = 0, **more: Any) -> Any:
        actions.type_tally(motion=motion, yes=yes, no=no, abstain=abstain, by=self.cast.clara)
        return actions.decide(motion=motion, by=self.cast.clara, **{"reason": "Viele haben etwas davon.", **more})


@pytest.fixture
def cast(area: Any, other_area: Any, city: Any, clara: Any, carla: Any, boris: Any, erna: Any) -> SimpleNamespace:
    """Those of the cast whom these tests need; Rosa signs in and has no role."""
    return SimpleNamespace(
        area=area, other=other_area, city=city, clara=clara, carl=carla, boris=boris, erna=erna,
        rosa=make_user("Rosa Neumann"),
    )  # fmt: skip


@pytest.fixture
def board(cast: SimpleNamespace, jury: Any, seats: list[Any]) -> Board:
    """The jury of the cast with two institutions more, seven seats, and a meeting that is planned."""
    area, by = cast.area, cast.clara
    start = dates.at(dates.today() + dt.timedelta(days=14), 18, 30)
    for name in ("Kita Kornweg", "Nachbarschaftsverein"):
        organisation = add_organisation(city=cast.city, area=area, name=name, by=by)
        person = add_person(area=area, name=f"Vertretung {name}", by=by)
        institution = {"kind": states.INSTITUTION, "organisation": organisation, "since": seats[0].since}
        seats.append(actions.seat(committee=jury, person=person, by=by, **institution))
    meeting = actions.plan_meeting(
        committee=jury, starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Gemeindesaal", by=by
    )
    return Board(cast, jury, seats, meeting)
