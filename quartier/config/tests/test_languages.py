"""Rooms behind a sign-in are German and English; residents' pages are in three more languages."""

import pytest
from django.test import Client
from django.utils import translation

from quartier.config.navigation import page
from quartier.kit import links


@pytest.mark.parametrize(
    ("path", "spoken"),
    [
        ("/tr/team/lindenhafen/", "/team/lindenhafen/"),
        ("/ar/meine/", "/meine/"),
        ("/uk/konto/", "/konto/"),
        ("/uk/konto/anmelden/code/", "/uk/konto/anmelden/code/"),
        ("/en/team/lindenhafen/", "/en/team/lindenhafen/"),
        ("/tr/lindenhafen/ideen/", "/tr/lindenhafen/ideen/"),
        ("/tr/", "/tr/"),
        ("/", "/"),
        ("/konto/", "/konto/"),
    ],
)
def test_a_room_is_german_for_a_reader_of_a_residents_language(path, spoken):
    assert links.spoken(path) == spoken


def test_a_link_leads_into_a_room_in_german_and_to_a_page_in_the_readers_language():
    with translation.override("tr"):
        assert links.to("accounts:start") == "/konto/"
        assert links.to("account_login") == "/tr/konto/anmelden/"
        assert links.to("publishing:home", area="lindenhafen") == "/tr/lindenhafen/"


@pytest.mark.django_db
def test_a_room_asked_for_in_turkish_answers_in_german_and_keeps_the_question():
    answer = Client().get("/tr/konto/?a=1")
    assert (answer.status_code, answer["Location"]) == (307, "/konto/?a=1")


@pytest.mark.parametrize(
    ("path", "offered"),
    [("/lindenhafen/", ["de", "en", "tr", "ar", "uk"]), ("/team/lindenhafen/", ["de", "en"])],
)
def test_the_language_bar_offers_what_the_page_has(rf, path, offered):
    assert [one["code"] for one in page(rf.get(path))["page"]["languages"]] == offered
