import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.models import Offer
from quartier.events.queries.dates import ages, marks
from quartier.kit import dates, links
from quartier.kit.templatetags.page import hour


def running(area: Area, moment: dt.datetime) -> QuerySet[Offer]:
    """Offers people can use now or soon; what has an end and is past it is none."""
    day = dates.local(moment).date()
    rows = Offer.objects.filter(area=area, status=states.RUNNING).exclude(ends_on__lt=day)
    return rows.select_related("picture__file").order_by("title", "id")


def card(area: Area, offer: Offer) -> dict[str, Any]:
    """An offer as lists show it; ``shown`` was asked for before."""
    words: Any = offer.shown
    return {
        "title": words.title,
        "lang": "" if words.language == get_language() else words.language,
        "dir": words.dir,
        "url": links.to("events:offer", area=area.slug, number=offer.number),
        "kind": offer.get_kind_display(),
        "text": ", ".join(part for part in (times(offer), offer.place) if part),
        "note": ages(offer),
        "marks": marks(offer),
        "picture": offer.picture,
    }


def times(offer: Offer) -> str:
    """„Montag und Donnerstag, 10 bis 12 Uhr“, slot by slot; empty where no hours were said."""
    found = []
    for begins, ends in sorted({(slot[1], slot[2]) for slot in offer.hours}):
        days = [str(WEEKDAYS[slot[0]]) for slot in offer.hours if (slot[1], slot[2]) == (begins, ends)]
        found.append(_("%(days)s, %(from)s bis %(to)s Uhr") % {
            "days": rules.listed(days), "from": hour(clock(begins)), "to": hour(clock(ends)),
        })  # fmt: skip
    return "; ".join(found)


def clock(text: str) -> dt.time:
    """„18:30“ as a time."""
    return dt.time.fromisoformat(text)


def period(offer: Offer) -> str:
    """From when to when it runs; empty where it simply goes on."""
    begins, ends = offer.starts_on, offer.ends_on
    if begins and ends:
        return _("%(from)s bis %(to)s") % {"from": dates.figures(begins), "to": dates.figures(ends)}
    if begins:
        return _("ab %(from)s") % {"from": dates.figures(begins)}
    return _("bis %(to)s") % {"to": dates.figures(ends)} if ends else ""
