import pytest
from django.apps import apps

from quartier.accounts.models import User
from quartier.network import actions as network
from quartier.privacy import queries, rules
from quartier.privacy.queries import words
from quartier.spending.models import Reclaim

pytestmark = pytest.mark.django_db


def names(report):
    return {section.name for section in report.sections}


def test_the_record_names_every_table_about_people():
    rooms = {room.name: room for room in queries.record_of_processing()}
    assert {"Beteiligung", "Förderung", "Netzwerk", "Post", "Zugänge"} <= rooms.keys()
    lines = sum(len(room.lines) for room in rooms.values())
    assert lines >= sum(bool(table.about_people) for table in rules.plan().tables.values())
    funding = rooms["Förderung"].lines
    assert any("IBAN" in line.data and "acht Jahre" in line.keep and "AO" in line.law for line in funding)


def test_an_applicant_learns_all_that_is_known(world):
    report = queries.report(world.area, "Ayse@Example.org")
    assert {"Zugang", "Person", "Idee", "Antrag", "Bankverbindung", "Beleg", "Nachricht"} <= names(report)
    text = str(report.as_json())
    assert "DE02120300000000202051" in text and "Eine Bank am Kanal" in text and "0531 815" in text


def test_what_was_asked_back_is_told_whichever_act_asked_for_it(world):
    report = queries.report(world.area, world.clara.email)
    found = next(section for section in report.sections if section.name == "Rückforderung")
    assert len(found.rows) == Reclaim.objects.filter(by=world.clara).count()


def test_a_member_learns_of_the_seat_and_its_acts(world):
    network.update_person(person=world.person, by=world.clara, email="boris.blum@example.net")
    report = queries.report(world.area, "boris.blum@example.net")
    assert {"Person", "Sitz"} <= names(report)


def test_nobody_learns_of_others(world):
    text = str(queries.report(world.area, "ayse@example.org").as_json())
    assert "Birgit" not in text and "clara@" not in text and "Clara" not in text


def test_no_secret_is_told(world):
    user = User.objects.get(email="ayse@example.org")
    text = str(queries.report(world.area, "ayse@example.org").as_json())
    assert user.password not in text.split("'") and "secret" not in text


def test_the_quarter_next_door_tells_nothing(world):
    assert queries.report(world.other, "ayse@example.org").sections == []


def test_an_unknown_address_is_unknown(world):
    assert queries.report(world.area, "niemand@example.org").sections == []


def test_every_column_about_people_has_a_german_word():
    """Nobody reads „because“ in an answer to a citizen."""
    faults = []
    for table in rules.plan().tables.values():
        model = apps.get_model(table.label)
        faults += [
            f"{table.label}.{name}" for name in table.about_people if not words.column(model._meta.get_field(name))
        ]
    assert faults == []
