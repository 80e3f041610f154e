"""Reads by which every page finds its quarter and its stamp, and what the frame of a page shows of the quarter."""

import copy
import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from quartier.areas.models import Area, City, Office, Sponsor, StaffMember
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.importer import nearest
from quartier.kit.pagecache import changes_at
from quartier.kit.templatetags.page import hour, weekday
from quartier.search.actions import Found

STAMP = """SELECT a.id, s.version, c.version FROM areas_area a JOIN history_scope s ON s.id = a.scope_id
JOIN history_scope c ON c.id = s.parent_id WHERE a.slug = %s AND a.carrier_id IS NOT NULL"""
ALL_STAMP = "SELECT SUM(version), COUNT(*) FROM history_scope"


def area_stamp(slug: str) -> tuple[Any, ...] | None:
    """(area id, its version, its city's version) or None: one raw query, the only one on a page from the cache."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [slug])
        return cursor.fetchone()


def city_stamp() -> tuple[Any, ...]:
    """(sum, count) over all scopes: what the page of all quarters depends on. MAX would lose changes."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_STAMP)
        return cursor.fetchone()


def framed() -> QuerySet[Area]:
    """Quarters with all that the frame of a page shows: two queries for any number."""
    sponsors = Prefetch("sponsors", Sponsor.objects.select_related("logo"))
    return (
        Area.objects.select_related("city", "carrier", "office", "emblem__file")
        .defer("boundary")
        .prefetch_related(sponsors)
    )


@functools.lru_cache(maxsize=256)
def _framed(stamp: tuple[Any, ...]) -> Area:
    return framed().get(pk=stamp[0])


def load_area(stamp: tuple[Any, ...]) -> Area:
    """The quarter of a stamp, framed; read once per process and stamp, for whatever it shows is part of the stamp."""
    return copy.copy(_framed(stamp))


def load_city(stamp: tuple[Any, ...]) -> City | None:
    """The installation's first city; None before ``quartier init``."""
    return City.objects.order_by("pk").first()


def find_area(slug: str) -> Area | None:
    """The running quarter with that slug, framed, for the pages of the team."""
    stamp = area_stamp(slug)
    return load_area(stamp) if stamp else None


@dataclass(frozen=True)
class Desk:
    """What the desk card says: open until / opens at, at this moment. ``changes_at`` is when that becomes untrue."""

    open: bool
    until: dt.datetime | None
    next_open: dt.datetime | None
    next_close: dt.datetime | None
    closure: str
    changes_at: dt.datetime | None


def desk(area: Area, moment: dt.datetime) -> Desk | None:
    """State of the quarter's office at the moment; None where there is no office yet. No query."""
    office = getattr(area, "office", None)
    if office is None:
        return None
    day = dates.local(moment).date()
    slots = [slot for offset in range(15) for slot in _slots(office, day + dt.timedelta(days=offset))]
    now = next((s for s in slots if s[0] <= moment < s[1]), None)
    later = next((s for s in slots if s[0] > moment), None)
    changes = now[1] if now else later[0] if later else None
    return Desk(
        open=now is not None,
        until=now[1] if now else None,
        next_open=later[0] if later else None,
        next_close=later[1] if later else None,
        closure=_closure(office, day),
        changes_at=changes,
    )


