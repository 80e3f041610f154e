"""What several pages read of the calendar: dates and offers, and who has a seat."""

from quartier.events.queries.dates import LONGEST_LIST, called_off, changes_at, coming, line, marks
from quartier.events.queries.guests import everybody, guest_list
from quartier.events.queries.seats import Box, Help, free, held, registration_box, seat_mark, seats, taken, waits

__all__ = [
    "LONGEST_LIST", "Box", "Help", "called_off", "changes_at", "coming", "everybody", "free", "guest_list", "held", "line",
    "marks", "registration_box", "seat_mark", "seats", "taken", "waits",
]  # fmt: skip
