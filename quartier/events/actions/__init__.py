"""The verbs of the calendar, by what they write: dates, series, offers, rooms, festivals, registrations."""

from quartier.events.actions.dates import announce, cancel, change
from quartier.events.actions.registrations import tell_cancelled

__all__ = ["announce", "cancel", "change", "tell_cancelled"]
