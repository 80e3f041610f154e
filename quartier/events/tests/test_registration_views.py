import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client

from quartier.events import actions, emails, states
from quartier.events.models import Event, Registration
from quartier.events.rules import registrations as rules
from quartier.events.tests.registering import ask, come, last_mail, subjects
from quartier.kit import dates, spam
from tests.stamps import stamped

HERE = {"HTTP_ORIGIN": "http://testserver"}
GOOD = {"name": "Mia Kraft", "email": "mia@example.org", "seats": "2", "note": "Kinderwagen"}
HELP = {"name": "Ben Lux", "email": "ben@example.org"}
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def event(announce):
    return announce(registers=True, capacity=3)


@pytest.fixture
def shift(event, clara):
    return actions.plan_shift(
        event=event, title="Aufbau", starts_at=event.starts_at - 2 * HOUR, ends_at=event.starts_at, needed=2, by=clara
    )


def form(event: Event, word: str = "anmelden") -> str:
    return f"/lindenhafen/termine/{event.number}/{word}/"


def send(client, event, facts=None, **headers):
    """As a browser sends the form a minute after it was opened."""
    return client.post(form(event), GOOD | stamped("registration") | (facts or {}), **(HERE | headers))


def read(client, path):
    return client.get(path).content.decode()


def own(row) -> str:
    return f"/lindenhafen/anmeldung/{emails.token(row)}/"


# The form ----------------------------------------------------------------------------------------------------------
def test_the_form_says_seats_rule_and_day_of_deletion_and_sets_no_cookie(event, client):
    answer = client.get(form(event))
    html = answer.content.decode()
    assert "noch 3 Plätze" in html and rules.waiting_rule() in html and not answer.cookies and "ETag" not in answer
    day = dates.local(event.ends_at).date() + dt.timedelta(days=30)
    assert f"Am {day.day}. " in html and "löschen wir Namen, Adresse" in html
    assert "csrfmiddlewaretoken" not in html and 'name="stamp"' in html


def test_a_person_registers_confirms_and_cancels_without_an_account(event, client):
    told = send(client, event)
    assert told.status_code == 302 and told["Location"].endswith("/anmelden/danke/")
    assert "Bitte sehen Sie in Ihr Postfach" in read(client, told["Location"])
    row = Registration.objects.get()
    assert (row.name, row.seats, row.note, row.status) == ("Mia Kraft", 2, "Kinderwagen", states.UNCONFIRMED)
    path = re.search(r"/lindenhafen/anmeldung/\S+", last_mail("mia@example.org").body).group()
    assert "Möchten Sie kommen?" in read(client, path)
    row.refresh_from_db()
    assert row.status == states.UNCONFIRMED, "following a link changes nothing"
    assert "Sie sind angemeldet" in client.post(path, {"act": "confirm"}, **HERE).content.decode()
    assert "noch 1 Platz" in read(client, form(event))
    assert "Sie sind abgemeldet" in client.post(path, {"act": "withdraw"}, **HERE).content.decode()
    assert "Sie sind abgemeldet" in client.post(path, {"act": "confirm"}, **HERE).content.decode()
    row.refresh_from_db()
    assert (row.status, row.name) == (states.WITHDRAWN, "") and "noch 3 Plätze" in read(client, form(event))


def test_the_link_shows_no_name_and_no_address(event, client):
    row = come(event, "mia", note="Rollstuhl")
    html = read(client, own(row))
    assert not re.search("Mia|mia@|Rollstuhl", html) and "noindex" in html


def test_a_post_must_come_from_this_very_site(event, client):
    row = ask(event)
    strict = Client(enforce_csrf_checks=True)
    for headers in ({}, {"HTTP_ORIGIN": "https://boese.example"}):
        assert strict.post(own(row), {"act": "confirm"}, **headers).status_code == 403
        assert strict.post(form(event), GOOD | stamped("registration"), **headers).status_code == 403
    row.refresh_from_db()
    assert row.status == states.UNCONFIRMED and Registration.objects.count() == 1


def test_the_answer_is_the_same_whether_the_address_stood_there_or_not(event, client):
    come(event, "mia")
    known, new = send(client, event), send(client, event, {"email": "neu@example.org"})
    assert known["Location"] == new["Location"] and Registration.objects.count() == 2


