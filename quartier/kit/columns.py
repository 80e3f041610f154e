"""Which column of somebody's table holds which of our fields: by known words, or as the person says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.kit.errors import Refused

IGNORE = "-"  # a column mapped to this is not read
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Column:
    """A field that a table may fill. ``words``: headers by which it is known, folded, the best first."""

    name: str
    label: Any
    words: tuple[str, ...] = ()
    required: bool = False


class MissingColumn(Refused):
    """A required field has no column; the person can name one of ``headers``."""

    def __init__(self, message: str, column: Column, headers: Sequence[str]) -> None:
        super().__init__(message)
        self.column, self.headers = column, list(headers)


def fold(text: str) -> str:
    """A header for comparing: „E-Mail-Adresse“ → „emailadresse“, „Straße“ → „strasse“."""
    return re.sub(r"[^a-z0-9]+", "", text.casefold().translate(UMLAUTS))


def assign(headers: Sequence[str], columns: Sequence[Column], given: Mapping[str, str]) -> dict[str, str]:
    """Field name → header. ``given`` (header → field, or ``IGNORE``) goes before the known words.

    Refused where ``given`` names what does not exist, or two columns for one field; MissingColumn where a required
    field is left without one.
    """
    found: dict[str, str] = {}
    used = set()
    for wanted, target in given.items():
        header, field = _header(headers, wanted), _field(columns, target)
        used.add(header)
        if field and field in found:
            raise Refused(
                _("Zwei Spalten sollen „%(field)s“ füllen: „%(one)s“ und „%(two)s“. Bitte wählen Sie eine.")
                % {"field": label(columns, field), "one": found[field], "two": header}
            )
        if field:
            found[field] = header
    folded = [(fold(header), header) for header in headers]
    for column in columns:
        if column.name in found:
            continue
        for word in column.words:
            match = next((header for text, header in folded if text == word and header not in used), None)
            if match is not None:
                found[column.name] = match
                used.add(match)
                break
    _check(found, columns, headers)
    return found


def _check(found: Mapping[str, str], columns: Sequence[Column], headers: Sequence[str]) -> None:
    for column in columns:
        if column.required and column.name not in found:
            listed = ", ".join(f"„{header}“" for header in headers)
            message = _("Die Datei hat keine Spalte für „%(field)s“. Gefunden: %(headers)s.")
            raise MissingColumn(message % {"field": column.label, "headers": listed}, column, headers)


def label(columns: Sequence[Column], name: str) -> str:
    return next((str(column.label) for column in columns if column.name == name), name)


def _header(headers: Sequence[str], wanted: str) -> str:
    for header in headers:
        if header == wanted or fold(header) == fold(wanted) != "":
            return header
    listed = ", ".join(f"„{header}“" for header in headers)
    raise Refused(
        _("Die Datei hat keine Spalte „%(wanted)s“. Gefunden: %(headers)s.") % {"wanted": wanted, "headers": listed}
    )


def _field(columns: Sequence[Column], wanted: str) -> str:
    """The field's name; empty for a column that is to be ignored."""
    if wanted.strip() in ("", IGNORE):
        return ""
    for column in columns:
        if column.name == wanted or fold(str(column.label)) == fold(wanted) or fold(wanted) in column.words:
            return column.name
    known = ", ".join(column.name for column in columns)
    raise Refused(
        _("Ein Feld „%(wanted)s“ gibt es nicht. Möglich sind: %(known)s.") % {"wanted": wanted, "known": known}
    )
