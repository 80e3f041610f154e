"""Whole calendars of rows, with the addresses of their pages."""

from collections.abc import Callable
from typing import Any

from quartier.events.exports.calendar import Feed, Writer, calendar
from quartier.events.models import Event
from quartier.events.queries.calendars import Rows, is_public
from quartier.kit import links


def address(row: Any) -> str:
    """The page of a date or a series, whole."""
    area = row.area
    if isinstance(row, Event):
        return links.absolute(links.to("events:event", area=area.slug, number=row.number), area.domain)
    return links.absolute(links.to("events:series", area=area.slug, pk=row.pk), area.domain)


def written(rows: Rows, feed: Feed, wanted: Callable[[Any], bool] = is_public) -> bytes:
    """The calendar of these rows."""
    writer = Writer(address, wanted)
    writer.take(rows.events, rows.series)
    return calendar(feed, writer.blocks)
