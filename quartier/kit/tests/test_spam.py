import datetime as dt
import re

import pytest
from django import forms

from quartier.kit import dates, spam
from quartier.kit.errors import Refused
from quartier.kit.spam import Sender, SpamTrap, WornOut

MOMENT = dt.datetime(2026, 11, 29, 12, 0, tzinfo=dt.UTC)


class WishForm(SpamTrap):
    PURPOSE = "wish"
    text = forms.CharField()


def after(seconds: float):
    return dates.clock_at(MOMENT + dt.timedelta(seconds=seconds))


@pytest.fixture
def stamp():
    with dates.clock_at(MOMENT):
        return spam.new_stamp("wish")


def sent(**data):
    return WishForm({"text": "Eine Bank"} | data)


def fault(form):
    return " ".join(form.non_field_errors())


def test_a_person_who_took_a_while_gets_through(stamp):
    for seconds in (3, 60, 86_000):
        with after(seconds):
            assert sent(stamp=stamp).is_valid()


@pytest.mark.parametrize(
    ("seconds", "says"), [(0, "sehr schnell"), (2.5, "sehr schnell"), (86_401, "lange offen"), (-3600, "lange offen")]
)
def test_too_fast_too_late_and_from_the_future_is_asked_to_send_again(stamp, seconds, says):
    with after(seconds):
        form = sent(stamp=stamp)
        assert not form.is_valid() and says in fault(form) and form["text"].value() == "Eine Bank"


@pytest.mark.parametrize("junk", ["", "x", "x.1~y", "a" * 10_000, "\0", "abc.99999999999999999999~x"])
def test_a_post_without_a_page_is_asked_to_send_again(junk):
    form = sent(stamp=junk)
    assert not form.is_valid() and "noch einmal ab" in fault(form)
    assert "lange offen" in fault(WishForm({"text": "Eine Bank"}))


def test_a_stamp_of_another_form_or_a_changed_one_is_none(stamp):
    with after(10):
        assert not sent(stamp=spam.new_stamp("other")).is_valid()
        assert not sent(stamp="x" + stamp).is_valid()
        name, rest = stamp.split(".", 1)
        assert not sent(stamp=f"{name}.{int(rest.split('~')[0]) - 9}~{rest.split('~')[1]}").is_valid()


def test_who_was_too_fast_waits_only_once(stamp):
    with after(1):
        form = sent(stamp=stamp)
        assert not form.is_valid() and form.next_stamp() == stamp
    with after(4):
        assert sent(stamp=stamp).is_valid()


def test_an_old_page_comes_back_with_a_new_stamp(stamp):
    with after(90_000):
        form = sent(stamp=stamp)
        assert not form.is_valid()
        fresh = form.next_stamp()
        assert fresh != stamp and not sent(stamp=fresh).is_valid()
    with after(90_004):
        assert sent(stamp=fresh).is_valid()


def test_a_program_that_fills_in_everything_is_told_and_nothing_is_lost(stamp):
    with after(10):
        form = sent(stamp=stamp, homepage="https://werbung.example")
        assert not form.is_valid() and "leer bleiben" in str(form.errors["homepage"])
        assert 'class="sr-only"' not in form.trap  # a person whose browser filled it in has to see it
        assert sent(stamp=stamp, homepage="").is_valid()


def test_the_trap_is_hidden_from_everybody_and_says_nothing_of_itself(stamp):
    html = WishForm().trap
    assert (
        '<div class="sr-only" aria-hidden="true">' in html and 'tabindex="-1"' in html and 'autocomplete="off"' in html
    )
    assert re.search(r'type="hidden" name="stamp" value="[^"]{30,}"', html)
    assert not re.search("honey|spam|trap|bot", html)
    assert [field.name for field in WishForm().questions()] == ["text"]


def test_what_people_can_see_is_told_before_the_clock(stamp):
    with after(1):
        form = WishForm({"text": "", "stamp": stamp})
        assert not form.is_valid() and not fault(form) and "text" in form.errors


# Counts -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_too_much_from_one_connection_is_refused_and_others_are_not():
    here, there = Sender("10.0.0.1"), Sender("10.0.0.2")
    for _ in range(3):
        spam.admit("wish", here, most=3)
    with pytest.raises(Refused, match="in einer Stunde"):
        spam.admit("wish", here, most=3)
    spam.admit("wish", there, most=3)
    spam.admit("letter", here, most=3)
    with dates.clock_at(dates.now() + dt.timedelta(hours=1)):
        spam.admit("wish", here, most=3)


@pytest.mark.django_db
def test_a_page_that_is_replayed_wears_out_whatever_the_connection(stamp):
    with after(10):
        form = sent(stamp=stamp)
        for number in range(spam.USES):
            spam.admit("wish", form.sender(f"10.0.0.{number}"), most=99)
        with pytest.raises(WornOut, match="mehrmals") as refused:
            spam.admit("wish", form.sender("10.0.0.99"), most=99)
        assert form.is_valid()
        form.refuse(refused.value)
        assert form.next_stamp() != stamp and form["text"].value() == "Eine Bank"


@pytest.mark.django_db
def test_the_office_is_not_counted():
    for _ in range(9):
        spam.admit("wish", Sender(), most=1)


# Signs ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eine Bank am Kanal, 3.50 m lang.", []),
        ("Siehe https://a.example und www.b.example", []),
        ("https://a.example http://b.example www.c.example", ["links"]),
        ("billig.ru kaufen.top gewinn.xyz", ["links"]),
        ("<a href=x>hier</a>", ["markup"]),
        ("[url=https://a.example]x[/url] [link] https://b.example https://c.example", ["links", "markup"]),
        ("Ich habe 3 < 5 Ideen und <3 für alle", []),
        ("<b>fett</b>", ["markup"]),
    ],
)
def test_signs_of_advertising_are_found_and_others_are_not(text, found):
    assert spam.signs(text) == found
    assert spam.signs("Bank", text, links=0)[:1] == (["links"] if "example" in text or ".ru" in text else found)


def test_the_office_reads_why_in_words():
    assert spam.reasons("links markup") == "Links im Text, HTML im Text"
    assert spam.reasons("") == "" and spam.reasons("unbekannt again") == "derselbe Text noch einmal"
