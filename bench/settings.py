"""The product's settings, with the bare views beside it; ``BENCH_COLD=1`` keeps no page."""

import os

from quartier.config.settings import *  # noqa: F403
from quartier.kit import pagecache

ROOT_URLCONF = "bench.urls"
if os.environ.get("BENCH_COLD") == "1":
    pagecache.store.limit = 0
