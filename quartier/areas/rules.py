import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from quartier.kit.errors import Refused
from quartier.kit.links import RESERVED

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Fields of action of the Berlin programme since 2021 (law.md 6); every quarter may have its own.
FIELDS = (
    ("HF1", "Integration und Nachbarschaft"),
    ("HF2", "Bildung"),
    ("HF3", "Öffentlicher Raum"),
    ("HF4", "Gesundheit und Bewegung"),
    ("HF5", "Beteiligung, Vernetzung und Kooperation"),
)


def slug(name: str) -> str:
    """The address part of a name: „Moabit West“ → „moabit-west“, „Süd“ → „sued“."""
    text = unicodedata.normalize("NFC", name).lower().translate(UMLAUTS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:50]


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """``wanted``, with a number where it is taken or reserved; Refused when nothing is left of the name."""
    if not wanted:
        raise Refused(
            "Aus diesem Namen lässt sich keine Adresse bilden. Bitte geben Sie einen Namen mit Buchstaben an."
        )
    used = {*taken, *RESERVED, *(code for code, _ in settings.LANGUAGES)}
    if wanted not in used:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, 100000) if f"{wanted}-{n}" not in used)


def check_hours(hours: list[list[Any]]) -> list[list[Any]]:
    """Opening hours ``[[weekday 0-6, "10:00", "13:00"], …]``, sorted; Refused when one is not a time or overlaps."""
    slots = sorted((int(day), _clock(opens), _clock(closes)) for day, opens, closes in hours)
    for day, opens, closes in slots:
        if not 0 <= day <= 6 or closes <= opens:
            raise Refused("Bitte prüfen Sie die Öffnungszeiten: „bis“ muss nach „von“ liegen.")
    for (day, _, closes), (later, opens, _) in itertools.pairwise(slots):
        if day == later and opens < closes:
            raise Refused("Bitte prüfen Sie die Öffnungszeiten: Zwei Zeiten am selben Tag überschneiden sich.")
    return [list(slot) for slot in slots]


def _clock(text: str) -> str:
    try:
        return dt.time.fromisoformat(text).strftime("%H:%M")
    except ValueError as error:
        raise Refused(f"„{text}“ ist keine Uhrzeit. Bitte so: 10:00") from error
