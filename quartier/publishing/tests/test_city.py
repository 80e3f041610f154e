"""The city: one drawing of all quarters, and „Wo wohne ich?“ by a tap on it or from a list."""

import datetime as dt

import pytest

from quartier.areas import actions as areas
from quartier.kit import geometry, pagecache
from quartier.publishing.queries import city as queries

pytestmark = pytest.mark.django_db


def square(west, south):
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def mapped(city, area, other_area, clara):
    """Lindenhafen in the west, beside it a quarter without an office, and Werftviertel far in the east."""
    area = areas.update_area(area=area, boundary=square(7.40, 54.20), by=clara)
    plain = areas.found_area(city=city, name="Altstadt", boundary=square(7.41, 54.20), by=clara)
    other = areas.update_area(area=other_area, boundary=square(7.44, 54.20), by=clara)
    return area, plain, other


def pixel(lon, lat, rows, width=480):
    _, project = geometry.svg_paths([row.outline for row in rows], *queries.MAP)
    x, y = project(lon, lat)
    return {"x": round(x * width / queries.MAP[0]), "y": round(y * width / queries.MAP[0]), "breite": width}


@pytest.mark.parametrize("width", [288, 480])
def test_a_tap_leads_to_the_quarter_whatever_the_size_of_the_drawing(mapped, client, width):
    for row, lon in zip(mapped, (7.405, 7.415, 7.445), strict=True):
        answer = client.get("/wo/punkt/", pixel(lon, 54.205, mapped, width))
        assert (answer.status_code, answer["Location"]) == (302, f"/wo/in/{row.slug}/")


def test_a_tap_outside_leads_to_the_nearest_office(mapped, client):
    answer = client.get("/wo/punkt/", pixel(7.428, 54.205, mapped))
    assert answer["Location"] == "/wo/bei/werftviertel/"
    text = client.get(answer["Location"]).content.decode()
    assert "Dort liegt kein Quartier" in text and "Büro in Werftviertel" in text


def test_the_hair_between_two_outlines_belongs_to_a_quarter(mapped):
    area, plain, other = mapped
    plain.outline = square(7.41005, 54.20)  # simplified alone, neighbours no longer touch
    spot = pixel(7.41002, 54.205, mapped, 600)
    inside, _near = queries.tapped([area, plain, other], spot["x"], spot["y"], 600)
    assert inside in (area, plain)


def test_enter_on_the_picture_is_no_place_and_leads_to_the_list(mapped, client):
    for asked in ({"x": 0, "y": 0, "breite": 288}, {}, {"x": "7", "y": "٣", "breite": "-1"}, {"x": "9" * 40}):
        assert client.get("/wo/punkt/", asked)["Location"] == "/wo/#liste"


def test_a_tap_far_off_the_drawing_is_harmless(mapped, client):
    answer = client.get("/wo/punkt/", {"x": "99999", "y": "99999", "breite": "1"})
    assert answer.status_code == 302 and answer["Location"].startswith("/wo/bei/")


def test_the_tap_is_neither_kept_nor_in_the_address_of_the_answer(mapped, client):
    pagecache.store.clear()
    answer = client.get("/wo/punkt/", pixel(7.405, 54.205, mapped))
    assert not pagecache.store.rows and "no-cache" in answer["Cache-Control"] and "?" not in answer["Location"]


def test_who_lives_in_a_quarter_with_an_office_sees_its_hours(mapped, client):
    text = client.get("/wo/in/lindenhafen/").content.decode()
    assert "Sie wohnen in Lindenhafen" in text and "Hafenstraße 31" in text and 'href="/lindenhafen/"' in text


def test_who_lives_without_an_office_is_sent_to_the_nearest(mapped, client):
    text = client.get("/wo/in/altstadt/").content.decode()
    assert "Sie wohnen in Altstadt" in text and "Das nächste ist in Lindenhafen" in text
    assert 'href="/altstadt/"' not in text  # it has no pages


def test_a_quarter_that_runs_by_itself_names_the_nearest_office_and_its_own_page(mapped, clara, client):
    areas.update_area(area=mapped[2], self_running_since=dt.date(2025, 3, 1), lead="Wir machen weiter.", by=clara)
    text = client.get("/wo/in/werftviertel/").content.decode()
    assert "ohne Quartiersmanagement weiter" in text and 'href="/werftviertel/"' in text and "Lindenhafen" in text
    front = client.get("/").content.decode()
    assert "Läuft jetzt ohne uns" in front and "Seit 2025 ohne Quartiersmanagement" in front


def test_the_list_names_every_quarter_and_needs_no_drawing(city, area, other_area, clara, client):
    for row in (area, other_area):
        areas.update_area(area=row, boundary=None, by=clara)
    text = client.get("/wo/").content.decode()
    assert 'href="/wo/in/lindenhafen/"' in text and 'href="/wo/in/werftviertel/"' in text
    assert 'type="image"' not in text  # nobody has drawn an outline yet


def test_an_unknown_quarter_is_not_found(mapped, client):
    assert client.get("/wo/in/nirgends/").status_code == client.get("/wo/bei/nirgends/").status_code == 404


def test_no_city_yet_is_not_found_but_the_front_page_says_what_to_do(db, client):
    assert client.get("/wo/").status_code == client.get("/wo/karte.svg").status_code == 404
    assert client.get("/").status_code == 200


def test_the_drawing_is_a_picture_that_loads_nothing(mapped, client):
    answer = client.get("/wo/karte.svg")
    assert answer["Content-Type"] == "image/svg+xml" and "default-src 'none'" in answer["Content-Security-Policy"]
    text = answer.content.decode()
    assert text.startswith("<svg ") and text.count("Z") == 3 and "href" not in text and "<style" not in text


def test_names_of_small_neighbours_do_not_cover_each_other():
    letter, line = queries.NAME
    names = [{"name": name, "x": 300, "y": y} for name, y in (("Moabit Ost", 204), ("Moabit West", 200), ("Süd", 500))]
    far = {"name": "Wedding", "x": 60, "y": 201}
    queries._set_apart([*names, far], letter, line)
    assert [one["y"] for one in names] == [200 + line, 200, 500]
    assert far["y"] == 201


def test_many_quarters_carry_numbers_that_stand_on_their_cards(city, area, clara, client):
    for n in range(queries.NAMED):
        areas.found_area(
            city=city, name=f"Kiez {n}", carrier=area.carrier, boundary=square(7.4 + n / 100, 54.2), by=clara
        )
    areas.update_area(area=area, boundary=square(7.3, 54.2), by=clara)
    found = queries.quarters(city)
    first = queries.drawing(found)[0]
    assert (first["name"], first["label"]) == ("1", "Kiez 0, mit Büro")
    assert client.get("/").content.decode().count('<span class="nr">') == queries.NAMED + 1
