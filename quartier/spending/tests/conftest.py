"""A granted application with a plan of two lines, made through the actions, and the verbs that carry it further."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.funding import actions as funding
from quartier.funding import states as funding_states
from quartier.funding.actions import Cost, CostPlan
from quartier.funding.models import FundYear, Grant
from quartier.kit import dates
from quartier.network import actions as network
from quartier.spending import actions, states
from quartier.spending.models import Payment, Receipt, Settlement, SettlementResult
from tests.town import Town, area, ayse, boris_user, carla, city, clara, fund_year, jury, ruleset, seats, town

PLAN = CostPlan(costs=(Cost("Material", 80_000), Cost("Miete", 20_000)), means=())
IBAN = "DE02120300000000202051"


def photo(shade: int = 200, size: tuple[int, int] = (60, 80)) -> ContentFile:
    """A picture as a phone sends it; another shade is another file."""
    content = io.BytesIO()
    Image.new("RGB", size, (shade, shade, 90)).save(content, "JPEG")
    return ContentFile(content.getvalue(), name="beleg.jpg")


@dataclass
class Office:
    """The quarter's office with a granted application (1.100,00 €), and the verbs of its money."""

    area: Area
    grant: Grant
    owner: User
    clara: User
    carla: User
    shade: int = 0

    @property
    def lines(self) -> list[Any]:
        return list(self.grant.application.cost_lines.all())

    def again(self) -> Grant:
        """The grant as the database has it, with its accounts."""
        self.grant = Grant.objects.select_related(
            "application__area__scope", "application__owner", "application__person", "committed", "paid", "spent",
            "fund_year__available", "project", "ruleset",
        ).get(pk=self.grant.pk)  # fmt: skip
        return self.grant

    def receipt(self, cents: int = 50_000, *, line: int = 0, **more: Any) -> Receipt:
        self.shade = (self.shade + 7) % 250
        given = {"payee": "Baumarkt am Ring", "purpose": "Holz", "paid_on": dates.today(), "by": self.owner, **more}
        given.setdefault("upload", photo(self.shade))
        return actions.hand_in_receipt(grant=self.grant, line=self.lines[line], cents=cents, **given)

    def accepted(self, cents: int = 50_000, **more: Any) -> Receipt:
        receipt = self.receipt(cents, **more)
        actions.review(receipt=receipt, result=states.ACCEPTED, by=self.clara)
        return receipt

    def paid(self, cents: int = 110_000) -> Payment:
        payment = actions.order_payment(grant=self.grant, cents=cents, by=self.clara)
        return actions.book_payment(payment=payment, by=self.carla, value_on=dates.today(), reference="SEPA 1")

    def submitted(self) -> Settlement:
        actions.save_settlement(grant=self.grant, report="Wir haben an sechs Abenden genäht.", by=self.owner)
        return actions.submit_settlement(grant=self.grant, by=self.owner)

    def decided(self, **more: Any) -> SettlementResult:
        return actions.decide_settlement(settlement=self.submitted(), by=self.clara, **more)

    def balances(self) -> tuple[int, int, int, int]:
        """Committed, paid, spent of the grant, and available of the fund."""
        grant = self.again()
        return grant.committed.balance, grant.paid.balance, grant.spent.balance, grant.fund_year.available.balance


def make_grant(
    area: Area, year: FundYear, owner: User, clara: User, title: str = "Nähwerkstatt für alle", plan: CostPlan = PLAN,
    **more: Any,
) -> Grant:  # fmt: skip
    """From the application to the notice, by the people who do it."""
    person = network.add_person(area=area, name=owner.name, user=owner, by=clara, email=owner.email, phone="0531 815")
    application = funding.apply(fund=year.fund, person=person, owner=owner, title=title, by=owner)
    start = dates.today() + dt.timedelta(days=1)
    application = funding.save(
        application=application, version=application.version, by=owner, plan=plan, summary="An sechs Abenden nähen wir.",
        starts_on=start, ends_on=start + dt.timedelta(days=30), place="Gemeindesaal",
    )  # fmt: skip
    funding.set_bank_account(application=application, holder=owner.name, iban=IBAN, by=owner)
    application = funding.submit(application=application, by=owner)
    funding.check(application=application, result=funding_states.COMPLETE, note="", by=clara)
    decide(area, year, application, clara)
    application = type(application).objects.get(pk=application.pk)
    return funding.grant(application=application, by=clara, **{"starts_on": dates.today(), **more})


def decide(area: Area, year: FundYear, application: Any, clara: User, *, yes: int = 4, no: int = 1) -> None:
    day = dates.now() + dt.timedelta(days=8)
    jury = year.fund.committee
    meeting = committees.plan_meeting(
        committee=jury, starts_at=day, ends_at=day + dt.timedelta(hours=2), place="Büro", public=True, by=clara
    )
    motion = funding.to_jury(application=application, meeting=meeting, by=clara)
    committees.invite(meeting=meeting, by=clara)
    committees.begin(meeting=meeting, by=clara)
    for seat in jury.seats.all():
        committees.mark_present(meeting=meeting, seat=seat, by=clara)
    motion.refresh_from_db()
    committees.type_tally(motion=motion, yes=yes, no=no, abstain=0, by=clara)
    motion.refresh_from_db()
    amount = motion.amount_cents if yes > no else 0
    committees.decide(motion=motion, reason="Viele machen mit.", condition="", amount_cents=amount, by=clara)
    committees.close_meeting(meeting=meeting, minutes="", by=clara)


@pytest.fixture(scope="module")
def granted(town: Town) -> Grant:
    """The way to a grant takes hundreds of queries: it is gone once for the tests of a module."""
    return make_grant(town.area, town.fund_year, town.ayse, town.clara)


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(media: None, granted: Grant, area: Area, ayse: User, clara: User, carla: User) -> Office:
    made = Office(area, granted, ayse, clara, carla)
    made.again()
    return made
