"""What can be said of a date without asking anybody: when a rule has it, how it reads, which facts are sound."""

from quartier.events.rules.facts import (
    FACTS, OF_EVENT, OF_OFFER, OF_SERIES, belongs, cleaned, codes, costs_nothing, hours, weekdays,
)  # fmt: skip
from quartier.events.rules.recurrence import (
    DAYS, HOME, aligned, ended, ends, join, lasting, moment_of, moved, occurrences, parse, rest, shifted, text_of,
    until_day, zone_of,
)  # fmt: skip
from quartier.events.rules.words import in_words, listed

__all__ = [
    "DAYS", "FACTS", "HOME", "OF_EVENT", "OF_OFFER", "OF_SERIES", "aligned", "belongs", "cleaned", "codes",
    "costs_nothing", "ended", "ends", "hours", "in_words", "join", "lasting", "listed", "moment_of", "moved",
    "occurrences", "parse", "rest", "shifted", "text_of", "until_day", "weekdays", "zone_of",
]  # fmt: skip
