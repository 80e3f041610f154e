"""Dates as calendars and tables that other programs read."""

from quartier.events.exports import schema
from quartier.events.exports.calendar import Feed, Writer, calendar, where
from quartier.events.exports.tables import table
from quartier.events.exports.whole import address, written

__all__ = ["Feed", "Writer", "address", "calendar", "schema", "table", "where", "written"]
