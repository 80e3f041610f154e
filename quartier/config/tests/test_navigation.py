import pytest
from django.test import Client
from django.utils.translation import override

from quartier.config.navigation import hours_lines


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.context["page"], answer.content.decode()


def test_the_public_frame_shows_quarter_office_and_funders(area):
    found, text = page(Client(), "/lindenhafen/buero/")
    assert found["area"] == area and found["city_name"] == "Hohenwerder" and found["home_url"] == "/lindenhafen/"
    assert [f["name"] for f in found["funders"]] == ["Stadt Hohenwerder"] and "Stadt Hohenwerder" in text
    assert found["office"]["hours_lines"] == ["Dienstag 10–13 und 15–18 Uhr", "Donnerstag 15–19 Uhr"]


def test_only_the_door_one_stands_in_is_marked(area):
    for path, label in [("/lindenhafen/buero/", "Büro"), ("/lindenhafen/termine/", "Termine")]:
        found, _ = page(Client(), path)
        assert [str(door["label"]) for door in found["nav"] if door["current"]] == [label]


def test_languages_lead_to_the_same_page(area):
    found, _ = page(Client(), "/lindenhafen/buero/")
    assert {(lang["code"], lang["url"], lang["current"]) for lang in found["languages"]} == {
        ("de", "/lindenhafen/buero/", True), ("en", "/en/lindenhafen/buero/", False), ("tr", "/tr/lindenhafen/buero/", False),
        ("ar", "/ar/lindenhafen/buero/", False), ("uk", "/uk/lindenhafen/buero/", False),
        ("de", "/lindenhafen/leicht/", False),  # Leichte Sprache is German to browsers
    }  # fmt: skip
    found, _ = page(Client(), "/en/lindenhafen/buero/")
    assert [lang["url"] for lang in found["languages"] if lang["code"] == "de"] == [
        "/lindenhafen/buero/", "/lindenhafen/leicht/",
    ]  # fmt: skip


def test_the_choice_of_a_list_is_kept_in_the_other_language(area):
    found, _ = page(Client(), "/lindenhafen/ideen/?stand=neu&fremd=1")
    assert [lang["url"] for lang in found["languages"] if lang["code"] == "en"] == ["/en/lindenhafen/ideen/?stand=neu"]


def test_a_public_page_never_tells_who_is_signed_in(area, clara, client_of):
    found, text = page(client_of(clara), "/lindenhafen/buero/")
    assert "user" not in found and "nav_groups" not in found and "Clara" not in text


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("clara", {"Was ansteht", "Netzwerk", "Ideen", "Fonds", "Datenschutz", "Einstellungen"}),
        ("dieter", {"Was ansteht", "Anträge", "Fonds"}), ("audrey", {"Was ansteht", "Gremien", "Anträge", "Fonds"}),
    ],
)  # fmt: skip
def test_the_team_sees_the_rooms_of_its_roles(area, client_of, request, who, rooms):
    found, _ = page(client_of(request.getfixturevalue(who)), "/team/lindenhafen/")
    labels = {str(door["label"]) for group in found["nav_groups"] for door in group}
    assert rooms <= labels and (who == "clara" or not {"Netzwerk", "Einstellungen", "Datenschutz"} & labels)
    assert found["user"]["name"] and found["switch"] == []


def test_only_one_room_of_the_team_is_current(area, clara, client_of):
    for path in ("/team/lindenhafen/", "/team/lindenhafen/termine/neu/", "/team/lindenhafen/datenschutz/"):
        found, _ = page(client_of(clara), path)
        assert sum(door["current"] for group in found["nav_groups"] for door in group) == 1


def test_who_works_in_two_quarters_can_change_over(area, other_area, kora, client_of):
    found, _ = page(client_of(kora), "/team/lindenhafen/")
    assert found["switch"] == [{"label": "Werftviertel", "url": "/team/werftviertel/"}]


@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/en/gibt/es/nicht/", "/en/team/gibt-es-nicht/x/", "/xx/"])
def test_a_page_that_is_not_there_has_its_frame(city, path):
    answer = Client().get(path)
    assert answer.status_code == 404 and 'id="inhalt"' in answer.content.decode()


def test_hours_are_told_by_weekday():
    hours = [[3, "15:00", "19:30"], [1, "15:00", "18:00"], [1, "09:05", "13:00"]]
    assert hours_lines(hours) == ["Dienstag 9:05–13 und 15–18 Uhr", "Donnerstag 15–19:30 Uhr"]
    assert hours_lines([]) == []
    with override("en"):
        assert hours_lines(hours)[0].startswith("Tuesday 9:05–13")
