"""Dates as calendars and tables that other programs read."""

from quartier.events.exports.calendar import Feed, Writer, calendar, where
from quartier.events.exports.tables import table

__all__ = ["Feed", "Writer", "calendar", "table", "where"]
