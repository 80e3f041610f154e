"""How long receipts are kept: law.md 10 no. 7, and where the rules begin with the check."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from quartier.funding.rules import Value, read
from quartier.spending.rules import retention

RULESET = Path(__file__).resolve().parents[2] / "funding" / "rulesets" / "berlin-aktionsfonds-2021.toml"
DAY = dt.date(2026, 8, 14)


@pytest.fixture
def rules():
    return read(RULESET.read_text(encoding="utf-8")).rules


def test_every_period_of_the_law_is_counted_and_the_longest_wins(rules):
    found = retention.clocks(rules, DAY, 2025)
    assert {clock.what: clock.until for clock in found} == {
        "proof": dt.date(2031, 8, 14),
        "vouchers": dt.date(2033, 12, 31),
        "books": dt.date(2035, 12, 31),
    }
    assert retention.keep_until(found) == dt.date(2035, 12, 31)
    assert all(clock.source for clock in found)


def test_a_long_period_of_the_rules_beats_tax_law(rules):
    longer = replace(rules, retention_years=Value(15, "Nr. 1", True))
    assert retention.keep_until(retention.clocks(longer, DAY, 2025)) == dt.date(2041, 8, 14)


def test_where_the_rules_begin_with_the_check_its_day_counts(rules):
    late = replace(rules, retention_from=Value("check", "Nr. 1", True))
    checked = retention.clocks(late, DAY, 2025, dt.date(2026, 11, 2))
    assert checked[0].until == dt.date(2031, 11, 2)
    assert retention.clocks(late, DAY, 2025)[0].until == dt.date(2031, 8, 14)


def test_rules_that_say_nothing_leave_tax_law(rules):
    silent = replace(rules, retention_years=None)
    assert [clock.what for clock in retention.clocks(silent, DAY)] == ["vouchers", "books"]
    assert retention.clocks(silent, DAY)[0].until == dt.date(2034, 12, 31)
