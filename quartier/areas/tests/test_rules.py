import pytest

from quartier.areas import rules
from quartier.kit.errors import Refused
from quartier.kit.links import RESERVED


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Moabit West", "moabit-west"), ("Süd", "sued"), ("  Große  Straße / Ecke ", "grosse-strasse-ecke"),
        ("Zażółć", "zazoc"), ("Ş-Viertel", "s-viertel"), ("دار", ""), ("A" * 80, "a" * 50), ("Su\u0308d", "sued"),
    ],
)  # fmt: skip
def test_a_name_makes_an_address(name, slug):
    assert rules.slug(name) == slug


def test_a_taken_or_reserved_address_gets_a_number():
    assert rules.free_slug("linde", []) == "linde"
    assert rules.free_slug("linde", ["linde", "linde-2"]) == "linde-3"
    for room in [*RESERVED, "en", "de"]:
        assert rules.free_slug(room, []) == f"{room}-2"
    with pytest.raises(Refused, match="Namen mit Buchstaben"):
        rules.free_slug("", [])


def test_opening_hours_are_sorted_and_times_that_touch_are_one():
    assert rules.check_hours([[3, "15:00", "19:00"], [1, "09:00", "13:00"]]) == [
        [1, "09:00", "13:00"], [3, "15:00", "19:00"],
    ]  # fmt: skip
    assert rules.check_hours([[1, "13:00", "15:00"], [1, "10:00", "13:00"]]) == [[1, "10:00", "15:00"]]


@pytest.mark.parametrize(
    "hours",
    [
        [[1, "13:00", "10:00"]], [[1, "10:00", "10:00"]], [[7, "10:00", "12:00"]], [[-1, "10:00", "12:00"]],
        [[1, "25:00", "26:00"]], [[1, "zehn", "elf"]], [[1, "10:00", "14:00"], [1, "13:00", "15:00"]],
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(hours):
    with pytest.raises(Refused):
        rules.check_hours(hours)


def test_closed_days_go_forwards():
    ferien = ["2026-12-24", "2027-01-02", "Ferien"]
    assert rules.check_closures([ferien, ["2026-05-01", "2026-05-01", "Feiertag"]])[1] == ferien
    with pytest.raises(Refused, match="nicht vor"):
        rules.check_closures([["2027-01-02", "2026-12-24", "Ferien"]])


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("linde.example", "linde.example"), (" https://Linde.Example/ ", "linde.example"), ("http://a.b-c.de", "a.b-c.de"),
        ("linde.localhost:8000", "linde.localhost:8000"), ("größe.example", "xn--gre-6ka8i.example"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_domain_is_kept_as_browsers_send_it(text, host):
    assert rules.check_domain(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "linde", "linde.example/pfad", "linde..example", "-linde.example", "linde.example:x", "1.2.3.4", "a b.example",
        "linde.example?x", "user@linde.example", "x" * 64 + ".example", "localhost", "localhost:8000", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_domain_of_a_quarter_is_refused(text):
    with pytest.raises(Refused):
        rules.check_domain(text)


def test_the_installations_own_host_would_send_its_pages_in_a_circle(settings):
    settings.QUARTIER_HOSTS = {"stadt.example:8000"}
    with pytest.raises(Refused, match="ganze Installation"):
        rules.check_domain("Stadt.example")
