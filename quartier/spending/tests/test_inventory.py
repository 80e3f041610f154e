"""Things bought with the grant: listed from a receipt, looked at once a year, told when they are gone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.kit import dates, links
from quartier.kit.errors import Refused
from quartier.spending import actions, exports, queries, rules, states
from quartier.spending.models import Inspection, InventoryItem
from quartier.spending.panels import inspections


def listed(office, **more):
    receipt = more.pop("receipt", None) or office.receipt(30_000)
    given = {"name": "Bohrhammer", "net_cents": 26_000, "carer": "Ayşe Yıldız", "place": "Keller", "by": office.owner}
    return actions.list_thing(grant=office.grant, receipt=receipt, **{**given, "bought_on": receipt.paid_on, **more})


def test_a_double_click_lists_a_thing_once(office):
    receipt = office.receipt(30_000)
    assert listed(office, receipt=receipt) == listed(office, receipt=receipt)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "was es ist"),
        ({"net_cents": 0}, "über 0,00"),
        ({"bound_until": dt.date(2001, 1, 1)}, "vor dem Kauf"),
    ],
)
def test_a_thing_with_wrong_facts_is_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        listed(office, **wrong)


def test_strangers_list_nothing_and_only_the_office_inspects(office, erna):
    with pytest.raises(Refused):
        listed(office, by=erna)
    with pytest.raises(Refused):
        actions.inspect(item=listed(office), day=dates.today(), result=states.IN_ORDER, by=office.owner)


@pytest.mark.parametrize(
    ("bought", "years", "until"),
    [
        (dt.date(2026, 3, 1), 5, dt.date(2031, 3, 1)), (dt.date(2024, 2, 29), 5, dt.date(2029, 2, 28)),
        (dt.date(2026, 3, 1), None, None),
    ],
)  # fmt: skip
def test_a_thing_is_bound_for_the_years_of_the_rule_set(bought, years, until):
    assert rules.bound_until(bought, years) == until


def titles(office):
    return [one.title for one in inspections(office.area, office.clara)]


def test_a_thing_is_due_a_year_after_somebody_looked(office):
    item = listed(office)
    assert titles(office) == []
    with dates.clock_at(dates.now() + dt.timedelta(days=365)):
        assert len(titles(office)) == 1
        actions.inspect(item=item, day=dates.today(), result=states.IN_ORDER, by=office.clara)
        assert titles(office) == []


def test_a_thing_no_longer_bound_is_not_due(office):
    listed(office, bound_until=dates.today() + dt.timedelta(days=10))
    with dates.clock_at(dates.now() + dt.timedelta(days=400)):
        assert not queries.to_inspect(queries.things_of(office.area), dates.today())


def test_what_is_missing_is_gone_from_that_day(office):
    item = listed(office)
    with pytest.raises(Refused, match="was Sie gesehen haben"):
        actions.inspect(item=item, day=dates.today(), result=states.MISSING, by=office.clara)
    for _click in range(2):
        actions.inspect(item=item, day=dates.today(), result=states.MISSING, note="Verliehen.", by=office.clara)
    item.refresh_from_db()
    assert item.gone_on == dates.today() and Inspection.objects.count() == 1


def test_a_day_before_the_purchase_is_refused(office):
    with pytest.raises(Refused, match="vor dem Kauf"):
        actions.thing_gone(
            item=listed(office), day=dates.today() - dt.timedelta(days=1), reason="Kaputt.", by=office.clara
        )


def test_the_table_has_one_row_a_thing(office):
    listed(office, bound_until=dates.today() + dt.timedelta(days=10))
    head, row = list(exports.inventory_rows(queries.things_of(office.area)))
    assert len(head) == len(row) and row[2] == "Bohrhammer" and str(row[4]) == "260"


def test_a_receipt_fills_the_form(office, client_of):
    receipt = office.receipt(29_750, net_cents=25_001, vat_cents=4_749, purpose="Bohrhammer")
    page = links.to("spending:my_inventory", pk=office.grant.pk)
    client = client_of(office.owner)
    html = client.get(page + f"?beleg={receipt.pk}").content.decode()
    assert 'value="Bohrhammer"' in html and 'value="250,01"' in html
    facts = {
        "receipt": receipt.pk, "name": "Bohrhammer", "pieces": 1, "net_cents": "250,01", "carer": "Ayşe",
        "place": "Keller", "bought_on": dates.today().isoformat(),
    }  # fmt: skip
    assert "steht im Inventar" in client.post(page, facts, follow=True).content.decode()


def test_the_office_looks_moves_and_writes_off_on_the_page(office, client_of):
    item, client = listed(office), client_of(office.clara)
    page = links.to("spending:team_thing", area=office.area.slug, pk=item.pk)
    today = dates.today().isoformat()
    assert client.post(page, {"inspect": "1", "day": today}).status_code == 422
    client.post(page, {"inspect": "1", "day": today, "result": "damaged", "note": "Kabel lose."})
    client.post(page, {"carer": "Bilal", "place": "Werkstatt"})
    client.post(page, {"day": today, "reason": "Verschrottet."})
    html = client.get(page).content.decode()
    assert "Kabel lose." in html and "Werkstatt" in html and "Nicht mehr da seit" in html


def test_the_list_of_the_quarter_costs_the_same_for_one_and_many(office, client_of):
    page, client, costs = links.to("spending:team_things", area=office.area.slug), client_of(office.clara), []
    for count in (1, 9):
        for n in range(count):
            listed(office, name=f"Ding {count} {n}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] and InventoryItem.objects.count() == 10
