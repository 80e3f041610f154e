"""One VEVENT of a file (RFC 5545 3.6.1) as it is understood; what cannot be is told with its line."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from quartier.events import rules, states
from quartier.events.imports.lines import Line, Part
from quartier.events.imports.topics import topic_of
from quartier.events.imports.values import Fault, Moment, later, length, moment, plain, text
from quartier.events.imports.zones import Zones
from quartier.events.rules.facts import LONGEST_DATE
from quartier.kit.errors import Refused
from quartier.kit.tables import Problem

TITLE, PLACE, SUMMARY, LINK, UID = 120, 160, 20_000, 300, 200  # letters
MOST_MOMENTS = 2_000  # left out or added, of one series
ONCE = ("UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "RRULE", "RECURRENCE-ID",
        "SEQUENCE", "STATUS", "CLASS")  # fmt: skip
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
PRIVATE = ("PRIVATE", "CONFIDENTIAL")
CANCELLED = re.compile(r"(abgesagt|cancelled|canceled)\s*:\s*", re.IGNORECASE)
check_url = URLValidator(schemes=["http", "https"])
T = TypeVar("T")


@dataclass
class Found:
    """A date, the first of a series, or the exception to one (``instead_of``)."""

    line: int
    uid: str
    start: Moment
    end: dt.datetime
    facts: dict[str, Any]
    sequence: int = 0
    said_at: dt.datetime | None = None  # DTSTAMP: which of two versions is the newer one
    rule: str = ""
    left_out: list[dt.datetime] = field(default_factory=list)
    added: list[tuple[dt.datetime, dt.datetime | None]] = field(default_factory=list)  # with an end of its own
    instead_of: Moment | None = None
    and_later: bool = False  # RANGE=THISANDFUTURE

    @property
    def repeats(self) -> bool:
        return bool(self.rule or self.added)

    @property
    def age(self) -> tuple[int, float]:
        """Grows with every version of the date (RFC 5546 2.1.5)."""
        return self.sequence, self.said_at.timestamp() if self.said_at else 0.0


class Reader:
    """Reads the events of one file; collects what is wrong and counts what is left out on purpose."""

    def __init__(self, zones: Zones, problems: list[Problem]) -> None:
        self.zones, self.problems = zones, problems
        self.refused: list[Problem] = []  # dates that are not taken
        self.dropped: Counter[str] = Counter()
        self.floating = 0
        self._nameless: Counter[str] = Counter()

    def read(self, part: Part, *, cancelled: bool = False) -> Found | None:
        """The date; None where it has no beginning that can be read."""
        self._count(part)
        lines = self._once(part)
        start = self._try(lines.get("DTSTART"), lambda line: moment(line, self.zones))
        if start is None:
            title = self._one_line(lines.get("SUMMARY"))[:60] or _("Ein Termin")
            self.refused.append(Problem(_("„%(title)s“ hat keinen Beginn.") % {"title": title}, part.number))
            return None
        self._check_day(lines["DTSTART"], start)
        self.floating += start.floating
        found = Found(part.number, "", start, self._end(lines, start), self._facts(lines, part, cancelled))
        found.uid = self._uid(lines, found)
        found.sequence = self._sequence(lines.get("SEQUENCE"))
        stamped = self._try(lines.get("DTSTAMP"), lambda line: moment(line, self.zones))
        found.said_at = stamped.at if stamped else None
        found.instead_of = self._try(lines.get("RECURRENCE-ID"), lambda line: moment(line, self.zones))
        found.and_later = found.instead_of is not None and lines["RECURRENCE-ID"].params.get("RANGE") == "THISANDFUTURE"
        self._recurrence(part, lines, found)
        return found

    # What a line says --------------------------------------------------------------------------------------------
    def _once(self, part: Part) -> dict[str, Line]:
        """The lines of which there may be one, by name; of several the first counts."""
        lines: dict[str, Line] = {}
        for line in part.lines:
            if line.name in ONCE and line.name in lines:
                self._tell(_("%(name)s steht zweimal; es gilt das erste.") % {"name": line.name}, line.number)
            lines.setdefault(line.name, line)
        return lines

    def _try(self, line: Line | None, read: Callable[[Line], T]) -> T | None:
        if line is None:
            return None
        try:
            return read(line)
        except Fault as fault:
            self._tell(f"{line.name}: {fault}", line.number)
            return None

    def _tell(self, sentence: str, number: int) -> None:
        self.problems.append(Problem(sentence, number))

    def _check_day(self, line: Line, start: Moment) -> None:
        if start.whole != (line.params.get("VALUE", "DATE-TIME").upper() == "DATE"):
            word = "VALUE=DATE" if start.whole else "VALUE=DATE-TIME"
            self._tell(
                _("%(name)s ohne %(word)s; gelesen wird es so.") % {"name": line.name, "word": word}, line.number
            )

    def _end(self, lines: dict[str, Line], start: Moment) -> dt.datetime:
        """DTEND, or DURATION; without either a whole day, or no length at all (3.6.1)."""
        alone = later(start, 1 if start.whole else 0, dt.timedelta())
        if "DTEND" in lines:
            end = self._try(lines["DTEND"], lambda line: moment(line, self.zones))
            if end is None:
                return alone
            if end.whole != start.whole:
                self._tell(_("Beginn und Ende sind nicht beide Tage oder beide Uhrzeiten."), lines["DTEND"].number)
            if end.at < start.at or (start.whole and end.at == start.at):
                self._tell(_("Das Ende liegt nicht nach dem Beginn und bleibt weg."), lines["DTEND"].number)
                return alone
            if end.at - start.at > LONGEST_DATE:
                self._tell(_("Der Termin dauert länger als ein Jahr; das Ende bleibt weg."), lines["DTEND"].number)
                return alone
            return later(Moment(end.at), 0, dt.timedelta()) if start.whole else end.at
        if "DURATION" in lines:
            known = self._try(lines["DURATION"], lambda line: length(line.value))
            return later(start, *known) if known and (not start.whole or known[0]) else alone
        return alone

    def _uid(self, lines: dict[str, Line], found: Found) -> str:
        """The name for life; where there is none, one made of the content, the same on every reading."""
        if uid := lines["UID"].value.strip() if "UID" in lines else "":
            return uid if len(uid) <= UID else hashlib.sha256(uid.encode()).hexdigest()
        said = "|".join([found.start.at.isoformat(), found.facts["title"], found.facts["place"]])
        self._nameless[said] += 1
        digest = hashlib.sha256(f"{said}|{self._nameless[said]}".encode()).hexdigest()[:32]
        self._tell(
            _("Diesem Termin fehlt der Name für Kalender (UID); er bekommt einen aus seinem Inhalt."), found.line
        )
        return f"{digest}@quartier"

    def _sequence(self, line: Line | None) -> int:
        if line is None:
            return 0
        if not re.fullmatch(r"\d{1,9}", line.value.strip()):
            self._tell(_("SEQUENCE ist keine Zahl."), line.number)
            return 0
        return int(line.value)

    # What people read --------------------------------------------------------------------------------------------
    def _facts(self, lines: dict[str, Line], part: Part, cancelled: bool) -> dict[str, Any]:
        status = lines["STATUS"].value.strip().upper() if "STATUS" in lines else ""
        cancelled = cancelled or status == "CANCELLED"
        if status == "TENTATIVE":
            self._tell(_("Der Termin steht in der Datei unter Vorbehalt."), lines["STATUS"].number)
        title, summary = self._title(lines, cancelled)
        link = self._link(lines.get("URL"))
        if link and summary.rstrip().endswith(link):  # we write the address below the text, for phones
            summary = summary.rstrip().removesuffix(link).rstrip()
        return {
            "title": title, "summary": self._cut(summary, SUMMARY, lines.get("DESCRIPTION")),
            "place": self._cut(self._one_line(lines.get("LOCATION")), PLACE, lines.get("LOCATION")), "link": link,
            "topic": topic_of([text(word) for line in part.all("CATEGORIES") for word in re.split(r"(?<!\\\\),", line.value)]),
            "public": not self._private(lines.get("CLASS")),
            "status": states.CANCELLED if cancelled else states.PLANNED,
        }  # fmt: skip

    def _title(self, lines: dict[str, Line], cancelled: bool) -> tuple[str, str]:
        """Title and text; a title that is too long begins the text as well."""
        title, summary = (
            self._one_line(lines.get("SUMMARY")),
            plain(lines["DESCRIPTION"].value) if "DESCRIPTION" in lines else "",
        )
        if cancelled:
            title = CANCELLED.sub("", title, count=1) or title
        if not title:
            first = next((line for line in summary.split("\n") if line.strip()), "")[:TITLE]
            if "SUMMARY" in lines or not first:
                return first or _("Ohne Titel"), summary
            return first, summary
        if len(title) > TITLE:
            self._tell(
                _("Der Titel ist länger als 120 Zeichen; er steht ganz in der Beschreibung."), lines["SUMMARY"].number
            )
            summary = f"{title}\n\n{summary}".strip()
            title = title[: TITLE - 2].rstrip() + " …"
        return title, summary

    def _one_line(self, line: Line | None) -> str:
        return " ".join(plain(line.value).split()) if line else ""

    def _cut(self, words: str, most: int, line: Line | None) -> str:
        if len(words) <= most or line is None:
            return words
        self._tell(_("%(name)s ist zu lang und wurde gekürzt.") % {"name": line.name}, line.number)
        return words[: most - 2].rstrip() + " …"

    def _link(self, line: Line | None) -> str:
        if line is None or not line.value.strip():
            return ""
        address = text(line.value)
        written = address if "://" in address else f"https://{address}"
        try:
            check_url(written)
        except ValidationError:
            written = ""
        if not written or len(written) > LINK:
            self._tell(_("„%(text)s“ ist keine Internetadresse und bleibt weg.") % {"text": address[:60]}, line.number)
            return ""
        return written

    def _private(self, line: Line | None) -> bool:
        if line is None or line.value.strip().upper() not in PRIVATE:
            return False
        self._tell(
            _("Der Termin ist in der Datei als privat bezeichnet und wird nicht öffentlich gezeigt."), line.number
        )
        return True

    def _count(self, part: Part) -> None:
        """What is left out on purpose: people, files, reminders, coordinates."""
        for line in part.lines:
            if line.name in ("ATTENDEE", "ORGANIZER", "CONTACT"):
                self.dropped["people"] += 1
            elif line.name in ("ATTACH", "IMAGE", "CONFERENCE"):
                self.dropped["files"] += 1
            elif line.name == "GEO":
                self.dropped["places"] += 1
        self.dropped["alarms"] += sum(inner.name == "VALARM" for inner in part.parts)

    # How it repeats ----------------------------------------------------------------------------------------------
    def _recurrence(self, part: Part, lines: dict[str, Line], found: Found) -> None:
        if "EXRULE" in lines:
            told = _("EXRULE gibt es im Standard nicht mehr; bitte lassen Sie die Tage selbst aus, die sie meint.")
            self._tell(told, lines["EXRULE"].number)
        if "RRULE" in lines:
            found.rule = self._rule(lines["RRULE"], found)
        for line in part.all("RDATE"):
            self._moments(line, found, lambda at, end: found.added.append((at, end)))
        for line in part.all("EXDATE"):
            self._moments(line, found, lambda at, _end: found.left_out.append(at))
        found.added = [pair for pair in found.added if pair[0] != found.start.at or pair[1]]

    def _rule(self, line: Line, found: Found) -> str:
        try:
            given = dict(part.split("=", 1) for part in line.value.upper().split(";") if "=" in part)
            if given.get("FREQ", "").strip() in TOO_OFTEN:
                raise Refused(_("So oft wiederholt sich kein Termin."))
            parts = rules.parse(line.value)
            if "UNTIL" in parts:
                parts["UNTIL"] = self._until(parts["UNTIL"], line, found)
            written = rules.join(parts)
            soon = found.start.at + dt.timedelta(days=800)
            rules.occurrences(written, found.start.at, soon, zone=found.start.zone.key, most=3)
        except (Refused, ValueError) as refusal:
            why = refusal.message if isinstance(refusal, Refused) else str(refusal)
            self._tell(_("%(why)s Übernommen wird der erste Termin.") % {"why": why}, line.number)
            return ""
        if len(written) > 500:
            self._tell(_("Die Regel ist zu lang. Übernommen wird der erste Termin."), line.number)
            return ""
        return written

    def _until(self, value: str, line: Line, found: Found) -> str:
        """In the form the standard wants: a day for whole days, else UTC (3.3.10)."""
        try:
            end = moment(Line(line.number, "UNTIL", {}, value), self.zones)
        except Fault as fault:
            raise Refused(str(fault)) from None
        if found.start.whole:
            return f"{end.at:%Y%m%d}"
        if end.whole:
            self._tell(_("UNTIL ist ein Tag ohne Uhrzeit; er zählt ganz mit."), line.number)
            wall = end.at.replace(hour=23, minute=59, second=59, tzinfo=found.start.zone)
        else:
            wall = end.at.replace(tzinfo=found.start.zone) if end.floating else end.at
        return f"{wall.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"

    def _moments(self, line: Line, found: Found, take: Callable[[dt.datetime, dt.datetime | None], Any]) -> None:
        values = [value for value in line.value.split(",") if value.strip()]
        if not values:
            self._tell(_("%(name)s ist leer.") % {"name": line.name}, line.number)
        if len(values) > MOST_MOMENTS:
            self._tell(_("%(name)s nennt zu viele Tage; es gelten die ersten 2000.") % {"name": line.name}, line.number)
        for value in values[:MOST_MOMENTS]:
            begins, _sign, ends = value.partition("/")
            at = self._try(line, lambda line, begins=begins: self._of_series(line, begins, found))  # type: ignore[misc]
            if at is not None:
                take(at, self._period_end(line, at, ends, found) if ends else None)

    def _of_series(self, line: Line, value: str, found: Found) -> dt.datetime:
        """The moment by the clock of the series; a day alone means the date of that day."""
        said = moment(line, self.zones, value)
        zone, start = found.start.zone, found.start.at
        if found.start.whole:
            return said.at.astimezone(zone).replace(hour=0, minute=0, second=0) if not said.whole else said.at
        if said.whole:
            self._tell(
                _("%(name)s nennt einen Tag ohne Uhrzeit; gemeint ist der Termin dieses Tages.") % {"name": line.name},
                line.number,
            )
            wall = dt.datetime.combine(said.at.date(), start.astimezone(zone).time())
            return wall.replace(tzinfo=zone)
        return said.at.replace(tzinfo=zone) if said.floating and not found.start.floating else said.at.astimezone(zone)

    def _period_end(self, line: Line, at: dt.datetime, value: str, found: Found) -> dt.datetime | None:
        def read(line: Line) -> dt.datetime:
            if value.strip().upper().lstrip("+-").startswith("P"):
                return later(Moment(at, zone=found.start.zone), *length(value))
            return self._of_series(line, value, found)

        end = self._try(line, read)
        return end if end and end > at else None
