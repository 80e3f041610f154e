"""A rule set: the TOML text read strictly into ``Rules``. Every value keeps its source and whether it is confirmed."""

import datetime as dt
import functools
import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused

T = TypeVar("T")
HEAD = {"key": str, "version": str, "title": str, "valid_from": dt.date}
PARTS = frozenset({"value", "source", "confirmed"})
ROUNDINGS = ("half_up_cent", "down_cent")
STARTS = ("submission", "check")


@dataclass(frozen=True)
class Value(Generic[T]):
    """One parameter of the law: what it is, where it stands, and whether somebody confirmed it."""

    value: T
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Rules:
    """The parameters of one version of a fund's rules. Sums are cents, rates Decimal, periods weeks, months, years."""

    key: str
    version: str
    title: str
    valid_from: dt.date
    cap_per_action: Value[int]
    flat_rate: Value[Decimal]
    flat_inside_cap: Value[bool]
    flat_covers: Value[str]
    yearly_pot: Value[int]
    apply_weeks_ahead: Value[int]
    start_before_grant: Value[bool]
    eligible: Value[tuple[str, ...]]
    never_eligible: Value[tuple[str, ...]]
    never_words: Value[tuple[str, ...]]
    fees: Value[str]
    fee_words: Value[tuple[str, ...]]
    own_share_non_cash: Value[bool]
    financing: Value[str]
    proof_months: Value[int]
    refund_days: Value[int]
    retention_years: Value[int]
    retention_from: Value[str]
    rounding: Value[str]
    decides: Value[str]

    @property
    def name(self) -> str:
        return f"{self.title}, " + _("Fassung %(version)s") % {"version": self.version}


@dataclass(frozen=True)
class RuleFile:
    """A file that was read: its rules, its text and the hash by which it is known."""

    place: str
    text: str
    rules: Rules

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class _Wrong(Exception):
    """What is wrong with one value, without the place."""


def _money(value: Any) -> int:
    """Euros as text with two decimals: a number in TOML would be a float."""
    if not isinstance(value, str) or not re.fullmatch(r"\d+\.\d\d", value):
        raise _Wrong('muss ein Betrag in Anführungszeichen mit zwei Nachkommastellen sein, so: "1234.00"')
    return int(value.replace(".", ""))


def _rate(value: Any) -> Decimal:
    try:
        rate = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        rate = None
    if rate is None or not 0 <= rate <= 1:
        raise _Wrong('muss ein Anteil zwischen 0 und 1 in Anführungszeichen sein, so: "0.07"')
    return rate


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _Wrong("muss eine ganze Zahl ab 0 sein")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("muss true oder false sein")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("muss ein Text sein")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise _Wrong("muss eine Liste von Texten sein")
    return tuple(_text(item) for item in value)


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read_it(value: Any) -> str:
        if value not in allowed:
            raise _Wrong(f"muss eines davon sein: {', '.join(allowed)}")
        return str(value)

    return read_it


READERS: dict[str, Callable[[Any], Any]] = {
    "cap_per_action": _money, "flat_rate": _rate, "flat_inside_cap": _yes_or_no, "flat_covers": _text,
    "yearly_pot": _money, "apply_weeks_ahead": _count, "start_before_grant": _yes_or_no, "eligible": _texts,
    "never_eligible": _texts, "never_words": _texts, "fees": _text, "fee_words": _texts,
    "own_share_non_cash": _yes_or_no, "financing": _text, "proof_months": _count, "refund_days": _count,
    "retention_years": _count,
    "retention_from": _one_of(*STARTS), "rounding": _one_of(*ROUNDINGS), "decides": _text,
}  # fmt: skip
assert set(READERS) | set(HEAD) == {f.name for f in fields(Rules)}, "a parameter without a reader"


def read(text: str, place: str = "Regelwerk") -> RuleFile:
    """The rules in a TOML text. Refused with file and line for everything that is not exactly as it should be."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{place}: Die Datei ist kein gültiges TOML ({error}).") from error
    for name in table:
        if name not in HEAD and name not in READERS:
            raise _refused(place, text, name, "", f"Den Schlüssel „{name}“ kennen wir nicht.")
    found: dict[str, Any] = {}
    for name, kind in HEAD.items():
        if type(table.get(name)) is not kind:
            raise _refused(place, text, name, "", f"Am Anfang fehlt „{name}“ oder ist kein {_german(kind)}.")
        found[name] = table[name]
    for name, reader in READERS.items():
        found[name] = _value(place, text, name, table.get(name), reader)
    return RuleFile(place, text, Rules(**found))


def _value(place: str, text: str, name: str, part: Any, reader: Callable[[Any], Any]) -> Value[Any]:
    if not isinstance(part, dict):
        raise _refused(place, text, name, "", f"Es fehlt der Abschnitt „[{name}]“.")
    for key in part:
        if key not in PARTS:
            raise _refused(place, text, name, key, f"In „[{name}]“ kennen wir den Schlüssel „{key}“ nicht.")
    if not str(part.get("source", "")).strip():
        raise _refused(place, text, name, "source", f"In „[{name}]“ fehlt die Quelle („source“).")
    if not isinstance(part.get("confirmed"), bool):
        raise _refused(place, text, name, "confirmed", f"In „[{name}]“ fehlt „confirmed“ (true oder false).")
    try:
        return Value(reader(part.get("value")), part["source"], part["confirmed"])
    except _Wrong as error:
        raise _refused(place, text, name, "value", f"Der Wert von „[{name}]“ {error}.") from error


def _refused(place: str, text: str, section: str, key: str, sentence: str) -> Refused:
    return Refused(f"{place}, Zeile {_line(text, section, key)}: {sentence}")


def _line(text: str, section: str, key: str) -> int:
    """Where the section, or the key in it, stands; the section's line when the key is missing, else the last line."""
    start = 0
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*(\[{re.escape(section)}\]|{re.escape(section)}\s*=)", line):
            start = number
            if not key:
                return number
        elif start and re.match(r"\s*\[", line):
            break
        elif start and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return start or len(text.splitlines())


def _german(kind: type) -> str:
    return "Text" if kind is str else "Datum"


def read_folder(folder: Path) -> list[RuleFile]:
    """All rule sets of a folder, oldest first. Refused when two of one kind would come into force on the same day."""
    files = [read(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.toml"))]
    seen: dict[tuple[str, Any], RuleFile] = {}
    for file in files:
        for what in (file.rules.valid_from, file.rules.version):
            other = seen.setdefault((file.rules.key, what), file)
            if other is not file:
                raise Refused(
                    f"{file.place}, Zeile {_line(file.text, 'valid_from', '')}: Von „{file.rules.key}“ gelten hier zwei "
                    f"Fassungen zugleich, auch {other.place} nennt {what}. Bitte nur eine davon stehen lassen."
                )
    return sorted(files, key=lambda file: (file.rules.key, file.rules.valid_from))


@functools.lru_cache(maxsize=64)
def load(text: str) -> Rules:
    """The rules of a stored ``RuleSet.text``; read once per process and text."""
    return read(text).rules
