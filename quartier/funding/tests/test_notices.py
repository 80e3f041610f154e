"""What a notice fixes: kind of financing, share, own money, the day of the proof; and what the office sees before."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.funding import actions, exports, rules, states
from quartier.funding.actions import Cost, CostPlan, Means, Terms
from quartier.funding.models import Grant, InForce, RuleSet
from quartier.funding.rules import notices
from quartier.funding.rules.parameters import Value
from quartier.kit.errors import Refused
from tests.cast import without_action

HALVES = CostPlan(costs=(Cost("Druck", 60_000),), means=(Means(states.OWN, "Kasse", 20_000),))


def ruled(desk: Any, **values: Any) -> rules.Rules:
    """The fund's rules with some values of our own; None: the rule set says nothing."""
    changed = {name: value if value is None else Value(value, "Probe", True) for name, value in values.items()}
    return replace(rules.load(desk.year.ruleset.text), **changed)


@pytest.mark.parametrize(
    ("ends", "months", "due", "counted"),
    [
        ("2026-08-31", 6, "2027-03-01", "2027-02-28"),  # a Sunday; law.md, corrections, 15
        ("2025-08-31", 6, "2026-03-02", "2026-02-28"),  # a Saturday
        ("2026-11-20", 6, "2027-05-20", "2027-05-20"),
    ],
)
def test_the_proof_is_due_on_a_working_day(desk: Any, ends: str, months: int, due: str, counted: str) -> None:
    day = notices.proof_day(ruled(desk, proof_months=months, proof_by=None), dt.date.fromisoformat(ends))
    assert day and (day.day.isoformat(), day.counted.isoformat()) == (due, counted)
    assert day.moved == (due != counted)


def test_the_proof_is_not_due_on_a_public_holiday_of_the_land(desk: Any) -> None:
    rules, ends = ruled(desk, proof_months=6, proof_by=None), dt.date(2026, 9, 8)
    assert notices.proof_day(rules, ends, land="HH").day == dt.date(2027, 3, 8)
    assert notices.proof_day(rules, ends, land="BE").day == dt.date(2027, 3, 9)  # women's day, a Monday


def test_a_fixed_day_of_the_year_after_goes_before_months(desk: Any) -> None:
    day = notices.proof_day(ruled(desk, proof_months=6, proof_by="01-31"), dt.date(2026, 3, 1))
    assert day and day.day == dt.date(2027, 2, 1) and day.counted == dt.date(2027, 1, 31)  # a Sunday


def test_rules_without_a_period_name_no_day(desk: Any) -> None:
    assert notices.proof_day(ruled(desk, proof_months=None, proof_by=None), dt.date(2026, 3, 1)) is None


def test_a_share_is_proposed_to_six_decimals() -> None:
    assert notices.proposed_rate(100, 300) == Decimal("0.333333")
    assert notices.proposed_rate(1_380_000, 1_840_000) == Decimal("0.75")
    assert notices.proposed_rate(0, 300) is None and notices.proposed_rate(300, 200) == Decimal(1)


@pytest.mark.parametrize(
    ("rate", "base", "own", "missing"),
    [("0.10", "grant", 90_000, 10_000), ("0.10", "total", 100_000, 11_111), ("0.10", "grant", 100_000, 0)],
)
def test_too_little_own_money_is_a_finding(desk: Any, rate: str, base: str, own: int, missing: int) -> None:
    known = ruled(desk, own_share_rate=Decimal(rate), own_share_base=base, cap_per_action=None, remedy="So geht es.")
    means = notices.Means(total=1_000_000 + own, own=own, work=0, others=0)
    found = notices.notice_findings(known, 1_000_000, means)
    assert [f.code for f in found] == (["own_share"] if missing else [])
    assert not missing or rules.euros(missing).replace(".", ",")[:3] in found[0].title


def test_a_sum_above_the_cap_and_a_plan_that_does_not_balance_are_findings(desk: Any) -> None:
    known = ruled(desk, cap_per_action=150_000, cap_exception=250_000, remedy=None)
    found = notices.notice_findings(known, 170_000, notices.Means(total=180_000, own=0, work=0, others=0))
    assert [f.code for f in found] == ["cap_exception", "gap", "remedy"]
    assert notices.most(known, 300_000, 150_000) == 250_000


def test_a_notice_takes_what_the_rules_propose_and_the_own_money_of_the_plan(desk: Any) -> None:
    grant = desk.granted(plan=HALVES)
    known = rules.load(grant.ruleset.text)
    assert grant.financing == notices.usual(known, 20_000) == states.DEFICIT  # own money is no full financing
    assert notices.usual(known, 0) == notices.types_of(known)[0] == states.FULL
    assert notices.usual(ruled(desk, financing="Fehlbedarfsfinanzierung"), 0) == states.DEFICIT, "confirmed, so meant"
    assert (grant.own_cents, grant.recurring) == (20_000, False)