def test_the_answer_is_the_same_when_seats_are_short(event, client):
    come(event, "ben", 3)
    html = read(client, form(event))
    assert "ausgebucht, Warteliste offen" in html and "Auf die Warteliste" in html
    assert send(client, event)["Location"].endswith("/danke/")
    row = Registration.objects.get(email="mia@example.org")
    assert "Gerade sind alle Plätze vergeben" in read(client, own(row))
    html = client.post(own(row), {"act": "confirm"}, **HERE).content.decode()
    assert "Ihre Stelle auf der Liste: 1" in html and rules.waiting_rule() in html


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"name": ""}, "Wie dürfen wir Sie nennen?"),
        ({"email": "mia"}, "name@beispiel.de"),
        ({"email": ""}, "Rufen Sie uns einfach an"),
        ({"seats": "0"}, "Sie selbst zählen mit"),
        ({"seats": "11"}, "rufen Sie uns bitte an"),
        ({"seats": "viele"}, "eine Zahl"),
        ({"seats": "4"}, "So viele Plätze gibt es nicht"),
        ({"note": "x" * 301}, "kürzen Sie auf 300"),
        ({"homepage": "https://werbung.example"}, "leer bleiben soll"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(event, client, facts, says):
    html = send(client, event, facts).content.decode()
    typed = "Kinderwagen" if "note" not in facts else "Mia Kraft"
    assert says in html and "nichts verloren" in html and typed in html
    assert not Registration.objects.exists() and not subjects()


def test_markup_in_every_field_is_text_and_is_held(event, client, client_of, clara):
    told = send(client, event, {"name": "<b>Mia</b>", "note": "<script>alert(1)</script>"})
    assert "stand=gelesen-wird" in told["Location"]
    assert "Jemand aus dem Büro sieht sich Ihre Anmeldung an" in read(client, told["Location"])
    html = read(client_of(clara), f"/team/lindenhafen/termine/{event.number}/anmeldungen/")
    assert "<script>alert" not in html and "&lt;b&gt;Mia" in html and "Warum gehalten: HTML im Text" in html
    assert not subjects()


def test_programs_that_never_read_the_page_are_asked_again(event, client):
    for facts in (GOOD, GOOD | stamped("registration", 1), GOOD | stamped("idea")):
        html = client.post(form(event), facts, **HERE).content.decode()
        assert "noch einmal ab" in html and "Kinderwagen" in html
    page = stamped("registration")
    for number in range(spam.USES + 1):
        facts = GOOD | page | {"email": f"m{number}@example.org"}
        client.post(form(event), facts, REMOTE_ADDR=f"10.0.0.{number}", **HERE)
    assert Registration.objects.count() == spam.USES


def test_closed_full_and_unknown_dates_have_no_form(announce, client, clara):
    closed = announce(registers=True, registration_until=dates.now() - HOUR)
    assert "Die Anmeldung ist geschlossen." in read(client, form(closed))
    full = announce(registers=True, capacity=1, waiting_list=False)
    come(full, "ben")
    html = read(client, form(full))
    assert "Eine Warteliste gibt es hier nicht" in html and "<form" not in html
    for other in (announce(), announce(registers=True, public=False)):
        assert client.get(form(other)).status_code == 404
    assert client.get("/werftviertel/termine/1/anmelden/").status_code == 404


def test_a_link_stops_with_its_date(event, client, clara):
    row = come(event)
    with dates.clock_at(event.ends_at):
        html = client.post(own(row), {"act": "withdraw"}, **HERE).content.decode()
        assert "Dieser Termin ist vorbei" in html and "<form" not in html
    actions.cancel(event=event, reason="Sturm", by=clara)
    assert "Dieser Termin fällt aus" in read(client, own(row)) and "Sturm" in read(client, own(row))
    for wrong in ("gefaelscht", emails.token(row) + "x"):
        assert client.get(f"/lindenhafen/anmeldung/{wrong}/").status_code == 404
    assert client.get(own(row).replace("lindenhafen", "werftviertel")).status_code == 404


def test_helpers_choose_a_shift_that_still_needs_them(event, shift, client, clara):
    html = read(client, f"{form(event, 'helfen')}?schicht={shift.pk}")
    assert "Aufbau" in html and "es fehlen noch 2 Personen" in html and "checked" in html
    answer = client.post(form(event, "helfen"), HELP | stamped("help") | {"shift": shift.pk}, **HERE)
    assert answer.status_code == 302 and Registration.objects.get().shift == shift
    come(event, "ivo", shift=shift), come(event, "eda", shift=shift)
    assert "alle Schichten besetzt" in read(client, form(event, "helfen"))
    actions.plan_shift(event=event, title="Abbau", starts_at=event.ends_at, ends_at=event.ends_at + HOUR, by=clara)
    facts = HELP | stamped("help") | {"shift": shift.pk, "email": "neu@example.org"}
    html = client.post(form(event, "helfen"), facts, **HERE).content.decode()
    assert "inzwischen vergeben" in html and "Abbau" in html and "neu@example.org" in html


def test_the_page_of_the_date_says_seats_and_where_help_is_missing(event, shift, client):
    path = f"/lindenhafen/termine/{event.number}/"
    html = read(client, path)
    assert "noch 3 Plätze" in html and form(event) in html and "Hilfe gesucht" in html and f"schicht={shift.pk}" in html
    come(event, "mia", 3)
    html = read(client, path)
    assert "ausgebucht, Warteliste offen" in html and "Auf die Warteliste" in html
    assert "ausgebucht, Warteliste offen" in read(client, "/lindenhafen/termine/")


def test_a_stored_page_turns_over_when_registration_closes(announce, client):
    event = announce(registers=True, capacity=3, registration_until=dates.now() + HOUR)
    path = f"/lindenhafen/termine/{event.number}/"
    assert "Anmelden können Sie sich bis" in read(client, path)
    with dates.clock_at(event.registration_until):
        assert "Die Anmeldung ist geschlossen" in read(client, path)
        assert "noch 3 Plätze" not in read(client, "/lindenhafen/termine/")


# The office --------------------------------------------------------------------------------------------------------
@pytest.fixture
def desk(client_of, clara):
    return client_of(clara)


@pytest.fixture
def team(event):
    return f"/team/lindenhafen/termine/{event.number}/anmeldungen/"


def test_the_office_sees_everybody_in_order_and_what_is_open(event, shift, desk, team):
    come(event, "mia", 2, note="Rollstuhl"), come(event, "ben", 2), come(event, "eda"), ask(event, "ivo")
    come(event, "uta", shift=shift)
    html = read(desk, team)
    assert html.index("Mia") < html.index("Eda") < html.index("Warteliste") < html.index("Ben") < html.index("Uta")
    assert html.index("Uta") < html.index("Noch nicht bestätigt") and "Rollstuhl" in html
    assert "Es fehlt noch eine Person" in html


def test_the_office_writes_down_who_calls_and_the_page_says_how_it_went(event, desk, team):
    answer = desk.post(f"{team}neu/", {"name": "Oma Kraft", "seats": "2", "phone": "0531 99"}, follow=True)
    assert "Oma Kraft: Angemeldet." in answer.content.decode() and "0531 99" in answer.content.decode()
    answer = desk.post(f"{team}neu/", {"name": "Opa Lux", "seats": "2"}, follow=True)
    assert "Opa Lux: Auf der Warteliste." in answer.content.decode()
    wrong = desk.post(f"{team}neu/", {"name": "", "seats": "2", "phone": "0531 98"}).content.decode()
    assert "nichts verloren" in wrong and "0531 98" in wrong and Registration.objects.count() == 2


def test_presence_is_ticked_for_all_at_once_and_stays(event, desk, team):
    mia, ben = come(event, "mia", 2), come(event, "ben")
    answer = desk.post(f"{team}anwesend/", {"gezeigt": [mia.pk, ben.pk], "da": [mia.pk]}, follow=True)
    html = answer.content.decode()
    assert re.search(rf'value="{mia.pk}" id="da-{mia.pk}" checked', html)
    assert not re.search(rf'id="da-{ben.pk}" checked', html)
    assert re.search(r"Waren da</dt><dd>2<", html)
    desk.post(f"{team}anwesend/", {"gezeigt": ["x", "9" * 30], "da": ["-1"]})


def test_the_office_confirms_releases_and_cancels_for_people(event, desk, team):
    ivo, held, mia = ask(event, "ivo"), ask(event, "x", note="www.x.example"), come(event, "mia", 3)
    for row, verb in ((ivo, "bestaetigen"), (held, "freigeben"), (mia, "abmelden")):
        assert desk.post(f"{team}{row.pk}/{verb}/").status_code == 302
    found = dict(Registration.objects.values_list("pk", "status"))
    assert found == {ivo.pk: states.REGISTERED, held.pk: states.UNCONFIRMED, mia.pk: states.WITHDRAWN}
    again = desk.post(f"{team}{held.pk}/freigeben/", follow=True)
    assert "Das geht nicht mehr" in again.content.decode()
    assert desk.post(f"{team}{mia.pk}/unsinn/").status_code == 404


def test_who_has_no_mail_stands_on_a_list_to_call_when_the_date_is_called_off(event, desk, team, clara):
    actions.enter(event=event, name="Oma", phone="0531 99", by=clara)
    actions.enter(event=event, name="Opa", by=clara)
    come(event, "mia")
    actions.cancel(event=event, reason="Sturm", by=clara)
    html = read(desk, team)
    call = html[html.index("Diese bitte anrufen") :].split("</ul>")[0]
    assert 'href="tel:053199"' in call and "Opa, keine Nummer" in call and "Mia" not in call


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_can_be_taken_along(event, desk, team, kind):
    come(event, "=mia", note="+1")
    answer = desk.get(f"{team[:-1]}.{kind}")
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200 and body and "anmeldungen-1." in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    if kind == "csv":
        line = body.decode("utf-8-sig").splitlines()[1]
        assert line.startswith("1;'=Mia;1;Angemeldet;") and "'+1" in line
    assert desk.get(f"{team[:-1]}.pdf").status_code == 404


def test_the_list_for_the_door_has_names_and_no_addresses(event, desk, team):
    come(event, "mia", note="Rollstuhl")
    html = read(desk, f"{team}drucken/")
    assert "Mia" in html and "Rollstuhl" in html and "mia@example.org" not in html and "vernichten" in html


def test_names_are_gone_from_the_list_when_their_day_has_come(event, desk, team):
    row = come(event, "mia")
    with dates.clock_at(dates.at(row.anonymise_on, 4)):
        actions.anonymise(registration=row)
    html = read(desk, team)
    assert "Name gelöscht" in html and "Mia" not in html


def test_the_office_chooses_whether_people_hear_of_another_place(event, desk):
    path = f"/team/lindenhafen/termine/{event.number}/"
    assert "nicht benachrichtigen" not in read(desk, path), "nobody has registered yet"
    come(event, "mia")
    page = desk.get(path)
    assert "nicht benachrichtigen" in page.content.decode()
    facts = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "", False)}
    facts |= {"day": f"{facts['day']:%d.%m.%Y}", "begins": f"{facts['begins']:%H:%M}", "ends": f"{facts['ends']:%H:%M}"}
    desk.post(path, facts | {"verb": "change", "place": "Hof", "quiet": "on"})
    assert subjects("mia@example.org")[-1] == "Sie sind angemeldet: Nähabend"
    desk.post(path, facts | {"verb": "change", "place": "Kornweg 12"})
    assert Event.objects.get().place == "Kornweg 12"
    assert subjects("mia@example.org")[-1] == "Etwas hat sich geändert: Nähabend"


