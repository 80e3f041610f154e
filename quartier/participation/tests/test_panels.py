import datetime as dt

from django.test import RequestFactory

from quartier.history.queries import story
from quartier.kit import dates, panels
from quartier.participation import actions, states
from quartier.participation.panels import coming


def told(idea, path="/lindenhafen/", internal=False):
    request = RequestFactory().get(path)
    request.area = idea.area
    request.told = {idea.pk: idea} if "/ideen/" in path else {}
    return panels.tell(story(idea.thread, internal=internal), request)


def test_ideas_are_due_when_they_wait_for_a_release_or_an_answer(
    clara, area, other_area, erna, hand_in, published, django_assert_num_queries
):
    new, open_, answered = hand_in(), published(), published()
    actions.answer(idea=answered, text="Ja.", field=None, by=clara)
    provider = panels.DUE["participation.ideas"]
    with django_assert_num_queries(provider.queries):
        found = list(provider.collect(area, clara))
    today = dates.today()
    assert [(d.when - today, d.verb) for d in found] == [
        (dt.timedelta(days=2), "Lesen"),
        (dt.timedelta(days=7), "Antworten"),
    ]
    assert new.title in found[0].title and open_.title in found[1].title
    assert found[0].url == f"/team/lindenhafen/ideen/{new.number}/"
    assert not list(provider.collect(other_area, erna))


def test_thread_tells_idea_and_answer_in_two_queries_on_the_idea_page(clara, published, django_assert_num_queries):
    idea = published()
    actions.answer(idea=idea, text="Gern.", field=None, by=clara)
    with django_assert_num_queries(2):  # the story, the answers
        knots = told(idea, f"/lindenhafen/ideen/{idea.number}/")
    assert [knot.title for knot in knots] == ["Eingebracht", "Beantwortet"]
    assert (knots[0].link, knots[1].quote, knots[1].by) == ("", "Gern.", "Clara Berg, Quartiersbüro")


def test_thread_links_to_the_idea_when_told_elsewhere(published):
    idea = published()
    (knot,) = told(idea)
    label = f"Zur Idee {idea.number}"
    assert (knot.title, knot.link_label, knot.link) == ("Idee", label, f"/lindenhafen/ideen/{idea.number}/")


def test_thread_holds_no_internal_word_when_told_in_public(clara, published):
    idea = published()
    actions.note(idea=idea, text="geheim", by=clara)
    assert "geheim" not in str(told(idea))
    inside = told(idea, internal=True)
    assert [k.title for k in inside] == ["Eingegangen", "Idee", "Notiz"] and inside[-1].internal


def test_thread_ends_with_what_is_to_come_when_the_idea_is_open(published):
    idea = published()
    knots = coming(told(idea), idea)
    assert [(k.title, k.state) for k in knots][:2] == [("Idee", "now"), ("Beantwortet", "coming")]
    assert knots[-1].title == "Fertig"


def test_thread_stops_when_the_idea_was_passed_on(clara, published):
    idea = published()
    actions.pass_on(idea=idea, to_whom="Straßenamt", because="Landesstraße", by=clara)
    knots = coming(told(idea), idea)
    assert (knots[-1].title, knots[-1].quote, knots[-1].state) == (
        "Weitergegeben an: Straßenamt",
        "Landesstraße",
        "ended",
    )


def test_small_thread_has_a_place_for_every_state():
    for status, _label in states.STATUS:
        steps = states.steps(status)
        assert 1 <= len(steps) <= 5 and steps[0]["title"]
        assert [s["state"] for s in steps].count("now") <= 1
