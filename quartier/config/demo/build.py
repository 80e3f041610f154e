"""From an empty database to two years of Lindenhafen."""

from collections.abc import Callable
from pathlib import Path

from quartier.config.demo import chapters, people, places, real
from quartier.config.demo.timeline import Timeline
from quartier.kit import dates
from quartier.mail import actions as mail
from quartier.mail.models import Message

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
    post_old_letters(line)
    return cast


def post_old_letters(line: Timeline) -> None:
    """What was written in the two years has long been sent; only the last day's mails still wait for the worker."""
    for message in Message.objects.waiting().filter(at__lt=line.moment(-1)):
        with dates.clock_at(message.at):
            if mail.claim(message=message):
                mail.delivered(message=message)
