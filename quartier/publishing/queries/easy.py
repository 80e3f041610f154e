"""The front page in Leichte Sprache: what every resident must find, in sentences that keep the rules.

The sentences are German, whatever the page speaks, and are no strings for translators. The texts' own check finds no
error in them (tests/test_easy.py). What BITV 2.0 § 4 wants of such a page: what the site is about, how to find one's
way, what the accessibility statement says, what else there is in Leichte Sprache.
"""

import datetime as dt
import unicodedata
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Q
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, override

from quartier.areas.models import Area
from quartier.areas.queries import desk
from quartier.events import states
from quartier.events.models import Event, Offer
from quartier.events.rules import easy as of_events
from quartier.kit import dates, links
from quartier.kit.pagecache import changes_at
from quartier.kit.templatetags.page import hour, weekday
from quartier.publishing.models import Guide, News
from quartier.texts.models import Text
from quartier.texts.queries import all_in, spread
from quartier.texts.rules import EASY, Part

MOST_DATES, MOST_NEWS, MOST_GUIDES = 4, 3, 6


def front(request: HttpRequest, area: Area) -> dict[str, Any]:
    """The parts of the page in order; five queries. Says when the clock changes it."""
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    with override("de"):
        texts = all_in(area.scope_id, EASY)
        events = _events(area, moment, texts)
        for event, _text in events:
            changes_at(request, event.starts_at)
            changes_at(request, event.ends_at)
        parts = [_desk(request, area, moment), _reach(area), *_dates(area, events, moment)]
        parts += [
            *_offers(area, texts),
            *_news(area, texts),
            *_guides(area, texts),
            _idea(area),
            _find(area),
            _barriers(area),
        ]
    return {"parts": [part for part in parts if part]}


# The desk ---------------------------------------------------------------------------------------------------------
def _desk(request: HttpRequest, area: Area, moment: dt.datetime) -> Part | None:
    state = desk(area, moment)
    if state is None:
        return None
    if state.changes_at:
        changes_at(request, state.changes_at)
    lines = [f"Heute ist {WEEKDAYS[dates.local(moment).weekday()]}."]
    if state.open and state.until:
        title = "Unser Büro ist jetzt offen"
        lines.append(f"Das Büro ist bis {hour(state.until)} Uhr offen.")
    else:
        title = "Unser Büro ist jetzt zu"
        if state.closure:
            lines += ["Der Grund:", state.closure]
        if state.next_open:
            lines += [
                "Dann ist das Büro wieder offen:",
                f"{_day(state.next_open, moment)} um {hour(state.next_open)} Uhr.",
            ]
    hours = tuple(_hours(area.office.hours))
    if hours:
        lines.append("Das sind unsere Zeiten:")
    return Part(title, tuple(lines), "desk", hours)


def _day(of: dt.datetime, moment: dt.datetime) -> str:
    days = (dates.local(of).date() - dates.local(moment).date()).days
    return "Heute" if days == 0 else "Morgen" if days == 1 else f"Am {weekday(of)}"


def _hours(hours: list[list[Any]]) -> list[str]:
    """„Am Dienstag von 10 Uhr bis 13 Uhr“ for every slot of the week."""
    return [f"Am {WEEKDAYS[day]} von {_clock(start)} Uhr bis {_clock(end)} Uhr" for day, start, end in sorted(hours)]


def _clock(text: str) -> str:
    hours, minutes = text.split(":")
    return str(int(hours)) if minutes == "00" else f"{int(hours)}:{minutes}"


def _reach(area: Area) -> Part | None:
    office: Any = getattr(area, "office", None)
    if office is None:
        return None
    lines = ["Das ist die Adresse:", office.street, office.town]
    if office.step_free:
        lines.append("Es gibt keine Stufen.")
    if office.phone:
        lines += ["Sie können anrufen:", office.phone]
    if office.email:
        lines += ["Sie können eine Mail schreiben:", office.email]
    names = [_german_name(name) for name in area.spoken]
    if names:
        lines.append("Wir sprechen diese Sprachen:")
    return Part("So erreichen Sie uns", tuple(lines), "phone", tuple(names))


def _german_name(endonym: str) -> str:
    """„Türkisch“ for „Türkçe“; names nobody knows stay as the office wrote them."""
    for info in LANG_INFO.values():
        if _plain(info.get("name_local", "")) == _plain(endonym):
            return gettext(info["name"])
    return endonym


