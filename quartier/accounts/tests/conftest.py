from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _german_and_without_counters(db: None) -> Iterator[None]:
    """Each test begins in German (a page in English leaves its language behind) and with fresh rate limits."""
    cache.clear()
    with translation.override("de"):
        yield
