"""The verbs of the calendar, by what they write: dates, series, offers, rooms, festivals, registrations."""

from quartier.events.actions.dates import announce, cancel, change, copy_event, remove
from quartier.events.actions.registrations import follow_change, tell_cancelled
from quartier.events.actions.series import add_day, carry_on, end_series, leave_out, start_series

__all__ = [
    "add_day", "announce", "cancel", "carry_on", "change", "copy_event", "end_series", "follow_change", "leave_out",
    "remove", "start_series", "tell_cancelled",
]  # fmt: skip
