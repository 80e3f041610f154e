"""Who gets a seat, who waits, who moves up, and how long a name is kept.

The rule of the waiting list stands in public, word for word: ``waiting_rule`` (decision 0019).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.events import states
from quartier.kit import dates, spam

NAME_MAX, NOTE_MAX, PHONE_MAX = 120, 300, 40
MOST_SEATS = 10  # one registration by the form brings at most; larger groups call
MOST_PER_HOUR = 40  # from one connection: a class registers in one lesson
MAILS_PER_DAY = 10  # to one address that never asked for them: nobody can be flooded through us
CONFIRM_WITHIN = dt.timedelta(days=2)
KEPT_DAYS = 30  # after the end of the date; docs/retention.yaml, period „short“
REMIND_FROM = 9  # o'clock of the day before


def waiting_rule() -> str:
    """The rule as people read it, at the form and in the mail."""
    return _(
        "Wird ein Platz frei, rückt nach, wer am längsten wartet. Es zählt, wann Sie bestätigt haben. Ist eine Gruppe "
        "größer als die freien Plätze, rückt die nächste Anmeldung nach, die hineinpasst; die Gruppe behält ihre Stelle."
    )


def move_up(waiting: Iterable[tuple[Any, int]], free: int | None) -> list[Any]:
    """Which of those who wait (row, seats; in their order) get a seat now. ``free``: seats left, None: no limit.

    The rule above: each in turn gets seats where they fit, so no seat stays empty while somebody who fits waits.
    """
    found = []
    for row, seats in waiting:
        if fits(seats, free):
            found.append(row)
            free = None if free is None else free - seats
    return found


def fits(seats: int, free: int | None) -> bool:
    """Whether so many people find seats."""
    return free is None or seats <= free


def left(capacity: int | None, taken: int) -> int | None:
    """Seats left; none where more are taken than there are, None where there is no limit."""
    return None if capacity is None else max(0, capacity - taken)


# Times ------------------------------------------------------------------------------------------------------------
def closes_at(event: Any, shift: Any = None) -> dt.datetime:
    """Until when one can register: as the office said, else until it begins."""
    if shift is not None:
        return shift.starts_at
    return event.registration_until or event.starts_at


def is_open(event: Any, moment: dt.datetime, shift: Any = None) -> bool:
    """Whether one can register by the form now: a public date that takes place, asks for it, and has not closed."""
    asks = event.registers or shift is not None
    return bool(event.public and event.status == states.PLANNED and asks and moment < closes_at(event, shift))


def begins_at(event: Any, shift: Any = None) -> dt.datetime:
    """From then on nobody moves up."""
    return (shift or event).starts_at


def anonymise_on(event: Any) -> dt.date:
    """The day on which names, addresses and notes go: thirty days after the end (Art. 5(1)(e) GDPR)."""
    return dates.local(event.ends_at).date() + dt.timedelta(days=KEPT_DAYS)


def overlap(one: Any, other: Any) -> bool:
    """Whether two stretches of time (shifts, dates) have a moment in common."""
    return bool(one.starts_at < other.ends_at and other.starts_at < one.ends_at)


# Signs of spam ----------------------------------------------------------------------------------------------------
def held(name: str, note: str, phone: str = "") -> str:
    """Why somebody of the office should look first: words of ``spam.SIGNS``. A link has no place in a registration."""
    return " ".join(spam.signs(name, note, phone, links=0))


# Words ------------------------------------------------------------------------------------------------------------
def position(waiting: Sequence[Any], row: Any) -> int:
    """The place on the waiting list, from 1; 0 for somebody who is not on it (any more)."""
    ids = [one.pk for one in waiting]
    return ids.index(row.pk) + 1 if row.pk in ids else 0
