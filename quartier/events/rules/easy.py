"""What is known of a date in Leichte Sprache: one thought with one drawing each. German, whatever the page speaks.

The sentences keep the rules themselves: the check finds no error in them (tests/test_easy_pages.py).
"""

import datetime as dt

from django.conf.locale import LANG_INFO
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, override

from quartier.events import states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.models.facts import Facts
from quartier.events.rules.words import in_words
from quartier.kit import dates
from quartier.kit.templatetags.page import hour, weekday
from quartier.texts.rules import Part


def called_off(event: Event, reason: str) -> list[Part]:
    """That a date does not take place, with the reason people read; nothing where it does."""
    if event.status != states.CANCELLED:
        return []
    return [Part("Der Termin fällt aus", ("Bitte kommen Sie nicht.", "Der Grund:", reason), "off")]


def when(event: Event, moment: dt.datetime) -> Part:
    """On which day and at what time."""
    with override("de"):
        start, end = dates.local(event.starts_at), dates.local(event.ends_at)
        today = start.date() == dates.local(moment).date()
        first = ("Heute.",) if today else ()
        if event.ends_at <= moment:
            first = ("Der Termin ist vorbei.",)
        if start.date() != end.date() and end - start > dt.timedelta(hours=12):
            last = end if end.time() != dt.time(0) else end - dt.timedelta(days=1)
            lines: tuple[str, ...] = (f"Von {weekday(start)}.", f"Bis {weekday(last)}.")
        elif event.all_day:
            lines = (f"Am {weekday(start)}.", "Den ganzen Tag.")
        else:
            lines = (f"Am {weekday(start)}.", f"Von {hour(start)} Uhr bis {hour(end)} Uhr.")
            if start == end:
                lines = (f"Am {weekday(start)}.", f"Um {hour(start)} Uhr.")
        return Part("Wann ist das?", (*first, *lines), "calendar")


def again(series: EventSeries, coming: Event | None) -> list[Part]:
    """How often, at what time, and the next day."""
    with override("de"):
        start, end = dates.local(series.starts_at), dates.local(series.ends_at)
        often = in_words(series.rule, start)
        lines = [f"{often[:1].upper()}{often[1:]}."]
        lines.append("Den ganzen Tag." if series.all_day else f"Von {hour(start)} Uhr bis {hour(end)} Uhr.")
        if coming is not None:
            lines += ["Das nächste Mal:", f"{weekday(coming.starts_at)}."]
        return [Part("Wann ist das?", tuple(lines), "calendar")]


def hours(offer: Offer) -> list[Part]:
    """On which weekdays and at what time; nothing where the office did not say."""
    with override("de"):
        lines = [
            line
            for day, begins, ends in offer.hours
            for line in (f"Am {WEEKDAYS[day]}.", f"Von {_clock(begins)} Uhr bis {_clock(ends)} Uhr.")
        ]
        return [Part("Wann ist das?", tuple(lines), "calendar")] if lines else []


def _clock(text: str) -> str:
    return hour(dt.time.fromisoformat(text))


def facts(row: Facts, place: str) -> list[Part]:
    """Where it is, what it costs, which languages, for children: of a date and of an offer."""
    found = [_where(row, place)] if place else []
    price = ("Es kostet nichts.",) if row.free or not row.cost else ("Der Preis:", row.cost)
    found.append(Part("Was kostet das?", price, "money"))
    if names := [spoken(code) for code in row.codes]:
        found.append(Part("Diese Sprachen können Sie sprechen", (), "speech", tuple(names)))
    if row.childcare:
        lines = ("Sie können Ihr Kind mitbringen.", "Es gibt eine Ecke zum Spielen.")
        found.append(Part("Kinder", lines, "child"))
    return found


def _where(row: Facts, place: str) -> Part:
    lines = ["Der Ort:", place]
    if row.step_free:
        lines += ["Es gibt keine Stufen.", "Sie kommen mit dem Roll-Stuhl hinein."]
    return Part("Wo ist das?", tuple(lines), "place")


def spoken(code: str) -> str:
    """The German name of a language."""
    name = LANG_INFO.get(code, {}).get("name", "")
    with override("de"):
        return gettext(name) if name else code
