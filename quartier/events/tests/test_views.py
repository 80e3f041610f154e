import datetime as dt

import pytest

from quartier.events import actions
from quartier.events.models import Event
from quartier.kit import dates

LIST, TEAM = "/lindenhafen/termine/", "/team/lindenhafen/termine/"
FORM = {"title": "Nähabend", "day": "24.12.2099", "begins": "18:00", "ends": "20.30", "place": "Büro", "public": "on"}


def page(client, path=LIST):
    return client.get(path).content.decode()


@pytest.fixture
def desk(client_of, clara):
    return client_of(clara)


def test_coming_dates_stand_in_order_and_hidden_ones_do_not(announce, client):
    announce("Später", days=9)
    announce("Früher", days=2)
    announce("Geheim", public=False)
    announce("Gestern", days=-1)
    text = page(client)
    assert text.index("Früher") < text.index("Später") and "Geheim" not in text and "Gestern" not in text


def test_a_list_turns_over_when_a_date_is_over(announce, client):
    event = announce(days=0, hour=18)
    with dates.clock_at(event.ends_at - dt.timedelta(minutes=1)):
        assert "Nähabend" in page(client)
    with dates.clock_at(event.ends_at):
        assert "Nähabend" not in page(client)


def test_what_is_called_off_stays_with_its_reason(announce, client, clara):
    event = announce()
    page(client)
    actions.cancel(event=event, reason="Wasserschaden", by=clara)
    for path in (LIST, f"{LIST}{event.number}/"):
        assert "Wasserschaden" in page(client, path)


def test_a_list_costs_the_same_however_long_it_is(announce, client, django_assert_max_num_queries):
    announce("Abend 0")
    for rows in (1, 30):
        for number in range(Event.objects.count(), rows):
            announce(f"Abend {number}", days=number + 1)
        with django_assert_max_num_queries(7):  # one of them asks whether the stored page still holds
            assert page(client).count("Abend ") == rows


@pytest.mark.parametrize("number", [99, 2])
def test_a_date_that_is_not_public_is_not_found(announce, client, number):
    announce()
    announce(public=False)
    assert client.get(f"{LIST}1/").status_code == 200 and client.get(f"{LIST}{number}/").status_code == 404


def test_a_date_of_the_quarter_next_door_is_not_found(announce, other_area, client):
    announce()
    assert client.get("/werftviertel/termine/1/").status_code == 404


def test_the_office_announces_and_people_read_it(area, desk, client):
    page(client)
    assert desk.post(f"{TEAM}neu/", FORM).status_code == 302
    event = Event.objects.get()
    assert dates.local(event.starts_at).hour == 18 and dates.local(event.ends_at).minute == 30
    assert "Nähabend" in page(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "17:00"},
        {"day": "31.02.2099"},
        {"day": "0209-01-01"},
        {"begins": "abends"},
        {"title": ""},
        {"title": "x" * 121},
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(area, desk, wrong):
    answer = desk.post(f"{TEAM}neu/", FORM | {"cost": "drei Euro"} | wrong)
    assert answer.status_code == 200 and answer.context["form"].errors and "drei Euro" in answer.content.decode()
    assert not Event.objects.exists()


def test_the_form_of_a_change_shows_what_stands(announce, desk):
    announce(cost="kostenlos", childcare=True)
    text = page(desk, f"{TEAM}1/")
    assert 'value="Nähabend"' in text and 'value="18:00"' in text and 'value="kostenlos"' in text
    assert desk.post(f"{TEAM}1/", FORM | {"title": "Kochabend"}).status_code == 302
    assert Event.objects.get().title == "Kochabend" and not Event.objects.get().childcare


def test_calling_off_twice_tells_why_not(announce, desk):
    announce()
    assert desk.post(f"{TEAM}1/", {"reason": "Sturm"}).status_code == 302
    answer = desk.post(f"{TEAM}1/", {"reason": "Sturm"}, follow=True)
    assert "Der Stand ist „Abgesagt“" in answer.content.decode()


def test_the_past_stands_behind_its_tab(announce, desk):
    announce("Gestern", days=-1)
    announce("Morgen", days=1)
    assert "Gestern" not in page(desk, TEAM) and "Morgen" in page(desk, TEAM)
    assert "Gestern" in page(desk, f"{TEAM}?stand=vorbei")
