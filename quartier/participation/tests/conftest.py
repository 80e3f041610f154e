"""Ideas in every state, made through the actions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from quartier.accounts.models import User
from quartier.areas.models import Area, FieldOfAction
from quartier.participation import actions
from quartier.participation.models import Idea

TEXT = "Auf dem Spielplatz am Kornweg gibt es kein Wasser. Die Kinder haben im Sommer Durst."


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    """Nobody is slowed down by what an earlier test handed in."""
    cache.clear()


@pytest.fixture
def field(area: Area) -> FieldOfAction:
    return area.fields.get(code="HF1")


@pytest.fixture
def hand_in(area: Area) -> Callable[..., Idea]:
    """An idea for Lindenhafen; every one says something of its own."""
    count = 0

    def make(**fields: Any) -> Idea:
        nonlocal count
        count += 1
        facts = {"area": area, "title": f"Wasserstelle {count}", "text": TEXT, "place": "Kornweg"}
        return actions.hand_in(**(facts | fields))

    return make


@pytest.fixture
def published(clara: User, hand_in: Callable[..., Idea]) -> Callable[..., Idea]:
    """An idea everybody can read."""

    def make(**fields: Any) -> Idea:
        return actions.publish(idea=hand_in(**fields), by=clara)

    return make