def _slots(office: Any, day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    if _closure(office, day):
        return []
    hours = sorted((opens, closes) for weekday, opens, closes in office.hours if weekday == day.weekday())
    return [(dates.at(day, *_clock(opens)), dates.at(day, *_clock(closes))) for opens, closes in hours]


def _clock(text: str) -> tuple[int, int]:
    hour, minute = text.split(":")
    return int(hour), int(minute)


def _closure(office: Any, day: dt.date) -> str:
    return next((why for first, last, why in office.closures if first <= day.isoformat() <= last), "")


def emblem_url(area: Area) -> str:
    """The address of the quarter's own sign, as small as there is one; empty where the drawn leaf stands. No query."""
    picture = area.emblem
    if picture is None or not picture.is_shown:
        return ""
    return f"{picture.url}?art={min(picture.file.widths)}" if picture.file.widths else picture.url


def staff(area: Area) -> list[StaffMember]:
    """Who of the office is shown to everybody, with picture: one query."""
    return list(StaffMember.objects.shown().filter(area=area).select_related("picture__file"))


def desk_card(request: HttpRequest, area: Area, people: Sequence[StaffMember] = ()) -> dict[str, Any] | None:
    """The desk as the component shows it at this moment; tells the cache when that becomes untrue.

    ``people``: whom one meets there, as ``staff`` found them.
    """
    state = desk(area, request.now)  # type: ignore[attr-defined]
    if state is None:
        return None
    if state.changes_at:
        changes_at(request, state.changes_at)
    today = dates.local(request.now).date()  # type: ignore[attr-defined]
    if state.open and state.until:
        text, after = _("Jetzt offen, bis %(time)s Uhr") % {"time": hour(state.until)}, _("Danach wieder")
    elif state.next_open:
        text, after = _("Öffnet %(when)s") % {"when": when(state.next_open, today)}, _("Offen")
    else:
        text, after = _("Zurzeit geschlossen"), ""
    office = area.office
    rows = []
    if state.next_open and state.next_close:
        rows.append({"label": after, "value": _span(state.next_open, state.next_close, today)})
    where = f"{office.street}, {_('ohne Stufen')}" if office.step_free else office.street
    rows.append({"label": _("Wo"), "value": where})
    if people:
        rows.append({"label": _("Für Sie da"), "value": listed([member.name for member in people])})
    if office.phone:
        rows.append({"label": _("Telefon"), "value": office.phone, "url": f"tel:{office.phone.replace(' ', '')}"})
    return {
        "state": "open" if state.open else "holiday" if state.closure else "closed",
        "text": text,
        "reason": state.closure,
        "rows": rows,
        "languages": [{"name": name, "code": "", "dir": "auto"} for name in area.spoken],
    }


def listed(words: Sequence[str]) -> str:
    """„Ada, Ben und Cem“"""
    *first, last = words
    return _("%(some)s und %(last)s") % {"some": ", ".join(first), "last": last} if first else last


def _day(moment: dt.datetime, today: dt.date) -> str:
    days = (dates.local(moment).date() - today).days
    return _("heute") if days == 0 else _("morgen") if days == 1 else weekday(moment)


def when(moment: dt.datetime, today: dt.date) -> str:
    """„morgen um 15 Uhr“; today only „um 15 Uhr“."""
    if dates.local(moment).date() == today:
        return _("um %(time)s Uhr") % {"time": hour(moment)}
    return _("%(day)s um %(time)s Uhr") % {"day": _day(moment, today), "time": hour(moment)}


def _span(start: dt.datetime, end: dt.datetime, today: dt.date) -> str:
    return _("%(day)s, %(from)s bis %(to)s Uhr") % {
        "day": _day(start, today), "from": hour(start), "to": hour(end),
    }  # fmt: skip


def city_called(name: str) -> City:
    """The city of that name or slug; Refused with the cities there are."""
    cities = list(City.objects.order_by("name"))
    for city in cities:
        if name.strip().casefold() in (city.slug, city.name.casefold()):
            return city
    known = ", ".join(f"„{city.name}“" for city in cities)
    there = _("Vorhanden: %(known)s.") % {"known": known} if cities else _("Es gibt noch keine Stadt.")
    raise Refused(_("Die Stadt „%(name)s“ gibt es hier nicht.") % {"name": name} + f" {there}")


def area_called(name: str) -> Area:
    """The quarter of that slug or name; Refused with the nearest names, or with the slugs where several bear it."""
    wanted = name.strip().casefold()
    rows = list(Area.objects.order_by("name", "pk").values_list("pk", "slug", "name"))
    found = [row for row in rows if row[1] == wanted] or [row for row in rows if row[2].casefold() == wanted]
    if len(found) == 1:
        return Area.objects.select_related("city").get(pk=found[0][0])
    if found:
        slugs = ", ".join(f"„{slug}“" for _pk, slug, _name in found)
        raise Refused(_("„%(name)s“ heißen mehrere Quartiere: %(slugs)s.") % {"name": name, "slugs": slugs})
    if not rows:
        raise Refused(_("Es gibt noch kein Quartier."))
    near = nearest(name, [row[2] for row in rows])
    raise Refused(_("Ein Quartier „%(name)s“ gibt es hier nicht. Ähnlich: %(near)s.") % {"name": name, "near": near})


# What the search may know -----------------------------------------------------------------------------------------
def found_area(area: Area) -> Iterator[Found]:
    """A quarter that has pages."""
    if area.carrier_id is not None:
        yield Found(area.scope_id, area.name, area.lead, ("publishing:home", {"area": area.slug}))


def found_office(office: Office) -> Iterator[Found]:
    """The office: where it is and which languages are spoken; nobody's name."""
    area = office.area
    if area.carrier_id is not None:
        said = [office.street, office.town, office.phone, office.access_note, *area.spoken]
        yield Found(area.scope_id, office.name, "\n".join(said), ("areas:office", {"area": area.slug}))
