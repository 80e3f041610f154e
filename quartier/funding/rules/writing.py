"""A rule set written: one value changed in its TOML text, everything else, comments too, left as it stands."""

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules.parameters import READERS, PriceStep, Value, money
from quartier.funding.rules.rulesets import attempt
from quartier.kit.errors import Refused

NEXT = r"(?=^\s*\[[a-z_]+\]|\Z)"


def literal(name: str, value: Any) -> str:
    """The value of a parameter as it stands behind „value =“: sums and rates as text, lists in one line."""
    if READERS[name] is money:
        return _toml(_euros(value))
    if isinstance(value, tuple) and value and isinstance(value[0], PriceStep):
        steps = ", ".join(
            f"{{ over = {_toml(_euros(step.over))}, offers = {step.offers}, text = {_toml(step.text)} }}"
            for step in value
        )
        return f"[{steps}]"
    if isinstance(value, tuple):
        value = tuple(str(item) for item in value)
    return _toml(value)


def put(text: str, name: str, value: Value[Any]) -> str:
    """The text with this parameter changed, or added at the end. Refused where it is written in an unusual way."""
    lines = [f"source = {_toml(value.source)}", f"confirmed = {_toml(value.confirmed)}"]
    if value.value is not None:
        lines.insert(0, f"value = {literal(name, value.value)}")
    body = "\n".join(lines) + "\n"
    section = _section(text, name)
    if section is None:
        new = f"{text.rstrip()}\n\n[{name}]\n{body}"
    else:
        new = text[: section.start(2)] + body + _rest(section[2]) + text[section.end(2) :]
    return _proved(text, new, name, value)


def drop(text: str, name: str) -> str:
    """The text without this parameter: the rule set then says nothing about it."""
    section = _section(text, name)
    new = text if section is None else text[: section.start()] + _rest(section[2]).lstrip("\n") + text[section.end() :]
    return _proved(text, new, name, None)


def head(text: str, **values: str | dt.date) -> str:
    """The text with other words at its head: key, version, title, valid_from."""
    for name, value in values.items():
        line = re.search(rf"^\s*{name}\s*=([^\n#]*)", text, re.MULTILINE)
        if line is None:
            raise Refused(_("Am Anfang des Regelwerks fehlt „%(name)s“.") % {"name": name})
        written = value.isoformat() if isinstance(value, dt.date) else _toml(value)
        text = f"{text[: line.start(1)]} {written}{text[line.end(1) :]}"
    found_values, _wrong = attempt(text)
    if any(found_values.get(name) != value for name, value in values.items()):
        raise _unusual(", ".join(values))
    return text


def _section(text: str, name: str) -> re.Match[str] | None:
    return re.search(rf"^(\s*\[{re.escape(name)}\][^\n]*\n?)(.*?){NEXT}", text, re.MULTILINE | re.DOTALL)


def _rest(body: str) -> str:
    """Blank lines and comments at the end of a section: they belong to the next one."""
    found = re.search(r"(?:^[ \t]*(?:#[^\n]*)?\n)+\Z", body, re.MULTILINE)
    return found[0] if found else ""


def _proved(old: str, new: str, name: str, value: Value[Any] | None) -> str:
    before, _were = attempt(old)
    after, _are = attempt(new)
    wanted = {key: part for key, part in before.items() if key != name} | ({name: value} if value else {})
    if after != wanted:
        raise _unusual(name)
    return new


def _unusual(name: str) -> Refused:
    return Refused(
        _("„%(name)s“ steht im Wortlaut so, dass wir es nicht von selbst ändern. Bitte ändern Sie es im Wortlaut.")
        % {"name": name}
    )


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _toml(f"{value:f}")
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")  # a TOML string is written like one of JSON
