import datetime as dt

import pytest
from django.apps import apps

from quartier.kit import triggers
from quartier.privacy import queries, rules
from quartier.privacy.rules import BLANK, KEEP, Period

DAY = dt.date


@pytest.mark.parametrize(
    ("period", "today", "limit"),
    [
        (Period("", months=24), DAY(2028, 11, 26), DAY(2026, 11, 26)),
        (Period("", years=5), DAY(2033, 3, 1), DAY(2028, 3, 1)),
        (Period("", months=12), DAY(2029, 3, 1), DAY(2028, 3, 1)),  # what began on 29 February 2028 is over
        (Period("", months=12), DAY(2029, 2, 28), DAY(2028, 2, 28)),  # and on this day it is not
        (Period("", days=30), DAY(2027, 1, 1), DAY(2026, 12, 2)),
        (Period("", years=8, year_end=True), DAY(2034, 12, 31), DAY(2026, 1, 1)),  # of 2025, not yet of 2026
        (Period("", years=8, year_end=True), DAY(2035, 1, 1), DAY(2027, 1, 1)),
        (Period("solange das Quartier gefördert wird"), DAY(2099, 1, 1), None),
    ],
)
def test_a_period_is_over_the_day_after(period, today, limit):
    assert period.limit(today) == limit


def test_every_rule_has_a_key_of_its_own():
    keys = [rule.key for rule in rules.plan().rules()]
    assert len(keys) == len(set(keys)) > 50


def test_what_ends_has_a_day_from_which_it_runs():
    plan = rules.plan()
    special = {"files.File", "accounts.User", "network.Person"}
    faults = [
        rule.key
        for rule in plan.rules()
        if rule.erase != KEEP and rule.label not in special and not rule.since
        and plan.periods[rule.keep].limit(DAY(2026, 1, 1))
    ]  # fmt: skip
    assert faults == []


def test_what_is_to_be_emptied_can_be():
    """A frozen table lets only its erasable columns be blanked: a rule for another would never come true."""
    faults = []
    for rule in rules.plan().rules():
        frozen = triggers.erasable(apps.get_model(rule.label))
        if rule.erase == BLANK and rule.columns and frozen is not None:
            faults += [f"{rule.label}.{name}" for name in rule.columns if name not in frozen]
        if rule.erase == rules.DELETE and frozen is not None:
            faults.append(f"{rule.label} cannot be deleted")
    assert faults == []


def test_every_column_that_is_emptied_has_an_empty_value():
    for rule in rules.plan().rules():
        for name in queries.blanked(rule):
            field = apps.get_model(rule.label)._meta.get_field(name)
            assert not field.is_relation and (
                field.null or field.get_internal_type() not in ("DateField", "IntegerField")
            )
