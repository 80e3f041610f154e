"""Funding on the pages of lower apps: what is due, how it reads in the thread, what jurors are shown."""

import datetime as dt

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from quartier.committees import actions as committees
from quartier.funding import actions, panels, queries, states
from quartier.history.queries import story
from quartier.kit import dates
from quartier.kit import panels as kit


@pytest.fixture
def request_(desk):
    made = RequestFactory().get("/")
    made.user, made.area = desk.clara, desk.area
    return made


def test_due_names_the_verb_of_each_state(desk):
    desk.submitted(title="Neu")
    desk.checked(title="Geprüft")
    desk.in_jury(title="Wartet")
    desk.decided(title="Ja")
    desk.decided(title="Nein", yes=0, no=4)
    found = {item.title: (item.verb, item.why) for item in panels.due(desk.area, desk.clara)}
    assert {title: verb for title, (verb, _why) in found.items()} == {
        "Antrag „Neu“": "Prüfen", "Antrag „Geprüft“": "Einplanen", "Antrag „Ja“": "Bewilligen", "Antrag „Nein“": "Absagen",
    }  # fmt: skip
    assert "455,95" in found["Antrag „Ja“"][1]


def test_unanswered_question_is_due_when_two_weeks_are_over(desk):
    application = desk.submitted()
    actions.check(application=application, result=states.QUESTION, note="Wie viele?", by=desk.clara)
    assert list(panels.due(desk.area, desk.clara)) == []
    with dates.clock_at(dates.now() + dt.timedelta(days=20)):
        assert [item.verb for item in panels.due(desk.area, desk.clara)] == ["Nachfassen"]


def test_a_quarter_without_a_pot_is_told_where_to_begin(desk, other_area, erna):
    assert not list(panels.first_fund(desk.area, desk.clara))
    (first,) = panels.first_fund(other_area, erna)
    assert first.url.endswith("/fonds/") and first.verb == "Einrichten"


def test_due_costs_what_it_says(desk):
    for number in range(3):
        desk.submitted(title=f"Antrag {number}")
    provider = kit.DUE["funding.applications"]
    with CaptureQueriesContext(connection) as seen:
        list(provider.collect(desk.area, desk.clara))
    assert len(seen) <= provider.queries


def test_story_tells_sums_in_public_and_questions_only_inside(desk, request_):
    application = desk.submitted()
    actions.check(application=application, result=states.QUESTION, note="Geheime Frage", by=desk.clara)
    public = " ".join(f"{k.title} {k.text} {k.quote}" for k in kit.tell(story(application.thread), request_))
    inside = " ".join(f"{k.title} {k.quote}" for k in kit.tell(story(application.thread, internal=True), request_))
    assert "Antrag gestellt" in public and "455,95" in public and "Geheime Frage" not in public
    assert "Geheime Frage" in inside


def test_grant_is_told_before_its_project(desk, request_):
    titles = [knot.title for knot in kit.tell(story(desk.granted().application.thread), request_)]
    assert titles.index("Bewilligt") < titles.index("Projekt")


def test_jurors_are_shown_plan_and_pot_but_neither_account_nor_phone(desk, request_):
    application = desk.in_jury()
    [(template, context)] = kit.load_panels("committees.motion", application.motion, request_)
    html = render_to_string(template, {"panel": context}, request_)
    assert "Stoffe und Garn" in html and "264,50" in html and "10.000,00" in html and "9.544,05" in html
    assert "2051" not in html and "0531" not in html and "IBAN" not in html


def test_motion_without_application_has_no_panel(desk, request_):
    motion = committees.propose(committee=desk.jury, title="Anderes", wording="Etwas anderes", by=desk.clara)
    assert kit.load_panels("committees.motion", motion, request_) == []


def test_steps_end_where_the_application_ended(desk):
    application = desk.submitted()
    actions.withdraw(application=application, by=desk.ayse)
    assert [(k.title, k.state) for k in panels.steps(application, None)][-1] == ("Zurückgezogen", "ended")


def test_steps_name_no_jury_where_none_decided(desk):
    actions.set_steps(fund=desk.fund, steps=[actions.Step(0, "office")], by=desk.clara)
    application = desk.checked()
    actions.decide_alone(application=application, cents=40_000, reason="Klein und gut.", by=desk.clara)
    assert panels.steps(application, queries.verdict_of(application))[2].title == "Entscheidung"
    assert panels.steps(desk.in_jury(title="Anderes"), None)[2].title == "Jury"


def test_juror_reads_the_plan_before_voting_and_no_account(desk, client_of, boris):
    application = desk.in_jury()
    html = client_of(boris).get(f"/mitglied/lindenhafen/vorlagen/{application.motion_id}/").content.decode()
    assert "Stoffe und Garn" in html and "264,50" in html and desk.person.name in html
    assert "2051" not in html and "0531 815" not in html and "/anlagen/" not in html


def test_public_page_of_the_decision_names_no_private_person(desk, client):
    application = desk.decided()
    decision = application.motion.decisions.get()
    html = client.get(f"/lindenhafen/beschluesse/{decision.year}/{decision.number}/").content.decode()
    assert application.title in html and desk.person.name not in html and "2051" not in html


def test_jurors_see_what_all_items_cost_together_beside_the_pot(desk, client_of, boris):
    first = desk.in_jury()
    actions.to_jury(application=desk.checked(title="Zweite"), meeting=first.motion.meeting, by=desk.clara)
    page = f"/mitglied/{desk.area.slug}/sitzungen/{first.motion.meeting_id}/"
    html = client_of(boris).get(page).content.decode()
    assert "911,90" in html and f"{page}antraege.pdf" in html  # two times 455,95
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as found:
        [(_template, told)] = kit.load_panels("committees.member_meeting", first.motion.meeting, request)
    assert told["pots"][0]["rest"] == told["pots"][0]["left"] - 91_190 and len(found) <= 3
