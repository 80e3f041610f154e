"""A jury that decides, a fund with money, and an application as far as a test needs it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.committees.models import Committee, Meeting
from quartier.funding import actions, states
from quartier.funding.actions import Cost, CostPlan
from quartier.funding.models import Application, Fund, FundYear, Grant
from quartier.kit import dates
from quartier.network import actions as network
from quartier.network.models import Person
from tests.town import area, ayse, boris_user, carla, city, clara, fund_year, jury, ruleset, seats, town

PLAN = CostPlan(costs=(Cost("Stoffe und Garn", 26_450), Cost("Miete Gemeindesaal", 15_000)), means=())


@dataclass
class Desk:
    """The office of Lindenhafen with its fund, and verbs that bring an application as far as wanted."""

    area: Area
    other_area: Area
    jury: Committee
    fund: Fund
    year: FundYear
    person: Person
    ayse: User
    clara: User
    carla: User

    def draft(self, plan: CostPlan = PLAN, **more: Any) -> Application:
        given = {"owner": self.ayse, "by": self.ayse, "title": "Nähwerkstatt für alle", **more}
        application = actions.apply(fund=self.fund, person=self.person, **given)
        start = dates.today() + dt.timedelta(days=70)
        return actions.save(
            application=application, version=1, by=given["by"], plan=plan, summary="An sechs Abenden nähen wir.",
            starts_on=start, ends_on=start + dt.timedelta(days=30), place="Gemeindesaal",
        )  # fmt: skip

    def submitted(self, **more: Any) -> Application:
        application = self.draft(**more)
        actions.set_bank_account(
            application=application, holder="Ayşe Yıldız", iban="DE02 1203 0000 0000 2020 51", by=self.ayse
        )
        return actions.submit(application=application, by=self.ayse)

    def checked(self, **more: Any) -> Application:
        application = self.submitted(**more)
        actions.check(application=application, result=states.COMPLETE, by=self.clara)
        return application

    def meeting(self) -> Meeting:
        day = dates.now() + dt.timedelta(days=8)
        return committees.plan_meeting(
            committee=self.jury, starts_at=day, ends_at=day + dt.timedelta(hours=2), place="Büro", public=True,
            by=self.clara,
        )  # fmt: skip

    def in_jury(self, **more: Any) -> Application:
        application = self.checked(**more)
        actions.to_jury(application=application, meeting=self.meeting(), by=self.clara)
        return application

    def decided(self, *, yes: int = 4, no: int = 1, amount: int | None = None, **more: Any) -> Application:
        application = self.in_jury(**more)
        motion, by = application.motion, self.clara
        motion.refresh_from_db()
        meeting = motion.meeting
        committees.invite(meeting=meeting, by=by)
        committees.begin(meeting=meeting, by=by)
        for seat in self.jury.seats.all():
            committees.mark_present(meeting=meeting, seat=seat, by=by)
        motion.refresh_from_db()
        committees.type_tally(motion=motion, yes=yes, no=no, abstain=0, by=by)
        motion.refresh_from_db()
        committees.decide(
            motion=motion, reason="Gut für die Nachbarschaft.", condition="Bitte lädt auch die Schule ein.",
            amount_cents=amount, by=by,
        )  # fmt: skip
        return Application.objects.get(pk=application.pk)

    def granted(self, **more: Any) -> Grant:
        return actions.grant(application=self.decided(**more), by=self.clara)


@pytest.fixture
def desk(
    area: Any, other_area: Any, fund_year: FundYear, seats: list[Any], ayse: User, clara: User, carla: User
) -> Desk:
    person = network.add_person(
        area=area, name=ayse.name, user=ayse, by=clara, email=ayse.email, phone="0531 815", street="Kornweg 12"
    )
    fund = fund_year.fund
    return Desk(area, other_area, fund.committee, fund, fund_year, person, ayse, clara, carla)
