"""What a page for people without an account carries, as if somebody had read it for a minute."""

import datetime as dt

from quartier.kit import dates, spam


def stamped(purpose: str, seconds: float = 60) -> dict[str, str]:
    """The hidden field of a form of that purpose, its page made so many seconds ago."""
    with dates.clock_at(dates.now() - dt.timedelta(seconds=seconds)):
        return {"stamp": spam.new_stamp(purpose)}
