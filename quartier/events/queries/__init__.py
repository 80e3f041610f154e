"""What several pages read of the calendar: dates and offers, and who has a seat."""

from quartier.events.queries.choices import Choice, Group, Panel, language, of_dates, of_offers
from quartier.events.queries.dates import (
    LONGEST_LIST,
    ages,
    called_off,
    changes_at,
    coming,
    facts,
    how_often,
    line,
    lines,
    marks,
    named,
    next_time,
    often,
    on_list,
    part,
    price,
    split,
    spoken_words,
    when,
)  # isort: skip
from quartier.events.queries.guests import coming_to, everybody, guest_list, overlaps
from quartier.events.queries.offers import card, period, running, times
from quartier.events.queries.seats import Box, Help, free, held, registration_box, seat_mark, seats, taken, waits

__all__ = [
    "LONGEST_LIST", "Box", "Choice", "Group", "Help", "Panel", "ages", "called_off", "card", "changes_at", "coming",
    "coming_to", "everybody", "facts", "free", "guest_list", "held", "how_often", "language", "line", "lines", "marks", "named",
    "next_time", "of_dates", "of_offers", "often", "on_list", "overlaps", "part", "period", "price",
    "registration_box", "running", "seat_mark", "seats", "split", "spoken_words", "taken", "times", "waits", "when",
]  # fmt: skip
