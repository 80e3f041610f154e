import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from quartier.history.actions import action
from quartier.history.models import Entry
from quartier.history.queries import story
from quartier.kit import dates, panels
from quartier.projects import actions, states
from quartier.projects.models import Photo
from quartier.projects.panels import way

LIST, TEAM = "/lindenhafen/projekte/", "/team/lindenhafen/projekte/"


@action
def grant_of(*, project):
    """The entry that the grant leaves on the thread; its rows belong to a room above."""
    return Entry.objects.create(
        scope_id=project.area.scope_id, thread=project.thread, verb="granted", kind="funding.application", row=1,
        public=True,
    )  # fmt: skip


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_picture_state_and_time_when_there_are_projects(client, clara, start, photo):
    one = start(starts_on=dt.date(2026, 5, 1), ends_on=dt.date(2026, 9, 1))
    start(title="Nähwerkstatt")
    actions.upload_photo(project=one, upload=photo(), name="a.jpg", alt="Drei Beete", by=clara)
    html = read(client, LIST)
    assert "Mai 2026 bis September 2026" in html and "?art=klein" in html and "Nähwerkstatt" in html
    actions.begin(project=one, by=clara)
    running = read(client, f"{LIST}?stand=running")
    assert "Hofgarten" in running and "Nähwerkstatt" not in running
    assert "kein Projekt" in read(client, f"{LIST}?stand=stopped")
    for junk in ("?nach=x", "?stand=nichts", "?nach=99999999999999999999"):
        assert client.get(LIST + junk).status_code == 200


def test_list_pages_by_key_when_it_is_long(client, start):
    for number in range(30):
        start(title=f"Projekt {number}")
    first = read(client, LIST)
    older = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = read(client, LIST + older)
    assert first.count('class="card tile"') == 24 and second.count('class="card tile"') == 6


@pytest.mark.parametrize("count", [1, 24])
def test_list_costs_the_same_queries_when_there_is_one_project_or_many(
    client, clara, start, photo, django_assert_num_queries, count
):
    for number in range(count):
        project = start(title=f"Projekt {number}")
        if number < 3:
            actions.upload_photo(project=project, upload=photo(), name="a.jpg", alt="Beete", by=clara)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_page_tells_thread_pictures_and_facts_when_it_comes_from_an_idea(
    client, clara, area, idea, start, photo, django_assert_max_num_queries
):
    project = start(ideas=(idea,), field=area.fields.get(code="HF3"), place="Kornweg 12")
    actions.upload_photo(project=project, upload=photo(), name="a.jpg", alt="Drei Beete", caption="Nachher", by=clara)
    actions.begin(project=project, by=clara)
    with django_assert_max_num_queries(8):
        html = read(client, f"{LIST}{project.number}/")
    for word in ("Kornweg 12", "Öffentlicher Raum", "Drei Beete", "Nachher", "Zur Idee 1", "Begonnen"):
        assert word in html
    assert client.get(f"/werftviertel/projekte/{project.number}/").status_code == 404
    assert client.get(f"{LIST}99/").status_code == 404


def test_markup_is_shown_as_text_when_a_project_holds_some(client, client_of, clara, start):
    project = start(title="<b>Hof</b>", summary="<script>x</script>", place="<i>da</i>")
    actions.stop(project=project, reason="<u>aus</u>", by=clara)
    for html in (
        read(client, LIST),
        read(client, f"{LIST}{project.number}/"),
        read(client_of(clara), f"{TEAM}{project.number}/"),
    ):
        assert not re.search(r"<b>Hof|<script>x|<i>da|<u>aus", html) and "&lt;b&gt;Hof" in html


def test_office_begins_finishes_and_describes_when_the_work_goes_on(client_of, clara, start):
    project, client = start(), client_of(clara)
    page = f"{TEAM}{project.number}/"
    assert "Hat die Arbeit begonnen?" in read(client, page)
    client.post(f"{page}beginn/")
    client.post(page, {"title": "Hofgarten", "summary": "Neu gesagt.", "place": "Kornweg"})
    assert "Neu gesagt." in read(Client(), f"{LIST}{project.number}/")
    wrong = client.post(page, {"title": "", "summary": "x"}).content.decode()
    assert "error-summary" in wrong
    client.post(f"{page}abschluss/")
    project.refresh_from_db()
    assert project.status == states.DONE
    again = client.post(f"{page}abschluss/", follow=True).content.decode()
    assert "Das geht nicht mehr" in again  # a double click says so and changes nothing


