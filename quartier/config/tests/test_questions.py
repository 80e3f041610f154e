"""`quartier init`: what is asked and taken, refused and asked again."""

import json
from pathlib import Path

import pytest

from quartier.config import questions, setup
from quartier.config.questions import Plan
from quartier.kit.errors import Refused

CLARA, CARLA = "Clara Kurz <clara@beispiel.example>", "Carla Lang <carla@beispiel.example>"


def square(west: float) -> dict:
    return {"type": "Polygon", "coordinates": [[[west, 52.0], [west + 1, 52.0], [west + 1, 53.0], [west, 52.0]]]}


@pytest.fixture
def outlines(tmp_path: Path) -> Path:
    names = ("Moabit West", "Moabit Ost", "Süd", "Süd")
    features = [
        {"type": "Feature", "properties": {"id": number, "name": name}, "geometry": square(number)}
        for number, name in enumerate(names, 1)
    ]
    path = tmp_path / "stadt.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.mark.parametrize(("wanted", "west"), [("moabit  ost", 2.0), ("1", 1.0)])
def test_the_outline_with_the_name_or_id_is_taken(outlines, wanted, west):
    assert questions.outline(outlines, wanted)["coordinates"][0][0] == [west, 52.0]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [("Moabit", "„Moabit West“, „Moabit Ost“"), ("Süd", "2 Umrisse „Süd“"), ("Xyz", "keiner heißt „Xyz“. Bitte")],
)
def test_an_outline_that_is_not_clear_is_refused_with_a_hint(outlines, wanted, sentence):
    with pytest.raises(Refused, match=sentence):
        questions.outline(outlines, wanted)


def _sit_down(monkeypatch, *answers: str) -> list[str]:
    """Somebody at a terminal with these answers; returns what was asked."""
    left, asked = list(answers), []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or left.pop(0))
    return asked


def _ask(*words: str) -> Plan:
    return questions.plan(questions.parser().parse_args(list(words)), lambda city, quarter: None)


def test_a_wrong_answer_is_asked_again_and_nothing_said_is_lost(monkeypatch, capsys, outlines):
    _sit_down(
        monkeypatch, "Musterstadt", "", "x" * 81, "Süd", "/gibt/es/nicht", str(outlines), "4", "Verein", "Weg 1", "1 Ort",
        "Preußen", "sachsen", "Clara", CLARA, CLARA, CARLA, "n",
    )  # fmt: skip
    plan = _ask()
    assert plan.quarter == "Süd"
    assert [name for name, _email in plan.managers] == ["Clara Kurz", "Carla Lang"]
    assert plan.boundary == square(4.0) and plan.land == "SN"
    assert plan.office == "Quartiersbüro Süd"
    said = capsys.readouterr().out
    for sentence in (
        "zu lang",
        "lässt sich nicht öffnen",
        "2 Umrisse",
        "kein Bundesland",
        "verstehen wir nicht",
        "zwei verschiedene",
    ):
        assert sentence in said


def test_the_second_manager_may_come_later(monkeypatch):
    _sit_down(monkeypatch, "Musterstadt", "Süd", "", "Verein", "Weg 1", "1 Ort", "", CLARA, "", "")
    plan = _ask()
    assert len(plan.managers) == 1
    assert plan.jury


def test_an_option_that_is_too_long_is_named():
    with pytest.raises(Refused, match="--carrier"):
        _ask("--carrier", "x" * 121)


@pytest.mark.django_db
def test_a_known_outline_is_taken_over_and_an_office_is_not(city, area):
    from quartier.areas import actions as areas

    areas.found_area(city=city, name="Südstadt", boundary=square(9.0))
    plan = Plan(
        city=city.name, quarter="Südstadt", carrier="Verein", street="Weg 1", town="1 Ort", office="Büro",
        managers=[("Clara Kurz", "clara@beispiel.example")],
    )  # fmt: skip
    taken, _invited = setup.found(plan=plan)
    assert taken.slug == "suedstadt"
    assert taken.carrier.name == "Verein"
    assert taken.west == 9.0
    for name in ("Südstadt", area.name):
        with pytest.raises(Refused, match="gibt es hier schon"):
            setup.must_be_free(city.name, name)


@pytest.mark.django_db
def test_the_same_name_in_another_city_is_another_quarter(area):
    assert setup.must_be_free("Anderswo", area.name) is None
