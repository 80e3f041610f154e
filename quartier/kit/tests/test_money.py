import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from quartier.kit import money
from quartier.kit.errors import Refused

CENTS = st.integers(-money.LARGEST, money.LARGEST)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.500", 150_000), ("1500", 150_000), ("1500,5", 150_050), ("1.500,00 €", 150_000), ("€ 1500", 150_000),
        ("1 500,00", 150_000), ("1\u202f500,00\u00a0EUR", 150_000), ("15,-", 1_500), ("1.500,--", 150_000),
        ("1,500.00", 150_000), ("1,234,567", 123_456_700), ("12.5", 1_250), ("\u2212 3,20", -320), ("0,01", 1),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, cents):
    assert money.parse(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "zehn",
        "1,500",
        "1.50.00",
        "1.5000",
        "1,2,3",
        "12,345,6",
        "--5",
        "1e5",
        "NaN",
        "5,001",
        "9" * 50,
        "9" * 200_000,
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused(text):
    with pytest.raises(Refused):
        money.parse(text)


def test_fifteen_hundred_in_english_is_read_on_english_pages_only():
    with translation.override("en"):
        assert money.parse("1,500") == 150_000


@pytest.mark.parametrize("text", ["19,995", "1.500,005", "-2,0000"])
def test_more_than_cents_is_refused_with_what_is_too_much(text):
    with pytest.raises(Refused, match="höchstens zwei Stellen"):
        money.parse(text)


def test_a_sum_beyond_all_budgets_is_refused():
    assert money.parse("100.000.000.000,00") == money.LARGEST
    with pytest.raises(Refused, match="zu groß"):
        money.parse("100.000.000.000,01")


@given(CENTS)
def test_what_is_written_is_read_again(cents):
    assert money.parse(money.field(cents)) == cents == money.parse(money.euro(cents))


@given(CENTS)
def test_english_amounts_are_read_again(cents):
    with translation.override("en"):
        assert money.parse(money.euro(cents)) == cents == money.parse(money.field(cents))


def test_an_amount_is_written_in_the_language_of_the_page():
    assert money.euro(-123456) == "−1.234,56\u00a0€"
    assert money.euro0(148_000) == "1.480\u00a0€" and money.euro0(148_050) == "1.480,50\u00a0€"
    with translation.override("en"):
        assert money.euro(123456) == "€1,234.56" and money.euro0(100_000) == "€1,000"
        assert money.field(150_000) == "1,500.00"


def test_a_sum_in_arabic_runs_from_left_to_right_and_can_be_pasted_back():
    with translation.override("ar"):
        written = money.euro(-123_456)
        assert written == "\u2066\u22121.234,56\u00a0€\u2069" and money.parse(written) == -123_456
        assert money.euro0(148_000) == "\u20661.480\u00a0€\u2069"
    with translation.override("tr"):
        assert money.euro(123_456) == "1.234,56\u00a0€"
