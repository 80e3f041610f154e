"""The cast of all tests: a city with two quarters and the people who work in them. Everybody is invented.

    def test_something(cast):
        client = cast.client(cast.clara)        # signed in, second factor given
        with rows():                            # rows without an action, where a test needs one that no action makes
            Event.objects.create(area=cast.area, …)

Ayşe lives here and asks for money, Boris sits in the jury, Clara and Carl run the office, Dieter pays, Erna runs the
office of the quarter next door.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.test import Client

from quartier.accounts.models import Role, User
from quartier.areas.models import Area, AreaTerm, Carrier, City, FieldOfAction, Office
from quartier.config import guard
from quartier.history.models import Scope
from quartier.kit import access, dates
from quartier.network.models import Person


@contextmanager
def rows() -> Iterator[None]:
    """Inside, rows are written without an action. Only for what a test presupposes, never for what it tests."""
    with guard.allowed():
        yield


@dataclass
class Cast:
    city: City
    area: Area  # Lindenhafen
    other: Area  # Nordpark, of the same city
    field: FieldOfAction
    ayse: User  # applicant
    boris: User  # member
    clara: User  # manager
    carl: User  # the second manager
    dieter: User  # funder
    erna: User  # manager of the other quarter
    mira: User  # mediator
    konrad: User  # coordinator of the city
    petra: User  # auditor
    adam: User  # administrator
    rosa: User  # signed in, without any role

    def client(self, user: User | None = None, *, second_factor: bool = True) -> Client:
        """A browser in which the person is signed in; nobody without ``user``."""
        client = Client()
        if user is not None:
            client.force_login(user)
            session = client.session
            session["second_factor"] = second_factor
            session.save()
        return client

    def person(self, user: User) -> Person:
        """The contact of somebody who signs in, made on first use."""
        with rows():
            return Person.objects.get_or_create(
                area=self.area, user=user, defaults={"name": user.name, "email": user.email}
            )[0]


PEOPLE = {
    "ayse": ("Ayşe Yıldız", access.APPLICANT, "area"),
    "boris": ("Boris Petrow", access.MEMBER, "area"),
    "clara": ("Clara Winter", access.MANAGER, "area"),
    "carl": ("Carl Sommer", access.MANAGER, "area"),
    "dieter": ("Dieter Kranz", access.FUNDER, "area"),
    "erna": ("Erna Vogel", access.MANAGER, "other"),
    "mira": ("Mira Stein", access.MEDIATOR, "area"),
    "konrad": ("Konrad Brandt", access.COORDINATOR, "city"),
    "petra": ("Petra Lang", access.AUDITOR, "city"),
    "adam": ("Adam Roth", access.ADMINISTRATOR, "city"),
    "rosa": ("Rosa Neumann", "", ""),
}


def make_cast() -> Cast:
    with rows():
        city_scope = Scope.objects.create()
        city = City.objects.create(name="Musterstadt", slug="musterstadt", scope=city_scope)
        carrier = Carrier.objects.create(
            name="Stadtteilarbeit e. V.", scope=Scope.objects.create(parent=city_scope), street="Hafenstraße 1",
            town="10999 Musterstadt", represented_by="Vera Muster", email="traeger@example.org", phone="030 100 0",
        )  # fmt: skip
        area = _area(city, carrier, "Lindenhafen", "lindenhafen")
        other = _area(city, carrier, "Nordpark", "nordpark")
        field = FieldOfAction.objects.create(area=area, code="HF 1", name="Nachbarschaft")
        scopes = {"area": area.scope, "other": other.scope, "city": city_scope}
        users = {}
        for key, (name, kind, where) in PEOPLE.items():
            users[key] = User.objects.create(email=f"{key}@example.org", name=name)
            if kind:
                Role.objects.create(user=users[key], kind=kind, scope=scopes[where], since=dt.date(2020, 1, 1))
    return Cast(city=city, area=area, other=other, field=field, **users)


def _area(city: City, carrier: Carrier, name: str, slug: str) -> Area:
    scope = Scope.objects.create(parent=city.scope)
    area = Area.objects.create(
        city=city, carrier=carrier, scope=scope, name=name, slug=slug, lead=f"Willkommen in {name}",
        responsible="Vera Muster", privacy_contact="datenschutz@example.org", supervisory_authority="Landesbeauftragte",
    )  # fmt: skip
    start = dates.today().replace(month=1, day=1)
    AreaTerm.objects.create(
        area=area, number=1, starts_on=start, ends_on=start.replace(year=start.year + 3), carrier=carrier
    )
    Office.objects.create(
        area=area, name=f"Büro {name}", street="Hafenstraße 12", town="10999 Musterstadt", phone="030 100 12",
        email=f"{slug}@example.org", hours=[[day, "00:00", "23:59"] for day in range(7)],
    )  # fmt: skip
    return area
