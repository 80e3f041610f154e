import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quartier.history.models import Entry
from quartier.kit import dates, pagecache, spam
from quartier.mail.models import Message
from quartier.participation import actions, emails, rules, states
from quartier.participation.models import Idea
from tests.stamps import stamped

pytestmark = pytest.mark.usefixtures("area")
LIST, NEW = "/lindenhafen/ideen/", "/lindenhafen/ideen/neu/"
HERE = {"HTTP_ORIGIN": "http://testserver"}
GOOD = {"text": "Eine Bank für alte Leute am Hafen.", "place": "Hafenstraße"}


def send(client, facts=None, **headers):
    """As a browser sends the form a minute after it was opened."""
    return client.post(NEW, GOOD | stamped("idea") | (facts or {}), **(HERE | headers))


def test_form_page_sets_no_cookie_and_is_made_for_one_reader_when_it_is_asked_for(client):
    first, second = client.get(NEW), client.get(NEW)
    assert first.status_code == 200 and not first.cookies and "ETag" not in first
    assert "csrfmiddlewaretoken" not in first.content.decode()
    stamps = {re.search('name="stamp" value="([^"]+)"', page.content.decode()).group(1) for page in (first, second)}
    assert len(stamps) == 2


def test_idea_is_taken_when_the_stamp_of_the_page_is_sent_back(client):
    with dates.clock_at(dates.now() - dt.timedelta(seconds=9)):
        html = client.get(NEW).content.decode()
    stamp = re.search('name="stamp" value="([^"]+)"', html).group(1)
    assert client.post(NEW, GOOD | {"stamp": stamp, "homepage": ""}, **HERE).status_code == 302


def test_a_program_is_asked_again_and_nothing_is_kept_when_it_never_read_the_page(client):
    html = client.post(NEW, GOOD, **HERE).content.decode()
    assert not Idea.objects.exists() and "noch einmal ab" in html and GOOD["text"] in html
    quick = client.post(NEW, GOOD | stamped("idea", 1), **HERE).content.decode()
    assert not Idea.objects.exists() and "sehr schnell" in quick and GOOD["text"] in quick


def test_a_page_wears_out_when_a_program_replays_it(client):
    page = stamped("idea")
    for number in range(spam.USES):
        facts = GOOD | page | {"title": f"Idee {number}"}
        assert client.post(NEW, facts, REMOTE_ADDR=f"10.0.0.{number}", **HERE).status_code == 302
    html = client.post(NEW, GOOD | page | {"title": "noch eine"}, REMOTE_ADDR="10.0.0.99", **HERE).content.decode()
    assert "mehrmals abgeschickt" in html and GOOD["text"] in html and Idea.objects.count() == spam.USES
    fresh = re.search('name="stamp" value="([^"]+)"', html).group(1)
    assert fresh != page["stamp"]
    with dates.clock_at(dates.now() + dt.timedelta(seconds=5)):
        assert client.post(NEW, GOOD | {"stamp": fresh, "title": "noch eine"}, **HERE).status_code == 302


def test_advertising_waits_with_its_reason_and_without_a_mail_when_it_comes(clara, client_of, client):
    text = "Kaufen: https://a.example https://b.example https://c.example <b>billig</b>"
    response = send(client, {"text": text, "email": "opfer@example.org"})
    idea = Idea.objects.get()
    assert (idea.status, idea.held) == (states.NEW, "links markup") and not Message.objects.exists()
    assert "sobald jemand die Idee gelesen hat" in client.get(response["Location"]).content.decode()
    desk = client_of(clara)
    for path in (f"/team/lindenhafen/ideen/{idea.number}/", "/team/lindenhafen/ideen/"):
        assert "Warum gehalten: Links im Text, HTML im Text" in desk.get(path).content.decode()
    actions.publish(idea=idea, by=clara)
    assert Message.objects.get().to == "opfer@example.org"
    assert "Warum gehalten" not in desk.get(f"/team/lindenhafen/ideen/{idea.number}/").content.decode()


def test_the_same_text_again_waits_when_it_was_hidden_before(clara, client):
    send(client)
    actions.hide(idea=Idea.objects.get(), reason="Werbung", by=clara)
    send(client, {"title": "Neu"})
    assert Idea.objects.order_by("-pk").first().held == "again"


