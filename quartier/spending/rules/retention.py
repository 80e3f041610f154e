"""How long receipts and papers are to be kept: every period that holds, with its source; the longest wins."""

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from quartier.funding.rules import Rules
from quartier.kit import dates

TAX = Path(__file__).resolve().parents[1] / "periods" / "tax.toml"
PROOF, VOUCHERS, BOOKS = "proof", "vouchers", "books"
MONTHS = 12


@dataclass(frozen=True)
class Clock:
    """One period: what is kept (proof, vouchers, books), until when, where it stands, whether somebody confirmed it."""

    what: str
    until: dt.date
    source: str
    confirmed: bool


@dataclass(frozen=True)
class TaxPeriod:
    """Years of tax law from the end of the calendar year on, in force from a day on."""

    valid_from: dt.date
    years: int
    source: str
    confirmed: bool


def clocks(
    rules: Rules, submitted_on: dt.date, newest_year: int | None = None, checked_on: dt.date | None = None
) -> list[Clock]:
    """The periods of a settlement handed in on ``submitted_on``; ``newest_year``: of its newest receipt.

    ``checked_on``: the day of the decision, for rule sets whose period begins with it. Law: Nr. 6.5 ANBest-P, § 147 AO
    (law.md 4, 10 no. 7).
    """
    found = []
    if (years := rules.get("retention_years")) is not None:
        begin = checked_on if checked_on and rules.get("retention_from") == "check" else submitted_on
        until = dates.add_months(begin, years * MONTHS)
        value = rules.retention_years
        found.append(Clock(PROOF, until, rules.source("retention_years"), bool(value and value.confirmed)))
    year = newest_year or submitted_on.year
    for what in (VOUCHERS, BOOKS):
        period = _in_force(what, submitted_on)
        found.append(Clock(what, dt.date(year + period.years, 12, 31), period.source, period.confirmed))
    return found


def keep_until(found: list[Clock]) -> dt.date:
    """The latest day of all periods: what is kept for one of them is kept for all."""
    return max(clock.until for clock in found)


def _in_force(what: str, day: dt.date) -> TaxPeriod:
    rows = _tax()[what]
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])


@functools.cache
def _tax() -> dict[str, list[TaxPeriod]]:
    table = tomllib.loads(TAX.read_text(encoding="utf-8"))
    return {
        what: sorted((TaxPeriod(**row) for row in rows), key=lambda row: row.valid_from) for what, rows in table.items()
    }
