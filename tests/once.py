"""What the tests of a module presuppose, told once: each test begins there and goes back there."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model

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
