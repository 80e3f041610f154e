"""The dates as a table for spreadsheets and the pages of others: a line for each, no person named."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from quartier.events import states
from quartier.events.exports.calendar import where
from quartier.events.models import Event
from quartier.kit import dates
from quartier.kit.spreadsheets import Cell


def table(events: Iterable[Event], address: Callable[[Any], str]) -> Iterator[list[Cell]]:
    """The head, then a line for each date: days as ISO text, times by the clock here."""
    yield [
        _("Nummer"), _("Titel"), _("Tag"), _("Beginn"), _("Bis zum"), _("Ende"), _("Ort"), _("Thema"), _("Kosten"),
        _("Sprachen"), _("Ohne Stufen"), _("Mit Spielecke"), _("Stand"), _("Adresse"),
    ]  # fmt: skip
    for event in events:
        yield _line(event, address)


def _line(event: Event, address: Callable[[Any], str]) -> list[Cell]:
    start, end = dates.local(event.starts_at), dates.local(event.ends_at)
    if event.all_day:
        end -= dt.timedelta(seconds=1)  # a whole day ends where the next one begins
    clock = ("", "") if event.all_day else (f"{start:%H:%M}", f"{end:%H:%M}")
    shown: Any = event.shown
    return [
        event.number, shown.title, start.date().isoformat(), clock[0], end.date().isoformat(), clock[1], where(event),
        "" if event.topic == states.OTHER else str(event.get_topic_display()),
        event.cost or (_("kostenlos") if event.free else ""), event.languages, _("ja") if event.step_free else "",
        _("ja") if event.childcare else "", str(event.get_status_display()), address(event),
    ]  # fmt: skip