def test_office_stops_a_project_when_it_says_why(client_of, clara, start):
    project, client = start(), client_of(clara)
    page = f"{TEAM}{project.number}/"
    assert "error-summary" in client.post(f"{page}ende/", {"ende-reason": ""}).content.decode()
    client.post(f"{page}ende/", {"ende-reason": "Der Hof wird umgebaut."})
    assert "Der Hof wird umgebaut." in read(Client(), f"{LIST}{project.number}/")


def test_office_adds_and_removes_a_picture_when_those_in_it_agree(client_of, clara, start, photo):
    project, client = start(), client_of(clara)
    page = f"{TEAM}{project.number}/"
    missing = client.post(f"{page}bilder/", {"bild-picture": photo(), "bild-alt": "Drei Beete"}).content.decode()
    assert "Ohne Einverständnis" in missing and not Photo.objects.exists()
    facts = {"bild-alt": "Drei Beete", "bild-caption": "Mai", "bild-agreed": "on"}
    fake = SimpleUploadedFile("bild.jpg", b"kein Bild", content_type="image/jpeg")
    assert "weder ein Foto" in client.post(f"{page}bilder/", facts | {"bild-picture": fake}).content.decode()
    assert client.post(f"{page}bilder/", facts | {"bild-picture": photo()}).status_code == 302
    row = Photo.objects.get()
    assert "Drei Beete" in read(Client(), f"{LIST}{project.number}/")
    client.post(f"{page}bilder/{row.pk}/weg/")
    assert "Drei Beete" not in read(Client(), f"{LIST}{project.number}/")


def test_others_get_404_when_they_try_the_office(client_of, erna, boris_user, ayse, kora, audrey, start):
    project = start()
    for user in (erna, boris_user, ayse, kora, audrey):
        assert client_of(user).get(TEAM).status_code == 404
        assert client_of(user).post(f"{TEAM}{project.number}/beginn/").status_code == 404
    project.refresh_from_db()
    assert project.status == states.PLANNED


@pytest.mark.parametrize("count", [1, 30])
def test_team_list_costs_the_same_queries_when_there_is_one_project_or_thirty(
    client_of, clara, start, django_assert_num_queries, count
):
    for number in range(count):
        start(title=f"Projekt {number}")
    client = client_of(clara)
    client.get(TEAM)
    with django_assert_num_queries(8):
        assert read(client, TEAM).count('class="title"') == count


def test_projects_are_due_when_their_day_has_passed(area, clara, start, django_assert_num_queries):
    yesterday = dates.today() - dt.timedelta(days=1)
    begins, ends = start(title="Soll beginnen", starts_on=yesterday), start(title="Soll enden", ends_on=yesterday)
    actions.begin(project=ends, by=clara)
    start(title="Hat Zeit", starts_on=dates.today())
    provider = panels.DUE["projects.late"]
    with django_assert_num_queries(provider.queries):
        found = list(provider.collect(area, clara))
    assert [(d.title, d.when) for d in found] == [(begins.title, yesterday), (ends.title, yesterday)]


def test_thread_links_to_the_project_when_told_elsewhere(idea, start):
    project = start(ideas=(idea,))
    request = RequestFactory().get("/lindenhafen/ideen/1/")
    request.area = idea.area
    knots = panels.tell(story(idea.thread), request)
    assert knots[-1].title == "Projekt" and knots[-1].link == f"{LIST}{project.number}/"


def test_wide_thread_says_where_the_project_stands_when_drawn(clara, idea, start):
    project = start(ideas=(idea,))

    def drawn():
        return [(k.title, k.state) for k in way(list(story(project.thread)), project)]

    assert drawn() == [("Idee", "now"), ("Beginn", "coming"), ("Fertig", "coming")]
    actions.begin(project=project, by=clara)
    assert drawn() == [("Idee", "done"), ("Beginn", "now"), ("Fertig", "coming")]
    actions.finish(project=project, by=clara)
    assert {state for _title, state in drawn()} == {"done"}


def test_wide_thread_ends_with_the_settlement_when_money_was_granted(start):
    project = start()
    grant_of(project=project)
    assert [(k.title, k.state) for k in way(list(story(project.thread)), project)] == [
        ("Bescheid", "now"),
        ("Beginn", "coming"),
        ("Fertig", "coming"),
        ("Abgerechnet", "coming"),
    ]
