"""The worked examples of grant law, to the cent, through the function the screens use."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quartier.funding.rules import Case, Income, Value, own_share, public_part, read_folder, settle, sums
from quartier.funding.rules.calculation import DONATION, REVENUE, THIRD_PARTY
from quartier.funding.rules.notices import interim_day, proof_day
from quartier.funding.rules.parameters import TYPES

RULES = {
    (file.rules.key, file.rules.version): file.rules
    for file in read_folder(Path(__file__).resolve().parents[1] / "rulesets")
}
BUND = RULES["bund-anbest-p-2025-09", "2025-09"]
SAXONY = RULES["sachsen-anbest-p-2025", "2025-05"]
SAXONY_MUNICIPAL = RULES["sachsen-anbest-k-2025", "2025-05"]
BERLIN = RULES["berlin-aktionsfonds-2021", "2"]
BERLIN_OLD = RULES["berlin-aktionsfonds-2014", "1"]
FIFTY = RULES["verfuegungsfonds-50", "1"]
HAMBURG = RULES["hamburg-verfuegungsfonds", "1"]


def cents(euros: str) -> int:
    return int(Decimal(euros) * 100)


def case(kind, granted, *, planned="", spent="", income=(), paid="0", own="0", brought=None, rate=None, **more):
    """A case of one line, sums as euros in text; ``income`` as (kind, euros, planned)."""
    return Case(
        type=kind, granted=cents(granted), plan={"Alles": cents(planned)} if planned else {}, actual={"Alles": cents(spent)},
        rate=Decimal(rate) if rate else None, own_share=cents(own), own_brought=cents(own if brought is None else brought),
        paid=cents(paid), income=tuple(Income(what, cents(sum_), known) for what, sum_, known in income), **more,
    )  # fmt: skip


def share(spent, *income, **more):
    """Example 7: 80 % of 12,500.00, granted 10,000.00, paid in full."""
    more = {"paid": "10000"} | more
    return case("anteil", "10000", planned="12500", spent=spent, income=income, own="2500", rate="0.8", **more)


def deficit(spent, *income, **more):
    """Example 8: 20,000.00 planned, own 2,000.00, granted 18,000.00, paid in full."""
    return case("fehlbedarf", "18000", planned="20000", spent=spent, income=income, own="2000", paid="18000", **more)


def codes(outcome):
    return [note.code for note in outcome.notes]


# 4, 6: own share, a share of the costs -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("grant", "own"), [("18000.00", "2000.00"), ("123000.00", "13666.67"), ("150000.00", "16666.67"), ("45000.00", "5000.00")]
)  # fmt: skip
def test_own_share_of_the_total(grant, own):
    assert own_share(Decimal("0.10"), "total", grant=cents(grant)) == cents(own)


def test_own_share_of_the_grant():
    assert own_share(Decimal("0.10"), "grant", grant=cents("45000.00")) == cents("4500.00")


def test_an_own_share_of_everything_is_none():
    with pytest.raises(ValueError, match="nothing to grant"):
        own_share(Decimal(1), "total", grant=100)


def test_half_of_ten_thousand():
    assert settle(BUND, case("anteil", "5000", planned="10000", spent="10000", rate="0.5")).grant == cents("5000.00")


# 7: share ----------------------------------------------------------------------------------------------------------
def test_a_share_falls_with_the_costs():
    found = settle(BUND, share("11237.46"))
    assert (found.grant, found.own, found.refund) == (cents("8989.97"), cents("2247.49"), cents("1010.03"))
    assert (found.recognised, found.bears, found.remaining) == (cents("11237.46"), 0, 0)


def test_a_share_does_not_rise():
    found = settle(BUND, share("13100.00"))
    assert (found.grant, found.own, found.bears) == (cents("10000.00"), cents("3100.00"), cents("600.00"))
    assert codes(found) == ["line_over_no_saving"]


def test_a_donation_lowers_a_share():
    found = settle(BUND, share("12500.00", (DONATION, "1000.00", False)))
    assert (found.grant, found.refund, found.own) == (cents("9200.00"), cents("800.00"), cents("2300.00"))


def test_in_saxony_a_donation_stands_in_for_own_money():
    found = settle(SAXONY, share("12500.00", (DONATION, "1000.00", False)))
    assert (found.grant, found.refund, found.own) == (cents("10000.00"), 0, cents("1500.00"))


def test_in_saxony_only_what_is_above_the_own_share_lowers():
    found = settle(SAXONY, share("12500.00", (DONATION, "3500.00", False)))
    assert found.grant == cents("9200.00")


# 8: deficit --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rules", [BUND, SAXONY], ids=["bund", "sachsen"])
def test_a_deficit_falls_by_savings_and_donations(rules):
    found = settle(rules, deficit("19450.30", (DONATION, "600.00", False)))
    assert (found.grant, found.refund) == (cents("16850.30"), cents("1149.70"))


def test_more_money_for_as_much_more_cost_lowers_nothing():
    found = settle(BUND, deficit("20900.00", (DONATION, "900.00", False)))
    assert (found.grant, found.recognised, found.bears, found.own) == (
        cents("18000.00"), cents("20900.00"), 0, cents("2000.00"),
    )  # fmt: skip


def test_the_own_share_goes_first_even_when_it_was_not_brought():
    found = settle(BUND, deficit("19450.30", brought="1500.00"))
    assert (found.grant, found.own) == (cents("17450.30"), cents("2000.00"))


def test_costs_above_the_plan_are_borne():
    found = settle(BUND, deficit("20900.00"))
    assert (found.grant, found.own, found.bears) == (cents("18000.00"), cents("2900.00"), cents("900.00"))


def test_planned_money_of_others_is_no_change():
    found = settle(BUND, case("fehlbedarf", "15000", planned="20000", spent="20000", own="2000",
                              income=[(THIRD_PARTY, "3000.00", True)]))  # fmt: skip
    assert (found.grant, found.own) == (cents("15000.00"), cents("2000.00"))


def test_more_own_money_lowers_a_deficit():
    found = settle(BUND, deficit("20000.00", brought="2700.00"))
    assert found.grant == cents("17300.00")


@pytest.mark.parametrize("rules", [BUND, SAXONY], ids=["bund", "sachsen"])
def test_own_money_that_paid_what_nobody_recognises_lowers_no_deficit(rules):
    found = settle(rules, deficit("20900.00", brought="2900.00"))  # 8 (d), with the money named
    assert (found.grant, found.own, found.bears) == (cents("18000.00"), cents("2900.00"), cents("900.00"))
    more = settle(rules, deficit("20900.00", brought="3600.00"))
    assert (more.grant, more.own) == (cents("17300.00"), cents("3600.00"))


# 9: fixed sum ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("spent", "grant"), [("1700.00", "1500.00"), ("1500.00", "1500.00"), ("1320.45", "1320.45")])
def test_a_fixed_sum_stays_while_it_is_spent(spent, grant):
    assert settle(BUND, case("festbetrag", "1500", planned="1500", spent=spent)).grant == cents(grant)


def test_the_plan_does_not_bind_a_fixed_sum():
    found = settle(BUND, case("festbetrag", "1500", planned="1500", spent="1700.00"))
    assert (found.recognised, found.bears, codes(found)) == (cents("1700.00"), 0, [])


@pytest.mark.parametrize(
    ("rules", "claimed", "notes"), [(BUND, "179.55", ["unconfirmed"]), (SAXONY, "0.00", ["small_sum"])], ids=["bund", "sachsen"]
)  # fmt: skip
def test_a_small_refund_is_claimed_where_no_limit_is_known(rules, claimed, notes):
    found = settle(rules, case("festbetrag", "1500", planned="1500", spent="1320.45", paid="1500"))
    assert (found.refund, found.claimable, codes(found)) == (cents("179.55"), cents(claimed), notes)


# 10: Aktionsfonds --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "flat", "recognised", "grant"),
    [
        ("1184.37", "118.44", "1302.81", "1302.81"),
        ("1400.00", "140.00", "1540.00", "1500.00"),
        ("1363.63", "136.36", "1499.99", "1499.99"),
        ("1363.64", "136.36", "1500.00", "1500.00"),
        ("1363.65", "136.37", "1500.02", "1500.00"),
    ],
)
@pytest.mark.parametrize("rules", [BERLIN, RULES["berlin-aktionsfonds-2021", "1"]], ids=["2", "1"])
def test_the_flat_rate_lies_inside_the_cap(rules, spent, flat, recognised, grant):
    found = settle(rules, case("voll", "1500", spent=spent, paid="1500"))
    assert (found.flat, found.recognised, found.grant) == (cents(flat), cents(recognised), cents(grant))
    assert found.refund == cents("1500") - found.grant
    assert codes(found) == (["cap"] if found.recognised > found.grant else [])
    assert found.own == found.recognised - found.grant


def test_the_old_flat_rate():
    found = settle(BERLIN_OLD, case("voll", "1500", spent="1184.37", paid="1500"))
    assert (found.flat, found.grant) == (cents("35.53"), cents("1219.90"))


def test_never_above_the_notice():
    found = settle(BERLIN, case("voll", "800", spent="900.00"))
    assert (found.grant, codes(found), found.notes[0].cents) == (cents("800.00"), ["over_grant"], cents("190.00"))
    assert found.own == cents("190.00")


# 11: lines of the plan ---------------------------------------------------------------------------------------------
PLAN = dict(
    zip(
        ("Personal", "Honorar", "Sach", "OeA", "Inv"), (30_000_00, 10_000_00, 5_000_00, 2_500_00, 2_500_00), strict=True
    )
)


def lines(*euros, consented=()):
    actual = dict(zip(PLAN, map(cents, euros), strict=True))
    return settle(BUND, Case("anteil", 40_000_00, PLAN, actual, rate=Decimal("0.8"), own_share=10_000_00,
                             own_brought=10_000_00, consented=frozenset(consented)))  # fmt: skip


def test_lines_within_a_fifth_and_saved_elsewhere():
    found = lines("29000", "11900", "5600", "1500", "2000")
    assert (found.recognised, found.at_risk, codes(found)) == (cents("50000.00"), 0, [])


def test_exactly_a_fifth_is_within():
    assert codes(lines("28000", "12000", "5000", "2500", "2500")) == []


def test_a_cent_above_a_fifth_needs_consent():
    found = lines("27999.99", "12000.01", "5000", "2500", "2500")
    first = found.notes[0]
    assert (found.at_risk, first.code, first.line, first.cents) == (1, "line_over", "Honorar", 1)
    assert found.grant == cents("40000.00")  # a change below the threshold


def test_no_saving_no_cover():
    found = lines("30000", "10000", "6000", "2500", "2500")
    assert (found.recognised, found.bears, codes(found)) == (
        cents("50000.00"), cents("1000.00"), ["line_over_no_saving"],
    )  # fmt: skip


def test_two_fifths_above_are_at_risk_without_consent():
    spent = ("29000", "10000", "7000", "2500", "1500")
    found = lines(*spent)
    assert (found.at_risk, found.recognised, found.bears) == (cents("1000.00"), cents("49000.00"), cents("1000.00"))
    assert [(note.code, note.line, note.cents) for note in found.notes] == [("line_over", "Sach", cents("1000.00"))]
    agreed = lines(*spent, consented=["Sach"])
    assert (agreed.at_risk, agreed.recognised, codes(agreed)) == (0, cents("50000.00"), [])


def test_a_line_nobody_planned_is_at_risk():
    found = settle(
        BUND, Case("anteil", 800_00, {"Sach": 1000_00}, {"Sach": 900_00, "Reise": 100_00}, rate=Decimal("0.8"))
    )
    assert (found.at_risk, found.recognised) == (100_00, 900_00)


def test_in_saxony_lines_are_free_and_the_total_binds():
    found = settle(SAXONY, Case("anteil", 800_00, {"Sach": 500_00, "Reise": 500_00}, {"Sach": 100_00, "Reise": 950_00},
                                rate=Decimal("0.8")))  # fmt: skip
    assert (found.at_risk, found.recognised, codes(found)) == (0, 1000_00, ["line_over_no_saving"])


# 16: half of it from public money ----------------------------------------------------------------------------------
@pytest.mark.parametrize("rules", [FIFTY, HAMBURG], ids=["fifty", "hamburg"])
@pytest.mark.parametrize(("kind", "rate"), [("anteil", "0.5"), ("voll", None), ("fehlbedarf", None)])
def test_half_is_rounded_down(rules, kind, rate):
    found = settle(rules, case(kind, "1500", spent="2984.61", rate=rate))
    assert (found.grant, found.own) == (cents("1492.30"), cents("1492.31"))
    assert public_part(Decimal("0.5"), costs=cents("2984.61")) == cents("1492.30")


def test_half_is_rounded_down_whatever_the_rounding_of_the_result():
    rules = replace(FIFTY, rounding=Value("half_up_cent", "eigene Regel", True))
    assert settle(rules, case("voll", "1500", spent="2984.61")).grant == cents("1492.30")


def test_what_nobody_confirmed_is_told_where_it_had_a_say():
    def told(**more):
        found = settle(
            SAXONY_MUNICIPAL, case(**({"kind": "voll", "granted": "1000", "planned": "1000", "spent": "1000"} | more))
        )
        return [note.line for note in found.notes if note.code == "unconfirmed"]

    assert told() == ["reduction_threshold"]
    assert told(recurring=True) == ["threshold_not_for"]
    assert told(spent="1000.01") == ["plan_binds", "reduction_threshold"]
    assert told(planned="") == []


def test_cap_and_exception():
    found = settle(HAMBURG, case("voll", "1500", spent="3400"))
    assert (found.grant, codes(found)) == (cents("1500.00"), ["cap"])
    exception = settle(HAMBURG, case("voll", "2500", spent="3400"))
    assert (exception.grant, codes(exception)) == (cents("1700.00"), [])


# law.md 10.1: the threshold ----------------------------------------------------------------------------------------
def test_a_change_of_500_lowers_nothing():
    found = settle(BUND, share("12000.00"))
    assert (found.grant, codes(found), found.notes[0].cents) == (
        cents("10000.00"),
        ["below_threshold"],
        cents("400.00"),
    )


def test_a_cent_more_lowers():
    found = settle(BUND, share("11999.99"))
    assert (found.grant, found.refund, found.claimable) == (cents("9599.99"), cents("400.01"), cents("400.01"))


def test_saxony_rounds_up_what_it_pays_and_does_not_claim_below_500():
    found = settle(SAXONY, share("11999.99"))
    assert (found.grant, found.refund, found.claimable) == (cents("9600.00"), cents("400.00"), 0)
    assert codes(found) == ["small_sum"]


@pytest.mark.parametrize(("fresh", "grant"), [("500.00", "10000.00"), ("500.01", "9599.99")])
def test_new_money_has_the_same_threshold(fresh, grant):
    assert settle(BUND, share("12500.00", (REVENUE, fresh, False))).grant == cents(grant)


def test_costs_and_money_are_tested_each_and_lowered_by_their_balance():
    both_small = settle(BUND, share("12100.00", (DONATION, "400.00", False)))
    assert (both_small.grant, codes(both_small)) == (cents("10000.00"), ["below_threshold"])
    balance = settle(BUND, share("13000.00", (DONATION, "600.00", False)))
    assert (balance.grant, balance.recognised) == (cents("9920.00"), cents("13000.00"))


@pytest.mark.parametrize("rules", [BUND, SAXONY], ids=["bund", "sachsen"])
def test_the_threshold_gives_no_more_than_the_plan_promised(rules):
    half = settle(rules, case("anteil", "10000", planned="1000.01", spent="1000.01", rate="0.5"))
    assert (half.grant, codes(half)) == (cents("500.01"), [])
    fewer = settle(rules, case("anteil", "10000", planned="1000.00", spent="900.00", rate="0.5"))
    assert (fewer.grant, codes(fewer), fewer.notes[0].cents) == (cents("500.00"), ["below_threshold"], cents("50.00"))
    known = settle(rules, deficit("20000.00", (THIRD_PARTY, "400.00", True)))
    assert (known.grant, "below_threshold" in codes(known)) == (cents("17600.00"), False)


def test_no_more_is_left_than_the_grant():
    found = settle(
        BUND, case("fehlbedarf", "100", planned="2100", spent="2100", own="2000", income=[(DONATION, "400.00", False)])
    )
    assert (found.grant, found.notes[0].code, found.notes[0].cents) == (cents("100"), "below_threshold", cents("100"))


def test_less_than_a_cent_is_no_finding():
    found = settle(BUND, case("anteil", "5000", planned="25000", spent="24999.99", rate="0.2"))
    assert (found.grant, codes(found)) == (cents("5000.00"), [])
    above = settle(BUND, case("anteil", "333.33", planned="1000", spent="1000", rate="0.333333"))
    assert (above.grant, codes(above)) == (cents("333.33"), [])


def test_money_that_is_left_over_shows_below_zero():
    found = settle(SAXONY, share("12500.00", (DONATION, "3500.00", False)))
    assert (found.grant, found.own) == (cents("9200.00"), cents("-200.00"))
    assert ("own", 200_00) in [(name, sum_) for name, _label, sum_ in sums(found)]


@pytest.mark.parametrize(("rules", "kept"), [(BUND, False), (SAXONY, True)], ids=["bund", "sachsen"])
def test_full_financing_falls_from_the_first_cent_with_the_federation(rules, kept):
    found = settle(rules, case("voll", "1000", planned="1000", spent="900", income=[(DONATION, "50.00", False)]))
    assert found.grant == cents("900.00" if kept else "850.00")


@pytest.mark.parametrize("rules", [BUND, SAXONY], ids=["bund", "sachsen"])
def test_recurring_funding_falls_from_the_first_cent(rules):
    assert settle(rules, share("12000.00", recurring=True)).grant == cents("9600.00")


# law.md 10.5: small refunds of municipalities in Saxony, by the size of the grant -------------------------------------
@pytest.mark.parametrize(
    ("granted", "limit"),
    [
        ("4000", "400"), ("8000", "400"), ("12000", "500"), ("30000", "900"), ("45000", "1000"), ("60000", "1200"),
        ("100000", "1500"), ("200000", "2500"),
    ],
)  # fmt: skip
def test_a_small_refund_of_a_municipality_is_not_claimed(granted, limit):
    def refunded(cents_back):
        spent = str(Decimal(granted) - Decimal(cents_back) / 100)
        return settle(SAXONY_MUNICIPAL, case("festbetrag", granted, planned=granted, spent=spent, paid=granted))

    at, above = refunded(cents(limit)), refunded(cents(limit) + 1)
    assert (at.refund, at.claimable, "small_sum" in codes(at)) == (cents(limit), 0, True)
    assert (above.refund, above.claimable, "small_sum" in codes(above)) == (cents(limit) + 1, cents(limit) + 1, False)


# law.md 10.6: when the proof is due --------------------------------------------------------------------------------
def test_the_proof_is_due_after_the_purpose_is_fulfilled_at_the_latest_after_the_period():
    ends, fulfilled = dt.date(2026, 12, 31), dt.date(2026, 11, 20)
    assert proof_day(BUND, ends, fulfilled).day == dt.date(2027, 5, 20)
    assert proof_day(BUND, ends, dt.date(2026, 12, 31)).day == dt.date(2027, 6, 30)
    assert proof_day(BUND, dt.date(2026, 12, 10), dt.date(2027, 1, 20)).day == dt.date(2027, 6, 30)
    assert interim_day(BUND, 2026) == dt.date(2027, 4, 30)
    municipal = replace(BUND, proof_months=Value(12, "ANBest-Gk", True))
    assert proof_day(municipal, ends, fulfilled).day == dt.date(2027, 11, 22)  # the 20th is a Saturday
    assert proof_day(municipal, ends, fulfilled).counted == dt.date(2027, 11, 20)


# 19, 20: inventory and volunteer hours, law.md 10.7 stand in test_shares.py and the spending app -------------------
def test_nothing_spent_gives_everything_back():
    found = settle(BUND, share("0.00"))
    assert (found.grant, found.refund, found.own, found.bears) == (0, cents("10000.00"), 0, 0)


# Whatever the case -------------------------------------------------------------------------------------------------
SUMS = st.integers(0, 2_000_000)
LINES = st.dictionaries(st.sampled_from(["Personal", "Sach", "Miete", "Reise"]), SUMS, max_size=4)
INCOMES = st.lists(
    st.builds(Income, st.sampled_from([DONATION, THIRD_PARTY, REVENUE]), SUMS, st.booleans()), max_size=3
)
CASES = st.builds(
    Case, st.sampled_from(TYPES), st.integers(1, 5_000_000), LINES, LINES, st.decimals("0.01", 1, places=4), SUMS, SUMS,
    SUMS, st.booleans(), st.frozensets(st.sampled_from(["Sach", "Miete"])), INCOMES.map(tuple),
)  # fmt: skip


@given(st.sampled_from(sorted(RULES.values(), key=lambda rules: (rules.key, rules.version))), CASES)
@settings(max_examples=300, deadline=None)
def test_no_case_breaks_the_limits(rules, one):
    found = settle(rules, one)
    assert 0 <= found.grant <= max(one.granted, 0)
    assert found.grant <= found.recognised + 1  # rounding up may give a begun cent
    assert found.grant == one.paid + found.remaining - found.refund
    assert found.remaining == 0 or found.refund == 0
    assert 0 <= found.claimable <= found.refund
    assert found.recognised - found.flat + found.bears == sum(one.actual.values())
    assert 0 <= found.at_risk <= found.bears
    assert found.own == sum(one.actual.values()) + found.flat - found.grant - sum(row.cents for row in one.income)
    assert all(note.cents > 0 for note in found.notes if note.code != "unconfirmed")


@given(
    st.sampled_from(sorted(RULES.values(), key=lambda rules: (rules.key, rules.version))),
    CASES,
    st.integers(1, 100_000),
)
@settings(max_examples=150, deadline=None)
def test_more_of_others_money_never_gives_more(rules, one, more):
    richer = replace(one, income=(*one.income, Income(REVENUE, more, True)))
    assert settle(rules, richer).grant <= settle(rules, one).grant
