import datetime as dt
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Event
from quartier.kit import dates, links
from quartier.kit.templatetags.page import hour
from quartier.texts.queries import Shown, shown

LONGEST_LIST = 100


def coming(area: Area, moment: dt.datetime, limit: int = LONGEST_LIST) -> list[Event]:
    """The next public dates of the quarter in the reader's language, with the reason of those called off.

    One query in German, else two (texts.queries.shown).
    """
    rows = Event.objects.filter(area=area, public=True).coming(moment).select_related("cancellation")
    return shown(rows[:limit], get_language())


def changes_at(events: list[Event], moment: dt.datetime) -> dt.datetime | None:
    """When a list of these dates reads differently: the next beginning or end."""
    moments = [m for event in events for m in (event.starts_at, event.ends_at) if m > moment]
    return min(moments, default=None)


def called_off(event: Event) -> str:
    """The reason of a cancellation, else an empty string."""
    if event.status != states.CANCELLED:
        return ""
    cancellation: Any = getattr(event, "cancellation", None)
    return cancellation.reason if cancellation else ""


def line(area: Area, event: Event, moment: dt.datetime) -> dict[str, Any]:
    """An event as the component ``event_row`` shows it."""
    start, end = dates.local(event.starts_at), dates.local(event.ends_at)
    words = event.shown if hasattr(event, "shown") else Shown(event)
    return {
        "title": words.title,
        "lang": "" if words.language == get_language() else words.language,
        "dir": words.dir,
        "url": links.to("events:event", area=area.slug, number=event.number),
        "date": start,
        "today": start.date() == dates.local(moment).date(),
        "when": _("%(from)s bis %(to)s Uhr") % {"from": hour(start), "to": hour(end)},
        "place": event.place,
        "cancelled": event.status == "cancelled",
        "change": called_off(event),
        "marks": marks(event),
    }


def marks(event: Event) -> list[dict[str, str]]:
    """Icon and word for what people ask first."""
    found = []
    if event.cost:
        found.append({"icon": "euro", "label": event.cost})
    if event.step_free:
        found.append({"icon": "step-free", "label": _("ohne Stufen")})
    if event.childcare:
        found.append({"icon": "child", "label": _("mit Spielecke")})
    if event.languages:
        found.append({"icon": "speech", "label": event.languages})
    return found
