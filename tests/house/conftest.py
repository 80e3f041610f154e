from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One row of everything (tests/world.py), made once for the module inside a transaction that is rolled back."""
    from tests.world import make_world

    plain, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # as TestCase does it: actions are durable, and this is no transaction of the house
        block.__enter__()
        try:
            yield make_world()
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
            settings.MEDIA_ROOT = plain
