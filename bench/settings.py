"""The product's settings, with the bare views beside it; ``BENCH_COLD=1`` keeps no page."""

import os

from quartier.config.settings import *  # noqa: F403 - a settings module is a list of names
from quartier.kit import pagecache, spam
from quartier.participation import rules

ROOT_URLCONF = "bench.urls"
rules.MOST_PER_HOUR = spam.USES = 10**9  # one machine hands in thousands of ideas here
if os.environ.get("BENCH_COLD") == "1":
    pagecache.store.limit = 0
