"""The preview of a calendar file: every date understood, series put together, compared with what is there."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from icalendar import Calendar

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.imports.dates import Found, Reader
from quartier.events.imports.lines import Part, decode, read
from quartier.events.imports.said import Said, put_together
from quartier.events.imports.target import KINDS
from quartier.events.imports.values import MOMENT
from quartier.events.imports.zones import Zones
from quartier.events.models import Event, EventSeries
from quartier.events.queries.data import facts, facts_of_series
from quartier.history.models import ImportedRow, ImportRun
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.importer import CHANGED, NEW, SAME, Preview, Step, chunks, stamp
from quartier.kit.tables import Problem

MOST, MOST_SERIES = 20_000, 500  # dates and series of one file
ANSWERS = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")  # of guests (RFC 5546 1.4): they do not set a date
OTHERS = ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")
LABELS = {
    "title": gettext_lazy("Titel"), "summary": gettext_lazy("Beschreibung"), "place": gettext_lazy("Ort"), "link": gettext_lazy("Internet"), "topic": gettext_lazy("Thema"),
    "starts_at": gettext_lazy("Beginn"), "ends_at": gettext_lazy("Ende"), "all_day": gettext_lazy("Ganztägig"), "public": gettext_lazy("Öffentlich"),
    "status": gettext_lazy("Stand"), "rule": gettext_lazy("Regel"), "zone": gettext_lazy("Zeitzone"), "left_out": gettext_lazy("Ausgelassene Tage"),
    "added": gettext_lazy("Zusätzliche Tage"), "exceptions": gettext_lazy("Einzelne Termine"),
}  # fmt: skip
DIGITS = re.compile(r"[\d ._()-]+")


class Broken(Refused):
    """A file that is no sound calendar; with ``anyway`` it is read as far as it goes."""


def family(name: str) -> str:
    """What two years of one calendar have in common: „ferien_berlin_2025.ics“ → „ferien berlin“."""
    stem = PurePath(name.replace("\\", "/")).stem
    return " ".join(DIGITS.sub(" ", stem.replace("_", " ")).split())[:80] or "kalender"


@dataclass
class CalendarFile:
    """A file and how it is to be read into the quarter. ``anyway``: also what a standard parser refuses."""

    content: bytes
    name: str  # of the file
    area: Area
    public: bool = True
    anyway: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        self.source = (self.source or family(self.name))[:80]

    @classmethod
    def from_run(cls, run: ImportRun, area: Area) -> "CalendarFile":
        """The draft as it was asked; its content is gone once it is carried out."""
        asked = run.options
        return cls(bytes(run.content or b""), run.name, area, asked["public"], asked["anyway"], asked["source"])

    def options(self) -> dict[str, Any]:
        """How it is asked, as JSON values: the inverse of ``from_run``."""
        return {"source": self.source, "public": self.public, "anyway": self.anyway, "area": self.area.pk}

    def look(self) -> tuple[list[Said], list[Problem], list[Problem]]:
        """All dates of the file, what is wrong with it, and which dates are not taken.

        Broken, or Refused, where it cannot be read as a whole.
        """
        text, problems = decode(self.content, self.name)
        root, faults = read(text, self.name)
        problems += faults + _times_of_others(root)
        if problems and not self.anyway:
            _refuse_broken(self.name, text, problems)
        reader = Reader(Zones(root, problems), problems)
        found: list[Found] = []
        for part, cancelled in _events(root, problems):
            if one := reader.read(part, cancelled=cancelled):
                found.append(one)
            if len(found) > MOST:
                raise Refused(_("Mehr als %(n)d Termine liest Quartier nicht auf einmal.") % {"n": MOST})
        if sum(one.repeats for one in found) > MOST_SERIES:
            raise Refused(_("Mehr als %(n)d Terminreihen liest Quartier nicht auf einmal.") % {"n": MOST_SERIES})
        said = put_together(found, problems)
        _told_aside(root, reader, problems)
        return said, sorted(problems, key=lambda problem: problem.line or 0), reader.refused

    def preview(self) -> Preview:
        """Reads everything, writes nothing."""
        said, problems, refused = self.look()
        preview = Preview(self.name, hashlib.sha256(self.content).hexdigest(), notes=problems, refused=refused)
        known = Known(self.area, {name for one in said for name in one.names})
        for one in said:
            known.compare(preview, one, public=self.public)
        preview.notes += _gone(self, {one.uid for one in said})
        return preview


def _events(root: Part, problems: list[Problem]) -> list[tuple[Part, bool]]:
    """Every VEVENT in order, and whether its calendar calls off what it names (METHOD:CANCEL, RFC 5546 3.2.5)."""
    found: list[tuple[Part, bool]] = []
    for part in root.parts:
        method = "".join(line.value.strip().upper() for line in part.all("METHOD")[:1])
        if method in ANSWERS:
            problems.append(
                Problem(_("Das ist die Antwort auf eine Einladung, kein Termin; sie bleibt weg."), part.number)
            )
            continue
        found += [(event, method == "CANCEL") for event in part.walk("VEVENT")]
    return found


def _times_of_others(root: Part) -> list[Problem]:
    """Impossible days in tasks and notes, which are not taken: they tell that the program that wrote the file erred."""
    problems = []
    for name in OTHERS:
        for part in root.walk(name):
            for line in part.lines:
                if line.name in ("DTSTART", "DUE", "DTEND", "DTSTAMP") and not MOMENT.fullmatch(line.value.strip()):
                    told = _("„%(value)s“ ist kein Tag und keine Uhrzeit.") % {"value": line.value[:30]}
                    problems.append(Problem(told, line.number))
    return problems


def _refuse_broken(name: str, text: str, problems: Sequence[Problem]) -> None:
    """What a standard parser cannot read is not quietly read by us: phones would not read it either."""
    try:
        Calendar.from_ical(text, multiple=True)
    except Exception as error:
        raise Broken(
            _("„%(name)s“ lässt sich nicht als Kalender lesen. %(why)s") % {"name": name, "why": problems[0]}
        ) from error


def _told_aside(root: Part, reader: Reader, problems: list[Problem]) -> None:
    """What was left out on purpose, in one sentence each."""
    others = sum(1 for name in OTHERS for _part in root.walk(name))
    lines = [
        (others, ngettext("%(n)d Aufgabe oder Notiz ist kein Termin und bleibt weg.",
                          "%(n)d Aufgaben oder Notizen sind keine Termine und bleiben weg.", others)),
        (reader.dropped["people"], _("Wer eingeladen ist oder einlädt, wird nicht übernommen (%(n)d Angaben zu Personen).")),
        (reader.dropped["files"], _("Anhänge, Bilder und Einwahldaten werden nicht übernommen (%(n)d).")),
        (reader.dropped["alarms"], _("Erinnerungen werden nicht übernommen (%(n)d).")),
        (reader.dropped["places"], _("Koordinaten werden nicht übernommen (%(n)d); es gilt der Ort in Worten.")),
        (reader.floating, _("%(n)d Termine nennen keine Zeitzone; es gilt die Zeit des Quartiers.")),
    ]  # fmt: skip
    problems += [Problem(sentence % {"n": count}) for count, sentence in lines if count]


class Known:
    """The dates of the quarter that have one of the names, and whether the office changed them since an import."""

    def __init__(self, area: Area, uids: set[str]) -> None:
        self.dates: dict[str, Event] = {}
        self.series: dict[str, EventSeries] = {}
        for part in chunks(sorted(uids)):
            rows = Event.objects.filter(area=area, uid__in=part, series__isnull=True)
            self.dates |= {row.uid: row for row in rows}
            self.series |= {row.uid: row for row in EventSeries.objects.filter(area=area, uid__in=part)}
        self.left = _left([*self.dates.values(), *self.series.values()])

    def compare(self, preview: Preview, said: Said, *, public: bool) -> None:
        """Count the date as new, changed or the same."""
        values, uid, title = said.shown(public), said.uid, said.values["title"]
        if said.of_series and (series := self.series.get(said.of_series.uid)):
            values, uid = said.within(series, public), series.uid
        row: Any = (self.series if "rule" in values else self.dates).get(uid)
        if row is None:
            if (self.dates if "rule" in values else self.series).get(uid) is not None:
                preview.refused.append(
                    Problem(
                        _("„%(title)s“ war ein einzelner Termin und ist jetzt eine Reihe, oder umgekehrt.")
                        % {"title": title},
                        said.line,
                    )
                )
                return
            preview.add(Step(NEW, title, values | {"topic": values["topic"] or states.OTHER}, said.line, said=values))
            return
        now = facts_of_series(row) if isinstance(row, EventSeries) else facts(row)
        changes = {
            name: value
            for name, value in values.items()
            if name in now and now[name] != value and (name != "topic" or value)
        }
        if changes and (why := self._kept(row, now, changes, said.sequence)):
            preview.notes.append(Problem(why % {"title": title}, said.line))
            changes = {}
        labels = tuple(str(LABELS[name]) for name in changes)
        written = changes | {"sequence": said.sequence} if changes else {}
        preview.add(Step(CHANGED if changes else SAME, title, written, said.line, row=row, changes=labels, said=values))

    def _kept(self, row: Any, now: Mapping[str, Any], changes: Mapping[str, Any], sequence: int) -> str:
        """Why the row stays as it is; empty where the file counts."""
        if now.get("status") == states.CANCELLED:
            return _("„%(title)s“ ist hier abgesagt und bleibt es.")
        if 0 < sequence < row.sequence:
            return _("„%(title)s“ steht hier in einer neueren Fassung; die Datei ändert nichts daran.")
        if self.left.get((row._meta.label_lower, row.pk)) != stamp(now) and sequence <= row.sequence:
            return _("„%(title)s“ wurde hier geändert und bleibt so.")
        return ""


def _left(rows: Sequence[Any]) -> dict[tuple[str, int], str]:
    """The stamp with which the last import left each row."""
    found: dict[tuple[str, int], str] = {}
    for part in chunks([row.pk for row in rows]):
        imported = ImportedRow.objects.filter(kind__in=KINDS, row__in=part, run__undone_at__isnull=True)
        found |= {(kind, row): left for kind, row, left in imported.order_by("id").values_list("kind", "row", "stamp")}
    return found


def _gone(file: CalendarFile, uids: set[str]) -> list[Problem]:
    """Coming dates that an earlier version of this calendar brought and this one does not name: told, never deleted."""
    runs = ImportRun.objects.filter(
        scope=file.area.scope,
        kind__in=KINDS,
        done_at__isnull=False,
        undone_at__isnull=True,
        options__source=file.source,
    )
    ids = [ImportedRow.objects.filter(run__in=runs, kind=kind).values("row") for kind in KINDS]
    coming = Event.objects.filter(area=file.area, ends_at__gt=dates.now(), status=states.PLANNED)
    rows = coming.filter(Q(pk__in=ids[0], series__isnull=True) | Q(series__in=ids[1])).order_by("starts_at", "id")
    told = _(
        "„%(title)s“ am %(day)s steht nicht mehr in der Datei. Der Termin bleibt; sagen Sie ihn ab, wenn er ausfällt."
    )
    first = {row.uid: row for row in reversed(rows) if row.uid not in uids}
    return [
        Problem(told % {"title": row.title, "day": dates.figures(dates.local(row.starts_at).date())})
        for row in sorted(first.values(), key=lambda row: row.starts_at)
    ]
