"""From an empty database to two years of Lindenhafen."""

from collections.abc import Callable
from pathlib import Path

from quartier.config.demo import chapters, people, places, real
from quartier.config.demo.timeline import Timeline
from quartier.kit import dates

Progress = Callable[[int, int], None]


def build(progress: Progress = lambda done, all_: None, folder: Path | None = None) -> people.Cast:
    """Make the demo's world and tell its story; all days are relative to now. ``folder``: real quarters, from files."""
    line = Timeline(dates.now())
    since = line.day(chapters.BEGIN)
    with dates.clock_at(dates.at(since, 8)):
        world = places.build(line.day, real.quarters(folder) if folder else None)
        cast = people.build(world, since)
    chapters.tell(line, world, cast)
    line.tell(progress)
    return cast
