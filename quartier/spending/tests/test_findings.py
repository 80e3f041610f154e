"""What the office should see in a receipt: days, sums, doubles, matches elsewhere, buying. Nothing is blocked."""

import datetime as dt

import pytest

from quartier.funding.models import Application
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.spending import actions, queries, rules, states
from tests.cast import without_action


def found(office, receipt):
    """Code -> finding of a receipt, as the books show it."""
    rows = queries.books(office.again()).receipts
    return {finding.code: finding for finding in next(row for row in rows if row.pk == receipt.pk).findings}


def with_input_tax(office, value=True):
    with without_action():
        Application.objects.filter(pk=office.grant.application_id).update(input_tax=value)
    return office.again()


def test_a_receipt_of_which_nothing_is_to_say_has_no_finding(office):
    assert found(office, office.receipt(11_900, net_cents=10_000, vat_cents=1_900)) == {}


@pytest.mark.parametrize(("net", "vat", "gap"), [(10_000, 1_900, "0,50"), (9_950, 2_000, "0,00")])
def test_vat_that_does_not_add_up_names_the_gap(office, net, vat, gap):
    finding = found(office, office.receipt(11_950, net_cents=net, vat_cents=vat)).get("vat")
    if gap == "0,00":
        assert finding is None
    else:
        assert finding.kind == "warn" and gap in finding.text and "119,00" in finding.title


def test_a_part_above_the_whole_is_a_finding_too(office):
    assert "vat" in found(office, office.receipt(1_000, net_cents=1_001))
    assert "vat" not in found(office, office.receipt(1_000, vat_cents=160))


@pytest.mark.parametrize(("column", "title"), [("ordered_on", "bestellt"), ("invoiced_on", "berechnet")])
def test_ordered_or_invoiced_before_the_notice_is_a_finding(office, column, title):
    early = dates.local(office.grant.at).date() - dt.timedelta(days=3)
    finding = found(office, office.receipt(1_000, **{column: early}))["started"]
    assert title in finding.title and finding.source


def test_paid_before_the_notice_is_told_once(office):
    early = dates.local(office.grant.at).date() - dt.timedelta(days=3)
    assert list(found(office, office.receipt(1_000, paid_on=early, ordered_on=early))) == ["period"]


def test_who_gets_vat_back_is_told_what_counts(office):
    with_input_tax(office)
    receipt = office.receipt(11_900, net_cents=10_000, vat_cents=1_900)
    finding = found(office, receipt)["net"]
    assert "höchstens 100,00" in finding.title
    assert "Netto fehlt" in found(office, office.receipt(5_000))["net"].title


def test_who_gets_vat_back_gets_the_net_sum_at_most(office):
    with_input_tax(office)
    receipt = office.receipt(11_900, net_cents=10_000, vat_cents=1_900)
    for words in ({"result": states.ACCEPTED}, {"result": states.CUT, "cents": 10_001, "reason": "x"}):
        with pytest.raises(Refused, match="höchstens 100,00"):
            actions.review(receipt=receipt, by=office.clara, **words)
    row = actions.review(receipt=receipt, result=states.CUT, cents=10_000, reason="Ohne Steuer.", by=office.clara)
    assert row.cents == 10_000


@pytest.mark.parametrize("input_tax", [None, False])
def test_without_input_tax_the_whole_counts(office, input_tax):
    with_input_tax(office, input_tax)
    row = actions.review(
        receipt=office.receipt(11_900, net_cents=10_000, vat_cents=1_900), result=states.ACCEPTED, by=office.clara
    )
    assert row.cents == 11_900


@pytest.mark.parametrize(
    ("net", "asked"), [(50_000, False), (50_001, True)]
)  # „über 500,00 €“: funding.md 2.4, exactly at the limit nothing is asked
def test_a_price_comparison_is_asked_for_above_the_step(office, net, asked):
    finding = found(office, office.receipt(net, net_cents=net, vat_cents=0)).get("quotes")
    assert (finding is not None) == asked
    if finding:
        assert finding.ways[0].does == "quotes" and "500,00" in finding.text


@pytest.mark.parametrize(("net", "asked"), [(25_000, False), (25_001, True)])  # example 19: 250.00 net is not above
def test_a_thing_above_the_limit_may_belong_to_the_inventory(office, net, asked):
    finding = found(office, office.receipt(29_750, net_cents=net, vat_cents=29_750 - net)).get("inventory")
    assert (finding is not None) == asked


def test_listed_things_ask_no_longer(office):
    receipt = office.receipt(29_750, net_cents=26_000, vat_cents=3_750)
    actions.list_thing(
        grant=office.grant, receipt=receipt, name="Bohrhammer", net_cents=26_000, carer="Ayşe", place="Keller",
        bought_on=dates.today(), by=office.owner,
    )  # fmt: skip
    assert "inventory" not in found(office, receipt)


def test_without_net_the_whole_sum_is_taken_and_said(office):
    assert "Netto steht nicht dabei" in found(office, office.receipt(30_000))["inventory"].text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ordered_on": dt.date(2999, 1, 1)}, "Zukunft"), ({"invoiced_on": dt.date(1990, 1, 1)}, "Jahr"),
        ({"net_cents": -1}, "ohne Minuszeichen"), ({"budget_year": 1999}, "Haushaltsjahr"),
    ],
)  # fmt: skip
def test_details_that_cannot_be_are_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        office.receipt(1_000, **wrong)


def test_the_budget_year_is_kept_only_where_it_is_another(office):
    today = dates.today()
    assert office.receipt(1_000, budget_year=today.year).budget_year is None
    assert office.receipt(1_000, budget_year=today.year - 1).budget_year == today.year - 1


def test_net_is_what_is_left_without_vat(office):
    receipt = office.receipt(11_900, vat_cents=1_900)
    assert rules.net_of(receipt) == 10_000 and rules.eligible_cents(receipt, input_tax=True) == 10_000
