"""A small quarter, made through the actions: an office of two, a jury of five, a fund with ten thousand euros."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.funding.models import FundYear
from tests.journeys.stage import Stage


@dataclass
class Town:
    """The rows a story begins with. Birgit sits in the jury and has no access yet, Bohdan and Beate need none."""

    area: Area
    fund_year: FundYear
    clara: User
    carla: User
    boris: User
    bilal: User


@pytest.fixture
def town(area: Area, fund_year: FundYear, seats: list[Any], clara: User, carla: User, boris: User) -> Town:
    bilal = accounts.create_user(email="b2@example.org", name="Bilal Aslan")
    committees.invite_member(seat=seats[2], by=clara)
    return Town(area, fund_year, clara, carla, boris, bilal)


@pytest.fixture
def stage(open_screen: Callable[..., Any]) -> Stage:
    return Stage(open_screen)


@pytest.fixture
def stage_without_javascript(open_screen: Callable[..., Any]) -> Stage:
    return Stage(open_screen, javascript=False)
