"""Lists of institutions: read, placed by their point, compared, updated, taken back."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from quartier.areas import actions as areas
from quartier.history.actions import carry_out, draft_import
from quartier.history.models import Entry, ImportedRow, ImportRun
from quartier.kit import dates
from quartier.kit.columns import MissingColumn
from quartier.kit.errors import Conflict, Refused
from quartier.network import actions
from quartier.network.imports import ActorList, ActorTarget, family
from quartier.network.imports.values import degrees
from quartier.network.models import Organisation
from quartier.network.tests.conftest import INSIDE, OUTSIDE

HEAD = "id;name;lat;lon"


def organisation(name):
    return Organisation.objects.get(name=name)


def problems(report):
    return report.totals["problems"]


# Reading ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("osm_berlin_community-centers_2025-11.csv", "osm_berlin_community-centers"),
        ("berlin-daycare-centers-2025-10-details.csv", "berlin-daycare-centers-details"),
        ("Kitas 01.10.2025.xlsx", "Kitas"),
        ("Kitas_20251001 (2).csv", "Kitas"),
        ("C:\\Listen\\Vereine.csv", "Vereine"),
        ("2025.csv", "liste"),
    ],
)
def test_family_is_what_two_months_of_a_list_have_in_common(name, wanted):
    assert family(name) == wanted


@pytest.mark.parametrize(
    ("text", "number"),
    [("52,5225", 52.5225), ("52.5225", 52.5225), (" 13,4° O", 13.4), ("-0.5", -0.5), ("", None), ("3796543", None),
     ("52.522.516", None), ("91", None), ("nan", None), ("1e1", None)],
)  # fmt: skip
def test_degrees_reads_commas_and_points(text, number):
    assert degrees(text, 90) == number


def test_a_windows_csv_with_german_headers_is_understood(read, area):
    text = (
        "Einrichtung;Art;Träger;Straße;Hausnr.;PLZ;Ort;Telefon;E-Mail;Homepage;Breite;Länge\n"
        "Kita Möwe;Kita;Möwe e. V.;Hafenstraße;3a;38127;Hohenwerder;0531 12;moewe@example.org;www.moewe.example;53,55;10,0\n"
    )
    report = read(content=text.encode("cp1252"))
    row = organisation("Kita Möwe")
    assert (row.area, row.sector, row.parent_name, row.street) == (area, "Kita", "Möwe e. V.", "Hafenstraße 3a")
    assert (row.postcode, row.town, row.phone, row.email) == ("38127", "Hohenwerder", "0531 12", "moewe@example.org")
    assert (row.website, row.lat, row.lon) == ("https://www.moewe.example", 53.55, 10.0)
    assert (row.source, row.public, report.totals["areas"]) == ("kitas", False, {"Lindenhafen": 1})


def test_a_workbook_is_read(read, area):
    book = openpyxl.Workbook()
    book.active.append(["Name", "lat", "lon", "PLZ"])
    book.active.append(["Schule am Kanal", 53.55, 10.0, "01234"])
    stream = io.BytesIO()
    book.save(stream)
    assert read(content=stream.getvalue(), name="schulen.xlsx").totals["new"] == 1
    assert (organisation("Schule am Kanal").postcode, organisation("Schule am Kanal").area) == ("01234", area)


def test_points_decide_and_area_ids_in_the_file_do_not(read, area):
    read("id;name;lat;lon;geojson_feature_id", f"1;Drinnen;{INSIDE};99", f"2;Draußen;{OUTSIDE};1")
    assert organisation("Drinnen").area == area
    assert organisation("Draußen").area is None


def test_rows_outside_and_without_a_point_stay_in_the_city_and_are_counted(read, area):
    report = read(HEAD, f"1;A;{INSIDE}", f"2;B;{OUTSIDE}", "3;C;;", "4;D;0;0", "5;E;3796543;5829000", "6;F;53.55;")
    totals = report.totals
    assert (totals["new"], totals["outside"], totals["unplaced"], totals["areas"]) == (6, 1, 4, {"Lindenhafen": 1})
    assert Organisation.objects.filter(area__isnull=True).count() == 5
    assert len(problems(report)) == 3 and "3796543 / 5829000" in problems(report)[1]


def test_rows_without_a_name_are_refused_by_line_and_the_others_taken(read, area):
    report = read(HEAD, f"1;A;{INSIDE}", f"2; ;{INSIDE}", "", f'3;"B\nzweite Zeile";{INSIDE}', f"4;;{INSIDE}")
    assert (report.totals["new"], report.totals["refused"]) == (2, 2)
    assert problems(report) == ["Zeile 3, Spalte „name“: Der Name fehlt.", "Zeile 7, Spalte „name“: Der Name fehlt."]
    assert organisation("B zweite Zeile").external_id == "3"


def test_rows_the_reader_doubts_and_doubles_are_refused(read, area):
    report = read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE};zu viel", f"1;C;{INSIDE}", "4;" + "x" * 201 + f";{INSIDE}")
    assert report.totals["new"] == 1
    assert [line.split(":")[0] for line in problems(report)] == ["Zeile 3", "Zeile 4", "Zeile 5, Spalte „name“"]
    assert "steht schon in Zeile 2" in problems(report)[1]


def test_a_wrong_mail_or_address_is_left_out_and_said(read, area):
    report = read("name;mail;web;plz", "A;anna(at)x;nix nix;1234567890123")
    row = organisation("A")
    assert (row.email, row.website, row.postcode, report.totals["new"]) == ("", "", "", 1)
    assert len(problems(report)) == 3 and "„anna(at)x“ ist keine E-Mail-Adresse" in problems(report)[1]
    assert "„nix nix“" in problems(report)[2]


def test_a_list_without_a_name_column_names_its_headers(read, area):
    with pytest.raises(MissingColumn, match="Gefunden: „Art“, „Ort“"):
        read("Art;Ort", "Kita;Hohenwerder")
    assert read("Art;Ort", "Kita;Hohenwerder", given={"Art": "name"}).totals["new"] == 1


def test_bombs_and_strange_files_are_sentences(read, area):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "bbb">]><workbook>&b;</workbook>')
    for content in (bomb.getvalue(), entity.getvalue(), b"%PDF-1.7", b"", b"name\n\x00"):
        with pytest.raises(Refused) as caught:
            read(content=content or b" ", name="liste.xlsx")
        assert "liste.xlsx" in caught.value.message
    assert not Organisation.objects.exists() and not ImportRun.objects.exists()


# Again ------------------------------------------------------------------------------------------------------------
def test_the_same_list_again_changes_nothing(read, area):
    lines = (HEAD, f"1;A;{INSIDE}", f"2;B;{OUTSIDE}", "3;C;;")
    read(*lines)
    entries = Entry.objects.count()
    report = read(*lines, name="kitas_2026-02.csv")
    assert (report.run, report.totals["same"]) == (None, 3)
    assert (Organisation.objects.count(), Entry.objects.count()) == (3, entries)


def test_a_newer_list_updates_and_marks_what_is_missing(read, area):
    read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE}", f"3;C;{INSIDE}")
    report = read(HEAD, f"1;A neu;{OUTSIDE}", f"2;B;{INSIDE}", f"4;D;{INSIDE}", name="kitas_2026-02.csv")
    totals = report.totals
    assert [totals[key] for key in ("new", "changed", "same", "missing")] == [1, 1, 1, 1]
    assert organisation("A neu").area is None
    assert organisation("C").unlisted_since == dates.today()
    report = read(HEAD, f"3;C;{INSIDE}", name="kitas_2026-03.csv")
    assert organisation("C").unlisted_since is None, "listed again"
    assert (report.totals["changed"], report.totals["missing"]) == (1, 3)
    with dates.clock_at(dates.at(dates.today() + dt.timedelta(days=40))):
        read(HEAD, f"3;C;{INSIDE}", f"5;E;{INSIDE}", name="kitas_2026-04.csv")
    assert organisation("B").unlisted_since == dates.today(), "since the first time it was missing"


def test_a_row_that_is_refused_is_not_missing(read, area):
    read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE}")
    report = read(HEAD, f"1;A;{INSIDE}", f"2;;{INSIDE}")
    assert (report.totals["missing"], report.totals["refused"]) == (0, 1)


def test_another_list_does_not_unlist_this_one(read, area):
    read(HEAD, f"1;A;{INSIDE}")
    read(HEAD, f"1;Spielplatz;{INSIDE}", name="spielplaetze.csv")
    assert (organisation("A").unlisted_since, Organisation.objects.count()) == (None, 2)
    report = read(HEAD, f"1;A;{INSIDE}", name="ganz anders.csv", source="kitas")
    assert report.totals["same"] == 1


def test_without_an_id_name_street_and_postcode_are_the_key(read, area):
    read("Name;Straße;PLZ;Telefon", "Café Süd;Hafenstr. 1;38127;11", "Café Süd;Weg 2;38127;22")
    report = read("Name;Straße;PLZ;Telefon", "CAFE SUED;hafenstr 1;38127;33", "Café  Süd;Hafenstr. 1;38127;12")
    assert (report.totals["new"], report.totals["changed"], report.totals["missing"]) == (1, 1, 1)
    assert Organisation.objects.get(phone="12").name == "Café Süd"


def test_what_the_office_corrected_survives_the_next_list(read, area, clara):
    read("id;name;Telefon;Art", "1;A;11;Kita")
    actions.update_organisation(organisation=organisation("A"), phone="0531 99", by=clara)
    assert read("id;name;Telefon;Art", "1;A;11;Kita").run is None, "the list only repeats itself"
    report = read("id;name;Telefon;Art", "1;A;12;Hort")
    row = organisation("A")
    assert (row.phone, row.sector) == ("0531 99", "Hort")
    assert problems(report) == ["Zeile 2: „A“: Telefon bleibt, wie das Büro es eingetragen hat."]


def test_a_column_that_is_gone_empties_nothing(read, area):
    read("id;name;Telefon", "1;A;11")
    assert read("id;name", "1;A").run is None
    assert organisation("A").phone == "11"


# A quarter's own list ---------------------------------------------------------------------------------------------
def test_a_list_of_a_quarter_leaves_other_quarters_alone(read, area, other_area):
    areas.update_area(area=other_area, boundary=_box(11, 54, 12, 55))
    lines = (HEAD, f"1;Hier;{INSIDE}", f"2;Nebenan;{OUTSIDE}", "3;Weit weg;40;3", "4;Ohne Ort;;")
    totals = read(*lines, area=area).totals
    assert [totals[key] for key in ("new", "elsewhere", "outside", "unplaced")] == [3, 1, 1, 1]
    assert organisation("Ohne Ort").area == area, "the person said whose list it is"
    assert organisation("Weit weg").area is None
    assert not Organisation.objects.filter(name="Nebenan").exists()
    assert read(*lines, area=area).run is None


def test_only_what_lies_inside(read, area):
    totals = read(HEAD, f"1;Hier;{INSIDE}", f"2;Draußen;{OUTSIDE}", area=area, inside_only=True).totals
    assert (totals["new"], totals["elsewhere"], totals["outside"]) == (1, 1, 0)
    report = read(HEAD, f"2;Draußen;{OUTSIDE}", area=area, inside_only=True)
    assert report.totals["missing"] == 1


def _box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_public_shows_and_what_the_office_hid_stays_hidden(read, area, clara):
    read(HEAD, f"1;A;{INSIDE}", public=True)
    assert organisation("A").public
    actions.update_organisation(organisation=organisation("A"), public=False, by=clara)
    assert read(HEAD, f"1;A;{INSIDE}", public=True).run is None
    assert not organisation("A").public


# All or nothing ---------------------------------------------------------------------------------------------------
class Picky(ActorTarget):
    def make(self, step, by):
        if step.title == "B":
            raise Refused("Heute nicht.")
        return super().make(step, by)


def test_a_row_that_an_action_refuses_takes_everything_back(area):
    plan = ActorList(f"{HEAD}\n1;A;{INSIDE}\n2;B;{INSIDE}\n3;C;{INSIDE}".encode(), "kitas.csv", area.city)
    with pytest.raises(Refused, match=r"Zeile 3: Heute nicht\. Es wurde nichts übernommen\."):
        carry_out(scope=area.city.scope, read=plan.preview, target=Picky(area.city))
    assert not Organisation.objects.exists() and not ImportRun.objects.exists() and not ImportedRow.objects.exists()


def test_a_draft_is_carried_out_once_however_often_one_clicks(area, clara):
    plan = ActorList(f"{HEAD}\n1;A;{INSIDE}".encode(), "kitas.csv", area.city, area)
    run = draft_import(
        scope=area.scope, kind="network.organisation", name=plan.name, content=plan.content, options=plan.options()
    )
    shown = plan.preview().fingerprint()
    for _click in range(2):
        report = carry_out(
            scope=area.scope, read=plan.preview, target=ActorTarget(area.city), by=clara, run=run, shown=shown
        )
        assert report.totals["new"] == 1
    run.refresh_from_db()
    assert (Organisation.objects.count(), run.content, run.by) == (1, None, None)


def test_a_preview_that_is_no_longer_true_is_not_carried_out(read, area):
    plan = ActorList(f"{HEAD}\n1;A;{INSIDE}".encode(), "kitas.csv", area.city, area)
    shown = plan.preview().fingerprint()
    read(HEAD, f"1;A anders;{INSIDE}", name="kitas.csv")
    with pytest.raises(Conflict, match="Inzwischen hat sich etwas geändert"):
        carry_out(scope=area.scope, read=plan.preview, target=ActorTarget(area.city), shown=shown)
    assert organisation("A anders")


def test_old_drafts_are_dropped(area):
    def draft(days):
        with dates.clock_at(dates.now() + dt.timedelta(days=days)):
            return draft_import(scope=area.scope, kind="network.organisation", name="x", content=b"x", options={})

    draft(0)
    second = draft(2)
    assert list(ImportRun.objects.all()) == [second]


# Lists that look otherwise ----------------------------------------------------------------------------------------
def test_headers_below_a_title_are_found_and_it_is_said(read, area):
    title = ("Einrichtungen im Bezirk", "Stand: 5. Januar", "")
    report = read(*title, "Einrichtung;PLZ;Breite;Länge", f"Kita Titel;38127;{INSIDE.replace('.', ',')}")
    assert organisation("Kita Titel").area == area
    assert any("stehen in Zeile 4" in line for line in problems(report))


def test_a_row_of_a_narrow_list_is_never_taken_for_headers(read, area):
    with pytest.raises(MissingColumn):
        read("Ding;Sache;Was", "Verein;Stadt;Telefon", "x;y;z")


def test_latitude_and_longitude_the_wrong_way_round_is_said(read, area):
    report = read(HEAD, f"1;A;{';'.join(reversed(INSIDE.split(';')))}")
    assert any("wohl vertauscht" in line for line in problems(report))


def test_an_english_list_is_understood(read, area):
    read("Facility name,Type of facility,Street address,Phone", "Club E,youth club,Quay 1,0531 1")
    row = organisation("Club E")
    assert (row.sector, row.street, row.phone) == ("youth club", "Quay 1", "0531 1")


def test_a_quarter_that_nobody_has_drawn_takes_its_whole_list(read, area, city):
    undrawn = areas.found_area(city=city, name="Neustadt", carrier=area.carrier)
    read(HEAD, f"1;Fern;{OUTSIDE}", f"2;Nachbar;{INSIDE}", area=undrawn, inside_only=True)
    assert organisation("Fern").area == undrawn
    assert not Organisation.objects.filter(name="Nachbar").exists()
