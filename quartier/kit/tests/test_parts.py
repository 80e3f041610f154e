"""Bars, ballots, knots and the errors of a form."""

from django import forms
from hypothesis import given
from hypothesis import strategies as st

from quartier.kit.gallery import SampleForm
from quartier.kit.templatetags import parts

cents = st.integers(min_value=0, max_value=10**11)


class RowForm(forms.Form):
    name = forms.CharField(label="Wofür", max_length=20)


@given(cents, cents, cents, cents)
def test_money_parts_when_any_amounts(used, paid, committed, available):
    bar = parts.money_parts(used + paid + committed + available, used, paid, committed, available)
    assert bar.gap == 0
    assert all(part.width >= 1 and part.x >= 0 and part.x <= 1000 for part in bar.parts)
    assert [part.x for part in bar.parts] == sorted(part.x for part in bar.parts)
    assert len(bar.parts) == sum(1 for amount in (used, paid, committed, available) if amount)


def test_money_parts_when_the_sum_is_short():
    assert parts.money_parts(1000, 300, 0, 200, 100).gap == 400


def test_money_parts_when_nothing_is_there():
    assert parts.money_parts(0, 0, 0, 0, 0) == parts.MoneyBar([], 0)


def test_ballot_when_one_is_recused():
    count = parts.ballot(7, 1, 0, 1)
    assert count.words == "7 dafür, 1 dagegen, 1 befangen, nicht abgestimmt"
    assert count.dots == ["yes"] * 7 + ["no", "recused"]


def test_ballot_when_many_voted():
    assert parts.ballot(61, 12, 3, 0) == parts.Ballot([], "61 dafür, 12 dagegen, 3 Enthaltungen")


def test_standing_when_the_way_goes_on():
    knots = [{"title": "A", "state": "done"}, {"title": "B", "state": "now"}, {"title": "C", "state": "coming"}]
    assert parts.standing(knots) == "B"
    assert parts.standing(knots[2:]) == "C"
    assert parts.standing([]) == ""


def test_errors_of_when_several_fields_are_wrong():
    form = SampleForm({"idea": "Bank", "mail": "hatice-post.example", "field": "1", "who": "a"}, auto_id="id_%s")
    found = parts.errors_of(form, [])
    assert [one.anchor for one in found] == ["id_place", "id_mail"]
    assert found[0].label == "Wo soll das sein?"
    assert found[1].label == "Ihre E-Mail-Adresse:"


def test_errors_of_when_a_row_among_others_is_wrong_names_the_row():
    data = {"zeilen-TOTAL_FORMS": 2, "zeilen-INITIAL_FORMS": 0, "zeilen-0-name": "Holz", "zeilen-1-name": "x" * 99}
    rows = forms.formset_factory(RowForm)(data, prefix="zeilen")
    assert not rows.is_valid()
    [found] = parts.errors_of(None, rows.forms)
    assert (found.label, found.anchor) == ("Zeile 2, Wofür:", "id_zeilen-1-name")


def test_errors_of_when_the_form_is_new():
    assert parts.errors_of(SampleForm(), []) == []


def test_pot_width_when_the_pot_is_empty():
    assert parts.pot_width(0, 0) == 0
    assert parts.pot_width(500, 1000) == 150
    assert parts.pot_width(-5, 1000) == 0
