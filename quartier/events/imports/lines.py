"""The text of a calendar file as components and content lines (RFC 5545 3.1), each with its place in the file.

A line is read as the library icalendar reads it, so that what others' parsers drop is dropped here too, and told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from icalendar.parser import Contentline

from quartier.kit.errors import Refused
from quartier.kit.tables import Problem

BREAK = re.compile(r"\r\n|\n|\r")  # not U+2028 and the like, which are letters of a text
PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9-]*)((?:;[A-Za-z][A-Za-z0-9-]*=[^\";:,^\\]*)*):(.*)", re.DOTALL)
DEEPEST = 8  # components within components; a calendar has three
LONGEST = 100_000  # letters of one value
SIGNS = {b"%PDF": "PDF", b"PK\x03\x04": "ZIP", b"\x89PNG": "PNG", b"\xff\xd8": "JPEG", b"\xd0\xcf\x11\xe0": "Office"}


@dataclass(frozen=True)
class Line:
    """One content line, unfolded; ``number`` is that of its first line in the file, from 1."""

    number: int
    name: str
    params: dict[str, str]  # names in capitals; several values of one are joined by commas
    value: str


@dataclass
class Part:
    """A component: VCALENDAR, VEVENT … ``closed``: its END was there."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    closed: bool = False

    def all(self, name: str) -> list[Line]:
        """Every line of that name, in order."""
        return [line for line in self.lines if line.name == name]

    def walk(self, name: str) -> Iterator["Part"]:
        """Every component of that name in here, this one included."""
        if self.name == name:
            yield self
        for part in self.parts:
            yield from part.walk(name)


def decode(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """The file's text; UTF-8 as the standard wants, else as Windows writes German. Refused for what is no text."""
    for sign, kind in SIGNS.items():
        if content.startswith(sign):
            raise Refused(_("„%(name)s“ ist kein Kalender, sondern %(kind)s.") % {"name": name, "kind": kind})
    if not content.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Refused(_("„%(name)s“ ist leer.") % {"name": name})
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), [Problem(_("Die Datei ist in UTF-16 geschrieben, nicht in UTF-8."))]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        told = Problem(_("Die Datei ist nicht in UTF-8 geschrieben. Bitte sehen Sie nach, ob die Umlaute stimmen."))
        return content.decode("cp1252", "replace"), [told]


def read(text: str, name: str) -> tuple[Part, list[Problem]]:
    """A nameless component that holds all others, and what is wrong with lines and structure.

    Refused where there is no component at all: a page of a website, a table, a letter.
    """
    root, problems = Part("", 0, closed=True), list[Problem]()
    open_parts = [root]
    for number, raw in unfolded(text):
        line = _parsed(number, raw, problems)
        if line is None:
            continue
        if line.name == "BEGIN":
            _begin(line, open_parts, problems)
        elif line.name == "END":
            _end(line, open_parts, problems)
        elif len(open_parts) > 1:
            open_parts[-1].lines.append(line)
        else:
            problems.append(Problem(_("Diese Zeile steht außerhalb des Kalenders und bleibt weg."), line.number))
    if not root.parts:
        raise Refused(_("„%(name)s“ ist kein Kalender: Es fehlt die Zeile BEGIN:VCALENDAR.") % {"name": name})
    problems += [
        Problem(_("%(name)s hört nicht auf; die Datei ist wohl abgeschnitten.") % {"name": part.name}, part.number)
        for part in open_parts[1:]
    ]
    return root, problems


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Number and text of every logical line: a line that begins with a blank goes on with the one before (3.1)."""
    number, parts = 0, []  # type: ignore[var-annotated]
    for place, line in enumerate(BREAK.split(text), 1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield number, "".join(parts)
        number, parts = place, [line] if line.strip("\0 \t") else []
    if parts:
        yield number, "".join(parts)


def _parsed(number: int, raw: str, problems: list[Problem]) -> Line | None:
    if found := PLAIN.fullmatch(raw):
        name, given, value = found.groups()
        params = dict(part.split("=", 1) for part in given.split(";")[1:])
    else:
        try:
            name, given, value = Contentline(raw).parts()
        except (ValueError, TypeError):
            told = _("„%(start)s“ ist keine Zeile eines Kalenders und bleibt weg.") % {"start": _start(raw)}
            problems.append(Problem(told, number))
            return None
        params = {key: ",".join(word) if isinstance(word, list) else str(word) for key, word in given.items()}
    if len(value) > LONGEST:
        problems.append(Problem(_("%(name)s ist zu lang und wurde gekürzt.") % {"name": name[:40]}, number))
        value = value[:LONGEST]
    return Line(number, name.upper(), {key.upper(): word for key, word in params.items()}, value)


def _start(raw: str) -> str:
    text = " ".join(raw.split())
    return text[:40] + " …" if len(text) > 40 else text


def _begin(line: Line, open_parts: list[Part], problems: list[Problem]) -> None:
    part = Part(line.value.strip().upper(), line.number)
    if len(open_parts) > DEEPEST:
        if len(open_parts) == DEEPEST + 1:
            problems.append(Problem(_("Hier steckt zu viel ineinander; das Innerste bleibt weg."), line.number))
    else:
        open_parts[-1].parts.append(part)
    open_parts.append(part)


def _end(line: Line, open_parts: list[Part], problems: list[Problem]) -> None:
    name = line.value.strip().upper()
    if name not in [part.name for part in open_parts[1:]]:
        told = _("END:%(name)s schließt nichts, was offen ist.") % {"name": name[:40]}
        problems.append(Problem(told, line.number))
        return
    while True:
        part = open_parts.pop()
        part.closed = True
        if part.name == name:
            return
        told = _("%(name)s hört nicht auf, bevor %(outer)s aufhört.") % {"name": part.name[:40], "outer": name}
        problems.append(Problem(told, part.number))
