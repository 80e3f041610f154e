"""The story's clock: what happens is put down with its moment and told in order of time."""

import datetime as dt
import heapq
from collections.abc import Callable
from typing import Any

from quartier.kit import dates

Deed = Callable[[], Any]


class Timeline:
    """Deeds by moment. All days are counted from the day of the first start; what lies ahead of it is never told."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.today = dates.local(now).date()
        self._deeds: list[tuple[dt.datetime, int, Deed]] = []
        self._count = 0

    def day(self, offset: int) -> dt.date:
        """The day ``offset`` days from the first start; negative is the past."""
        return self.today + dt.timedelta(days=offset)

    def moment(self, offset: int, hour: int = 10, minute: int = 0) -> dt.datetime:
        return dates.at(self.day(offset), hour, minute)

    def at(self, offset: int, deed: Deed, hour: int = 10, minute: int = 0) -> None:
        """Do it on that day at that hour."""
        self._count += 1
        heapq.heappush(self._deeds, (self.moment(offset, hour, minute), self._count, deed))

    def tell(self, progress: Callable[[int, int], None] = lambda done, all_: None) -> int:
        """Do everything up to now, each under its own clock. Returns how many deeds were done."""
        done = 0
        while self._deeds and self._deeds[0][0] <= self.now:
            moment, _, deed = heapq.heappop(self._deeds)
            with dates.clock_at(moment):
                deed()
            done += 1
            if done % 50 == 0:
                progress(done, done + len(self._deeds))
        return done
