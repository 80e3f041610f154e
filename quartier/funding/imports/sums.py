"""The list's own sums: recognised, held against the rows, never taken as cases."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from quartier.kit.columns import UMLAUTS
from quartier.kit.money import euro
from quartier.kit.tables import Problem

_ALONE = re.compile(
    r"(zwischen|gesamt|teil|end|jahres|quartals|monats)?(summe|summen|ergebnis|betrag|total)( ?:)?( (19|20)\d\d)?"
    r"|(sub|grand ?)?totals?|insgesamt|gesamt|(ueber|vor)trag|summa|saldo|davon"
    r"|es werden \d+ datensaetze angezeigt|\d+ (datensaetze|antraege|zeilen|projekte)|anzahl.*"
)
_WITHIN = re.compile(r"^(zwischen|gesamt|teil|end|jahres)?(summe|ergebnis|total)\b|^(sub|grand ?)?total\b|\b(ergebnis|summe|total|gesamt)$|^insgesamt\b|^gesamt\b|^(ueber|vor)trag\b")  # fmt: skip


_REST = re.compile(
    r"(davon |noch |aktuell )?(verfuegbar|frei|uebrig|offen|verblieben|verbleibend|(nicht |un)(vergeben|verausgabt|verbraucht))(e[ns]?|er)?"
    r"( (mittel|budget|betrag|summe|geld(er)?))?"
    r"|(noch )?(rest|gesamt|jahres|projekt|foerder|fonds)?(budget|etat|ansatz|mittel|kontingent)( (verfuegbar|gesamt))?( (19|20)\d\d)?"
    r"|rest(betrag|summe|geld(er)?)?|kontostand|differenz|zuweisung"
)  # fmt: skip
ALONE, WITHIN, REST, UNNAMED = "alone", "within", "rest", "unnamed"


def sum_word(text: str) -> str:
    """ALONE: the text says that this is a sum and nothing else; WITHIN: it may be one („Summe Aktionsfonds“); REST: a
    figure of the fund, no sum of the rows („Budget 2019“, „noch verfügbar“)."""
    word = " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.casefold().translate(UMLAUTS)).split())
    if _ALONE.fullmatch(word):
        return ALONE
    if _REST.fullmatch(word):
        return REST
    return WITHIN if _WITHIN.search(word) else ""


class Sums:
    """Adds the rows up and holds every sum that stands in the list against them."""

    def __init__(self, names: Sequence[str], control: list[Problem]) -> None:
        self.names, self.control = list(names), control
        self.passed = control  # headers met again are told at the same place
        self.file = dict.fromkeys(names, 0)
        self.taken = dict.fromkeys(names, 0)
        self.section = dict.fromkeys(names, 0)
        self.rows = 0
        self.first: list[tuple[int, Mapping[str, int]]] = []  # sums that stand below the headers, before any row

    def add(self, amounts: Mapping[str, int], *, taken: bool) -> None:
        """A row that is no sum; refused rows count for the file only."""
        self.rows += 1
        for name, cents in amounts.items():
            self.file[name] += cents
            self.section[name] += cents
            if taken:
                self.taken[name] += cents

    def match(self, amounts: Mapping[str, int]) -> bool:
        """Whether amounts are the sum of the rows since the last subtotal, or of all so far."""
        if not any(amounts.values()):
            return False
        return any(
            all(cents == so_far[name] for name, cents in amounts.items()) for so_far in (self.section, self.file)
        )

    def tell(self, line: int, text: str, amounts: Mapping[str, int]) -> None:
        """A figure of the fund among the rows; nothing to hold it against."""
        shown = ", ".join(euro(cents) for cents in amounts.values())
        told = _("„%(text)s“ %(sum)s: eine Zahl zum Fonds, kein Fall.") % {"text": text.strip()[:40], "sum": shown}
        self.control.append(Problem(told, line))

    def check(self, line: int, amounts: Mapping[str, int], *, below: bool = False) -> None:
        """A subtotal or total: told, and whether it is right. ``below``: it is the sum of the rows that follow."""
        if amounts and not below and not self.rows:
            self.first.append((line, amounts))  # of the whole list: held against it at its end
            return
        shown = ", ".join(euro(cents) for cents in amounts.values())
        if not amounts:
            text = _("Eine Summenzeile ohne lesbare Summe; sie ist keine Zeile der Liste.")
        elif self.match(amounts):
            text = _("Summenzeile %(sum)s: stimmt mit den Zeilen überein, wird nicht übernommen.") % {"sum": shown}
        elif below:
            right = _("Summenzeile %(sum)s: stimmt mit den Zeilen darunter überein, wird nicht übernommen.")
            text = right % {"sum": shown}
        else:
            away = min(
                sum(abs(cents - so_far[name]) for name, cents in amounts.items()) for so_far in (self.section, self.file)
            )  # fmt: skip
            text = _("Summenzeile %(sum)s: weicht um %(away)s von den Zeilen darüber ab, wird nicht übernommen.") % {
                "sum": shown, "away": euro(away),
            }  # fmt: skip
        self.control.append(Problem(text, line))
        self.section = dict.fromkeys(self.names, 0)

    def check_above(self, rows: Iterable[tuple[int, Mapping[str, int]]]) -> None:
        """Sums above all rows, as filters of a spreadsheet show them; they are of the whole list."""
        for line, amounts in [*rows, *self.first]:
            for name, cents in amounts.items():
                if cents == self.file[name]:
                    text = _("Summe über den Zeilen %(sum)s: stimmt mit den Zeilen überein.") % {"sum": euro(cents)}
                else:
                    text = _("Zahl über den Zeilen %(sum)s: Die Zeilen ergeben %(rows)s.") % {
                        "sum": euro(cents), "rows": euro(self.file[name]),
                    }  # fmt: skip
                self.control.insert(0, Problem(text, line))

    def result(self) -> dict[str, dict[str, int]]:
        """Per amount: what the list's rows add up to, and what of it is taken."""
        return {
            name: {"file": self.file[name], "taken": self.taken[name], "refused": self.file[name] - self.taken[name]}
            for name in self.names
        }
