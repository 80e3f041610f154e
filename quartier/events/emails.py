"""Mails to people who registered for a date: subject and text, in their language. None quotes what was typed."""

import copy
import datetime as dt
from typing import Any

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import exports
from quartier.events.models import Event, Registration, Shift
from quartier.events.queries.calendars import of_event
from quartier.events.rules import registrations as rules
from quartier.kit import dates, links
from quartier.kit.templatetags.page import hour, weekday
from quartier.texts.queries import shown

SALT = "events.registration"
Mail = tuple[str, str]


def asked(row: Registration) -> Mail:
    """Please confirm; without that nothing happens."""
    return _("Bitte bestätigen Sie Ihre Anmeldung: %s") % _title(row.event), _text("asked", row)


def already(row: Registration) -> Mail:
    """Somebody registered again with an address that is registered: nothing changed."""
    return _("Sie sind schon angemeldet: %s") % _title(row.event), _text("already", row)


def registered(row: Registration, overlaps: list[Registration]) -> Mail:
    """You have a seat. ``overlaps``: shifts of the same address at the same time."""
    return _("Sie sind angemeldet: %s") % _title(row.event), _text("registered", row, overlaps=_shifts(overlaps))


def waiting(row: Registration, place: int) -> Mail:
    """All seats are taken; the place on the list and the rule."""
    return _("Sie stehen auf der Warteliste: %s") % _title(row.event), _text("waiting", row, place=place)


def moved_up(row: Registration, overlaps: list[Registration]) -> Mail:
    """A seat is free and yours; who cannot come gives it back."""
    return _("Ein Platz ist frei geworden: %s") % _title(row.event), _text("moved_up", row, overlaps=_shifts(overlaps))


def withdrawn(row: Registration) -> Mail:
    """You no longer come; name and address are gone."""
    return _("Sie sind abgemeldet: %s") % _title(row.event), _text("withdrawn", row)


def cancelled(row: Registration, reason: str) -> Mail:
    """It does not take place, and why."""
    return _("Fällt aus: %s") % _title(row.event), _text("cancelled", row, reason=reason)


def changed(row: Registration, before: Event | Shift) -> Mail:
    """Another time or place; what it was before."""
    place = before.place if isinstance(before, Event) and before.place != row.event.place else ""
    more = {"was": when(before), "was_place": place}
    return _("Etwas hat sich geändert: %s") % _title(row.event), _text("changed", row, **more)


def reminder(row: Registration) -> Mail:
    """Tomorrow."""
    return _("Morgen: %s") % _title(row.event), _text("reminder", row)


def calendar(row: Registration) -> str:
    """The date, or the shift somebody helps in, as an iCalendar file; nobody is named in it."""
    event, area = row.event, row.event.area
    found = of_event(event, area).events[0]
    if row.shift is not None:
        found = copy.copy(found)
        found.starts_at, found.ends_at, found.all_day = row.shift.starts_at, row.shift.ends_at, False
        found.uid, found.series_id = f"{event.uid}-{row.shift.pk}", None
        found.shown = copy.copy(found.shown)
        found.shown.title = f"{found.shown.title}: {row.shift.title}"
    url = _address(area, "events:event", number=event.number)
    writer = exports.Writer(address=lambda _row: url)
    writer.take([found])
    feed = exports.Feed(found.shown.title, area.name, url)
    return exports.calendar(feed, writer.blocks).decode()


# Links ------------------------------------------------------------------------------------------------------------
def token(row: Registration) -> str:
    """What the link to a registration carries: its signed id, nothing about the person."""
    return signing.dumps(row.pk, salt=SALT)


def read_token(text: str) -> int | None:
    """The id of the registration, None when the link was changed or cut. When it stops working, the date says."""
    try:
        return int(signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _address(area: Area, name: str, **arguments: Any) -> str:
    path = links.to(name, area=area.slug, **arguments)
    return links.absolute(links.shorten(path, area.slug if area.domain else ""), area.domain)


# Words ------------------------------------------------------------------------------------------------------------
def when(what: Any) -> str:
    """„Dienstag, 1. Dezember, 18 bis 20 Uhr“; of a date or a shift, over midnight and over days as well."""
    start, end = dates.local(what.starts_at), dates.local(what.ends_at)
    last = dates.local(what.ends_at - dt.timedelta(seconds=1)).date() if end > start else start.date()
    if getattr(what, "all_day", False):
        if last <= start.date():
            return weekday(start)
        return _("%(from)s bis %(to)s") % {"from": weekday(start), "to": weekday(last)}
    if end <= start:
        return _("%(day)s, %(clock)s Uhr") % {"day": weekday(start), "clock": hour(start)}
    if last > start.date() and end - start > dt.timedelta(hours=18):
        words = {"day": weekday(start), "clock": hour(start), "last": weekday(end), "end": hour(end)}
        return _("%(day)s, %(clock)s Uhr bis %(last)s, %(end)s Uhr") % words
    return _("%(day)s, %(from)s bis %(to)s Uhr") % {"day": weekday(start), "from": hour(start), "to": hour(end)}


def _title(event: Event) -> str:
    """As the reader's language has it, where somebody wrote a version."""
    return shown([event], get_language())[0].shown.title


def _shifts(rows: list[Registration]) -> list[str]:
    return [f"{row.shift.title}, {when(row.shift)}" if row.shift else when(row.event) for row in rows]


def _text(name: str, row: Registration, **more: Any) -> str:
    event = row.event
    context = {
        "row": row,
        "event": event,
        "title": _title(event),
        "when": when(row.shift or event),
        "area": event.area,
        "office": getattr(event.area, "office", None),
        "own_url": _address(event.area, "events:registration", token=token(row)),
        "page_url": _address(event.area, "events:event", number=event.number),
        "rule": rules.waiting_rule(),
        "forgotten_on": row.anonymise_on,
        **more,
    }
    return render_to_string(f"events/email/{name}.txt", context)
