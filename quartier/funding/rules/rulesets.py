"""A rule set: the TOML text read strictly into ``Rules``. Every value keeps its source and whether it is confirmed."""

import datetime as dt
import functools
import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules.parameters import READERS, REQUIRED, PriceStep, RefundStep, Value, WrongValue
from quartier.kit.errors import Refused

HEAD = {"key": str, "version": str, "title": str, "valid_from": dt.date}
PARTS = frozenset({"value", "source", "confirmed"})


@dataclass(frozen=True)
class Rules:
    """The parameters of one version of a fund's rules. Sums are cents, rates Decimal, periods weeks, months, years.

    None: the rule set says nothing about it. What each parameter means stands in ``docs/law/rulesets.md``.
    """

    key: str
    version: str
    title: str
    valid_from: dt.date
    rounding: Value[str]
    decides: Value[str] | None = None
    asks: Value[tuple[str, ...]] | None = None
    signature: Value[bool] | None = None
    apply_weeks_ahead: Value[int] | None = None
    start_before_grant: Value[bool] | None = None
    yearly_pot: Value[int] | None = None
    carry_over: Value[bool] | None = None
    cost_lines: Value[tuple[str, ...]] | None = None
    eligible: Value[tuple[str, ...]] | None = None
    never_eligible: Value[tuple[str, ...]] | None = None
    never_words: Value[tuple[str, ...]] | None = None
    fees: Value[str] | None = None
    fee_words: Value[tuple[str, ...]] | None = None
    flat_rate: Value[Decimal] | None = None
    flat_inside_cap: Value[bool] | None = None
    flat_covers: Value[str] | None = None
    plan_binds: Value[bool] | None = None
    plan_binds_not: Value[tuple[str, ...]] | None = None
    line_overrun: Value[Decimal] | None = None
    financing: Value[str] | None = None
    financing_types: Value[tuple[str, ...]] | None = None
    cap_per_action: Value[int] | None = None
    cap_exception: Value[int] | None = None
    public_share: Value[Decimal] | None = None
    own_share_rate: Value[Decimal] | None = None
    own_share_base: Value[str] | None = None
    own_share_non_cash: Value[bool] | None = None
    donations_replace_own: Value[tuple[str, ...]] | None = None
    volunteer_rate: Value[int] | None = None
    volunteer_share: Value[Decimal] | None = None
    volunteer_max: Value[int] | None = None
    reduction_threshold: Value[int] | None = None
    threshold_not_for: Value[tuple[str, ...]] | None = None
    conditions: Value[tuple[str, ...]] | None = None
    remedy: Value[str] | None = None
    price_steps: Value[tuple[PriceStep, ...]] | None = None
    inventory_from: Value[int] | None = None
    inventory_sets: Value[bool] | None = None
    binding_years: Value[int] | None = None
    proof_months: Value[int] | None = None
    proof_by: Value[str] | None = None
    interim_months: Value[int] | None = None
    report_chapters: Value[tuple[str, ...]] | None = None
    receipt_columns: Value[tuple[str, ...]] | None = None
    refund_days: Value[int] | None = None
    refund_floor: Value[int] | None = None
    refund_steps: Value[tuple[RefundStep, ...]] | None = None
    retention_years: Value[int] | None = None
    retention_from: Value[str] | None = None

    def get(self, name: str, default: Any = None) -> Any:
        """What a parameter says, ``default`` where the rule set says nothing or nobody knows."""
        found = getattr(self, name)
        return default if found is None or found.value is None else found.value

    def source(self, name: str) -> str:
        """Where a parameter stands, empty where the rule set says nothing."""
        found = getattr(self, name)
        return found.source if found else ""

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


assert set(READERS) | set(HEAD) == {f.name for f in fields(Rules)}, "a parameter without a reader"


class Wrong(Refused):
    """What is wrong with one line of a rule file."""

    def __init__(self, place: str, line: int, sentence: str) -> None:
        super().__init__(f"{place}, Zeile {line}: {sentence}")
        self.line, self.sentence = line, sentence


@functools.lru_cache(maxsize=64)
def read(text: str, place: str = "Regelwerk") -> RuleFile:
    """The rules in a TOML text, read once per process and text.

    Refused with file and line for everything that is not exactly as it should be.
    """
    found, wrong = attempt(text, place)
    if wrong:
        raise wrong[0]
    return RuleFile(place, text, Rules(**found))


def toml(text: str) -> dict[str, Any]:
    """The table in a TOML text. ``tomllib.TOMLDecodeError`` for all that is none, however deep or long it is."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets within brackets
        raise tomllib.TOMLDecodeError("zu tief verschachtelt oder eine zu lange Zahl") from error


def attempt(text: str, place: str = "Regelwerk") -> tuple[dict[str, Any], list[Wrong]]:
    """What can be read of a text while it is written, by name, and everything that is wrong with it, by line."""
    try:
        table = toml(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else len(text.splitlines()) or 1
        return {}, [Wrong(place, number, f"Die Datei ist kein gültiges TOML ({error}).")]
    wrong = [
        _wrong(place, text, name, "", f"Den Schlüssel „{name}“ kennen wir nicht.")
        for name in table
        if name not in HEAD and name not in READERS
    ]
    found: dict[str, Any] = {}
    for name, kind in HEAD.items():
        if type(table.get(name)) is kind:
            found[name] = table[name]
        else:
            sentence = f"Am Anfang fehlt „{name}“ oder ist kein {_german(kind)}."
            wrong.append(_wrong(place, text, name, "", sentence))
    for name, reader in READERS.items():
        if name in table or name in REQUIRED:
            try:
                found[name] = _value(place, text, name, table.get(name), reader)
            except Wrong as refused:
                wrong.append(refused)
    return found, wrong


def _value(place: str, text: str, name: str, part: Any, reader: Callable[[Any], Any]) -> Value[Any]:
    if not isinstance(part, dict):
        raise _wrong(place, text, name, "", f"Es fehlt der Abschnitt „[{name}]“.")
    for key in part:
        if key not in PARTS:
            raise _wrong(place, text, name, key, f"In „[{name}]“ kennen wir den Schlüssel „{key}“ nicht.")
    if not str(part.get("source", "")).strip():
        raise _wrong(place, text, name, "source", f"In „[{name}]“ fehlt die Quelle („source“).")
    if not isinstance(part.get("confirmed"), bool):
        raise _wrong(place, text, name, "confirmed", f"In „[{name}]“ fehlt „confirmed“ (true oder false).")
    if "value" not in part and not part["confirmed"]:
        return Value(None, part["source"], False)  # the rule exists, its figure is not known
    try:
        return Value(reader(part.get("value")), part["source"], part["confirmed"])
    except WrongValue as error:
        raise _wrong(place, text, name, "value", f"Der Wert von „[{name}]“ {error}.") from error


def _wrong(place: str, text: str, section: str, key: str, sentence: str) -> Wrong:
    return Wrong(place, _line(text, section, key), sentence)


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
    return start or len(text.splitlines()) or 1


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


def load(text: str) -> Rules:
    """The rules of a stored ``RuleSet.text``."""
    return read(text).rules