def test_a_share_needs_a_rate_and_others_keep_none(desk: Any) -> None:
    application = desk.decided(plan=HALVES)
    fixed = Terms(financing=states.FIXED, rate=Decimal("0.5"), recurring=True)
    with pytest.raises(Refused, match="Art der Finanzierung"):
        actions.grant(application=application, by=desk.clara, terms=Terms(financing="geschenk"))
    grant = actions.grant(application=application, by=desk.clara, terms=fixed)
    assert (grant.financing, grant.rate, grant.recurring) == (states.FIXED, None, True)


def test_the_kind_of_financing_cannot_be_changed_afterwards(desk: Any) -> None:
    grant = desk.granted()
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_grant SET own_cents = 1 WHERE id = %s", [grant.pk])


def test_conditions_of_the_office_take_the_place_of_those_of_the_decision(desk: Any) -> None:
    grant = actions.grant(application=desk.decided(), by=desk.clara, terms=Terms(condition="Leise sein.\nAufräumen."))
    assert grant.condition == "Leise sein.\nAufräumen."
    other = desk.granted(title="Zweites Vorhaben")
    assert other.condition == "Bitte lädt auch die Schule ein."


def test_a_proof_before_the_end_is_refused(desk: Any) -> None:
    application = desk.decided()
    with pytest.raises(Refused, match="nach dem Ende"):
        actions.grant(application=application, by=desk.clara, terms=Terms(proof_due_on=application.ends_on))


# The page ---------------------------------------------------------------------------------------------------------
def test_the_office_chooses_the_kind_of_financing_in_plain_words(desk: Any, client_of: Any) -> None:
    application = desk.decided(plan=HALVES)
    client, page = client_of(desk.clara), f"/team/lindenhafen/antraege/{application.number}/"
    html = client.get(page).content.decode()
    assert notices.meaning(states.FIXED) in html and "Kein Text zum Widerspruch" in html
    days = {
        "bescheid-starts_on": application.starts_on.isoformat(),
        "bescheid-ends_on": application.ends_on.isoformat(),
    }
    chosen = {"bescheid-financing": states.FIXED, "bescheid-recurring": "on", "bescheid-condition": "Leise sein."}
    client.post(page, {"do": "issue", **days, **chosen})
    grant = Grant.objects.get()
    assert (grant.financing, grant.recurring, grant.condition) == (states.FIXED, True, "Leise sein.")


def test_a_notice_without_a_choice_is_what_the_rules_propose(desk: Any, client_of: Any) -> None:
    application = desk.decided()
    page = f"/team/lindenhafen/antraege/{application.number}/"
    days = {
        "bescheid-starts_on": application.starts_on.isoformat(),
        "bescheid-ends_on": application.ends_on.isoformat(),
    }
    client_of(desk.clara).post(page, {"do": "issue", **days})
    assert Grant.objects.get().condition == "Bitte lädt auch die Schule ein."


EMPTY = """key = "leer"
version = "1"
title = "Ein Regelwerk, das fast nichts sagt"
valid_from = 2020-01-01
[rounding]
value = "half_up_cent"
source = "Probe"
confirmed = true
"""


def test_rules_that_say_almost_nothing_still_make_a_notice_and_its_letter(desk: Any) -> None:
    with without_action():
        ruleset = RuleSet.objects.create(
            key="leer", version="1", title="Leer", valid_from=dt.date(2020, 1, 1), text=EMPTY, sha256="0" * 64
        )
        InForce.objects.create(fund=desk.fund, ruleset=ruleset, valid_from=dt.date(2020, 1, 1), by=desk.clara)
    application = desk.decided()
    with pytest.raises(Refused, match="keinen Tag für die Abrechnung"):
        actions.grant(application=application, by=desk.clara)
    due = application.ends_on + dt.timedelta(days=90)
    grant = actions.grant(application=application, by=desk.clara, terms=Terms(proof_due_on=due))
    assert (grant.ruleset, grant.financing, grant.proof_due_on) == (ruleset, states.DEFICIT, due)
    assert exports.grant_letter(exports.with_letter_rows(grant.pk)).startswith(b"%PDF")
    made = actions.amend(grant=grant, by=desk.clara, cents=grant.cents - 100, reason="Weniger.")
    assert exports.amendment_letter(exports.amendment_with_rows(made.pk)).startswith(b"%PDF")
