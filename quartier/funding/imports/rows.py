"""One row of a list becomes a case, a subtotal, a repeated header, or is refused with the reason."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.imports.columns import AMOUNTS, known
from quartier.funding.imports.sections import LIKE_A_DAY, Sections, differ
from quartier.funding.imports.sums import ALONE, REST, UNNAMED, WITHIN, Sums, sum_word
from quartier.funding.imports.values import FOREIGN, NOTHING, Amounts, months_first, outcome_of, read_date, read_year
from quartier.funding.models import EarlierCase
from quartier.funding.models.earlier import GRANTED, REFUSED, UNKNOWN, WITHDRAWN
from quartier.funding.rules.names import name_key
from quartier.kit.errors import Refused
from quartier.kit.tables import Number, Problem
from quartier.kit.tables.layout import Record

SAYS = ("applicant", "title", "reference", "decided_on", "outcome")  # a sum has one of them at most
TEXTS = (*SAYS, "first_name", "fund", "starts_on", "year", "currency")
EURO = ("", "eur", "euro", "€")


@dataclass
class Case:
    """What a row says; ``values`` are the columns of ``EarlierCase`` as JSON values."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)  # header and text of what no column could take
    refused: Problem | None = None


class Reader:
    """Reads the rows of one sheet. ``columns``: field → header; ``kept``: headers whose text goes into the note."""

    def __init__(
        self, headers: Sequence[str], columns: Mapping[str, str], kept: Sequence[str],
        merged: Sequence[tuple[int, int, int, int]] = (), *, fund: str = "", year: int | None = None,
    ) -> None:  # fmt: skip
        self.headers, self.columns = list(headers), dict(columns)
        self.place = {name: self.headers.index(header) for name, header in columns.items()}
        self.kept = [(header, self.headers.index(header)) for header in kept]
        self.fund, self.year = fund, year
        self.sections = Sections()
        self.below: list[Record] = []  # rows from the first that has other headers: another table
        self.amounts: dict[str, Amounts] = {}
        self.month_first: dict[str, bool] = {}
        self.texts = texts = {self.place[name] for name in TEXTS if name in self.place}
        self.fills = {  # first row of a merged range → its columns, and how far it reaches
            (top, column): bottom for top, bottom, left, right in merged if bottom > top
            for column in range(left, min(right, len(self.headers)) + 1) if column in texts and column == left
        }  # fmt: skip

    @property
    def english(self) -> bool:
        return any(one.english for one in self.amounts.values())

    def learn(self, rows: Sequence[Record]) -> None:
        """How each column writes amounts and days: told from the whole column, not cell by cell."""
        for name in AMOUNTS:
            if name in self.place:
                header = self.columns[name]
                if FOREIGN.search(header):
                    raise Refused(_("Die Spalte „%(name)s“ ist nicht in Euro.") % {"name": header})
                self.amounts[name] = Amounts.of(self._column(rows, name), header)
        for name in ("decided_on", "starts_on"):
            if name in self.place:
                self.month_first[name] = months_first(self._column(rows, name))

    def _column(self, rows: Sequence[Record], name: str) -> Iterator[str]:
        place = self.place[name]
        return (cells[place] for _line, cells, _problems in rows if place < len(cells))

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The text of a field in a row, „“ where there is none; a number stays known as such."""
        place = self.place.get(name, len(cells))
        text = cells[place] if place < len(cells) else ""
        return text if isinstance(text, Number) else text.strip()

    def amounts_of(self, cells: Sequence[str]) -> dict[str, int]:
        """Those amounts of a row that can be read."""
        found = {}
        for name, how in self.amounts.items():
            try:
                cents = how.read(self.cell(cells, name))
            except Refused:
                continue
            if cents is not None:
                found[name] = cents
        return found

    # Rows ---------------------------------------------------------------------------------------------------------
    def cases(self, rows: Sequence[Record], sums: Sums) -> Iterator[Case]:
        """Every row that is a case or is refused; subtotals are told to ``sums``, headers again are passed over."""
        filling: dict[int, tuple[int, str]] = {}
        for place, (line, given, problems) in enumerate(rows):
            cells = self._filled(line, given, filling)
            if not any(cell.strip() for cell in cells) and not problems:
                continue
            if self._is_header(cells):
                if differ(cells, self.headers):
                    self.below = list(rows[place:])
                    return
                sums.passed.append(Problem(_("Eine Kopfzeile, keine Zeile der Liste."), line))
                continue
            amounts = self.amounts_of(cells)
            word = self._sum_word(cells, amounts, problems)
            if word == REST:
                sums.tell(line, next(cell for cell in cells if sum_word(cell) == REST), amounts)
                continue
            below = bool(word) and self._sum_below((rows[n] for n in range(place + 1, len(rows))), amounts)
            if word == ALONE or (word and (below or sums.match(amounts))):
                sums.check(line, amounts, below=below)
                continue
            heading = self.heading(line, cells)
            if heading:
                sums.passed.append(heading)
                continue
            cells = self.sections.above = self.sections.filled(cells, self.texts)
            case = self._case(line, cells, problems)
            if word == WITHIN:
                told = _("„%(text)s“ klingt nach einer Summe, passt aber zu keinen Zeilen und zählt als Fall.")
                text = next(cell for cell in cells if sum_word(cell))
                case.notes.append(Problem(told % {"text": text.strip()[:40]}, line))
            sums.add(amounts, taken=case.refused is None)
            yield case

    def _filled(self, line: int, given: Sequence[str], filling: dict[int, tuple[int, str]]) -> list[str]:
        """The cells with the text of a merged cell in every row it covers; amounts count once, a blank row stays blank."""
        cells = list(given)
        if not any(cell.strip() for cell in cells):
            return cells
        for (top, column), bottom in self.fills.items() if self.fills else ():
            if top == line and column < len(cells) and cells[column].strip():
                filling[column] = (bottom, cells[column])
        for column, (bottom, text) in filling.items():
            if line <= bottom:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] if cells[column].strip() else text
        return cells

    def heading(self, line: int, cells: Sequence[str]) -> Problem | None:
        """A row of one text that says the year or the outcome of the rows below it, as a sentence; None for any other."""
        texts = [cell.strip() for cell in cells if cell.strip()]
        if len(self.columns) < 2 or len(texts) != 1 or self.amounts_of(cells):
            return None
        return self.sections.heading(line, texts[0])

    def _is_header(self, cells: Sequence[str]) -> bool:
        """The headers once more, as on every printed page, or the same in another language."""
        if any(sign.isdigit() for name in AMOUNTS for sign in self.cell(cells, name)):
            return False
        if any(isinstance(cell, Number) for cell in cells):
            return False
        texts = [" ".join(cell.split()) for cell in cells]
        same = sum(text == header for text, header in zip(texts, self.headers, strict=False) if text)
        return same >= 2 or len({found for text in texts if text and (found := known(text))}) >= 3

    def _sum_word(self, cells: Sequence[str], amounts: Mapping[str, int], problems: Sequence[Problem]) -> str:
        """What tells that the row may be a sum and no case: a word for it, or amounts and nothing else; „“ where nothing does."""
        if sum(bool(self.cell(cells, name)) for name in SAYS) > 1 or not (amounts or problems):
            return ""
        texts = [(n, cell.strip()) for n, cell in enumerate(cells) if cell.strip() and not isinstance(cell, Number)]
        word = next((found for _n, text in texts if (found := sum_word(text))), "")
        if word in (ALONE, REST):
            amount_places = {self.place[name] for name in self.amounts}
            return word if sum(n not in amount_places for n, _text in texts) <= 2 else ""
        return word or ("" if self.cell(cells, "applicant") or self.cell(cells, "title") else UNNAMED)

    def _sum_below(self, rows: Iterable[Record], amounts: Mapping[str, int]) -> bool:
        """Whether amounts are the sum of the rows from here to the next sum, two at least."""
        found, count = dict.fromkeys(amounts, 0), 0
        for _line, cells, problems in rows:
            part = self.amounts_of(cells)
            if self._sum_word(cells, part, problems):
                break
            count += bool(part)
            for name in found:
                found[name] += part.get(name, 0)
        return count > 1 and any(found.values()) and found == amounts

    def _case(self, line: int, cells: Sequence[str], problems: Sequence[Problem]) -> Case:
        case = Case(line)
        read = {*self.place.values(), *(place for _header, place in self.kept)}
        wrong = next((p for p in problems if p.cell is None or p.cell in read), None)
        if wrong and wrong.cell is not None:
            wrong = replace(wrong, column=self.headers[wrong.cell])
        case.refused = wrong or self._too_wide(line, cells) or self._foreign(line, cells)
        if case.refused:
            return case
        applicant, first, title = (" ".join(self.cell(cells, name).split()) for name in ("applicant", "first_name", "title"))  # fmt: skip
        applicant = f"{first} {applicant}".strip()
        if self._is_heading(cells):
            text = next((cell for cell in cells if cell.strip()), "")
            case.refused = Problem(_("Hier steht nur „%(text)s“, wohl eine Zwischenüberschrift.") % {"text": text[:60]}, line)  # fmt: skip
            return case
        if not applicant and not title:
            case.refused = Problem(_("Hier fehlen Name und Vorhaben."), line)
            return case
        values: dict[str, Any] = {"applicant": applicant, "title": title}
        for name in AMOUNTS:
            values[f"{name}_cents"] = self._amount(case, cells, name)
        if case.refused:
            return case
        self._facts(case, cells, values)
        if any(self._swallowed(cell) for cell in cells):
            told = _(
                "Ein Text reicht hier über mehrere Zeilen der Datei. Steht ein Anführungszeichen zu viel, fehlen Fälle."
            )
            case.notes.append(Problem(told, line))
        self._too_long(case, values)
        values["applicant_key"] = name_key(values["applicant"])
        case.values = values
        return case

    def _swallowed(self, cell: str) -> bool:
        """Whether a cell holds as many separators as a whole row, and the end of one."""
        between = len(self.headers) - 1
        return "\n" in cell and between > 1 and any(cell.count(sign) >= between for sign in ";\t|")

    def _too_wide(self, line: int, cells: Sequence[str]) -> Problem | None:
        beyond = [cell for cell in cells[len(self.headers) :] if cell.strip()]
        if not beyond:
            return None
        text = _("Hier stehen mehr Werte, als die Kopfzeile Spalten nennt (zu viel: „%(text)s“).")
        return Problem(text % {"text": beyond[0].strip()[:40]}, line)

    def _foreign(self, line: int, cells: Sequence[str]) -> Problem | None:
        text = self.cell(cells, "currency")
        if text.casefold() in EURO:
            return None
        return Problem(_("Der Betrag ist in „%(text)s“ angegeben, nicht in Euro.") % {"text": text[:20]}, line)

    def _is_heading(self, cells: Sequence[str]) -> bool:
        """One cell with text and nothing else, in a list of several columns."""
        return len(self.columns) > 1 and sum(bool(cell.strip()) for cell in cells) == 1

    def _amount(self, case: Case, cells: Sequence[str], name: str) -> int | None:
        if name not in self.amounts:
            return None
        try:
            cents = self.amounts[name].read(self.cell(cells, name))
        except Refused as refused:
            if name in ("granted", "paid") and outcome_of(self.cell(cells, name)) in (REFUSED, WITHDRAWN):
                return None  # „abgelehnt“ in place of a sum: it tells the outcome
            case.refused = case.refused or Problem(refused.message, case.line, column=self.columns[name])
            return None
        if cents is not None and cents < 0:
            told = _("Der Betrag ist kleiner als null und wird so übernommen.")
            case.notes.append(Problem(told, case.line, column=self.columns[name]))
        return cents

    def _facts(self, case: Case, cells: Sequence[str], values: dict[str, Any]) -> None:
        """Everything but name, title and amounts. What cannot be read is left out and said."""
        decided, begins = self._day(case, cells, "decided_on"), self._day(case, cells, "starts_on", quiet=True)
        days = (decided and decided.year, read_year(self.cell(cells, "decided_on")), begins and begins.year)
        below = (self.sections.year, self.year)
        years = (self._year(case, cells), *days, read_year(self.cell(cells, "starts_on")), *below)
        values["year"] = next((year for year in years if year), None)
        values["decided_on"] = decided.isoformat() if decided else None
        values["fund_name"] = self.cell(cells, "fund") or self.fund
        values["reference"] = str(self.cell(cells, "reference"))
        values["outcome"] = self._outcome(case, cells, values)
        parts = [(header, str(cells[place]).strip()) for header, place in self.kept if place < len(cells)]
        alone = len(self.kept) == 1 and not case.left
        found = [(header, text) for header, text in [*parts, *case.left] if text]
        values["note"] = "\n".join(text if alone else f"{header}: {text}" for header, text in found)

    def _year(self, case: Case, cells: Sequence[str]) -> int | None:
        text = self.cell(cells, "year")
        year = read_year(text)
        if year is None and not NOTHING.fullmatch(text):
            self._leave(case, "year", text, _("„%(text)s“ ist kein Jahr und steht in der Bemerkung."))
        return year

    def _leave(self, case: Case, name: str, text: str, sentence: str = "") -> None:
        """What no column can take stands in the note, with a word to the person where it should be looked at."""
        case.left.append((self.columns[name], str(text)))
        if sentence:
            case.notes.append(Problem(sentence % {"text": text[:40]}, case.line, column=self.columns[name]))

    def _day(self, case: Case, cells: Sequence[str], name: str, *, quiet: bool = False) -> dt.date | None:
        text = self.cell(cells, name)
        day = read_date(text, month_first=self.month_first.get(name, False)) if text else None
        if day is None and not quiet and not NOTHING.fullmatch(text):
            wrong = read_year(text) is None or LIKE_A_DAY.search(
                text[:60]
            )  # a month of a year is no day, and no mistake
            self._leave(case, name, text, _("„%(text)s“ ist kein Tag und steht in der Bemerkung.") if wrong else "")
        return day

    def _outcome(self, case: Case, cells: Sequence[str], values: Mapping[str, Any]) -> str:
        """As the list says it; where it says nothing, money granted or paid is granted, nothing of what was asked refused."""
        granted = values["granted_cents"]
        among = (self.cell(cells, name) for name in ("granted", "paid") if values[f"{name}_cents"] is None)
        text = self.cell(cells, "outcome") or next(
            (one for one in among if outcome_of(one) in (REFUSED, WITHDRAWN)), ""
        )
        said = outcome_of(text) if text else UNKNOWN
        if said is None:
            wrong = _("„%(text)s“ kennen wir nicht als Ergebnis; es bleibt „nicht bekannt“ und steht in der Bemerkung.")
            self._leave(case, "outcome", text, wrong)
            return UNKNOWN
        if said == UNKNOWN and not (self.sections.outcome == GRANTED and granted == 0):
            said = self.sections.outcome
        if said == REFUSED and granted:
            wrong = _("Abgelehnt, und doch steht ein bewilligter Betrag da. Beides bleibt, wie es dasteht.")
            case.notes.append(Problem(wrong, case.line))
        if said != UNKNOWN:
            return said
        if granted or values["paid_cents"]:
            return GRANTED
        return REFUSED if granted == 0 and values["requested_cents"] else UNKNOWN

    def _too_long(self, case: Case, values: dict[str, Any]) -> None:
        """What is longer than its column is cut there and stands whole in the note."""
        for name, limit in (("applicant", 300), ("fund_name", 200), ("reference", 80)):
            text = values[name]
            if len(text) > limit:
                label = EarlierCase._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                values["note"] = f"{values['note']}\n{label}: {text}".strip()
                values[name] = text[:limit]
                told = _("„%(text)s …“ ist sehr lang und steht ganz in der Bemerkung.") % {"text": text[:30]}
                case.notes.append(Problem(told, case.line))