def test_idea_is_handed_in_when_the_form_is_good(client):
    response = send(client)
    idea = Idea.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/lindenhafen/ideen/danke/{idea.number}/"
    assert (idea.text, idea.place, idea.status, idea.source) == (*GOOD.values(), states.NEW, states.FORM)
    thanks = client.get(response["Location"]).content.decode()
    assert f"die Nummer {idea.number}" in thanks and GOOD["text"] not in thanks


def test_idea_is_one_when_the_button_is_clicked_twice(client):
    first, second = send(client), send(client)
    assert first["Location"] == second["Location"] and Idea.objects.count() == 1


def test_text_is_kept_and_errors_come_first_when_something_is_missing(client):
    html = client.post(
        NEW, {"text": GOOD["text"], "email": "ohne-at.example", "first_name": "Ayşe"}, **HERE
    ).content.decode()
    assert not Idea.objects.exists()
    assert "Bitte noch 2 Stellen ansehen" in html and "nichts verloren" in html
    assert html.index("error-summary") < html.index("id_text")
    assert GOOD["text"] in html and "ohne-at.example" in html
    assert re.search(r"<details[^>]*open", html) and 'value="Ayşe"' in html


def test_idea_is_refused_when_the_origin_is_foreign_or_unknown():
    client = Client(enforce_csrf_checks=True)
    for headers in ({"HTTP_ORIGIN": "https://boese.example"}, {}, {"HTTP_ORIGIN": "null"}):
        assert client.post(NEW, GOOD | stamped("idea"), **headers).status_code == 403
    referer = "http://testserver/lindenhafen/ideen/neu/"
    assert client.post(NEW, GOOD | stamped("idea"), HTTP_REFERER=referer).status_code == 302


def test_nothing_is_kept_when_the_trap_is_filled_in(client):
    html = send(client, {"homepage": "https://werbung.example"}).content.decode()
    assert not Idea.objects.exists()
    assert "leer bleiben soll" in html and GOOD["text"] in html


