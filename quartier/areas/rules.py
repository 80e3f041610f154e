import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from quartier.kit.errors import Refused
from quartier.kit.links import LOCAL, RESERVED
from quartier.texts import rules as versions

HOST = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](:\d{2,5})?")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Languages an office may choose for its texts beside German; ISO 639, in the order of how many speak them in Germany.
LANGUAGES = (
    "en", "tr", "ru", "ar", "pl", "uk", "ro", "it", "fa", "prs", "ku", "ps", "el", "sq", "sr", "es", "fr", "pt", "vi",
    "bg", "so", "ti", "zh",
)  # fmt: skip
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
        text = _("Aus diesem Namen lässt sich keine Adresse bilden. Bitte geben Sie einen Namen mit Buchstaben an.")
        raise Refused(text)
    used = {*taken, *RESERVED, *(code for code, _ in settings.LANGUAGES)}
    if wanted not in used:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, 100000) if f"{wanted}-{n}" not in used)


def check_hours(hours: list[list[Any]]) -> list[list[Any]]:
    """Opening hours ``[[weekday 0-6, "10:00", "13:00"], …]``, sorted, times that touch made one;
    Refused when one is not a time or overlaps."""
    slots = sorted((int(day), _clock(opens), _clock(closes)) for day, opens, closes in hours)
    for day, opens, closes in slots:
        if not 0 <= day <= 6 or closes <= opens:
            raise Refused(_("Bitte prüfen Sie die Öffnungszeiten: „bis“ muss nach „von“ liegen."))
    for (day, _from, closes), (later, opens, _to) in itertools.pairwise(slots):
        if day == later and opens < closes:
            raise Refused(_("Bitte prüfen Sie die Öffnungszeiten: Zwei Zeiten am selben Tag überschneiden sich."))
    whole: list[list[Any]] = []
    for day, opens, closes in slots:
        if whole and whole[-1][0] == day and whole[-1][2] == opens:
            whole[-1][2] = closes
        else:
            whole.append([day, opens, closes])
    return whole


def _clock(text: str) -> str:
    try:
        return dt.time.fromisoformat(text).strftime("%H:%M")
    except ValueError as error:
        raise Refused(_("„%(text)s“ ist keine Uhrzeit. Bitte so: 10:00") % {"text": text}) from error


def check_closures(closures: list[list[str]]) -> list[list[str]]:
    """Closed days ``[["2026-12-24", "2027-01-02", "Ferien"], …]``, sorted; Refused when one ends before it begins."""
    days = sorted((dt.date.fromisoformat(first), dt.date.fromisoformat(last), why) for first, last, why in closures)
    for first, last, _why in days:
        if last < first:
            raise Refused(_("Bitte prüfen Sie die Schließtage: „bis“ darf nicht vor „von“ liegen."))
    return [[first.isoformat(), last.isoformat(), why] for first, last, why in days]


def check_domain(text: str | None) -> str | None:
    """A quarter's own host as browsers send it: „https://Kiez.example/“ → „kiez.example“; None for an empty one.

    Refused when it is none, or when it is the installation's own: its pages would be sent in a circle.
    """
    bare = re.sub(r"^https?://|/$", "", (text or "").strip().lower())
    if not bare:
        return None
    host = ".".join(_ascii(label) for label in unicodedata.normalize("NFC", bare).split("."))
    if not HOST.fullmatch(host):
        raise Refused(_("Das ist keine Adresse im Netz. Sie sieht so aus: lindenhafen.example"))
    ours = {name.rsplit(":", 1)[0].lower() for name in settings.QUARTIER_HOSTS}
    if host.rsplit(":", 1)[0] in {*LOCAL, *ours}:
        raise Refused(_("Unter dieser Adresse läuft schon die ganze Installation. Bitte nehmen Sie eine eigene."))
    return host


def _ascii(label: str) -> str:
    """„größe“ → „xn--gre-6ka8i“, as browsers do it today; Python's own codec still makes „grösse“ of it."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def check_languages(codes: list[str]) -> list[str]:
    """The languages of a quarter's texts, German first, each once; Refused when a code is no language that has a name."""
    found = list(dict.fromkeys([versions.original(), *(code.strip().lower() for code in codes)]))
    for code in found:
        if code == versions.EASY or versions.name(code) == code:
            raise Refused(_("„%(code)s“ kennen wir nicht als Sprache.") % {"code": code})
    return found
