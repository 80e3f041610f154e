"""What is told of a date, a series and an offer, as it is kept: trimmed, sound, and free of contradictions."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from quartier.events.models import Event, EventSeries, Offer
from quartier.kit.errors import Refused

FACTS = frozenset(
    [
        "title", "summary", "topic", "room", "place", "organiser", "picture", "free", "cost", "age_from", "age_to",
        "spoken", "languages", "step_free", "childcare", "access_note", "contact", "link", "registers", "capacity",
        "waiting_list",
    ]
)  # fmt: skip
OF_EVENT = FACTS | {"starts_at", "ends_at", "all_day", "public", "registration_until", "part_of", "offer"}
OF_SERIES = FACTS | {"starts_at", "ends_at", "all_day", "public"}
OF_OFFER = FACTS | {"kind", "hours", "times_note", "starts_on", "ends_on"}
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*|leicht")
COSTS_NOTHING = re.compile(r"(kostenlos|kostenfrei|umsonst|gratis|frei|eintritt frei|0 ?€|0 euro|keine)?[.]?", re.I)
LONGEST_DATE = dt.timedelta(days=366)
Row = Event | EventSeries | Offer


def cleaned(
    model: type[models.Model], known: frozenset[str], given: Mapping[str, Any], row: Row | None = None,
    *, instant: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The given facts as they are kept; ``row``: what stood so far; ``instant``: a date may end when it begins.

    TypeError for a field that is none. Refused: too long for its column, contradictory ages, no seats, a room of
    another quarter, an end before the beginning.
    """
    if unknown := set(given) - known:
        raise TypeError(f"not editable: {sorted(unknown)}")
    facts = {name: _text(model, name, value) if isinstance(value, str) else value for name, value in given.items()}
    if "cost" in facts and "free" not in facts:
        facts["free"] = costs_nothing(facts["cost"])
    if isinstance(facts.get("spoken"), list | tuple | set | str):
        facts["spoken"] = codes(facts["spoken"])
    _place(facts, row)
    _sound(facts, row, instant)
    return facts


def _text(model: type[models.Model], name: str, value: str) -> str:
    """Trimmed, without what no database takes."""
    text = value.replace("\x00", "").strip()
    field: Any = model._meta.get_field(name)
    if field.max_length and len(text) > field.max_length:
        raise Refused(
            _("„%(field)s“ ist zu lang. Hier passen %(n)d Zeichen hin.")
            % {"field": field.verbose_name, "n": field.max_length}
        )
    return text


def costs_nothing(cost: str) -> bool:
    """Whether the words about the price say that there is none; no words: none."""
    return COSTS_NOTHING.fullmatch(cost.strip()) is not None


def codes(languages: Any) -> str:
    """Codes of languages between blanks (`` de tr ``), each once; empty for none."""
    words = languages.split() if isinstance(languages, str) else languages
    found = list(dict.fromkeys(str(word).lower() for word in words if CODE.fullmatch(str(word).lower())))
    text = f" {' '.join(found)} " if found else ""
    if len(text) > 120:
        raise Refused(_("Das sind zu viele Sprachen auf einmal."))
    return text


def _place(facts: dict[str, Any], row: Row | None) -> None:
    """A room gives its name to the place, unless the place says more."""
    room = facts.get("room")
    before = row.room if row is not None else None
    stands = facts.get("place", row.place if row is not None else "")
    if room is not None and (not stands or (before is not None and stands == before.name)):
        facts["place"] = room.name


def _sound(facts: dict[str, Any], row: Row | None, instant: bool) -> None:
    def now(name: str) -> Any:
        return facts.get(name, getattr(row, name, None))

    if "title" in facts and not facts["title"]:
        raise Refused(_("Bitte geben Sie einen Titel an."))
    if now("age_from") is not None and now("age_to") is not None and now("age_to") < now("age_from"):
        raise Refused(_("Das höchste Alter liegt unter dem niedrigsten."))
    if now("capacity") is not None and now("capacity") < 1:
        raise Refused(_("Bitte geben Sie mindestens einen Platz an, oder lassen Sie das Feld leer."))
    start, end = now("starts_at"), now("ends_at")
    instant = instant or not {"starts_at", "ends_at"} & facts.keys()  # what came in without length keeps it
    if start is not None and end is not None and (end < start or (end == start and not instant)):
        raise Refused(_("Das Ende muss nach dem Beginn liegen."))
    if start is not None and end is not None and end - start > LONGEST_DATE:
        raise Refused(_("Ein Termin dauert höchstens ein Jahr. Bitte legen Sie eine Terminreihe an."))
    if now("registration_until") is not None and now("registration_until") > end:
        raise Refused(_("Die Anmeldung kann nicht länger offen sein als der Termin."))


def belongs(area_id: int, facts: Mapping[str, Any]) -> None:
    """Refused when a room, an offer or a larger date is of another quarter."""
    for name in ("room", "offer", "part_of"):
        other = facts.get(name)
        if other is not None and other.area_id != area_id:
            raise Refused(_("Das gehört zu einem anderen Quartier."))


def hours(given: Any) -> list[list[Any]]:
    """Weekly hours in order: [[weekday 0-6, "10:00", "12:00"], …]. Refused when one ends before it begins."""
    found = set()
    for weekday, begins, ends in given:
        if weekday not in range(7) or not begins < ends:
            raise Refused(_("Das Ende muss nach dem Beginn liegen."))
        found.add((int(weekday), str(begins), str(ends)))
    return [list(slot) for slot in sorted(found)]


def weekdays(slots: list[list[Any]]) -> str:
    """The weekdays of the hours between blanks (`` 0 3 ``)."""
    days = sorted({slot[0] for slot in slots})
    return f" {' '.join(map(str, days))} " if days else ""
