import json

import pytest
from django.urls import reverse

from quartier.history.models import Entry

pytestmark = pytest.mark.django_db


def page(world):
    return reverse("privacy:team", kwargs={"area": world.area.slug})


def test_the_record_is_shown_and_costs_few_queries(world, django_assert_max_num_queries):
    client = world.client("manager")
    client.get(page(world))
    with django_assert_max_num_queries(10):
        text = client.get(page(world)).content.decode()
    assert "Verzeichnis der Verarbeitungen" in text and "Bankverbindung" not in text and "IBAN" in text


def test_an_answer_is_shown_and_the_look_is_kept_without_the_address(world):
    answer = world.client("manager").post(page(world), {"email": "ayse@example.org"})
    text = answer.content.decode()
    assert "Gespeichert zu ayse@example.org" in text and "Eine Bank am Kanal" in text
    entry = Entry.objects.get(verb="disclosed")
    assert entry.actor == world.clara and "ayse" not in entry.because and not entry.public


def test_the_answer_as_a_file(world):
    answer = world.client("administrator").post(page(world), {"email": "ayse@example.org", "als": "json"})
    assert answer["Content-Disposition"] == 'attachment; filename="auskunft.json"'
    told = json.loads(answer.content)
    assert told["auskunft"] == "ayse@example.org" and {"art", "zweck", "dauer"} <= told["daten"][0].keys()


def test_a_mistyped_address_is_answered_in_german(world):
    text = world.client("manager").post(page(world), {"email": "ayse"}).content.decode()
    assert "Gespeichert zu" not in text and "field-error" in text
    assert not Entry.objects.filter(verb="disclosed").exists()
