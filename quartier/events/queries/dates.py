import datetime as dt
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.queries import choices
from quartier.events.queries.seats import seat_mark, seats
from quartier.kit import dates, links
from quartier.kit.templatetags.page import hour, weekday
from quartier.texts.queries import Shown, shown

LONGEST_LIST = 100
LEAD = 280  # letters
DISTANT = dt.timedelta(days=300)
NIGHT = dt.timedelta(hours=14)  # what is shorter and goes past midnight is still one evening


def on_list(area: Area) -> Any:
    """Public dates of the quarter as lists have them: a festival once, its sittings on its page."""
    rows = Event.objects.filter(area=area, public=True, part_of__isnull=True)
    return rows.select_related("cancellation", "series").annotate(next_time=next_time())


def next_time() -> Case:
    """For rows of dates: when a series goes on after one that was called off."""
    later = Event.objects.filter(
        series=OuterRef("series"), starts_at__gt=OuterRef("starts_at"), status=states.PLANNED, public=True
    )
    return Case(
        When(
            status=states.CANCELLED,
            series__isnull=False,
            then=Subquery(later.order_by("starts_at").values("starts_at")[:1]),
        )
    )


def named(word: str) -> Q:
    """Rows with the word in their title or place."""
    return Q(title__icontains=word) | Q(place__icontains=word)


def coming(area: Area, moment: dt.datetime, limit: int = LONGEST_LIST) -> list[Event]:
    """The next public dates of the quarter in the reader's language, with the reason of those called off.

    One query in German, else two (texts.queries.shown).
    """
    return shown(on_list(area).coming(moment)[:limit], get_language())


def changes_at(events: list[Event], moment: dt.datetime) -> dt.datetime | None:
    """When a list of these dates reads differently: the next beginning, end, or last moment to register."""
    ends = (m for event in events for m in (event.starts_at, event.ends_at, event.registration_until))
    return min((m for m in ends if m is not None and m > moment), default=None)


def called_off(event: Event) -> str:
    """The reason of a cancellation, and when its series goes on; else an empty string."""
    if event.status != states.CANCELLED:
        return ""
    cancellation: Any = getattr(event, "cancellation", None)
    reason = cancellation.reason if cancellation else ""
    again = getattr(event, "next_time", None)
    if again is None:
        return reason
    start = dates.local(again)
    words = _("Nächstes Mal: %(day)s, %(hour)s Uhr.") % {"day": weekday(start), "hour": hour(start)}
    return f"{reason} {words}".strip()


def lines(area: Area, events: list[Event], moment: dt.datetime) -> list[dict[str, Any]]:
    """Dates as the component ``event_row`` shows them, with the seats that are left: one query more than they cost."""
    left = seats(events)
    found = []
    for event in events:
        free = seat_mark(event, left.get(event.pk), moment)
        more = {"marks": [*marks(event), *_again(event), *free], "seats": free[0]["label"] if free else ""}
        found.append(line(area, event, moment) | more)
    return found


def _again(event: Event) -> list[dict[str, str]]:
    if event.series_id is None or "series" not in event._state.fields_cache:
        return []
    series: Any = event.series
    return [{"icon": "calendar", "label": rules.in_a_word(series.rule, dates.local(series.starts_at))}]


def line(area: Area, event: Event, moment: dt.datetime) -> dict[str, Any]:
    """A date as the component ``event_row`` shows it; where its series is read with it, how often."""
    start, day = dates.local(event.starts_at), dates.local(moment).date()
    words = event.shown if hasattr(event, "shown") else Shown(event)
    return {
        "title": words.title,
        "lang": "" if words.language == get_language() else words.language,
        "dir": words.dir,
        "url": links.to("events:event", area=area.slug, number=event.number),
        "date": start,
        "today": start.date() == day or (start.date() < day and event.ends_at > moment),
        "when": _with_year(event, start.date(), day),
        "place": event.place,
        "cancelled": event.status == states.CANCELLED,
        "change": called_off(event),
        "marks": marks(event),
        "often": often(event),
    }


def part(area: Area, whole: Event, row: Event, moment: dt.datetime) -> dict[str, Any]:
    """A sitting as the programme of its festival has it: the day where it is another, the place where it is another."""
    told = line(area, row, moment)
    other_day = dates.local(row.starts_at).date() != dates.local(whole.starts_at).date()
    clock = f"{weekday(row.starts_at)}, {when(row)}" if other_day else when(row)
    return told | {"when": clock, "place": "" if row.place == whole.place else row.place}


