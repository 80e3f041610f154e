"""A reader says what shuts them out: kept, told to the office, answered within a month, never public."""

import datetime as dt

import pytest

from quartier.history.models import Entry
from quartier.kit import dates, panels
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.publishing import actions, states
from quartier.publishing.actions.barriers import MOST
from quartier.publishing.models import BarrierReport

FORM = "/lindenhafen/barrierefreiheit/melden/"
TEAM = "/team/lindenhafen/barrieren/"


def send(client, **facts):
    """As a browser does: fetch the page, read it for a while, send it."""
    page = client.get(FORM, {"seite": "/lindenhafen/termine/"})
    stamp = page.context["form"].next_stamp()
    with dates.clock_at(dates.now() + dt.timedelta(seconds=20)):
        return client.post(FORM, {"stamp": stamp, **facts}, headers={"origin": "http://testserver"})


@pytest.fixture
def desk_of(client_of, clara):
    return client_of(clara)


def test_the_form_knows_the_page_one_came_from_and_sets_no_cookie(area, client):
    answer = client.get(FORM, {"seite": "/lindenhafen/termine/"})
    text = answer.content.decode()
    assert 'value="/lindenhafen/termine/"' in text and "csrfmiddlewaretoken" not in text and not answer.cookies


def test_every_page_has_the_way_to_the_form_in_its_foot(area, client):
    for path in ("/lindenhafen/", "/lindenhafen/impressum/", "/en/lindenhafen/termine/", "/"):
        text = client.get(path).content.decode()
        assert "barrierefreiheit/melden/?seite=%2F" in text, path


def test_a_report_is_kept_and_the_office_is_told_without_its_words(area, client):
    answer = send(client, text="Die Karte liest mir nichts vor.", email="ada@example.org", place="/lindenhafen/")
    assert answer.status_code == 302 and answer["Location"] == "/lindenhafen/barrierefreiheit/danke/"
    report = BarrierReport.objects.get()
    assert (report.status, report.email, report.place) == (states.OPEN, "ada@example.org", "/lindenhafen/")
    message = Message.objects.get()
    assert message.to == area.office.email and f"{TEAM}{report.pk}/" in message.body and "vor" not in message.subject
    assert "Karte" not in message.body
    assert not Entry.objects.get(kind="publishing.barrierreport").public


def test_what_is_sent_without_words_comes_back_with_them(area, client):
    answer = send(client, text="", email="ada@example.org")
    assert answer.status_code == 200 and "ada@example.org" in answer.content.decode()
    assert not BarrierReport.objects.exists()


def test_a_form_from_elsewhere_is_refused(area, client):
    answer = client.post(FORM, {"text": "x"}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403 and not BarrierReport.objects.exists()


def test_advertising_is_kept_for_a_person_but_sends_no_mail(area, client):
    send(client, text="Buy http://a.example http://b.example http://c.example <a href='x'>now</a>")
    assert BarrierReport.objects.get().held and not Message.objects.exists()


def test_too_many_from_one_connection_are_refused_in_words(area, client):
    for _ in range(MOST):
        assert send(client, text="Es geht nicht.").status_code == 302
    answer = send(client, text="Es geht nicht.")
    assert answer.status_code == 200 and BarrierReport.objects.count() == MOST


def test_html_in_a_report_stays_text(area, client, desk_of):
    send(client, text="<script>alert(1)</script>", place='"><img src=x>')
    page = desk_of.get(f"{TEAM}{BarrierReport.objects.get().pk}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


def test_it_is_due_within_a_month(area, clara):
    with dates.clock_at(dates.at(dt.date(2026, 1, 31), 12)):
        report = actions.report_barrier(area=area, text="Die Schrift ist zu klein.")
    assert report.owed_by == dt.date(2026, 2, 28)
    due = [one for one in panels.collect_due(area, clara) if one.group == "Barrieren"]
    assert [one.when for one in due] == [dt.date(2026, 2, 28)] and "Schrift" in due[0].title


def test_the_answer_goes_to_who_left_an_address_and_nothing_waits_any_more(area, clara, desk_of):
    report = actions.report_barrier(area=area, text="Die Schrift ist zu klein.", email="ada@example.org")
    assert desk_of.post(f"{TEAM}{report.pk}/", {"answer": ""}).status_code == 200
    assert desk_of.post(f"{TEAM}{report.pk}/", {"answer": "Sie ist jetzt größer."}).status_code == 302
    report.refresh_from_db()
    assert report.status == states.ANSWERED and report.by == clara
    message = Message.objects.get(to="ada@example.org")
    assert "Sie ist jetzt größer." in message.body and "/lindenhafen/barrierefreiheit/" in message.body
    assert not [one for one in panels.collect_due(area, clara) if one.group == "Barrieren"]
    with pytest.raises(Refused):
        actions.answer_barrier(report=report, text="Noch einmal", by=clara)


def test_without_an_address_the_answer_is_kept_all_the_same(area, clara):
    report = actions.report_barrier(area=area, text="Die Schrift ist zu klein.")
    before = Message.objects.count()
    actions.answer_barrier(report=report, text="Sie ist jetzt größer.", by=clara)
    assert Message.objects.count() == before and BarrierReport.objects.get().answer


def test_what_is_no_report_is_put_away_without_a_mail(area, clara, desk_of):
    report = actions.report_barrier(area=area, text="asdf", email="ada@example.org")
    assert desk_of.post(f"{TEAM}{report.pk}/", {"dismiss": "1"}).status_code == 302
    assert BarrierReport.objects.get().status == states.DISMISSED
    assert not Message.objects.filter(to="ada@example.org").exists()


def test_another_quarters_reports_are_not_found(area, other_area, desk_of):
    theirs = actions.report_barrier(area=other_area, text="Geheim")
    assert desk_of.get(f"{TEAM}{theirs.pk}/").status_code == 404 and "Geheim" not in desk_of.get(TEAM).content.decode()
