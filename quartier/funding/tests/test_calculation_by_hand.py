"""Sums on the border, worked out by hand from Nr. 1.2, 2 and 8 ANBest-P before the function was asked."""

from decimal import Decimal

import pytest

from quartier.funding.rules import Case, Income, public_part, settle
from quartier.funding.rules.calculation import DONATION, REVENUE, THIRD_PARTY
from quartier.funding.tests.test_calculation import (
    BERLIN,
    BERLIN_OLD,
    BUND,
    FIFTY,
    HAMBURG,
    SAXONY,
    SAXONY_MUNICIPAL,
    cents,
)

FLOOR = "refund_floor"


def a_case(kind, granted, plan, actual, *, rate=None, own="0", brought=None, paid="0", income=(), **more):
    """Sums as euros in text; ``plan`` and ``actual`` one sum or a sum by line; ``income`` as (kind, euros, planned)."""
    plan, actual = ({"A": one} if isinstance(one, str) else one for one in (plan, actual))
    return Case(
        kind, cents(granted), {line: cents(sum_) for line, sum_ in plan.items()},
        {line: cents(sum_) for line, sum_ in actual.items()}, Decimal(rate) if rate else None, cents(own),
        cents(own if brought is None else brought), cents(paid), income=tuple(Income(k, cents(s), p) for k, s, p in income),
        **more,
    )  # fmt: skip


def anteil(spent, *income, **more):
    """80 % of 12,500.00, paid in full."""
    return a_case(
        "anteil", "10000", "12500", spent, income=income, **{"own": "2500", "paid": "10000", "rate": "0.8"} | more
    )


def deficit(spent, *income, **more):
    """20,000.00 less 2,000.00 of one's own, paid in full."""
    return a_case("fehlbedarf", "18000", "20000", spent, income=income, **{"own": "2000", "paid": "18000"} | more)


def with_others(came):
    """A deficit with 3,000.00 of others in the plan, paid in full."""
    return a_case("fehlbedarf", "15000", "20000", "20000", own="2000", paid="15000", income=came)


def four(plan, granted, spent, **more):
    """Half of four equal lines."""
    return a_case(
        "anteil", granted, dict.fromkeys("ABCD", plan), dict(zip("ABCD", spent, strict=True)), rate="0.5", **more
    )


def new(euros, kind=REVENUE):
    return (kind, euros, False)


def known(euros, kind=THIRD_PARTY):
    return (kind, euros, True)


def note(code, euros="0", line=""):
    return (code, line, cents(euros))


def open_limit(euros):
    return note("unconfirmed", euros, FLOOR)


