from collections.abc import Callable
from typing import Any

import pytest

from quartier.history.actions import carry_out
from quartier.kit.importer import Report
from quartier.network.imports import ActorList, ActorTarget

# Lindenhafen of the cast lies between 9.98/53.54 and 10.02/53.56.
INSIDE, OUTSIDE = "53.55;10.0", "54.5;11.5"


@pytest.fixture
def read(city: Any) -> Callable[..., Report]:
    """Read a list into the cast's city: ``read("name;lat;lon", "Kita;53.55;10.0")``."""

    def take(
        *lines: str, name: str = "kitas_2026-01.csv", content: bytes = b"", by: Any = None, **asked: Any
    ) -> Report:
        plan = ActorList(content or "\n".join(lines).encode(), name, city, **asked)
        scope = plan.area.scope if plan.area else city.scope
        return carry_out(scope=scope, read=plan.preview, target=ActorTarget(city), by=by, options=plan.options())

    return take