def _plain(name: str) -> str:
    """As names are compared: small, without the marks that Arabic may carry."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(letter)
    )


# What is on -------------------------------------------------------------------------------------------------------
def _events(area: Area, moment: dt.datetime, texts: list[Text]) -> list[tuple[Event, Text]]:
    """The next dates that have a version, with it; one query."""
    own = [text.row for text in texts if text.kind == "events.event"]
    series = [text.row for text in texts if text.kind == "events.eventseries"]
    if not own and not series:
        return []
    rows = Event.objects.filter(Q(pk__in=own) | Q(series_id__in=series), area=area, public=True)
    found = list(rows.coming(moment).exclude(status="cancelled")[: MOST_DATES * 5])
    given = spread(found, texts)
    return [(row, given[row.pk][EASY]) for row in found if EASY in given[row.pk]][:MOST_DATES]


def _dates(area: Area, events: list[tuple[Event, Text]], moment: dt.datetime) -> list[Part]:
    every = links.to("events:list", area=area.slug)
    if not events:
        none = ("Es gibt Termine in schwerer Sprache.", "Sie können das Büro fragen.")
        return [Part("Was ist los?", none, "calendar", url=every, label="Alle Termine in schwerer Sprache")]
    found = []
    for event, text in events:
        url = f"{links.to('events:event', area=area.slug, number=event.number)}{EASY}/"
        lines: tuple[str, ...] = of_events.when(event, moment).lines
        if event.place:
            lines += ("Der Ort:", event.place)
        title = text.fields[Event.TEXTS[0]]
        found.append(Part(title, lines, "calendar", url=url, label="Mehr lesen"))
    return found


def _offers(area: Area, texts: list[Text]) -> list[Part]:
    """The offers that have a version; one query."""
    known = {text.row: text for text in texts if text.kind == "events.offer"}
    if not known:
        return []
    rows = Offer.objects.filter(area=area, pk__in=known, status__in=states.OFFER_SHOWN).order_by("title")
    return [
        Part(
            known[row.pk].fields["title"], (), "people",
            url=f"{links.to('events:offer', area=area.slug, number=row.number)}{EASY}/", label="Mehr lesen",
        )
        for row in rows[:MOST_GUIDES]
    ]  # fmt: skip


def _news(area: Area, texts: list[Text]) -> list[Part]:
    """The newest messages that have a version; one query."""
    known = {text.row: text for text in texts if text.kind == "publishing.news"}
    if not known:
        return []
    rows = News.objects.public().filter(area=area, pk__in=known).order_by("-published_at", "-id")
    return [
        Part(
            known[row.pk].fields["title"], (f"Das ist neu vom {weekday(row.published_at)}.",), "news",
            url=f"{links.to('publishing:news_item', area=area.slug, number=row.number)}{EASY}/", label="Mehr lesen",
        )
        for row in rows[:MOST_NEWS]
    ]  # fmt: skip


def _guides(area: Area, texts: list[Text]) -> list[Part]:
    """The guides that have a version; one query."""
    known = {text.row: text for text in texts if text.kind == "publishing.guide"}
    if not known:
        return []
    rows = Guide.objects.public().filter(area=area, pk__in=known).order_by("title")
    return [
        Part(
            known[row.pk].fields["title"], ("Wir erklären: So geht das.",), "people",
            url=f"{links.to('publishing:guide', area=area.slug, number=row.number)}{EASY}/", label="Mehr lesen",
        )
        for row in rows[:MOST_GUIDES]
    ]  # fmt: skip


# What every such page says ----------------------------------------------------------------------------------------
def _idea(area: Area) -> Part:
    lines = (
        f"Was soll in {area.name} besser werden?",
        "Zum Beispiel: eine neue Bank.",
        "Sagen Sie uns Ihre Idee.",
        "Sie können die Idee hier aufschreiben.",
        "Sie können auch anrufen.",
        "Oder kommen Sie in das Büro.",
        "Wir helfen Ihnen.",
    )
    url = links.to("participation:new", area=area.slug)
    return Part("Haben Sie eine Idee?", lines, "idea", url=url, label="Idee sagen", button=True)


def _find(area: Area) -> Part:
    lines = (
        "Ganz oben stehen die Sprachen.",
        "Darunter steht das Menü.",
        "Im Menü finden Sie:",
    )
    items = ("Termine", "Ideen", "Projekte", "Geld", "Aktuelles", "Büro")
    return Part("So finden Sie sich zurecht", lines, "place", items)


def _barriers(area: Area) -> Part:
    lines = (
        "Alle Menschen sollen diese Seite nutzen.",
        "Manches ist vielleicht noch schwer.",
        "Sagen Sie es uns bitte.",
        "Wir machen es dann besser.",
        "Es gibt dazu einen Text in schwerer Sprache.",
        "Der Text heißt: Erklärung zur Barriere-Freiheit.",
    )
    url = links.to("areas:accessibility", area=area.slug)
    return Part("Ist etwas schwer für Sie?", lines, "steps", url=url, label="Erklärung in schwerer Sprache")
