"""The reader of calendars (iCalendar, RFC 5545): nothing in a file is trusted, what is wrong is told with its line."""

from quartier.events.imports.calendar import Broken, CalendarFile
from quartier.events.imports.target import CalendarTarget

__all__ = ["Broken", "CalendarFile", "CalendarTarget"]
