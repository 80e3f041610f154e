"""The plan of retention and erasure (Löschkonzept), read from the very file that people read: docs/retention.yaml."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from quartier.kit import dates

KEEP, DELETE, BLANK, PSEUDONYMISE = "keep", "delete", "blank", "pseudonymise"
PLACES = (
    Path(__file__).with_name("retention.yaml"),  # put there by the wheel
    Path(__file__).resolve().parents[2] / "docs" / "retention.yaml",
)


@dataclass(frozen=True)
class Period:
    """How long; ``says`` is how people read it. Without a number it never ends by itself."""

    says: str
    years: int = 0
    months: int = 0
    days: int = 0
    year_end: bool = False  # runs from the end of the calendar year
    after: str = ""
    law: str = ""

    def limit(self, today: dt.date) -> dt.date | None:
        """What began before this day is over (BGB §§ 187, 188: the day itself is not counted)."""
        if self.year_end:
            return dt.date(today.year - self.years, 1, 1)
        if months := 12 * self.years + self.months:
            return dates.add_months(today, -months)
        return today - dt.timedelta(days=self.days) if self.days else None


@dataclass(frozen=True)
class Rule:
    """What happens to which columns of a model, and when. ``columns`` is empty where the whole row is meant."""

    label: str
    columns: tuple[str, ...]
    erase: str
    keep: str
    since: str = ""
    step: bool = False
    grant: str = ""  # path to the grant that holds the row
    otherwise: tuple[str, str] | None = None  # (keep, since) where no grant came of it

    @property
    def key(self) -> str:
        return f"{self.label}: {' '.join(self.columns)}" if self.columns else self.label


@dataclass(frozen=True)
class Column:
    name: str
    purpose: str
    keep: str
    erase: str
    personal: bool
    since: str


@dataclass(frozen=True)
class Table:
    """All that the plan says of one model."""

    label: str
    purpose: str
    basis: str
    rule: Rule
    personal: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def about_people(self) -> tuple[str, ...]:
        return (*self.personal, *(column.name for column in self.columns if column.personal))

    def rules(self) -> Iterator[Rule]:
        """The row's rule, then one for the columns that share a period."""
        yield self.rule
        for keep, since, erase in dict.fromkeys((c.keep, c.since, c.erase) for c in self.columns):
            names = tuple(c.name for c in self.columns if (c.keep, c.since, c.erase) == (keep, since, erase))
            yield Rule(self.label, names, erase, keep, since, self.rule.step, self.rule.grant, self.rule.otherwise)


@dataclass(frozen=True)
class Plan:
    bases: dict[str, str]
    periods: dict[str, Period]
    erasures: dict[str, str]
    tables: dict[str, Table]

    def rules(self) -> Iterator[Rule]:
        for table in self.tables.values():
            yield from table.rules()


@cache
def plan() -> Plan:
    """The file as typed rows."""
    place = next(path for path in PLACES if path.exists())
    text = yaml.safe_load(place.read_text(encoding="utf-8"))
    periods = {name: Period(**facts) for name, facts in text["periods"].items()}
    tables = {label: _table(label, facts) for label, facts in text["models"].items()}
    return Plan(text["bases"], periods, text["erasures"], tables)


def _table(label: str, facts: dict[str, Any]) -> Table:
    since, other = facts.get("since", ""), facts.get("else")
    row = Rule(
        label, (), facts["erase"], facts["keep"], since, bool(facts.get("step")), facts.get("grant", ""),
        (other["keep"], other["since"]) if other else None,
    )  # fmt: skip
    columns = tuple(
        Column(
            name, part["purpose"], part.get("keep", row.keep), part.get("erase", row.erase), bool(part.get("personal")),
            part.get("since", since),
        )
        for name, part in facts.get("columns", {}).items()
    )  # fmt: skip
    return Table(label, facts["purpose"], facts["basis"], row, tuple(facts.get("personal", "").split()), columns)