TWO = {"A": "10000", "B": "10000"}
CASES = {
    # the threshold of 500 euro: costs and money each, lowered by their balance
    "costs 500 less": (BUND, anteil("12000"), {"grant": "10000", "own": "2000"}, [note("below_threshold", "400")]),
    "costs 500.01 less": (BUND, anteil("11999.99"), {"grant": "9599.99", "claimable": "400.01"}, [open_limit("400.01")]),
    "both 500 up": (BUND, anteil("13000", new("500")), {"grant": "10000", "recognised": "13000", "own": "2500"}, []),
    "a cent nobody pays for": (
        BUND, anteil("13000.01", new("500")), {"grant": "10000", "bears": "0.01", "own": "2500.01"},
        [note("line_over_no_saving", "0.01")],
    ),
    "both 500 to the bad": (BUND, anteil("12000", new("500")), {"grant": "10000"}, [note("below_threshold", "800")]),
    "both count once one is above": (BUND, anteil("11999.99", new("0.01")), {"grant": "9599.98"}, [open_limit("400.02")]),
    "donation and money of others make 500": (
        BUND, anteil("12500", new("400", DONATION), new("100")), {"grant": "10000"}, [note("below_threshold", "400")],
    ),
    "donation and money of others make more": (
        BUND, anteil("12500", new("400", DONATION), new("100.01", THIRD_PARTY)), {"grant": "9599.99"}, None,
    ),
    "less cost, more money": (BUND, anteil("11000", new("2000")), {"grant": "7200", "own": "1800", "refund": "2800"}, None),
    "as much more money as cost": (BUND, anteil("14000", new("1500")), {"grant": "10000", "recognised": "14000"}, []),
    "more money, but the line ends at a fifth": (
        BUND, anteil("16000", new("3500")), {"recognised": "15000", "at_risk": "1000", "grant": "9200", "own": "3300"},
        [note("line_over", "1000", "A"), open_limit("800")],
    ),
    "recurring, a cent less": (
        BUND, anteil("12499.99", recurring=True), {"grant": "9999.99", "claimable": "0.01"}, [open_limit("0.01")],
    ),
    "recurring, a cent more money": (BUND, anteil("12500", new("0.01"), recurring=True), {"grant": "9999.99"}, None),
    "planned money is no change": (BUND, anteil("12500", known("1000")), {"grant": "10000", "own": "1500"}, []),
    "own money says nothing in a share": (BUND, anteil("12500", brought="0"), {"grant": "10000", "own": "2500"}, []),
    "more own money neither": (BUND, anteil("12500", brought="4000"), {"grant": "10000", "own": "2500"}, []),
    "the whole as a share, 600 less": (
        BUND, a_case("anteil", "1000", "1000", "400", rate="1", paid="1000"), {"grant": "400", "refund": "600"}, None,
    ),
    "what was not spent comes back below the threshold too": (
        BUND, a_case("anteil", "1000", "1000", "600", rate="1", paid="1000"), {"grant": "600", "own": "0"}, [open_limit("400")],
    ),
    "nothing spent": (BUND, anteil({}), {"grant": "0", "refund": "10000", "own": "0", "recognised": "0"}, None),
    # rates with many decimals: only the result is rounded
    "a third": (
        BUND, a_case("anteil", "10000", "30000", "29000", rate="0.333333333333", paid="10000"),
        {"grant": "9666.67", "refund": "333.33", "own": "19333.33"}, None,
    ),
    "a hair below half a cent": (BUND, a_case("anteil", "1", {}, "0.01", rate="0.4" + "9" * 48), {"grant": "0"}, []),
    "a hair below a cent": (FIFTY, a_case("anteil", "1", {}, "0.02", rate="0.4" + "9" * 48), {"grant": "0"}, []),
    "a third of a great sum": (
        BUND, a_case("anteil", "999999999999.99", {}, "999999999999.99", rate="0." + "3" * 50), {"grant": "333333333333.33"}, [],
    ),
    # lines
    "two over, two under": (
        BUND, four("1000", "2000", ("1300", "1250", "700", "750")),
        {"recognised": "3850", "at_risk": "150", "bears": "150", "grant": "2000", "own": "2000", "remaining": "2000"},
        [note("line_over", "100", "A"), note("line_over", "50", "B"), note("below_threshold", "75")],
    ),
    "the same by ten": (
        BUND, four("10000", "20000", ("13000", "12500", "7000", "7500"), paid="20000"),
        {"recognised": "38500", "at_risk": "1500", "grant": "19250", "refund": "750", "own": "20750"},
        [note("line_over", "1000", "A"), note("line_over", "500", "B"), open_limit("750")],
    ),
    "over, and not saved either": (
        BUND, a_case("anteil", "10000", TWO, {"A": "13000", "B": "9000"}, rate="0.5"),
        {"recognised": "20000", "at_risk": "1000", "bears": "2000", "own": "12000"},
        [note("line_over", "1000", "A"), note("line_over_no_saving", "1000")],
    ),
    "consent lifts the line, not the total": (
        BUND, a_case("anteil", "10000", TWO, {"A": "15000", "B": "10000"}, rate="0.5", consented=frozenset("A")),
        {"recognised": "20000", "at_risk": "0", "bears": "5000", "own": "15000"}, [note("line_over_no_saving", "5000")],
    ),
    "consent to a line nobody planned": (
        BUND, a_case("anteil", "50", "100", {"A": "80", "X": "20"}, rate="0.5", consented=frozenset("X")),
        {"recognised": "100", "at_risk": "0", "grant": "50"}, [],
    ),
    "a cent in a line of nothing": (
        BUND, a_case("anteil", "50", {"A": "0", "B": "100"}, {"A": "0.01", "B": "99.99"}, rate="0.5"),
        {"at_risk": "0.01", "recognised": "99.99", "grant": "50", "own": "50"}, [note("line_over", "0.01", "A")],
    ),
    "a fifth of three cents is none": (
        BUND, a_case("anteil", "1", {"A": "0.03", "B": "1.97"}, {"A": "0.04", "B": "1.96"}, rate="0.5"),
        {"at_risk": "0.01", "grant": "1"}, [note("line_over", "0.01", "A")],
    ),
    "lines are free in Saxony": (
        SAXONY, a_case("anteil", "8000", {"A": "5000", "B": "5000"}, {"A": "9000", "B": "900"}, rate="0.8", own="2000"),
        {"recognised": "9900", "at_risk": "0", "grant": "8000"}, [note("below_threshold", "80")],
    ),
    "nobody said that Hamburg's lines bind": (
        HAMBURG, a_case("anteil", "750", {"A": "1000", "B": "500"}, {"A": "1400", "B": "100"}, rate="0.5"),
        {"recognised": "1500", "at_risk": "0", "grant": "750"}, [],
    ),
    "nor those of the usual fund, nor its total": (
        FIFTY, a_case("anteil", "600", "1000", "1200", rate="0.5"), {"recognised": "1200", "grant": "600", "own": "600"}, [],
    ),
    "how far Berlin's lines go since 2025 nobody could tell": (
        BERLIN, a_case("voll", "1100", {"A": "500", "B": "500"}, {"A": "900", "B": "100"}), {"grant": "1100", "at_risk": "0"},
        [note("unconfirmed", line="line_overrun")],
    ),
    "that says nothing where no line was exceeded": (
        BERLIN, a_case("voll", "1100", {"A": "500", "B": "500"}, {"A": "500", "B": "499"}), {"grant": "1098.90"}, [],
    ),
    # deficit
    "500 of new money": (BUND, deficit("20000", new("500")), {"grant": "18000", "own": "1500"}, [note("below_threshold", "500")]),
    "500.01 of new money": (BUND, deficit("20000", new("500.01")), {"grant": "17499.99", "own": "2000"}, [open_limit("500.01")]),
    "500 more of one's own": (
        BUND, deficit("20000", brought="2500"), {"grant": "18000", "own": "2000"}, [note("below_threshold", "500")],
    ),
    "500.01 more of one's own": (BUND, deficit("20000", brought="2500.01"), {"grant": "17499.99", "own": "2500.01"}, None),
    "less of one's own and 500 saved": (
        BUND, deficit("19500", brought="1500"), {"grant": "18000", "own": "1500"}, [note("below_threshold", "500")],
    ),
    "less of one's own and 500.01 saved": (BUND, deficit("19499.99", brought="1500"), {"grant": "17499.99"}, None),
    "planned money that stayed out": (
        BUND, with_others([known("2500")]), {"grant": "15000", "own": "2500"}, [note("over_grant", "500")],
    ),
    "planned money and 500 more": (BUND, with_others([known("3000"), new("500")]), {"grant": "15000"}, [note("below_threshold", "500")]),
    "planned money and 600 more": (BUND, with_others([known("3000"), new("600")]), {"grant": "14400", "refund": "600"}, None),
    "more money than costs": (
        BUND, deficit("20000", new("25000")), {"grant": "0", "refund": "18000", "own": "-5000", "recognised": "20000"}, None,
    ),
    "a cent of cost that no donation meets": (
        BUND, deficit("20900", new("899.99", DONATION)), {"grant": "18000", "bears": "0.01", "own": "2000.01"},
        [note("line_over_no_saving", "0.01")],
    ),
    "half of the overrun met": (
        BUND, deficit("20900", new("400", DONATION)), {"grant": "18000", "recognised": "20400", "own": "2500"},
        [note("line_over_no_saving", "500")],
    ),
    "paid above the notice": (
        BUND, a_case("fehlbedarf", "1000", "1000", "1000", paid="1500"), {"refund": "500", "claimable": "500", "remaining": "0"},
        [open_limit("500")],
    ),
    # full
    "a cent of income lowers in full": (BUND, a_case("voll", "1000", "1000", "1000", income=[new("0.01")]), {"grant": "999.99"}, []),
    "planned money goes first": (
        BUND, a_case("voll", "800", "1000", "900", income=[known("200")], paid="800"), {"grant": "700", "refund": "100"}, None,
    ),
    "the notice binds": (
        BUND, a_case("voll", "900", "1000", "1000", own="100"), {"grant": "900", "own": "100"}, [note("over_grant", "100")],
    ),
    # a fixed sum
    "its lines are free": (
        BUND, a_case("festbetrag", "1500", {"A": "1000", "B": "500"}, {"A": "1300", "B": "200", "C": "50"}),
        {"grant": "1500", "recognised": "1550", "bears": "0", "own": "50"}, [],
    ),
    "money of others does not lower it": (
        BUND, a_case("festbetrag", "1500", "1500", "1500", income=[new("500")]), {"grant": "1500", "own": "-500"}, [],
    ),
    "a cent not spent": (
        BUND, a_case("festbetrag", "1500", "1500", "1499.99", paid="1000"), {"grant": "1499.99", "remaining": "499.99"}, [],
    ),
    # Saxony: small sums, donations, rounding in favour of who pays
    "500 is claimed": (SAXONY, a_case("festbetrag", "2000", "2000", "1500", paid="2000"), {"claimable": "500"}, []),
    "499.99 is not": (
        SAXONY, a_case("festbetrag", "2000", "2000", "1500.01", paid="2000"), {"refund": "499.99", "claimable": "0"},
        [note("small_sum", "499.99")],
    ),
    "a donation as high as the own share": (SAXONY, anteil("12500", new("2500", DONATION)), {"grant": "10000", "own": "0"}, []),
    "500 above it": (
        SAXONY, anteil("12500", new("3000", DONATION)), {"grant": "10000", "own": "-500"}, [note("below_threshold", "400")],
    ),
    "500.01 above it": (
        SAXONY, anteil("12500", new("3000.01", DONATION)), {"grant": "9600", "refund": "400", "claimable": "0"},
        [note("small_sum", "400")],
    ),
    "money of others is no donation": (SAXONY, anteil("12500", new("1000", THIRD_PARTY)), {"grant": "9200", "claimable": "800"}, []),
    "a donation above the own share meets new cost": (
        SAXONY, anteil("13500", new("3500", DONATION)), {"grant": "10000", "recognised": "13500", "own": "0"}, [],
    ),
    "up to the cent": (SAXONY, anteil("11237.43"), {"grant": "8989.95", "refund": "1010.05"}, []),
    "half up with the Federation": (BUND, anteil("11237.43"), {"grant": "8989.94", "refund": "1010.06"}, None),
    "a municipality, above its limit of 400": (
        SAXONY_MUNICIPAL, a_case("anteil", "8000", "10000", "9400", rate="0.8", own="2000", paid="8000"), {"claimable": "480"}, None,
    ),
    "a municipality, at its limit": (
        SAXONY_MUNICIPAL, a_case("anteil", "8000", "10000", "9499.99", rate="0.8", own="2000", paid="8000"),
        {"grant": "7600", "refund": "400", "claimable": "0"}, None,
    ),
    # cap and flat rate
    "a notice above the cap": (
        BERLIN, a_case("voll", "2000", {}, "2000"), {"flat": "200", "recognised": "2200", "grant": "1500", "own": "700"},
        [note("cap", "700")],
    ),
    "income goes before the flat rate": (BERLIN, a_case("voll", "1500", {}, "1000", income=[new("200")]), {"grant": "900", "own": "0"}, []),
    "half a cent of flat rate": (BERLIN, a_case("voll", "1500", {}, "0.05"), {"flat": "0.01", "grant": "0.06"}, []),
    "less than half a cent": (BERLIN, a_case("voll", "1500", {}, "0.04"), {"flat": "0", "grant": "0.04"}, []),
    "three per cent, exactly at the cap": (BERLIN_OLD, a_case("voll", "1500", {}, "1456.31"), {"flat": "43.69", "grant": "1500"}, []),
    "three per cent, a cent above": (
        BERLIN_OLD, a_case("voll", "1500", {}, "1456.32"), {"recognised": "1500.01", "grant": "1500"},
        [note("cap", "0.01"), note("unconfirmed", line="flat_inside_cap")],
    ),
    # half of it public
    "half of an odd cent": (HAMBURG, a_case("voll", "1500", {}, "3000.01"), {"grant": "1500", "own": "1500.01"}, []),
    "half, a cent above the cap": (HAMBURG, a_case("voll", "1500", {}, "3000.02"), {"grant": "1500"}, [note("cap", "0.01")]),
    "the exception ends too": (HAMBURG, a_case("voll", "2500", {}, "6000"), {"grant": "2500", "own": "3500"}, [note("cap", "500")]),
    "a share above half": (HAMBURG, a_case("anteil", "1500", {}, "1000", rate="0.6"), {"grant": "500", "own": "500"}, []),
    "what is too much comes back, Hamburg's limit is not known": (
        HAMBURG, a_case("fehlbedarf", "600", {}, "1000", own="400", paid="600"), {"grant": "500", "claimable": "100"},
        [open_limit("100")],
    ),
    "others pay more than half": (FIFTY, a_case("voll", "2000", {}, "2000", income=[known("1200", DONATION)]), {"grant": "800"}, []),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "case", "sums", "notes"), CASES.values(), ids=CASES)
def test_a_sum_on_the_border(rules, case, sums, notes):
    found = settle(rules, case)
    assert {name: getattr(found, name) for name in sums} == {name: cents(sum_) for name, sum_ in sums.items()}
    if notes is not None:
        assert [(one.code, one.line, one.cents) for one in found.notes] == notes


def test_a_part_with_fifty_decimals_is_not_rounded_before_its_end():
    assert public_part(Decimal("0.4" + "9" * 49), costs=2) == 0
