import datetime as dt

import pytest
from django import forms

from quartier.kit.errors import Refused
from quartier.kit.forms import ClockField, DayField, HouseForm, MoneyField, moment


class Form(HouseForm):
    title = forms.CharField(label="Titel")
    cents = MoneyField(label="Betrag")
    zero = MoneyField(label="Vielleicht nichts", positive=False, required=False)
    day = DayField(label="Tag", required=False)
    clock = ClockField(label="Uhr", required=False)
    email = forms.EmailField(label="E-Mail", required=False)


def cleaned(**data):
    form = Form({"title": "x", "cents": "1", **data})
    return form.is_valid(), form


@pytest.mark.parametrize(("text", "cents"), [("1.500", 150_000), ("0,01", 1)])
def test_money_is_cents(text, cents):
    ok, form = cleaned(cents=text)
    assert ok and form.cleaned_data["cents"] == cents


@pytest.mark.parametrize("text", ["0", "-5", "viel", ""])
def test_money_above_zero_is_asked_for_in_german(text):
    ok, form = cleaned(cents=text)
    assert not ok and "Betrag" in form.errors["cents"][0]


def test_zero_may_be_allowed_but_less_never():
    assert cleaned(zero="0")[1].cleaned_data["zero"] == 0
    assert cleaned(zero="")[1].cleaned_data["zero"] is None
    assert not cleaned(zero="-0,01")[0]


def test_what_stands_in_the_field_is_what_was_typed():
    assert 'value="1.500,00"' in str(Form(initial={"cents": 150_000})["cents"])
    assert 'value="viel"' in str(cleaned(cents="viel")[1]["cents"])


@pytest.mark.parametrize("text", ["24.12.2026", "2026-12-24", "24.12.26"])
def test_a_day_is_read_as_typed_or_picked(text):
    assert cleaned(day=text)[1].cleaned_data["day"] == dt.date(2026, 12, 24)


@pytest.mark.parametrize("text", ["31.2.2026", "morgen", "0202-12-24", "9999-12-31", "1.1.1"])
def test_a_day_that_nobody_means_is_refused(text):
    ok, form = cleaned(day=text)
    assert not ok and form.errors["day"] == ["Diesen Tag gibt es nicht. Bitte so: 24.12.2026"]


@pytest.mark.parametrize(("text", "hour"), [("18:30", 18), ("18.30", 18), ("9", 9)])
def test_a_clock_is_read(text, hour):
    assert cleaned(clock=text)[1].cleaned_data["clock"].hour == hour


def test_day_and_clock_make_a_local_moment():
    assert moment(dt.date(2026, 7, 1), dt.time(18, 30)).astimezone(dt.UTC).hour == 16


def test_a_missing_field_is_asked_for_in_our_words():
    form = Form({})
    assert not form.is_valid() and form.errors["title"] == ["Bitte füllen Sie dieses Feld aus."]


def test_an_address_that_is_none_is_told_in_our_words():
    ok, form = cleaned(email="x@")
    assert not ok and form.errors["email"] == ["Das ist keine E-Mail-Adresse. Bitte so: name@beispiel.de"]


def test_a_refusal_stands_beside_its_field_or_on_top():
    _, form = cleaned()
    form.refuse(Refused("Nein."), "title")
    form.refuse(Refused("Gar nicht."), "gibt-es-nicht")
    form.refuse(Refused("Auch nicht."))
    assert form.errors["title"] == ["Nein."] and form.non_field_errors() == ["Gar nicht.", "Auch nicht."]
