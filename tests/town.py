"""A town told once for the tests of a module: an office of two, a jury, a fund. Each test begins there and goes back there.

Apps whose tests all begin so take these fixtures in their ``conftest.py``, in place of those of ``tests/cast.py``.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area, City
from quartier.kit import access
from tests.cast import make_area, make_fund_year, make_jury, make_ruleset, make_seats, make_user

Row = TypeVar("Row", bound=Model)


@contextlib.contextmanager
def told_once(django_db_blocker: Any, media: Path) -> Iterator[None]:
    """A transaction around the tests of a module that is rolled back after the last; each test is a savepoint in it.

    Not for tests with ``transaction=True``, which empty the database. Rows that were told are read anew by each test
    (``fresh``): what the database takes back stays in an object.
    """
    plain, settings.MEDIA_ROOT = settings.MEDIA_ROOT, media
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # as TestCase does it: actions are durable, and this is no transaction of the house
        block.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
            settings.MEDIA_ROOT = plain


def fresh(row: Row) -> Row:
    """The row as the database has it."""
    return type(row)._default_manager.get(pk=row.pk)


@dataclass
class Town:
    """Who and what every story of money begins with."""

    city: City
    area: Area
    ayse: User
    boris: User
    clara: User
    carla: User
    jury: Any
    seats: list[Any]
    ruleset: Any
    fund_year: Any


def make_town() -> Town:
    city = areas.found_city(name="Hohenwerder")
    area = make_area(city, "Lindenhafen")
    ayse = make_user("Ayşe Demir")
    boris = make_user("Boris Blum", access.MEMBER, area.scope)
    clara, carla = (make_user(name, access.MANAGER, area.scope) for name in ("Clara Berg", "Carla Dorn"))
    jury = make_jury(area, clara)
    seats = make_seats(jury, boris, clara)
    ruleset = make_ruleset()
    return Town(city, area, ayse, boris, clara, carla, jury, seats, ruleset, make_fund_year(jury, ruleset, clara))


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with told_once(django_db_blocker, tmp_path_factory.mktemp("media")):
        yield make_town()


@pytest.fixture
def city(town: Town, db: None) -> City:
    return fresh(town.city)


@pytest.fixture
def area(town: Town, db: None) -> Area:
    return fresh(town.area)


@pytest.fixture
def ayse(town: Town, db: None) -> User:
    return fresh(town.ayse)


@pytest.fixture
def boris_user(town: Town, db: None) -> User:
    return fresh(town.boris)


@pytest.fixture
def clara(town: Town, db: None) -> User:
    return fresh(town.clara)


@pytest.fixture
def carla(town: Town, db: None) -> User:
    return fresh(town.carla)


@pytest.fixture
def jury(town: Town, db: None) -> Any:
    return fresh(town.jury)


@pytest.fixture
def seats(town: Town, db: None) -> list[Any]:
    return [fresh(seat) for seat in town.seats]


@pytest.fixture
def ruleset(town: Town, db: None) -> Any:
    return fresh(town.ruleset)


@pytest.fixture
def fund_year(town: Town, db: None) -> Any:
    return fresh(town.fund_year)