def test_the_list_costs_the_same_however_long_it_is(event, announce, desk, django_assert_max_num_queries):
    crowd = announce(registers=True)
    path = f"/team/lindenhafen/termine/{crowd.number}/anmeldungen/"
    read(desk, path)
    for number in range(30):
        come(crowd, f"p{number}")
    with django_assert_max_num_queries(12):
        assert read(desk, path).count('name="gezeigt"') == 30


@pytest.mark.parametrize("kind", ["erna", "kora", "audrey", "ayse", "boris"])
def test_nobody_but_the_office_of_the_quarter_sees_or_changes_a_registration(event, team, client_of, request, kind):
    row = come(event, "mia")
    client = client_of(request.getfixturevalue(kind))
    for path in (team, f"{team}drucken/", f"{team[:-1]}.csv"):
        assert client.get(path).status_code == 404
    for path in (f"{team}{row.pk}/abmelden/", f"{team}neu/", f"{team}anwesend/"):
        assert client.post(path, {"name": "x", "seats": "1"}).status_code == 404
    row.refresh_from_db()
    assert row.status == states.REGISTERED


def test_a_registration_of_another_date_is_not_found(event, announce, desk, team):
    other = come(announce(registers=True), "ben")
    assert desk.post(f"{team}{other.pk}/abmelden/").status_code == 404
