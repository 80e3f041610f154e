"""What a reader chose in the panel beside a list of dates or offers: read from the address, and said in words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.rules.topics import SLUGS
from quartier.kit import dates
from quartier.texts import rules as languages
from quartier.texts.queries import languages as languages_of_area

SIGNED, ANY_LANGUAGE = "gsg", "mul"  # ISO 639-3: German Sign Language; ISO 639-2: many languages at once
MONTHS_SHOWN = 4
WEEKEND = (5, 6)
KINDS = {
    states.COURSE: "kurs", states.COUNSEL: "beratung", states.TRAINING: "weiterbildung", states.JOBS: "arbeit",
    states.FOUNDING: "gruenden", states.GROUP: "gruppe",
}  # fmt: skip
WEEKDAY_WORDS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


@dataclass(frozen=True)
class Choice:
    """One pill of the panel: what the address says, what people read, which rows stay, how the result says it."""

    value: str
    label: str
    keeps: Q
    words: str
    lang: str = ""


@dataclass
class Group:
    """The pills of one question. ``single``: one box to tick instead of one of many."""

    name: str
    legend: str
    choices: list[Choice]
    single: bool = False
    chosen: Choice | None = None

    @property
    def options(self) -> list[dict[str, Any]]:
        """As the component ``chips`` shows them."""
        everything = [] if self.single else [{"value": "", "label": _("Alle"), "checked": self.chosen is None}]
        return everything + [
            {
                "value": one.value, "label": one.label, "checked": one is self.chosen, "lang": one.lang,
                "dir": languages.direction(one.lang) if one.lang else "",
            }
            for one in self.choices
        ]  # fmt: skip


@dataclass
class Panel:
    """All questions, and what was answered."""

    groups: list[Group] = field(default_factory=list)

    @property
    def chosen(self) -> list[Choice]:
        return [group.chosen for group in self.groups if group.chosen is not None]

    @property
    def words(self) -> str:
        """„auf Türkisch, kostenlos, ohne Stufen“; empty where nothing was chosen."""
        return ", ".join(choice.words for choice in self.chosen)

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that fit every answer."""
        for choice in self.chosen:
            rows = rows.filter(choice.keeps)
        return rows

    def query(self) -> str:
        """The answers as an address has them, without a page number."""
        return "&".join(f"{group.name}={group.chosen.value}" for group in self.groups if group.chosen)


Asked = Mapping[str, str]


def of_dates(area: Area, asked: Asked, moment: dt.datetime, rows: QuerySet[Any]) -> Panel:
    """The panel beside the calendar; words that are no answer are read as none. ``rows``: those there are; one query."""
    return _answered([_days(moment), _topics(), *_common(area)], asked, {"thema": _there(rows, "topic", SLUGS)})


def of_offers(area: Area, asked: Asked, rows: QuerySet[Any]) -> Panel:
    """The panel beside the offers."""
    pairs = set(rows.order_by().values_list("kind", "topic").distinct())
    there = {"art": {KINDS[kind] for kind, _topic in pairs}, "thema": {SLUGS[topic] for _kind, topic in pairs}}
    return _answered([_kinds(), _topics(), _weekdays(), *_common(area)], asked, there)


def _there(rows: QuerySet[Any], field: str, words: Mapping[str, str]) -> set[str]:
    return {words[code] for code in rows.order_by().values_list(field, flat=True).distinct()}


def _answered(groups: list[Group], asked: Asked, there: Mapping[str, set[str]]) -> Panel:
    """``there``: by question, the answers that lead somewhere; others are not offered."""
    for group in groups:
        known = {choice.value: choice for choice in group.choices}
        group.chosen = known.get(asked.get(group.name, ""))
        if group.name in there:
            group.choices = [one for one in group.choices if one.value in there[group.name] or one is group.chosen]
    return Panel(groups)


def _common(area: Area) -> list[Group]:
    return [_languages(area), _ages(), _children(), _costs(), _access()]


def _topics() -> Group:
    found = [
        Choice(SLUGS[code], str(label), Q(topic=code), str(label)) for code, label in states.TOPICS if code in SLUGS
    ]
    return Group("thema", _("Thema"), found)


