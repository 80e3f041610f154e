"""What the front pages gather from the apps below; each list one query."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.areas.models import Area, City, Sponsor
from quartier.areas.queries import desk
from quartier.committees.models import Decision
from quartier.events import queries as events
from quartier.events.models import Event
from quartier.funding.models import FundYear
from quartier.kit import dates, links
from quartier.kit.pagecache import changes_at
from quartier.kit.templatetags.page import clock, weekday
from quartier.participation.queries import open_call
from quartier.projects.models import Project


def front(request: HttpRequest, area: Area) -> dict[str, Any]:
    """Rows of the quarter's front page; five queries."""
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    coming = events.coming(area, moment, limit=4)
    if change := events.changes_at(coming, moment):
        changes_at(request, change)
    return {
        "events": [events.line(area, event, moment) for event in coming],
        "call": _call(area, moment),
        "decisions": [_decision(area, row) for row in _decisions(area)],
        "projects": [_project(area, row) for row in Project.objects.filter(area=area).order_by("-id")[:5]],
    }


def _call(area: Area, moment: dt.datetime) -> dict[str, Any]:
    """The call band: an open call, else that ideas are welcome at any time; what is left in the pot of this year."""
    call, today = open_call(area), dates.local(moment).date()
    year = FundYear.objects.filter(fund__area=area, year=today.year).select_related("available").first()
    band: dict[str, Any] = {
        "left": year.available.balance if year else None,
        "total": year.pot_cents if year else None,
        "title": call.question if call else _("Was fehlt Ihnen im Quartier?"),
        "text": call.lead if call else _("Bringen Sie Ihre Idee ein, jederzeit. Sie brauchen dafür keinen Verein."),
        "eyebrow": "",
        "facts": [],
    }
    if call:
        days = (call.closes_on - today).days
        band["eyebrow"] = _("Ideenaufruf bis %(day)s") % {"day": weekday(call.closes_on)}
        left = ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days} if days else _("nur noch heute")
        band["facts"] = [{"label": _("noch Zeit"), "value": left}]
    return band


def _decisions(area: Area) -> list[Decision]:
    rows = Decision.objects.filter(area=area, reversed_by__isnull=True).select_related("motion__committee", "tally")
    return list(rows.order_by("-at", "-id")[:3])


def _decision(area: Area, row: Decision) -> dict[str, Any]:
    tally = row.tally
    return {
        "cents": row.amount_cents,
        "title": row.motion.title,
        "url": links.to("committees:decision", area=area.slug, year=row.year, number=row.number),
        "text": row.reason,
        "votes": {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "recused": tally.recused},
    }


def _project(area: Area, row: Project) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "url": links.to("projects:project", area=area.slug, number=row.number),
        "note": row.get_status_display(),
    }


def quarters(city: City) -> list[Area]:
    """All quarters of the city, those with an office first; two queries."""
    sponsors = Prefetch("sponsors", Sponsor.objects.none())
    rows = Area.objects.filter(city=city).select_related("office").defer("boundary").prefetch_related(sponsors)
    return sorted(rows, key=lambda area: (area.carrier_id is None, area.name))


def cards(request: HttpRequest, areas: list[Area]) -> list[dict[str, Any]]:
    """A card for every quarter that has an office or had one."""
    return [_card(request, area) for area in areas if area.carrier_id is not None]


def _card(request: HttpRequest, area: Area) -> dict[str, Any]:
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    state = desk(area, moment)
    if state and state.changes_at:
        changes_at(request, state.changes_at)
    text = ""
    if state and state.open and state.until:
        text = _("Büro offen bis %(time)s Uhr") % {"time": clock(state.until)}
    elif state and state.next_open:
        text = _("Büro öffnet %(day)s um %(time)s Uhr") % {
            "day": weekday(state.next_open), "time": clock(state.next_open),
        }  # fmt: skip
    return {
        "title": area.name,
        "url": links.to("publishing:home", area=area.slug),
        "accent": area.accent,
        "desk": text,
        "open": bool(state and state.open),
        "over": bool(area.self_running_since),
    }


def city_events(request: HttpRequest, areas: list[Area]) -> dict[str, Any]:
    """The next dates of all quarters."""
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    known = {area.pk: area for area in areas}
    rows = Event.objects.filter(area__in=known, public=True).coming(moment).select_related("cancellation")
    coming = list(rows[:8])
    if change := events.changes_at(coming, moment):
        changes_at(request, change)
    lines = [events.line(known[row.area_id], row, moment) for row in coming]
    return {"events": [line | {"area": known[row.area_id].name} for line, row in zip(lines, coming, strict=True)]}
