"""How often something happened lately, over all processes: one statement on the table of the cache.

The key says the window, so nothing has to expire; the cache drops old rows by itself.
"""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.db import connection

from quartier.kit import dates

COUNT = """INSERT INTO cache (cache_key, value, expires) VALUES (%s, '1', %s)
ON CONFLICT (cache_key) DO UPDATE SET value = CAST(CAST(cache.value AS integer) + 1 AS text)
RETURNING CAST(value AS integer)"""


def count(what: str, who: str, *, seconds: int) -> int:
    """The how-manieth time this is in the running window; ``who`` (an address) is kept as a keyed hash only."""
    moment = dates.now()
    window = int(moment.timestamp()) // seconds
    digest = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:24]
    expires = connection.ops.adapt_datetimefield_value((moment + dt.timedelta(seconds=seconds)).replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [f"limit:{what}:{digest}:{window}", expires])
        return int(cursor.fetchone()[0])