def _kinds() -> Group:
    found = [Choice(KINDS[code], str(label), Q(kind=code), str(label)) for code, label in states.OFFER_KINDS]
    return Group("art", _("Was"), found)


def _languages(area: Area) -> Group:
    found = [_language(code) for code in languages_of_area(area) if code != languages.EASY]
    signs = Choice(SIGNED, language(SIGNED), Q(spoken__contains=f" {SIGNED} "), _("mit Gebärdensprache"))
    return Group("sprache", _("Sprache"), [*found, signs])


def _language(code: str) -> Choice:
    keeps = Q(spoken__contains=f" {code} ") | Q(spoken__contains=f" {ANY_LANGUAGE} ")
    name = languages.name(code)
    return Choice(code, name, keeps, _("Sprache: %(name)s") % {"name": name}, lang=code)


def language(code: str) -> str:
    """A language spoken at a date by its own name; sign language and „many“ in the reader's."""
    if code == SIGNED:
        return _("Gebärdensprache")
    return _("für alle Sprachen") if code == ANY_LANGUAGE else languages.name(code)


def _ages() -> Group:
    """For whom it is made. What names no age is for everybody, and so for adults; not „for children“."""
    child = Q(age_to__isnull=False, age_to__lte=17) & (Q(age_from__isnull=True) | Q(age_from__lt=12))
    young = Q(age_to__isnull=False, age_to__lte=27, age_to__gte=12)
    return Group(
        "alter", _("Für wen"),
        [
            Choice("kinder", _("Kinder"), child | Q(topic=states.FAMILY), _("für Kinder")),
            Choice("jugend", _("Jugendliche"), young | Q(topic=states.YOUNG), _("für Jugendliche")),
            Choice("erwachsene", _("Erwachsene"), Q(age_to__isnull=True) | Q(age_to__gte=25), _("für Erwachsene")),
            Choice("aeltere", _("Ältere"), Q(age_from__gte=50), _("für Ältere")),
        ],
    )  # fmt: skip


def _children() -> Group:
    words = _("mit Kinderbetreuung")
    return Group("kinder", _("Mit Kind"), [Choice("betreut", words, Q(childcare=True), words)], single=True)


def _costs() -> Group:
    return Group("kosten", _("Kosten"), [Choice("frei", _("nur kostenlos"), Q(free=True), _("kostenlos"))], single=True)


def _access() -> Group:
    words = _("ohne Stufen")
    return Group("zugang", _("Gut erreichbar"), [Choice("stufenlos", words, Q(step_free=True), words)], single=True)


def _weekdays() -> Group:
    found = [
        Choice(word, str(WEEKDAYS[day]), Q(weekdays__contains=f" {day} "), _("am %(day)s") % {"day": WEEKDAYS[day]})
        for day, word in enumerate(WEEKDAY_WORDS)
    ]
    return Group("tag", _("Wochentag"), found)


def _days(moment: dt.datetime) -> Group:
    """Today, this week, the weekend, and the months ahead."""
    today = dates.local(moment).date()
    sunday = today + dt.timedelta(days=6 - today.weekday())
    found = [
        _between("heute", _("Heute"), today, today, _("heute")),
        _between("woche", _("Diese Woche"), today, sunday, _("diese Woche")),
        _between(
            "wochenende", _("Wochenende"), max(today, sunday - dt.timedelta(days=1)), sunday, _("am Wochenende")
        ),
    ]  # fmt: skip
    first = today.replace(day=1)
    for number in range(MONTHS_SHOWN):
        begin = dates.add_months(first, number)
        end = dates.add_months(first, number + 1) - dt.timedelta(days=1)
        name = str(MONTHS[begin.month])
        found.append(_between(f"{begin:%Y-%m}", name, begin, end, _("im %(month)s") % {"month": name}))
    return Group("tag", _("Wann"), found)


def _between(value: str, label: str, first: dt.date, last: dt.date, words: str) -> Choice:
    """Dates that take place in part on one of these days."""
    keeps = Q(starts_at__lt=dates.at(last + dt.timedelta(days=1)), ends_at__gt=dates.at(first))
    return Choice(value, label, keeps, words)
