"""Outlines become quarters, once; what is wrong is named by its place in the file."""

import json

import pytest
from django.core.management import CommandError, call_command

from quartier.areas import actions
from quartier.areas.imports import AreaMap, AreaTarget
from quartier.areas.models import Area, City
from quartier.history.actions import carry_out, take_back
from quartier.history.models import Entry, ImportRun
from quartier.kit.errors import Refused


def square(west, south, size=0.01):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features):
    rows = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


TWO = (({"id": "01", "name": "Süd"}, square(10, 53)), ({"id": "02", "name": "Nord"}, square(10, 54)))


def run(city, content, **more):
    return carry_out(
        scope=city.scope, read=AreaMap(content, "karte.geojson", city).preview, target=AreaTarget(city), **more
    )


def test_areas_are_founded_without_an_office(city):
    report = run(city, collection(*TWO))
    assert report.totals["new"] == 2
    south = Area.objects.get(slug="sued")
    assert (south.name, south.external_id, south.carrier, south.west, south.north) == ("Süd", "01", None, 10, 53.01)
    assert Area.objects.running().count() == 0


def test_the_same_file_again_changes_nothing(city):
    run(city, collection(*TWO))
    entries = Entry.objects.count()
    report = run(city, collection(*TWO))
    assert (report.run, report.totals["same"], Entry.objects.count()) == (None, 2, entries)


def test_a_changed_boundary_and_name_are_taken_over_and_the_address_stays(city):
    run(city, collection(*TWO))
    report = run(city, collection(({"id": "01", "name": "Südstadt"}, square(10, 53, 0.02)), TWO[1]))
    assert (report.totals["changed"], report.totals["same"]) == (1, 1)
    south = Area.objects.get(slug="sued")
    assert (south.name, south.north) == ("Südstadt", 53.02)


def test_without_an_id_the_name_is_the_key_and_two_of_one_name_get_two_addresses(city):
    twins = collection(*(({"name": "Mitte", "cartodb_id": n}, square(10, 53 + n)) for n in range(2)))
    assert run(city, twins).totals["new"] == 2
    assert sorted(Area.objects.values_list("slug", flat=True)) == ["mitte", "mitte-2"]
    assert not Area.objects.exclude(external_id="").exists(), "a drawing program's number is no id"
    assert run(city, twins).totals["same"] == 2


def test_a_quarter_of_that_name_gets_the_boundary_and_keeps_its_office(area):
    south = actions.found_area(city=area.city, name="Süd", carrier=area.carrier)
    report = run(area.city, collection(*TWO))
    south = Area.objects.get(pk=south.pk)
    assert (report.totals["new"], report.totals["changed"], south.external_id, south.west) == (1, 1, "01", 10)
    assert south.carrier == area.carrier


def test_bad_features_are_named_and_the_others_taken(city):
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    report = run(
        city,
        collection(
            TWO[0], ({"id": "03"}, square(1, 1)), ({"id": "04", "name": "Linie"}, line),
            ({"id": "01", "name": "Doppelt"}, square(2, 2)), ({"id": "05", "name": "⚓"}, square(3, 3)),
        ),
    )  # fmt: skip
    assert report.totals["new"] == 2  # one without a name goes by its id
    assert report.totals["problems"] == [
        "Fläche Nr. 3: Gebraucht wird eine Fläche (Polygon oder MultiPolygon), angegeben ist eine Linie.",
        "Fläche Nr. 4: Die Kennung „01“ kommt in der Datei zweimal vor.",
        "Fläche Nr. 5: Aus „⚓“ lässt sich keine Adresse bilden.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"type": "FeatureCollection", "features": [', "kein gültiges JSON"),
        (b'{"type": "Topology"}', "TopoJSON"),
        (b"", "ist leer"),
        (collection(({"name": "Meter"}, square(3500000, 5800000, 100))), "projiziert"),
    ],
)
def test_a_broken_file_leaves_nothing_behind(tmp_path, db, content, said):
    path = tmp_path / "kaputt.geojson"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command("import_areas", str(path), city="Neustadt", create_city=True)
    assert not City.objects.exists() and not ImportRun.objects.exists()


def test_an_unknown_city_is_told_with_the_cities_there_are(tmp_path, city):
    path = tmp_path / "karte.geojson"
    path.write_bytes(collection(*TWO))
    with pytest.raises(CommandError, match=r"„Hohenwerda“ gibt es hier nicht. Vorhanden: „Hohenwerder“.*--create-city"):
        call_command("import_areas", str(path), city="Hohenwerda")


def test_a_dry_run_writes_nothing(tmp_path, db, capsys):
    path = tmp_path / "karte.geojson"
    path.write_bytes(collection(*TWO))
    call_command("import_areas", str(path), city="Neustadt", create_city=True, dry_run=True)
    assert "2 neu" in capsys.readouterr().out
    assert not City.objects.exists() and not Area.objects.exists()


def test_undo_removes_what_nobody_uses_and_restores_what_was_there(area):
    city = area.city
    south = actions.found_area(city=city, name="Süd", boundary=square(1, 1))
    report = run(city, collection(*TWO, ({"id": "03", "name": "West"}, square(12, 53))))
    actions.add_field(area=Area.objects.get(slug="west"), code="HF1", name="Nachbarschaft")
    undone = take_back(run=report.run, target=AreaTarget(city))
    assert (undone.removed, undone.restored) == (1, 1)
    assert undone.kept == ["„West“ wird inzwischen anderswo gebraucht und bleibt."]
    south.refresh_from_db()
    assert (south.boundary, south.external_id, south.west) == (square(1, 1), "", 1)
    assert not Area.objects.filter(slug="nord").exists()


def test_undo_is_refused_for_what_was_never_carried_out(city):
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_areas", undo=999)
    content = collection(*TWO)
    report = run(city, content)
    first = take_back(run=report.run, target=AreaTarget(city))
    assert take_back(run=report.run, target=AreaTarget(city)) == first
    assert run(city, content).totals["new"] == 2


def test_areas_named_by_slug_or_name_and_refused_with_the_nearest(city):
    from quartier.areas.queries import area_called, city_called

    run(city, collection(*TWO, ({"id": "03", "name": "Süd"}, square(12, 53))))
    assert area_called("sued").external_id == "01"
    assert area_called("nord").name == "Nord"
    with pytest.raises(Refused, match="heißen mehrere"):
        area_called("Süd")
    with pytest.raises(Refused, match=r"Ähnlich: .*„Nord“"):
        area_called("Nordt")
    assert city_called("HOHENWERDER") == city


@pytest.mark.parametrize(
    ("file", "count", "slug"),
    [
        ("berlin-lor-district-regions-until-2020", 138, "tiergarten-sued"),
        ("frankfurt-main", 46, "bahnhofsviertel"),
        ("leipzig", 63, "zentrum-ost"),
    ],
)
def test_real_outlines_once_and_again(db, real_data, file, count, slug):
    path = real_data / "geodata" / f"{file}.geojson"
    call_command("import_areas", str(path), city="Stadt", create_city=True)
    assert Area.objects.count() == count == len(json.loads(path.read_text())["features"])
    assert Area.objects.filter(slug=slug).exists()
    assert Area.objects.values("slug").distinct().count() == count
    call_command("import_areas", str(path), city="stadt")
    assert Area.objects.count() == count and ImportRun.objects.count() == 1