def test_too_many_ideas_are_refused_when_they_come_from_one_connection(client, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PER_HOUR", 2)
    for number in range(2):
        assert send(client, {"place": f"Platz {number}", "title": str(number)}).status_code == 302
    html = send(client, {"title": "drei"}).content.decode()
    assert "in einer Stunde" in html and GOOD["text"] in html and Idea.objects.count() == 2
    assert send(client, {"title": "vier"}, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_new_hidden_and_withdrawn_ideas_are_404_when_a_stranger_asks(
    clara, client_of, erna, client, hand_in, published
):
    new, hidden, gone = hand_in(), published(), published()
    actions.hide(idea=hidden, reason="Name im Text", by=clara)
    actions.withdraw(idea=gone, because="zurückgenommen")
    for idea in (new, hidden, gone):
        assert client.get(f"{LIST}{idea.number}/").status_code == 404
        assert idea.title not in client.get(LIST).content.decode()
        assert client_of(erna).get(f"/team/lindenhafen/ideen/{idea.number}/").status_code == 404
        assert client_of(clara).get(f"/team/lindenhafen/ideen/{idea.number}/").status_code == 200
    assert client.get(f"/werftviertel/ideen/{published().number}/").status_code == 404


def test_markup_is_shown_as_text_when_an_idea_holds_some(clara, client_of, client, published):
    idea = published(title="<b>Bank</b>", text="<script>alert(1)</script> & eine Bank", place="<i>Platz</i>")
    actions.answer(idea=idea, text="<img src=x>", field=None, by=clara)
    pages = [client.get(url).content.decode() for url in (LIST, f"{LIST}{idea.number}/")]
    pages.append(client_of(clara).get(f"/team/lindenhafen/ideen/{idea.number}/").content.decode())
    for html in pages:
        assert "<script>alert" not in html and "<b>Bank" not in html and "<i>Platz" not in html
        assert "&lt;b&gt;Bank" in html
    assert "<img src=x>" not in pages[1] and "&lt;img src=x&gt;" in pages[1]


def test_name_and_address_stay_hidden_when_they_were_not_released(client, published):
    idea = published(first_name="Zülfikar", email="zuelfikar@example.org")
    for url in (LIST, f"{LIST}{idea.number}/"):
        html = client.get(url).content.decode()
        assert "Zülfikar" not in html and "zuelfikar" not in html
    shown = published(first_name="Samir", show_name=True)
    assert "Samir, Kornweg" in client.get(f"{LIST}{shown.number}/").content.decode()


def test_other_ideas_bear_their_own_names_when_shown_below(client, published):
    idea = published(first_name="Samir", show_name=True)
    published(first_name="Olena", show_name=True, place="Uferweg")
    published(place="Hafen")
    below = client.get(f"{LIST}{idea.number}/").content.decode().split("Andere Ideen")[1]
    assert "Olena, Uferweg" in below and "Samir" not in below


def test_list_can_be_narrowed_and_paged_when_there_are_many(field, clara, client, published):
    ideas = [published() for _ in range(30)]
    actions.answer(idea=ideas[3], text="Ja.", field=field, by=clara)
    first = client.get(LIST).content.decode()
    assert "30 Ideen" in first and first.count('class="card tile"') == 21
    older = re.search(r'rel="next" href="([^"]+)"', first).group(1)
    second = client.get(LIST + older.replace("&amp;", "&")).content.decode()
    assert second.count('class="card tile"') == 9
    newer = re.search(r'rel="prev" href="([^"]+)"', second).group(1)
    assert client.get(LIST + newer.replace("&amp;", "&")).content.decode().count('class="card tile"') == 21
    answered = client.get(f"{LIST}?stand=beantwortet").content.decode()
    assert "1 Idee<" in answered and ideas[3].title in answered
    assert "1 Idee<" in client.get(f"{LIST}?feld={field.pk}").content.decode()
    for junk in ("?nach=abc", "?feld=x", "?stand=nichts", "?nach=99999999999999999999", "?vor=0"):
        assert client.get(LIST + junk).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_queries_when_there_is_one_idea_or_thirty(
    clara, client, published, django_assert_num_queries, count
):
    for number in range(count):
        idea = published()
        if number % 3 == 0:
            actions.pass_on(idea=idea, to_whom="Straßenamt", because="Zuständig", by=clara)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_idea_page_costs_the_same_queries_when_there_are_few_or_many_others(client, area, clara, field, published):
    idea = published()
    actions.answer(idea=idea, text="Ja.", field=field, by=clara)
    published()
    with CaptureQueriesContext(connection) as few:
        html = client.get(f"{LIST}{idea.number}/").content.decode()
    assert "Eingebracht" in html and "Clara Berg, Quartiersbüro" in html and "In der Jury" in html
    for _ in range(29):
        published()
    pagecache.store.clear()
    with CaptureQueriesContext(connection) as many:
        client.get(f"{LIST}{idea.number}/")
    assert len(few) == len(many) <= 8


@pytest.mark.parametrize("count", [1, 30])
def test_team_list_costs_the_same_queries_when_there_is_one_idea_or_thirty(
    client_of, clara, hand_in, django_assert_num_queries, count
):
    for _ in range(count):
        hand_in()
    client = client_of(clara)
    client.get("/team/lindenhafen/ideen/")
    with django_assert_num_queries(9):
        html = client.get("/team/lindenhafen/ideen/").content.decode()
    assert html.count('class="title"') == count


def test_link_in_the_mail_takes_the_idea_back_when_confirmed(client, published):
    idea = published(email="s@example.org", title="Bank am Hafen")
    url = f"/lindenhafen/ideen/zurueck/{emails.token(idea)}/"
    assert "Bank am Hafen" in client.get(url).content.decode()
    idea.refresh_from_db()
    assert idea.is_public  # following a link changes nothing
    assert client.post(url).status_code == 403
    done = client.post(url, **HERE).content.decode()
    idea.refresh_from_db()
    assert idea.status == states.WITHDRAWN and "zurückgenommen" in done
    assert "zurückgenommen" in client.post(url, **HERE).content.decode()  # twice is harmless
    assert client.get("/lindenhafen/ideen/zurueck/gefaelscht/").status_code == 404
    assert client.get(url.replace("lindenhafen", "werftviertel")).status_code == 404


def test_withdrawal_says_why_not_when_an_application_came_of_the_idea(clara, client, published):
    idea = published()
    actions.advance(thread=idea.thread, to=states.APPLIED, by=clara)
    html = client.post(f"/lindenhafen/ideen/zurueck/{emails.token(idea)}/", **HERE).content.decode()
    assert "Antrag gestellt" in html and "ins Büro" in html


def test_office_reads_releases_and_answers_when_an_idea_came(client_of, clara, field, hand_in):
    idea, client = hand_in(email="s@example.org"), client_of(clara)
    page = f"/team/lindenhafen/ideen/{idea.number}/"
    assert "Lesen und freigeben" in client.get(page).content.decode()
    assert client.post(f"{page}freigabe/", {"title": "Wasser am Kornweg"}).status_code == 302
    assert "Wasser am Kornweg" in Client().get(f"{LIST}{idea.number}/").content.decode()
    missing = client.post(f"{page}antwort/", {"text": ""}).content.decode()
    assert "Bitte noch 2 Stellen ansehen" in missing
    assert client.post(f"{page}antwort/", {"text": "Gern, kommen Sie vorbei.", "field": field.pk}).status_code == 302
    assert "Gern, kommen Sie vorbei." in Client().get(f"{LIST}{idea.number}/").content.decode()
    client.post(f"{page}notiz/", {"note-text": "Ruft am Dienstag an"})
    assert "Ruft am Dienstag an" in client.get(page).content.decode()
    assert "Ruft am Dienstag an" not in Client().get(f"{LIST}{idea.number}/").content.decode()
    assert Message.objects.filter(subject__startswith="Antwort").count() == 1


def test_office_passes_on_hides_and_withdraws_when_needed(client_of, clara, published):
    client = client_of(clara)
    one, two, three = published(), published(), published()
    url = "/team/lindenhafen/ideen/{}/{}/"
    client.post(url.format(one.number, "weitergabe"), {"to_whom": "Straßenamt", "because": "Landesstraße"})
    client.post(url.format(two.number, "verbergen"), {"hide-reason": "Name im Text"})
    client.post(url.format(three.number, "ruecknahme"), {"withdraw-reason": "hat angerufen"})
    assert [Idea.objects.get(pk=i.pk).status for i in (one, two, three)] == ["passed_on", "hidden", "withdrawn"]
    again = client.post(url.format(one.number, "freigabe"), {"title": "x"}).content.decode()
    assert "Das geht nicht mehr" in again


def test_office_writes_down_an_idea_when_somebody_calls(client_of, clara):
    client = client_of(clara)
    facts = {"text": "Eine Bank für alte Leute.", "place": "Hafen", "source": "phone", "first_name": "Hatice"}
    response = client.post("/team/lindenhafen/ideen/neu/", facts)
    idea = Idea.objects.get()
    assert response.status_code == 302 and (idea.source, idea.entered_by) == ("phone", clara)
    assert Entry.objects.get(row=idea.pk, kind="participation.idea").actor == clara
    html = client.get(response["Location"]).content.decode()
    assert "Am Telefon gesagt" in html and "Clara Berg" in html


def test_office_starts_a_call_when_it_asks_the_quarter(client_of, clara, published):
    published()
    client = client_of(clara)
    response = client.post(
        "/team/lindenhafen/ideen/aufruf/",
        {"question": "Was fehlt im Park?", "opens_on": "2020-01-01", "closes_on": "2099-12-31"},
    )
    assert response.status_code == 302
    html = Client().get(LIST).content.decode()
    assert "Was fehlt im Park?" in html and "Ideenaufruf bis" in html
    wrong = client.post(
        "/team/lindenhafen/ideen/aufruf/", {"question": "?", "opens_on": "2026-02-02", "closes_on": "2026-01-01"}
    )
    assert "bevor er beginnt" in wrong.content.decode()


def test_only_the_post_of_a_manager_changes_anything_when_others_try(
    erna, boris, ayse, kora, audrey, client_of, clara, hand_in
):
    idea = hand_in()
    url = f"/team/lindenhafen/ideen/{idea.number}/freigabe/"
    for user in (erna, boris, ayse, kora, audrey):
        assert client_of(user).post(url, {"title": "x"}).status_code == 404
    assert client_of(clara).get(url).status_code == 405
    idea.refresh_from_db()
    assert idea.status == states.NEW


def test_idea_without_place_and_name_comes_from_the_quarter_when_shown(client, published):
    idea = published(place="")
    assert "aus dem Quartier" in client.get(f"{LIST}{idea.number}/").content.decode()
