import datetime as dt

import pytest

from quartier.areas import actions
from quartier.areas.models import Area, AreaTerm, Office
from quartier.areas.queries import area_stamp, city_stamp
from quartier.history.models import Entry
from quartier.kit.errors import Refused
from tests.race import kinds, race

SQUARE = {"type": "Polygon", "coordinates": [[[10, 53], [10.1, 53], [10.1, 53.1], [10, 53.1], [10, 53]]]}
DAY = dt.date


def test_a_quarter_gets_scope_address_box_and_outline(city):
    area = actions.found_area(city=city, name="Am Süd-Hafen", boundary=SQUARE)
    assert area.slug == "am-sued-hafen" and area.scope.parent_id == city.scope_id
    assert (area.west, area.south, area.east, area.north) == (10, 53, 10.1, 53.1) and area.outline[
        "type"
    ] == "MultiPolygon"
    assert actions.found_area(city=city, name="Am Süd-Hafen").slug == "am-sued-hafen-2"
    assert actions.found_area(city=city, name="Team").slug == "team-2"


def test_a_quarter_without_a_carrier_has_no_page(city, client):
    actions.found_area(city=city, name="Nur Grenze", boundary=SQUARE)
    assert area_stamp("nur-grenze") is None and client.get("/nur-grenze/").status_code == 404


def test_a_change_is_public_recorded_and_seen(area, clara, client):
    client.get("/lindenhafen/impressum/")
    before = area_stamp("lindenhafen"), city_stamp()
    actions.update_area(area=area, by=clara, responsible="Clara Berg", accent="green")
    assert area_stamp("lindenhafen") != before[0] and city_stamp() != before[1]
    assert "Clara Berg" in client.get("/lindenhafen/impressum/").content.decode()
    entry = Entry.objects.filter(kind="areas.area", verb="updated").get()
    assert entry.public and entry.actor == clara


def test_fields_that_are_not_meant_cannot_be_changed(area, clara):
    with pytest.raises(TypeError, match="slug"):
        actions.update_area(area=area, by=clara, slug="anders")
    facts = {"name": "B", "street": "S", "town": "T", "hours": [], "area_id": 3}
    with pytest.raises(TypeError, match="area_id"):
        actions.update_office(area=area, by=clara, **facts)


def test_a_stale_row_does_not_overwrite_what_others_wrote(area, clara):
    first, second = Area.objects.get(pk=area.pk), Area.objects.get(pk=area.pk)
    actions.update_area(area=first, by=clara, lead="Willkommen")
    actions.update_area(area=second, by=clara, accent="violet")
    row = Area.objects.get(pk=area.pk)
    assert (row.lead, row.accent) == ("Willkommen", "violet")


def test_a_domain_belongs_to_one_quarter_and_may_be_given_up(area, other_area, clara):
    actions.update_area(area=area, by=clara, domain="https://Linde.example/")
    assert Area.objects.get(pk=area.pk).domain == "linde.example"
    with pytest.raises(Refused, match="anderen Quartier"):
        actions.update_area(area=other_area, by=clara, domain="linde.example")
    actions.update_area(area=area, by=clara, domain="")
    actions.update_area(area=other_area, by=clara, domain="linde.example")
    assert Area.objects.get(pk=area.pk).domain is None


def test_a_quarter_has_one_office(area, clara):
    with pytest.raises(Refused, match="schon ein Büro"):
        actions.open_office(area=area, name="B", street="S", town="T", hours=[], by=clara)
    actions.update_office(
        area=area, by=clara, hours=[[0, "09:00", "12:00"]], closures=[["2026-12-24", "2026-12-26", "Fest"]]
    )
    office = Office.objects.get(area=area)
    assert office.hours == [[0, "09:00", "12:00"]] and office.closures[0][2] == "Fest"
    with pytest.raises(Refused):
        actions.update_office(area=area, by=clara, hours=[[0, "12:00", "09:00"]])


def test_terms_follow_each_other(area, clara):
    facts = {"area": area, "carrier": area.carrier, "by": clara}
    first = actions.begin_term(starts_on=DAY(2024, 1, 1), ends_on=DAY(2025, 12, 31), **facts)
    second = actions.begin_term(starts_on=DAY(2026, 1, 1), ends_on=DAY(2027, 12, 31), **facts)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Refused, match="bevor der alte endet"):
        actions.begin_term(starts_on=DAY(2027, 12, 31), ends_on=DAY(2029, 12, 31), **facts)
    with pytest.raises(Refused, match="bevor er beginnt"):
        actions.begin_term(starts_on=DAY(2030, 1, 1), ends_on=DAY(2029, 1, 1), **facts)


def test_a_field_of_action_has_its_code_alone(area, other_area, clara):
    with pytest.raises(Refused):
        actions.add_field(area=area, code="HF1", name="Noch einmal", by=clara)
    assert actions.add_field(area=area, code="HF5", name="Beteiligung", by=clara).name == "Beteiligung"


def test_who_pays_stands_in_the_order_of_entry(area, clara):
    actions.add_sponsor(area=area, name="Land", by=clara)
    assert list(area.sponsors.values_list("name", flat=True)) == ["Stadt Hohenwerder", "Land"]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_term_at_once_begin_one(area):
    facts = {"area": area, "carrier": area.carrier, "starts_on": DAY(2024, 1, 1), "ends_on": DAY(2025, 12, 31)}
    assert kinds(race(6, lambda index: actions.begin_term(**facts))) == {"AreaTerm": 1, "Refused": 5}
    assert AreaTerm.objects.count() == 1
