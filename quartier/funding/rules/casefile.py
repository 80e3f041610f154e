"""A „what if“ as a TOML text (``docs/calculate.md``), read strictly, and its answer as words everybody can parse."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules.calculation import INCOME, Case, Income, Outcome
from quartier.funding.rules.parameters import TYPES, WrongValue, money, rate
from quartier.funding.rules.rulesets import Rules, read_folder, toml
from quartier.funding.states import SHARE
from quartier.kit.errors import Refused

PLAIN = frozenset(
    {"ruleset", "type", "granted", "rate", "own_share", "own_brought", "paid", "recurring", "consented_lines"}
)
TABLES = {
    "plan": frozenset({"line", "amount"}),
    "actual": frozenset({"line", "amount"}),
    "income": frozenset({"kind", "amount", "planned"}),
}
NEEDED = {"ruleset": '"bund-anbest-p-2025-09"', "type": '"anteil"', "granted": '"13800.00"'}  # with an example
SHOWN = 60  # characters of what somebody wrote, in a sentence about it
FOLDER = Path(__file__).resolve().parents[1] / "rulesets"


@dataclass(frozen=True)
class CaseFile:
    """A case that was read and the key of the rule set it names."""

    ruleset: str
    case: Case


def read_case(text: str) -> CaseFile:
    """A case from TOML. Refused with a sentence that names the key, for everything that is not as it should be."""
    try:
        table = toml(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("Die Datei ist kein gültiges TOML (%(why)s).") % {"why": error}) from error
    _known(table, PLAIN | set(TABLES), "")
    for key, example in NEEDED.items():
        if key not in table:
            sentence = _("Es fehlt „%(key)s“. Bitte schreiben Sie es dazu, zum Beispiel so: %(key)s = %(example)s")
            raise Refused(sentence % {"key": key, "example": example})
    kind = _one_of("type", table["type"], TYPES)
    share = _read("rate", table["rate"], rate) if "rate" in table else None
    if kind == SHARE and not share:
        raise Refused(_('Zu „anteil“ gehört „rate“, ein Anteil über 0, so: rate = "0.75".'))
    own = _money(table, "own_share")
    return CaseFile(
        _text("ruleset", table["ruleset"]),
        Case(
            type=kind, granted=_money(table, "granted"), plan=_lines(table, "plan", once=True),
            actual=_lines(table, "actual"), rate=share if kind == SHARE else None, own_share=own,
            own_brought=_money(table, "own_brought") if "own_brought" in table else own, paid=_money(table, "paid"),
            recurring=_yes("recurring", table.get("recurring", False)), consented=_consented(table),
            income=tuple(_income(row) for row in _rows(table, "income")),
        ),
    )  # fmt: skip


def _known(table: Mapping[str, Any], known: frozenset[str] | set[str], where: str) -> None:
    for key in table:
        if key not in known:
            place = _(" in „%(where)s“") % {"where": where} if where else ""
            raise Refused(
                _("Den Schlüssel „%(key)s“%(place)s kennen wir nicht. Möglich sind: %(known)s.")
                % {"key": _short(key), "place": place, "known": ", ".join(sorted(known))}
            )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _read(key: str, value: Any, reader: Any) -> Any:
    try:
        return reader(value)
    except WrongValue as error:
        raise Refused(f"„{key}“ {error}.") from error


def _money(table: Mapping[str, Any], key: str) -> int:
    return int(_read(key, table[key], money)) if key in table else 0


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused(_("„%(key)s“ muss ein Text in Anführungszeichen sein, nicht leer.") % {"key": key})
    return value.strip()


def _yes(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(_("„%(key)s“ muss true oder false sein.") % {"key": key})
    return value


def _one_of(key: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Refused(_("„%(key)s“ muss eines davon sein: %(all)s.") % {"key": key, "all": ", ".join(allowed)})
    return str(value)


def _rows(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(_("„%(key)s“ wird so geschrieben: [[%(key)s]]") % {"key": key})
    for row in rows:
        _known(row, TABLES[key], key)
        if missing := {"amount", "line" if "line" in TABLES[key] else "kind"} - set(row):
            sentence = _("In „%(key)s“ fehlt „%(what)s“. Jeder Abschnitt [[%(key)s]] braucht es.")
            raise Refused(sentence % {"key": key, "what": ", ".join(sorted(missing))})
    return rows


def _lines(table: Mapping[str, Any], key: str, *, once: bool = False) -> dict[str, int]:
    """Line -> cents. Several receipts of a line add up; a line is planned once."""
    found: dict[str, int] = {}
    for row in _rows(table, key):
        line = _text(f"{key}: line", row["line"])
        if once and line in found:
            sentence = _("Die Zeile „%(line)s“ steht zweimal im Plan. Bitte zählen Sie beide zusammen.")
            raise Refused(sentence % {"line": _short(line)})
        found[line] = found.get(line, 0) + int(_read(f"{key}: amount", row["amount"], money))
    return found


def _income(row: Mapping[str, Any]) -> Income:
    return Income(
        _one_of("income: kind", row["kind"], INCOME), int(_read("income: amount", row["amount"], money)),
        _yes("income: planned", row.get("planned", False)),
    )  # fmt: skip


def _consented(table: Mapping[str, Any]) -> frozenset[str]:
    lines = table.get("consented_lines", [])
    if not isinstance(lines, list):
        raise Refused(_("„%(key)s“ muss eine Liste von Texten sein.") % {"key": "consented_lines"})
    known = {_text(f"{key}: line", row["line"]) for key in ("plan", "actual") for row in _rows(table, key)}
    found = frozenset(_text("consented_lines", line) for line in lines)
    for line in sorted(found - known):
        sentence = _("Die Zeile „%(line)s“ aus „consented_lines“ gibt es nicht, weder im Plan noch in den Ausgaben.")
        raise Refused(sentence % {"line": _short(line)})
    return found


def named(ruleset: str, day: dt.date) -> Rules:
    """The rule set of ours with that key, in the version in force on ``day``; „key@version“ asks for one version.

    Refused with the keys there are.
    """
    key, at, version = ruleset.partition("@")
    known = [file.rules for file in read_folder(FOLDER)]
    found = [rules for rules in known if rules.key == key and (not at or rules.version == version)]
    if not found:
        keys = ", ".join(sorted({rules.key for rules in known}))
        raise Refused(
            _("Das Regelwerk „%(key)s“ kennen wir nicht. Es gibt: %(keys)s.") % {"key": _short(ruleset), "keys": keys}
        )
    return ([rules for rules in found if rules.valid_from <= day] or found[:1])[-1]


# The answer -------------------------------------------------------------------------------------------------------
def answer(outcome: Outcome) -> dict[str, Any]:
    """The outcome with amounts as text with two decimals, as ``docs/calculate.md`` names them."""
    sums = {
        "flat": outcome.flat, "recognised": outcome.recognised, "at_risk": outcome.at_risk, "grant": outcome.grant,
        "refund": outcome.refund, "claimable": outcome.claimable, "remaining_payment": outcome.remaining,
        "own": outcome.own, "bears": outcome.bears,
    }  # fmt: skip
    notes = [
        {"code": note.code, "line": note.line, "amount": euros(note.cents), "source": note.source}
        for note in outcome.notes
    ]
    return {name: euros(cents) for name, cents in sums.items()} | {"findings": notes}


def euros(cents: int) -> str:
    """1234 -> "12.34"."""
    return f"{Decimal(cents) / 100:.2f}"
