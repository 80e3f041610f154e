"""The preview of a list of earlier cases: every row read, sums checked against the list's own, nothing written."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.areas.models import Area
from quartier.funding.imports.columns import AMOUNTS, FIELDS, NOTE, guess, known
from quartier.funding.imports.rows import Case, Reader
from quartier.funding.imports.sections import Sections
from quartier.funding.imports.sums import Sums
from quartier.funding.imports.values import read_year
from quartier.funding.models import EarlierCase
from quartier.funding.models.earlier import UNKNOWN
from quartier.history.models import ImportRun
from quartier.kit.columns import IGNORE, MissingColumn, assign, fold
from quartier.kit.errors import Refused
from quartier.kit.importer import NEW, SAME, Preview, Step, stamp
from quartier.kit.tables import Layout, Problem, Sheet, find_headers, open_sheets
from quartier.kit.tables.layout import LOOKED_AT, Record
from quartier.kit.tables.rows import MAX_ROWS, name_headers, unnamed

EVERY = "*"  # all sheets that hold cases, one after the other
SAMPLE = 60  # rows that tell which column is what
CALLED_LIKE = 3  # known headers that make a sheet a list of cases


@dataclass
class CasePreview(Preview):
    """What reading the list would do, and what it says of itself."""

    sums: dict[str, dict[str, int]] = field(default_factory=dict)  # amount field → {file, taken, refused} in cents
    control: list[Problem] = field(default_factory=list)  # the list's own sums, recognised and not taken
    layout: dict[str, Any] = field(default_factory=dict)  # sheet, header row, kind of numbers, sheets to choose from
    unread: list[str] = field(default_factory=list)  # headers that nothing is taken from
    noted: list[str] = field(default_factory=list)  # headers whose text goes into the note
    warnings: list[Problem] = field(default_factory=list)  # to be read before anything is carried out
    amounts: set[str] = field(default_factory=set)  # headers that are read as amounts
    keys: set[str] = field(default_factory=set)  # of all rows of the file, whether new or there already

    @property
    def picked(self) -> dict[str, str]:
        return super().picked | dict.fromkeys(self.noted, NOTE)

    def totals(self) -> dict[str, Any]:
        control = [str(problem) for problem in self.control]
        return super().totals() | {"sums": self.sums, "control": control, "unread": self.unread}


@dataclass
class Page:
    """One sheet: where its headers are and which column is what."""

    sheet: Sheet
    layout: Layout
    top: list[Record]
    columns: dict[str, str]  # field → header
    notes: list[str]  # headers whose text goes into the note

    def above(self) -> list[Record]:
        return [record for record in self.top if record[0] < self.layout.line]

    def records(self) -> list[Record]:
        """The rows below the headers; blank ones, of which a workbook may have a million, are passed over."""
        every = chain(self.top[self.layout.first :], self.sheet.records)
        found = list(islice((one for one in every if one[2] or any(cell.strip() for cell in one[1])), MAX_ROWS + 1))
        if len(found) > MAX_ROWS:
            text = _("Die Liste hat mehr als %(most)s Zeilen. Bitte teilen Sie die Datei.")
            raise Refused(text % {"most": MAX_ROWS})
        return found


@dataclass
class CaseList:
    """A file and how it is to be read. ``fund`` and ``year`` hold for rows that do not say so themselves."""

    content: bytes
    name: str  # of the file
    area: Area
    fund: str = ""
    year: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)  # header → field, as the person says
    sheet: str = ""  # its name, EVERY, or „“: the one that looks most like a list of cases
    header_row: int | None = None
    keep_rest: bool = False  # what no field takes goes into the note

    @classmethod
    def from_run(cls, run: ImportRun, area: Area) -> "CaseList":
        """The draft as it was asked; its content is gone once it is carried out."""
        asked = {key: value for key, value in run.options.items() if key != "area"}
        return cls(bytes(run.content or b""), run.name, area, **asked)

    def options(self) -> dict[str, Any]:
        """How it is asked, as JSON values: the inverse of ``from_run``."""
        return {
            "area": self.area.pk, "fund": self.fund, "year": self.year, "given": dict(self.given), "sheet": self.sheet,
            "header_row": self.header_row, "keep_rest": self.keep_rest,
        }  # fmt: skip

    # What is there ----------------------------------------------------------------------------------------------
    def look(self) -> tuple[list[str], dict[str, list[str]], dict[str, Any]]:
        """Headers, first values below each, and the sheets to choose from. Refused where it is no table."""
        sheets, hidden = open_sheets(self.content, name=self.name)
        chosen = self._chosen(self._looked(sheets))
        sheet, layout, top = chosen[0]
        names = [one.name for one in sheets if one.name]
        about = {"sheets": names, "hidden": hidden, "sheet": sheet.name, "line": layout.line}
        return layout.headers, _samples(layout, top, 3), about

    def _looked(self, sheets: list[Sheet]) -> list[tuple[Sheet, Layout, list[Record]]]:
        """The sheets with text, each with its headers."""
        looked = []
        for sheet in sheets:
            top = list(islice(sheet.records, LOOKED_AT + SAMPLE))
            layout = find_headers(top, known, self.header_row)
            if layout is not None:
                looked.append((sheet, layout, top))
        if not looked:
            raise self._nothing()
        return looked

    def _chosen(self, looked: list[tuple[Sheet, Layout, list[Record]]]) -> list[tuple[Sheet, Layout, list[Record]]]:
        """The sheets that are read."""
        if self.sheet == EVERY:
            fitting = [one for one in looked if one[1].known >= CALLED_LIKE]
            return fitting or looked[:1]
        if self.sheet:
            named = [one for one in looked if one[0].name == self.sheet]
            if not named:
                names = ", ".join(f"„{one[0].name}“" for one in looked)
                text = _("„%(name)s“ hat kein Blatt „%(sheet)s“ mit Text. Vorhanden: %(known)s.")
                raise Refused(text % {"name": self.name, "sheet": self.sheet, "known": names})
            return named
        return [max(looked, key=lambda one: one[1].known)]

    def _nothing(self) -> Refused:
        if self.header_row:
            text = _("In „%(name)s“ steht in Zeile %(line)s keine Kopfzeile.")
            return Refused(text % {"name": self.name, "line": self.header_row})
        return Refused(_("„%(name)s“ enthält keine Zeile mit Text.") % {"name": self.name})

    # The preview ------------------------------------------------------------------------------------------------
    def preview(self) -> CasePreview:
        """Reads everything, writes nothing. Refused, or MissingColumn, where the file as a whole is of no use."""
        sheets, hidden = open_sheets(self.content, name=self.name)
        looked = self._looked(sheets)
        pages = [self._page(*chosen) for chosen in self._chosen(looked)]
        preview = CasePreview(self.name, hashlib.sha256(self.content).hexdigest())
        first = pages[0]
        preview.headers, preview.columns, preview.noted = first.layout.headers, first.columns, first.notes
        preview.layout = {
            "sheets": [sheet.name for sheet in sheets if sheet.name], "hidden": hidden, "line": first.layout.line,
            "read": [page.sheet.name for page in pages],
        }  # fmt: skip
        known_keys = set(EarlierCase.objects.filter(area=self.area).values_list("key", flat=True))
        seen: dict[str, int] = {}
        for page in pages:
            self._read(preview, page, known_keys, seen)
        preview.warnings += self._warnings(preview)
        read = {page.sheet.name for page in pages}
        like = [sheet.name for sheet, layout, _top in looked if sheet.name not in read and layout.known >= CALLED_LIKE]
        if like and not self.sheet:
            text = _("Auch in Blatt %(names)s stehen Fälle. Sie werden nicht gelesen. Sollen sie mit, wählen Sie unten bei „Blatt“ „alle passenden“.")  # fmt: skip
            preview.warnings.append(Problem(text % {"names": _quoted(like)}))
        others = [
            sheet.name
            for sheet in sheets
            if sheet.name and sheet.name not in {*read, *(like if not self.sheet else ())}
        ]
        if others:
            preview.notes.append(Problem(_("Nicht gelesen: Blatt %(names)s.") % {"names": _quoted(others)}))
        if hidden:
            preview.notes.append(
                Problem(_("Ausgeblendet und nicht gelesen: Blatt %(names)s.") % {"names": _quoted(hidden)})
            )
        return preview

    def _warnings(self, preview: CasePreview) -> Iterator[Problem]:
        """What a person should know before anything else: no amounts, or cases that would be there twice."""
        if preview.new and not preview.sums:
            yield Problem(_("Keine Spalte ist als Betrag erkannt. Bitte ordnen Sie zu, wo beantragte oder bewilligte Beträge stehen."))  # fmt: skip
        unread = sum(problem.column in preview.amounts for problem in preview.refused)
        if unread:
            text = ngettext(
                "In einer Zeile ist ein Betrag nicht lesbar. Er fehlt in den Summen der Liste.",
                "In %(n)d Zeilen ist ein Betrag nicht lesbar. Er fehlt in den Summen der Liste.",
                unread,
            )
            yield Problem(text % {"n": unread})
        bare = [step for step in preview.new if _says_nothing(step.values)] if preview.sums else []
        if bare:
            text = ngettext(
                "Eine Zeile hat weder Betrag noch Tag noch Ergebnis: Zeile %(line)s, „%(title)s“. Ist sie eine Bemerkung zur Tabelle, löschen Sie sie in der Datei, und lesen Sie die Liste noch einmal ein.",
                "%(n)d Zeilen haben weder Betrag noch Tag noch Ergebnis, zuerst Zeile %(line)s, „%(title)s“. Sind es Bemerkungen zur Tabelle, löschen Sie sie in der Datei, und lesen Sie die Liste noch einmal ein.",
                len(bare),
            )  # fmt: skip
            yield Problem(text % {"n": len(bare), "line": bare[0].line, "title": bare[0].title[:60]})
        twice = self._alike(preview)
        if twice:
            text = ngettext(
                "Eine Zeile gleicht in Name, Vorhaben und Jahr einem Fall, der schon da ist, und sagt doch anderes: Zeile %(line)s, dort „%(source)s“, Zeile %(there)s. Ist es derselbe, zählt er sonst doppelt: Nehmen Sie dann erst den älteren Import zurück.",
                "%(n)d Zeilen gleichen in Name, Vorhaben und Jahr einem Fall, der schon da ist, und sagen doch anderes, zuerst Zeile %(line)s, dort „%(source)s“, Zeile %(there)s. Sind es dieselben, zählen sie sonst doppelt: Nehmen Sie dann erst den älteren Import zurück.",
                len(twice),
            )  # fmt: skip
            step, source, there = twice[0]
            yield Problem(text % {"n": len(twice), "line": step.line, "source": source, "there": there})

    def _alike(self, preview: CasePreview) -> list[tuple[Step, str, int]]:
        """New rows of whose name, purpose and year there is a case already that this file does not have."""
        if not preview.new:
            return []
        names = ("key", "applicant_key", "title", "year", "source", "line")
        rows = EarlierCase.objects.filter(area=self.area).values_list(*names).order_by("pk")
        there = {
            tuple(facts): place
            for key, *facts, source, line in rows
            if key not in preview.keys
            for place in [(source, line)]
        }
        found = ((step, there.get(tuple(step.values[name] for name in names[1:4]))) for step in preview.new)
        return [(step, *place) for step, place in found if place]

    def _page(self, sheet: Sheet, layout: Layout, top: list[Record], *, below: bool = False) -> Page:
        """Which column is what: as the person says, else by headers and values. ``below``: of a second table."""
        asked = self._asked(layout.headers, every=self.sheet != EVERY and not below)
        found = guess([h for h in layout.headers if h not in asked], _samples(layout, top, SAMPLE))
        taken = set(asked.values())
        both = {h: f for h, f in found.items() if f not in taken or f == NOTE} | asked
        notes = [header for header, name in both.items() if name == NOTE]
        plain = {header: IGNORE if name == NOTE else name for header, name in both.items()}
        columns = assign(layout.headers, FIELDS, plain)
        if not {"applicant", "title"} & columns.keys():
            listed = ", ".join(f"„{header}“" for header in layout.headers[:30])
            text = _("Die Datei hat keine Spalte für „%(field)s“ oder „%(other)s“. Gefunden: %(headers)s.")
            name, title = (next(one for one in FIELDS if one.name == field) for field in ("applicant", "title"))
            message = text % {"field": name.label, "other": title.label, "headers": listed}
            raise MissingColumn(message, name, layout.headers)
        return Page(sheet, layout, top, columns, notes)

    def _asked(self, headers: list[str], *, every: bool) -> dict[str, str]:
        """What the person says, by the headers as they stand; one of several tables need not have ``every`` of them."""
        found = {}
        for wanted, name in self.given.items():
            header = next((h for h in headers if h == wanted or fold(h) == fold(wanted) != ""), wanted)
            if header in headers or every:
                found[header] = name
        return found

    def _read(
        self,
        preview: CasePreview,
        page: Page,
        known_keys: set[str],
        seen: dict[str, int],
        sections: Sections | None = None,
    ) -> None:
        """One table; a second one below it, with other headers, by its own. ``sections``: what stands above that one."""
        rest = [h for h in page.layout.headers if h not in {*page.columns.values(), *page.notes}]
        year = self.year or read_year(page.sheet.name) or read_year(page.columns.get("granted", ""))
        kept = page.notes + (rest if self.keep_rest else [])
        reader = Reader(page.layout.headers, page.columns, kept, page.sheet.merged, fund=self.fund, year=year)
        sums = Sums([name for name in AMOUNTS if name in page.columns], preview.control)
        rows = page.records()
        reader.learn(rows)
        blank = {
            header
            for number, header in enumerate(page.layout.headers)
            if unnamed(header, number) and not _any(rows, number)
        }
        preview.unread += [h for h in rest if not self.keep_rest and h not in {*preview.unread, *blank}]
        preview.notes += page.layout.problems
        place = page.sheet.name if len(preview.layout["read"]) > 1 else ""
        preview.warnings += [_at(doubt, place) for doubt in _doubts(page, rest, blank)]
        if sections:
            reader.sections = sections
        elif not self.year:
            titles = (reader.heading(line, cells) for line, cells, _problems in page.above())
            preview.control += [_at(title, place) for title in titles if title]
        for case in reader.cases(rows, sums):
            self._count(preview, case, known_keys, seen, page.sheet.name, place)
        sums.check_above([(line, reader.amounts_of(cells)) for line, cells, _problems in page.above()])
        for name, part in sums.result().items():
            whole = preview.sums.setdefault(name, dict.fromkeys(part, 0))
            for key, cents in part.items():
                whole[key] += cents
        preview.amounts |= {page.columns[name] for name in reader.amounts}
        preview.layout["english"] = preview.layout.get("english", False) or reader.english
        for name, how in reader.amounts.items():
            if how.unit > 1:
                told = _("Diese Spalte ist in Tausend Euro gelesen: Aus 1 wird 1.000 €.")
                preview.warnings.append(_at(Problem(told, page.layout.line, column=page.columns[name]), place))
        if reader.below:
            self._read_below(preview, page, reader, known_keys, seen)

    def _read_below(
        self, preview: CasePreview, page: Page, reader: Reader, known_keys: set[str], seen: dict[str, int]
    ) -> None:
        """The table below another on the same sheet; told, and not read where it has neither names nor purposes."""
        line, cells, _problems = reader.below[0]
        headers, problems = name_headers(cells, line)
        try:
            below = self._page(page.sheet, Layout(line, 1, headers, 0, problems), reader.below, below=True)
        except MissingColumn:
            told = _("Hier beginnt eine andere Tabelle ohne Namen und Vorhaben. Sie wird nicht gelesen: %(n)d Zeilen.")
            preview.refused.append(Problem(told % {"n": len(reader.below)}, line))
            return
        labels = {one.name: one.label for one in FIELDS}
        own = [(labels[name], header) for name, header in below.columns.items() if page.columns.get(name) != header]
        told = _("Von hier an gelten die Überschriften dieser Zeile: %(columns)s.")
        listed = ", ".join(f"„{header}“ = {label}" for label, header in own)
        preview.control.append(Problem(told % {"columns": listed}, line))
        reader.sections.above = []
        self._read(preview, below, known_keys, seen, reader.sections)

    def _count(
        self, preview: CasePreview, case: Case, known_keys: set[str], seen: dict[str, int], sheet: str, place: str
    ) -> None:
        if case.refused:
            preview.refused.append(_at(case.refused, place))
            return
        preview.notes += [_at(note, place) for note in case.notes]
        title = ": ".join(part for part in (case.values["applicant"], case.values["title"]) if part)[:160]
        digest = stamp(case.values)[:24]
        seen[digest] = seen.get(digest, 0) + 1  # two rows alike are two cases
        key = f"{digest}-{seen[digest]}"
        preview.keys.add(key)
        source = f"{self.name}, {sheet}" if sheet else self.name
        values = case.values | {"key": key, "line": case.line, "source": source[:200]}
        verdict = SAME if key in known_keys else NEW
        preview.add(Step(verdict, title, values, case.line, said=case.values))


def _at(problem: Problem, sheet: str) -> Problem:
    """A sentence that names the sheet, where several are read."""
    if not sheet:
        return problem
    text = _("Blatt „%(sheet)s“: %(sentence)s") % {"sheet": sheet, "sentence": problem.sentence}
    return Problem(text, problem.line, problem.index, problem.column)


def _says_nothing(values: Mapping[str, Any]) -> bool:
    """A row of a name and no more, as remarks below a table are."""
    facts = (*(f"{name}_cents" for name in AMOUNTS), "decided_on")
    return all(values[name] is None for name in facts) and values["outcome"] == UNKNOWN and not values["note"]


def _doubts(page: Page, rest: Sequence[str], blank: Collection[str]) -> Iterator[Problem]:
    """What may be read from the wrong column: one that belongs to a table beside this one, or one of several alike."""
    place = page.layout.headers.index
    begin = min(place(page.columns[name]) for name in ("applicant", "title") if name in page.columns)
    gap = min((place(header) for header in blank if place(header) > begin), default=None)
    beyond = [header for header in page.columns.values() if gap is not None and place(header) > gap]
    if beyond:
        text = _("Zwischen den Spalten ist eine leere. Steht rechts davon eine andere Tabelle, ordnen Sie diese Spalten anders zu: %(names)s.")  # fmt: skip
        yield Problem(text % {"names": _quoted(beyond)})
    labels = {one.name: one.label for one in FIELDS}
    for name in AMOUNTS:
        alike = [header for header in rest if known(header) == name and name in page.columns]
        if alike:
            text = _("Als „%(field)s“ ist nur die Spalte „%(read)s“ gelesen. So klingen auch: %(names)s.")
            yield Problem(text % {"field": labels[name], "read": page.columns[name], "names": _quoted(alike)})


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"„{name}“" for name in names)


def _any(rows: list[Record], number: int) -> bool:
    """Whether any row has text in a column."""
    return any(number < len(cells) and cells[number].strip() for _line, cells, _problems in rows)


def _samples(layout: Layout, top: list[Record], count: int) -> dict[str, list[str]]:
    """The first values of each column."""
    found: dict[str, list[str]] = {header: [] for header in layout.headers}
    for _line, cells, _problems in top[layout.first :]:
        for header, cell in zip(layout.headers, cells, strict=False):
            text = cell if not cell or not re.search(r"\s", cell) else cell.strip()
            if text and len(found[header]) < count:
                found[header].append(text)
    return found