def _with_year(event: Event, start: dt.date, today: dt.date) -> str:
    """The time of day; where the date block beside it could mean another year, the whole day too."""
    return f"{dates.figures(start)}, {when(event)}" if abs(start - today) > DISTANT else when(event)


def when(event: Event | EventSeries) -> str:
    """„15 bis 17 Uhr“, „ganztägig“, „18 Uhr bis Sonntag, 14. Juni, 17 Uhr“; the first day stands beside it."""
    start, end = dates.local(event.starts_at), dates.local(event.ends_at)
    if event.all_day:
        last = end - dt.timedelta(days=1) if end.time() == dt.time(0) else end
        more = last.date() > start.date()
        return _("ganztägig, bis %(day)s") % {"day": weekday(last)} if more else _("ganztägig")
    if start == end:
        return _("%(from)s Uhr") % {"from": hour(start)}
    if start.date() != end.date() and end - start > NIGHT:
        return _("%(from)s Uhr bis %(day)s, %(to)s Uhr") % {"from": hour(start), "day": weekday(end), "to": hour(end)}
    return _("%(from)s bis %(to)s Uhr") % {"from": hour(start), "to": hour(end)}


def often(event: Event) -> str:
    """„jeden Dienstag“ for a date whose series was read with it; else an empty string."""
    if event.series_id is None or "series" not in event._state.fields_cache:
        return ""
    return how_often(event.series)  # type: ignore[arg-type]


def how_often(series: EventSeries) -> str:
    """„jeden Dienstag“"""
    return rules.in_words(series.rule, dates.local(series.starts_at))


def marks(row: Event | EventSeries | Offer) -> list[dict[str, str]]:
    """Icon and word for what people ask first."""
    found = [{"icon": "euro", "label": price(row)}]
    if row.step_free:
        found.append({"icon": "step-free", "label": _("ohne Stufen")})
    if row.childcare:
        found.append({"icon": "child", "label": _("mit Spielecke")})
    if spoken := spoken_words(row):
        found.append({"icon": "speech", "label": spoken})
    return found


def price(row: Event | EventSeries | Offer) -> str:
    """What it costs, in words: nothing, or what the office says."""
    if row.free:
        return row.cost if row.cost and not rules.costs_nothing(row.cost) else _("kostenlos")
    return row.cost or _("kostet etwas")


def spoken_words(row: Event | EventSeries | Offer) -> str:
    """Which languages are spoken there: as the office says it, else by their own names."""
    return row.languages or ", ".join(choices.language(code) for code in row.codes)


def ages(row: Event | EventSeries | Offer) -> str:
    """„von 6 bis 12 Jahren“, „ab 60 Jahren“; empty for everybody."""
    if row.age_from and row.age_to:
        return _("von %(from)d bis %(to)d Jahren") % {"from": row.age_from, "to": row.age_to}
    if row.age_from:
        return _("ab %(from)d Jahren") % {"from": row.age_from}
    return _("bis %(to)d Jahre") % {"to": row.age_to} if row.age_to else ""


def facts(row: Event | EventSeries | Offer) -> list[dict[str, Any]]:
    """What stands in the card beside the text: label, value, and whether the office ``wrote`` it, in German.

    Needs room and organiser.
    """
    access = [_("ohne Stufen") if row.step_free else "", row.access_note]
    place = ", ".join(part for part in (row.place, _address(row)) if part)
    found = [
        (_("Wo"), place, True),
        (_("Kosten"), price(row), bool(row.cost)),
        (_("Für wen"), ages(row), False),
        (_("Sprachen"), spoken_words(row), bool(row.languages)),
        (_("Zugang"), ", ".join(part for part in access if part), bool(row.access_note)),
        (_("Kinder"), _("mit Spielecke") if row.childcare else "", False),
        (_("Wer lädt ein"), row.organiser.name if row.organiser else "", True),
        (_("Fragen"), row.contact, True),
    ]
    return [{"label": label, "value": value, "wrote": wrote} for label, value, wrote in found if value]


def _address(row: Event | EventSeries | Offer) -> str:
    """Of the room, where the place is the room itself."""
    room = row.room
    return room.street if room is not None and row.place == room.name and room.public else ""


def split(text: str) -> tuple[str, str]:
    """The first paragraph, as the lead, and the rest; a long first paragraph is no lead."""
    first, _gap, rest = text.strip().replace("\r", "").partition("\n\n")
    return (
        (first, rest.strip()) if len(first) <= LEAD and not first.startswith(("-", "#", "*", "•", "1.")) else ("", text)
    )
