"""What can be said of a date without asking anybody: when a rule has it, how it reads, which facts are sound."""

from quartier.events.rules.easy import spoken
from quartier.events.rules.facts import (
    FACTS,
    OF_EVENT,
    OF_OFFER,
    OF_SERIES,
    belongs,
    cleaned,
    codes,
    costs_nothing,
    hours,
    weekdays,
)  # fmt: skip
from quartier.events.rules.periods import DAYS, walls
from quartier.events.rules.recurrence import (
    HOME,
    SECOND,
    aligned,
    ended,
    ends,
    join,
    lasting,
    moment_of,
    moved,
    occurrences,
    parse,
    rest,
    shifted,
    text_of,
    until_day,
    zone_of,
)  # fmt: skip
from quartier.events.rules.series import LONGEST, cut, dates_of, due, end_of, horizon, matched, not_too_long
from quartier.events.rules.words import in_a_word, in_words, listed

__all__ = [
    "DAYS", "FACTS", "HOME", "LONGEST", "OF_EVENT", "OF_OFFER", "OF_SERIES", "SECOND", "aligned", "belongs",
    "cleaned", "codes", "costs_nothing", "cut", "dates_of", "due", "end_of", "ended", "ends", "horizon", "hours",
    "in_a_word", "in_words", "join", "lasting", "listed", "matched", "moment_of", "moved", "not_too_long",
    "occurrences", "parse", "rest", "shifted", "spoken", "text_of", "until_day", "walls", "weekdays", "zone_of",
]  # fmt: skip
