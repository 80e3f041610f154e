"""How often something happened lately, over all processes: one statement on the table of the cache.

The key says the window, so nothing has to expire; the cache drops old rows by itself.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from quartier.kit import dates

COUNT = """INSERT INTO cache (cache_key, value, expires) VALUES {rows}
ON CONFLICT (cache_key) DO UPDATE SET value = CAST(CAST(cache.value AS integer) + 1 AS text)
RETURNING cache_key, CAST(value AS integer)"""


def count(what: str, who: str, *, seconds: int) -> int:
    """The how-manieth time this is in the running window; ``who`` (an address) is kept as a keyed hash only."""
    return count_all([(what, who, seconds)])[0]


def count_all(asked: Sequence[tuple[str, str, int]]) -> list[int]:
    """The same for several (what, who, seconds) that differ, in their order: one statement."""
    if not asked:
        return []
    moment = dates.now()
    keys, values = [], []
    for what, who, seconds in asked:
        window = int(moment.timestamp()) // seconds
        digest = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:24]
        expires = (moment + dt.timedelta(seconds=seconds)).replace(microsecond=0)
        keys.append(f"limit:{what}:{digest}:{window}")
        values += [keys[-1], connection.ops.adapt_datetimefield_value(expires)]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=", ".join(["(%s, '1', %s)"] * len(keys))), values)
        counts = dict(cursor.fetchall())
    return [int(counts[key]) for key in keys]
