"""The cast of every test: Ayşe resident, Boris juror, Clara and Carla office, Dieter funder, Erna another quarter,
Kora the city, Audrey the auditor. All fictional."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas import queries as area_queries
from quartier.areas.models import Area, City
from quartier.config.guard import Allowed
from quartier.history.actions import action
from quartier.kit import access, dates, pagecache

without_action = Allowed  # ``with without_action():`` rows that no action makes, for what a test presupposes

BOUNDARY = {
    "type": "Polygon",
    "coordinates": [[[9.98, 53.54], [10.02, 53.54], [10.02, 53.56], [9.98, 53.56], [9.98, 53.54]]],
}


@pytest.fixture(autouse=True)
def empty_page_cache() -> None:
    pagecache.store.clear()
    area_queries._framed.cache_clear()


@pytest.fixture(autouse=True)
def language_of_the_house() -> None:
    """A request for an English page leaves its language on the thread; the next test begins in German."""
    translation.deactivate()


@pytest.fixture
def city(db: None) -> City:
    return areas.found_city(name="Hohenwerder")


def make_area(city: City, name: str) -> Area:
    carrier = areas.found_carrier(name=f"Träger {name} gGmbH", street="Hafenstraße 31", town="38127 Hohenwerder")
    area = areas.found_area(city=city, name=name, carrier=carrier, boundary=BOUNDARY, spoken=["Deutsch", "Türkçe"])
    hours = [[1, "10:00", "13:00"], [1, "15:00", "18:00"], [3, "15:00", "19:00"]]
    areas.open_office(
        area=area, name=f"Quartiersbüro {name}", street="Hafenstraße 31", town="38127 Hohenwerder", hours=hours,
        phone="0531 000 00", email="hallo@lindenhafen.example", step_free=True,
    )  # fmt: skip
    areas.add_field(area=area, code="HF1", name="Integration und Nachbarschaft")
    areas.add_field(area=area, code="HF3", name="Öffentlicher Raum")
    areas.add_sponsor(area=area, name="Stadt Hohenwerder")
    return Area.objects.get(pk=area.pk)


@pytest.fixture
def area(city: City) -> Area:
    return make_area(city, "Lindenhafen")


@pytest.fixture
def other_area(city: City, area: Area) -> Area:
    return make_area(city, "Werftviertel")


@action
def _make_user(*, name: str, kind: str = "", scope: Any = None) -> User:
    from quartier.accounts.models import Role

    email = f"{name.split()[0].lower().replace('ş', 's')}@example.org"
    user = User.objects.create(email=email, name=name, password="!", since=dates.now())
    if kind:
        Role.objects.create(user=user, kind=kind, scope=scope, since=dates.today() - dt.timedelta(days=900))
    return user


def make_user(name: str, kind: str = "", scope: Any = None) -> User:
    return _make_user(name=name, kind=kind, scope=scope)


@pytest.fixture
def ayse(db: None) -> User:
    return make_user("Ayşe Demir")


@pytest.fixture
def boris_user(area: Area) -> User:
    return make_user("Boris Blum", access.MEMBER, area.scope)


@pytest.fixture
def clara(area: Area) -> User:
    return make_user("Clara Berg", access.MANAGER, area.scope)


@pytest.fixture
def carla(area: Area) -> User:
    return make_user("Carla Dorn", access.MANAGER, area.scope)


@pytest.fixture
def dieter(area: Area) -> User:
    return make_user("Dieter Falk", access.FUNDER, area.scope)


@pytest.fixture
def erna(other_area: Area) -> User:
    return make_user("Erna Gold", access.MANAGER, other_area.scope)


@pytest.fixture
def kora(city: City) -> User:
    return make_user("Kora Hahn", access.COORDINATOR, city.scope)


@pytest.fixture
def audrey(area: Area) -> User:
    return make_user("Audrey Iser", access.AUDITOR, area.scope)


@pytest.fixture
def adam(area: Area) -> User:
    return make_user("Adam Jost", access.ADMINISTRATOR, area.scope)


def make_jury(area: Area, clara: User) -> Any:
    from quartier.committees import actions as committees

    body = committees.found(area=area, name="Aktionsfonds-Jury", slug="jury", kind="jury", by=clara)
    committees.adopt(
        committee=body, valid_from=dt.date(2024, 1, 1), quorum_top=1, quorum_bottom=2, majority="simple",
        notice_days=7, text="", by=clara,
    )  # fmt: skip
    return body


def make_seats(jury: Any, boris: User, clara: User) -> list[Any]:
    """Five residents in the jury; the first is Boris, who has a user."""
    from quartier.committees import actions as committees
    from quartier.network import actions as network

    names = ["Boris Blum", "Birgit Kern", "Bilal Aslan", "Bohdan Koval", "Beate Lenz"]
    found = []
    for index, name in enumerate(names):
        user = boris if index == 0 else None
        email = f"b{index}@example.org"
        person = network.add_person(area=jury.area, name=name, user=user, by=clara, email=email, phone="0531 4711")
        since = dt.date(2024, 1, 1)
        found.append(committees.seat(committee=jury, person=person, kind="resident", since=since, by=clara))
    return found


def make_ruleset() -> Any:
    from quartier.funding import actions as funding
    from quartier.funding.models import RuleSet

    funding.load_rulesets()
    return RuleSet.objects.filter(key="berlin-aktionsfonds-2021").latest("valid_from")


def make_fund_year(jury: Any, ruleset: Any, clara: User) -> Any:
    from quartier.funding import actions as funding

    fund = funding.found_fund(
        area=jury.area, name="Aktionsfonds", slug="aktionsfonds", committee=jury, lead="Geld für kleine Ideen", by=clara
    )
    return funding.open_year(fund=fund, year=dates.today().year, ruleset=ruleset, pot_cents=10_000_00, by=clara)


@pytest.fixture
def jury(area: Area, clara: User) -> Any:
    return make_jury(area, clara)


@pytest.fixture
def seats(jury: Any, boris_user: User, clara: User) -> list[Any]:
    return make_seats(jury, boris_user, clara)


@pytest.fixture
def boris(boris_user: User, seats: list[Any]) -> User:
    return boris_user


@pytest.fixture
def ruleset(db: None) -> Any:
    return make_ruleset()


@pytest.fixture
def fund_year(jury: Any, ruleset: Any, clara: User) -> Any:
    return make_fund_year(jury, ruleset, clara)


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A browser in which that person is signed in, with the second factor given."""

    def make(user: User | None = None) -> Client:
        client = Client()
        if user:
            client.force_login(user)
            session = client.session
            session["second_factor"] = True
            session.save()
        return client

    return make
