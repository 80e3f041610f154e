"""Real lists of Berlin; what must come out is computed here from the files, in another way than the reader does it."""

import csv
import json
from collections import Counter
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from quartier.areas.models import Area
from quartier.history.models import Entry, ImportedRow, ImportRun
from quartier.kit import dates
from quartier.network.models import Organisation

REGIONS = "geodata/berlin-lor-district-regions-until-2020.geojson"
KITAS = "actors/berlin-daycare-centers-2025-10-details.csv"
NOVEMBER, DECEMBER = (f"actors/osm_berlin_community-centers_2025-{month}.csv" for month in (11, 12))
pytestmark = pytest.mark.slow


@pytest.fixture
def berlin(db, real_data):
    call_command("import_areas", str(real_data / REGIONS), city="Berlin", create_city=True)
    return real_data


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def regions_by_point(folder, points):
    """How many points lie in each region, by the winding number of every polygon (the reader counts crossings)."""
    shapes = []
    for feature in json.loads((folder / REGIONS).read_text())["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
            shapes.append((feature["properties"]["name"], min(xs), max(xs), min(ys), max(ys), polygon))
    found = Counter()
    for x, y in points:
        names = {
            name
            for name, west, east, south, north, polygon in shapes
            if west <= x <= east and south <= y <= north and winds(polygon[0], x, y)
            and not any(winds(hole, x, y) for hole in polygon[1:])
        }  # fmt: skip
        found[min(names) if names else ""] += 1
    return found


def winds(ring, x, y):
    number = 0
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if y1 <= y < y2 and side > 0:
            number += 1
        elif y2 <= y < y1 and side < 0:
            number -= 1
    return number != 0


def test_all_day_care_centres_in_the_regions_where_they_stand(berlin, capsys):
    path = berlin / KITAS
    listed = rows(path)
    assert len(listed) == 2852
    call_command("import_actors", str(path), city="Berlin")
    assert Organisation.objects.count() == 2852
    expected = regions_by_point(berlin, [(float(row["lon"]), float(row["lat"])) for row in listed])
    found = Counter(name or "" for name in Organisation.objects.values_list("area__name", flat=True))
    assert found == expected
    some = Organisation.objects.get(external_id="01010010")
    assert (some.name, some.sector, some.postcode) == ("Kita F.A.I.R.play", "Reguläre Einrichtung", "10117")
    assert some.parent_name.startswith("GFJ") and some.phone == "+49302816473"
    assert some.source == "berlin-daycare-centers-details"
    entries = Entry.objects.count()
    call_command("import_actors", str(path), city="Berlin")
    assert "nichts geändert: 2852" in capsys.readouterr().out
    assert (Entry.objects.count(), ImportedRow.objects.filter(kind="network.organisation").count()) == (entries, 2852)


def test_two_months_of_community_centres_are_one_list(berlin, capsys):
    before, after = ({row["id"]: row for row in rows(berlin / name)} for name in (NOVEMBER, DECEMBER))
    assert (len(before), len(after)) == (442, 445)
    named = {key for key, row in after.items() if row["name"].strip()}
    named_before = {key for key, row in before.items() if row["name"].strip()}
    call_command("import_actors", str(berlin / NOVEMBER), city="Berlin")
    assert Organisation.objects.count() == len(named_before)
    capsys.readouterr()
    call_command("import_actors", str(berlin / DECEMBER), city="Berlin")
    output = capsys.readouterr()
    new, gone = named - named_before, named_before - after.keys()
    changed = {key for key in named & named_before if before[key] != after[key]}
    same = len(named & named_before) - len(changed)
    for line in (f"{len(new)} neu", f"{len(changed)} geändert", f"{same} unverändert", f"{len(gone)} nicht mehr"):
        assert line in output.out
    refused = [line for line in output.err.splitlines() if "Der Name fehlt." in line]
    assert len(refused) == len(after) - len(named)
    assert Organisation.objects.count() == len(named | named_before)
    unlisted = Organisation.objects.filter(unlisted_since=dates.today())
    assert set(unlisted.values_list("external_id", flat=True)) == gone
    outside = regions_by_point(
        berlin, [(float(row["lon"]), float(row["lat"])) for key, row in after.items() if key in named]
    )[""]
    assert f"{outside} außerhalb aller Quartiere" in output.out
    call_command("import_actors", str(berlin / DECEMBER), city="Berlin")
    assert "nichts geändert" in capsys.readouterr().out
    for run in ImportRun.objects.filter(kind="network.organisation").order_by("-pk"):
        call_command("import_actors", undo=run.pk)
    assert not Organisation.objects.exists()
    assert Area.objects.count() == 138


def test_a_dry_run_writes_nothing_and_names_the_bad_rows(berlin, capsys):
    path = berlin / "actors/osm_berlin_playgrounds_2025-11.csv"
    named = sum(bool(row["name"].strip()) for row in rows(path))
    call_command("import_actors", str(path), city="Berlin", dry_run=True)
    output = capsys.readouterr()
    assert f"{named} neu" in output.out and "Vorschau" in output.out
    assert output.err.count("Der Name fehlt.") == 1060 - named
    assert not Organisation.objects.exists()


def test_an_unknown_quarter_is_told_with_the_nearest(berlin):
    with pytest.raises(CommandError, match=r"„Moabbit“ gibt es hier nicht. Ähnlich: .*„Moabit Ost“"):
        call_command("import_actors", str(berlin / NOVEMBER), area="Moabbit")
    with pytest.raises(CommandError, match="Vorhanden: „Berlin“"):
        call_command("import_actors", str(berlin / NOVEMBER), city="Bremen")
