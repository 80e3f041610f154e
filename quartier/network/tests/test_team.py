"""The pages of the network: who sees whom, lists at constant cost, a list read in the browser without a script."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.history.models import ImportRun
from quartier.kit import links
from quartier.network import actions
from quartier.network.models import Organisation, Person
from quartier.network.tests.conftest import INSIDE, OUTSIDE


@pytest.fixture
def browser(client_of, clara):
    return client_of(clara)


def to(name, area, **arguments):
    return links.to(f"network:{name}", area=area.slug, **arguments)


def fill(area, count):
    for number in range(count):
        actions.add_organisation(city=area.city, area=area, name=f"Verein {number:03}", sector=f"Art {number % 3}")
        actions.add_person(area=area, name=f"Person {number:03}", email=f"p{number}@example.org")


def queries(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["organisations", "persons"])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(browser, area, name):
    fill(area, 1)
    one = queries(browser, to(name, area))
    fill(area, 30)
    assert queries(browser, to(name, area)) == one


@pytest.mark.parametrize("name", ["organisations", "persons"])
def test_a_long_list_is_turned_by_key_there_and_back(browser, area, name):
    fill(area, 120)
    seen, path = [], to(name, area)
    while path:
        page = browser.get(path).content.decode()
        seen += re.findall(r">(?:Verein|Person) (\d{3})</a>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following and to(name, area) + following[1]
    assert seen == [f"{number:03}" for number in range(120)]
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert re.findall(r">(?:Verein|Person) (\d{3})</a>", browser.get(to(name, area) + back[1]).content.decode()) == [
        f"{number:03}" for number in range(50, 100)
    ]


def test_the_list_is_searched_and_filtered(browser, area, read):
    read("id;name;Art;Träger;Straße", "1;Kita Nord;Kita;AWO;Weg 1", "2;Schule Süd;Schule;Stadt;Weg 2", area=area)
    read("id;name;Art", "1;Kita Nord;Kita", area=area, name="kitas_2026-02.csv")
    read("id;name;lat;lon", f"9;Weit draußen;{OUTSIDE}", name="andere.csv")

    def names(query):
        return re.findall(
            r'<th scope="row"><a [^>]*>([^<]+)<', browser.get(to("organisations", area) + query).content.decode()
        )

    assert names("") == ["Kita Nord"]
    assert names("?stand=weg") == ["Schule Süd"]
    assert names("?stand=stadt") == ["Weit draußen"]
    assert names("?q=awo+weg") == ["Kita Nord"]
    assert names("?art=Schule") == []
    assert names("?nach=quatsch") == ["Kita Nord"]


def test_an_organisation_is_entered_and_changed(browser, area, clara):
    answer = browser.post(to("new_organisation", area), {"name": "", "email": "falsch"})
    assert "Bitte füllen Sie dieses Feld aus." in answer.content.decode()
    browser.post(to("new_organisation", area), {"name": "Verein Süd", "website": "www.sued.example"})
    row = Organisation.objects.get()
    assert (row.area, row.website, row.public) == (area, "https://www.sued.example", False)
    page = browser.get(to("organisation", area, pk=row.pk)).content.decode()
    assert "vom Büro eingetragen" in page and "Clara Berg" in page
    browser.post(to("organisation", area, pk=row.pk), {"name": "Verein Süd e. V.", "public": "on"})
    row.refresh_from_db()
    assert (row.name, row.public) == ("Verein Süd e. V.", True)


def test_an_organisation_of_the_city_is_taken_into_the_quarter(browser, area, read):
    read("id;name", "1;Ohne Ort")
    row = Organisation.objects.get()
    page = browser.get(to("organisation", area, pk=row.pk)).content.decode()
    assert "Ins Quartier holen" in page and "Änderung speichern" not in page
    browser.post(to("take_in", area, pk=row.pk))
    row.refresh_from_db()
    assert row.area == area
    assert read("id;name", "1;Ohne Ort").run is None, "the next list leaves it there"


def test_persons_are_seen_by_their_office_alone(browser, area, other_area, erna, boris_user, client_of, clara):
    person = actions.add_person(area=area, name="Birgit Kern", phone="0531 4711", user=boris_user, by=clara)
    path = to("person", area, pk=person.pk)
    assert "0531 4711" in browser.get(path).content.decode()
    assert client_of(erna).get(path).status_code == 404
    assert client_of(erna).get(to("person", other_area, pk=person.pk)).status_code == 404
    assert client_of(boris_user).get(path).status_code == 404, "a member has no room of the team"
    assert list(Person.objects.visible_to(boris_user)) == [person], "but sees the own record"
    browser.post(path, {"name": "Birgit Kern-Süd"})
    assert Person.objects.get().name == "Birgit Kern-Süd"
    assert Person.objects.get().phone == ""


def test_another_quarter_does_not_see_this_one_s_organisations(area, other_area, erna, client_of):
    row = actions.add_organisation(city=area.city, area=area, name="Verein Süd")
    for place in (area, other_area):
        assert client_of(erna).get(to("organisation", place, pk=row.pk)).status_code == 404
    actions.update_organisation(organisation=row, public=True)
    assert client_of(erna).get(to("organisation", other_area, pk=row.pk)).status_code == 404


# A list in the browser --------------------------------------------------------------------------------------------
def upload(browser, area, text, name="kitas_2026-01.csv", **more):
    content = text if isinstance(text, bytes) else text.encode()
    answer = browser.post(to("import", area), {"file": SimpleUploadedFile(name, content)} | more)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def confirm(browser, path):
    shown = re.search(r'name="shown" value="(\w+)"', browser.get(path).content.decode())
    return browser.post(f"{path}uebernehmen/", {"shown": shown[1]})


def test_a_list_is_seen_confirmed_and_taken_back(browser, area, clara):
    path = upload(browser, area, f"id;name;lat;lon\n1;Kita Möwe;{INSIDE}\n2;;{INSIDE}\n3;Fern;{OUTSIDE}\n")
    page = browser.get(path).content.decode()
    assert "Zeile 3, Spalte „name“: Der Name fehlt." in page and "Kita Möwe" in page
    assert "1 außerhalb des Quartiers, hier nicht übernommen" in page
    assert not Organisation.objects.exists()
    confirm(browser, path)
    confirm_again = browser.post(f"{path}uebernehmen/", {"shown": "x"})
    assert confirm_again.status_code == 302
    assert Organisation.objects.get().name == "Kita Möwe"
    run = ImportRun.objects.get()
    assert (run.by, run.content, run.totals["new"]) == (clara, None, 1)
    assert "Zeile 3, Spalte „name“: Der Name fehlt." in browser.get(path).content.decode()
    browser.post(f"{path}zuruecknehmen/")
    browser.post(f"{path}zuruecknehmen/")
    assert "1 entfernt" in browser.get(path).content.decode()
    assert not Organisation.objects.exists()


def test_columns_are_chosen_by_selects(browser, area):
    path = upload(browser, area, "Wie es heißt;Wo\nVerein Süd;Hafenstr. 1\n")
    page = browser.get(path).content.decode()
    assert "Welche Spalte enthält den Namen?" in page and "übernehmen</span>" not in page
    browser.post(path, {"spalte-0": "name", "spalte-1": "street"})
    assert "1 Einrichtung übernehmen" in browser.get(path).content.decode()
    browser.post(path, {"spalte-0": "name", "spalte-1": "name"})
    assert "Zwei Spalten sollen „Name“ füllen" in browser.get(path).content.decode()
    browser.post(path, {"spalte-0": "name", "spalte-1": "street"})
    confirm(browser, path)
    assert Organisation.objects.get().street == "Hafenstr. 1"


def test_a_workbook_is_kept_until_it_is_confirmed(browser, area):
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Schule am Kanal"])
    stream = io.BytesIO()
    book.save(stream)
    confirm(browser, upload(browser, area, stream.getvalue(), "schulen.xlsx", source="Schulen", public="on"))
    row = Organisation.objects.get()
    assert (row.name, row.area, row.source, row.public) == ("Schule am Kanal", area, "Schulen", True)


def test_a_preview_that_became_untrue_is_shown_again(browser, area, read):
    path = upload(browser, area, f"id;name;lat;lon\n1;Kita;{INSIDE}\n")
    shown = re.search(r'name="shown" value="(\w+)"', browser.get(path).content.decode())[1]
    read("id;name;lat;lon", f"1;Kita Süd;{INSIDE}")
    answer = browser.post(f"{path}uebernehmen/", {"shown": shown}, follow=True)
    assert "Inzwischen hat sich etwas geändert" in answer.content.decode()
    assert Organisation.objects.get().name == "Kita Süd"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "Diese Datei ist leer"), (b"%PDF-1.7 x", "ist keine Tabelle"), (b"PK\x03\x04kaputt", "liste.csv")],
)
def test_a_file_that_is_no_list_is_refused_at_the_field(browser, area, content, said):
    assert said in upload(browser, area, content, "liste.csv")
    assert not ImportRun.objects.exists()


def test_a_file_too_large_is_refused(browser, area):
    assert "größer als 10 MB" in upload(browser, area, b"name\n" + b"x" * 10_000_001)


def test_a_draft_is_dropped_and_an_import_is_not(browser, area):
    path = upload(browser, area, "name\nKita\n")
    browser.post(f"{path}verwerfen/")
    assert not ImportRun.objects.exists()
    path = upload(browser, area, "name\nKita\n")
    confirm(browser, path)
    browser.post(f"{path}verwerfen/")
    assert ImportRun.objects.count() == 1


def test_imports_of_another_quarter_are_not_found(browser, area, other_area, erna, client_of):
    path = upload(browser, area, "name\nKita\n")
    stranger = client_of(erna)
    assert stranger.get(path).status_code == 404
    assert stranger.get(path.replace(area.slug, other_area.slug)).status_code == 404
    for verb in ("uebernehmen", "zuruecknehmen", "verwerfen"):
        assert stranger.post(f"{path}{verb}/").status_code == 404
        assert stranger.post(f"{path.replace(area.slug, other_area.slug)}{verb}/").status_code == 404
        assert browser.get(f"{path}{verb}/").status_code == 405
    assert not Organisation.objects.exists()
