from collections.abc import Iterator
from typing import Any

import pytest

from tests.town import told_once


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One row of everything (tests/world.py), made once for the module."""
    from tests.world import make_world

    with told_once(django_db_blocker, tmp_path_factory.mktemp("media")):
        yield make_world()
