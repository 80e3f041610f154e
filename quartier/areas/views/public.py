import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.areas.queries import desk
from quartier.kit import dates
from quartier.kit.pagecache import changes_at, public_page
from quartier.kit.templatetags.page import clock, weekday


def desk_card(request: HttpRequest, area: Area) -> dict[str, Any] | None:
    """The desk as the component shows it at this moment; tells the cache when that becomes untrue."""
    state = desk(area, request.now)  # type: ignore[attr-defined]
    if state is None:
        return None
    if state.changes_at:
        changes_at(request, state.changes_at)
    today = dates.local(request.now).date()  # type: ignore[attr-defined]
    if state.open and state.until:
        text, after = _("Jetzt offen, bis %(time)s Uhr") % {"time": _hour(state.until)}, _("Danach wieder")
    elif state.next_open:
        text, after = _("Öffnet %(when)s") % {"when": _when(state.next_open, today)}, _("Offen")
    else:
        text, after = _("Zurzeit geschlossen"), ""
    office = area.office
    rows = []
    if state.next_open and state.next_close:
        rows.append({"label": after, "value": _span(state.next_open, state.next_close, today)})
    where = f"{office.street}, {_('ohne Stufen')}" if office.step_free else office.street
    rows.append({"label": _("Wo"), "value": where})
    if office.phone:
        rows.append({"label": _("Telefon"), "value": office.phone, "url": f"tel:{office.phone.replace(' ', '')}"})
    return {
        "state": "open" if state.open else "holiday" if state.closure else "closed",
        "text": text,
        "reason": state.closure,
        "rows": rows,
        "languages": [{"name": name, "code": "", "dir": "auto"} for name in area.spoken],
    }


def _hour(moment: dt.datetime) -> str:
    return clock(moment).removesuffix(":00")


def _day(moment: dt.datetime, today: dt.date) -> str:
    days = (dates.local(moment).date() - today).days
    return _("heute") if days == 0 else _("morgen") if days == 1 else weekday(moment)


def _when(moment: dt.datetime, today: dt.date) -> str:
    return _("%(day)s um %(time)s Uhr") % {"day": _day(moment, today), "time": _hour(moment)}


def _span(start: dt.datetime, end: dt.datetime, today: dt.date) -> str:
    return _("%(day)s, %(from)s bis %(to)s Uhr") % {
        "day": _day(start, today), "from": _hour(start), "to": _hour(end),
    }  # fmt: skip


@public_page("area")
def office(request: HttpRequest, area: Area) -> HttpResponse:
    """The office: where, when, who speaks what, what is closed."""
    return render(request, "areas/office.html", {"desk": desk_card(request, area), "closures": _coming_closures(area)})


def _coming_closures(area: Area) -> list[dict[str, Any]]:
    today = dates.today().isoformat()
    closures = getattr(area, "office", None) and area.office.closures or []
    return [
        {"first": dt.date.fromisoformat(first), "last": dt.date.fromisoformat(last), "reason": why}
        for first, last, why in closures
        if last >= today
    ]


@public_page("area")
def imprint(request: HttpRequest, area: Area) -> HttpResponse:
    """Who answers for the site (§ 5 DDG, § 18 MStV)."""
    return render(request, "areas/imprint.html")


@public_page("area")
def privacy(request: HttpRequest, area: Area) -> HttpResponse:
    """What happens with personal data (Art. 13 GDPR)."""
    return render(request, "areas/privacy.html")


@public_page("area")
def accessibility(request: HttpRequest, area: Area) -> HttpResponse:
    """The accessibility statement (BITV 2.0 § 7, EU 2018/1523)."""
    return render(request, "areas/accessibility.html")
