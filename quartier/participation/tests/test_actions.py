import datetime as dt

import pytest

from quartier.history.actions import action, begin_thread, flow
from quartier.history.models import Entry, Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.participation import actions, emails, queries, states
from quartier.participation.models import Answer, Idea


def version(area):
    return Scope.objects.get(pk=area.scope_id).version


@action
def joined(*, area, ideas):
    """A later thread into which these ideas flow."""
    thread = begin_thread(scope=area.scope_id)
    for idea in ideas:
        flow(source=idea.thread, target=thread)
    return thread


def test_hand_in_gives_number_thread_and_internal_entry_when_new(area, hand_in):
    before = version(area)
    first, second = hand_in(), hand_in()
    assert (first.number, second.number) == (1, 2)
    entry = Entry.objects.get(thread=first.thread)
    assert (entry.verb, entry.public, entry.actor) == ("handed_in", False, None)
    assert version(area) == before  # nothing public changed, no page is made anew


def test_hand_in_returns_the_same_idea_when_clicked_twice(hand_in):
    first = hand_in(title="Bank", text="Eine Bank für alte Leute am Hafen.")
    again = hand_in(title="Bank", text="Eine Bank für alte Leute am Hafen.")
    assert again.pk == first.pk and Idea.objects.count() == 1


def test_hand_in_takes_the_same_words_when_ten_minutes_have_passed(hand_in):
    with dates.clock_at(dates.now() - dt.timedelta(minutes=11)):
        first = hand_in(title="Bank", text="Eine Bank für alte Leute am Hafen.")
    assert hand_in(title="Bank", text="Eine Bank für alte Leute am Hafen.").pk != first.pk


def test_hand_in_takes_the_first_sentence_when_no_title_is_given(hand_in):
    assert hand_in(title="").title == "Auf dem Spielplatz am Kornweg gibt es kein Wasser"


def test_hand_in_does_not_show_a_name_when_none_was_given(hand_in):
    assert hand_in(first_name="", show_name=True).show_name is False
    assert hand_in(first_name="Samir", show_name=False).author == ""
    assert hand_in(first_name="Samir", show_name=True).author == "Samir"


def test_hand_in_belongs_to_the_call_when_one_is_open(area, clara, hand_in):
    today = dates.today()
    call = actions.open_call(
        area=area, question="Was fehlt?", opens_on=today, closes_on=today + dt.timedelta(days=3), by=clara
    )
    assert hand_in().call == call
    with dates.clock_at(dates.now() + dt.timedelta(days=5)):
        assert hand_in().call is None


def test_open_call_is_refused_when_it_ends_before_it_begins(area):
    day = dates.today()
    with pytest.raises(Refused, match="endet, bevor"):
        actions.open_call(area=area, question="?", opens_on=day, closes_on=day - dt.timedelta(days=1))


def test_hand_in_writes_no_mail_when_no_address_is_there(hand_in):
    hand_in()
    assert not Message.objects.exists()


def test_received_mail_quotes_nothing_when_an_address_is_there(hand_in):
    idea = hand_in(
        title="Kaufen Sie jetzt", text="Besuchen Sie https://werbung.example und kaufen Sie.", email="s@example.org"
    )
    mail = Message.objects.get()
    assert mail.to == "s@example.org" and mail.subject == f"Ihre Idee Nr. {idea.number} ist bei uns"
    assert "werbung" not in mail.body and "Kaufen" not in mail.body
    assert f"/lindenhafen/ideen/{idea.number}/" in mail.body
    token = mail.body.split("/ideen/zurueck/")[1].split("/")[0]
    assert emails.read_token(token) == idea.pk and "s@example.org" not in token
    assert "Quartiersbüro Lindenhafen" in mail.body and "&" not in mail.body


def test_publish_shows_the_idea_and_bumps_when_new(area, clara, hand_in):
    idea, before = hand_in(), version(area)
    assert not Idea.objects.public().exists()
    actions.publish(idea=idea, by=clara, title="Wasser am Kornweg")
    idea.refresh_from_db()
    assert (idea.status, idea.title) == (states.PUBLISHED, "Wasser am Kornweg")
    assert version(area) > before


def test_publish_is_refused_when_done_twice(carla, published):
    idea = published()
    with pytest.raises(Refused, match="jemand schneller"):
        actions.publish(idea=idea, by=carla)


def test_hide_needs_a_reason_and_tells_the_author_when_an_address_is_there(area, clara, published):
    idea = published(email="s@example.org")
    letters, before = Message.objects.count(), version(area)
    with pytest.raises(Refused, match="Grund"):
        actions.hide(idea=idea, reason="  ", by=clara)
    actions.hide(idea=idea, reason="Im Text steht der Name einer Nachbarin.", by=clara)
    assert version(area) > before
    mail = Message.objects.latest("pk")
    assert Message.objects.count() == letters + 1
    assert "Im Text steht der Name einer Nachbarin." in mail.body
    entry = Entry.objects.get(verb="hidden")
    assert not entry.public and entry.because.startswith("Im Text")
    assert actions.publish(idea=idea, by=clara).is_public  # a mistake can be mended


def test_answer_names_the_field_and_writes_to_the_author_when_published(field, clara, published):
    idea = published(email="s@example.org")
    answer = actions.answer(idea=idea, text="Das passt „gut“ & bald.", field=field, by=clara)
    idea.refresh_from_db()
    assert (idea.status, idea.field) == (states.ANSWERED, field)
    assert Entry.objects.get(kind="participation.answer", row=answer.pk).public
    mail = Message.objects.latest("pk")
    assert "Das passt „gut“ & bald." in mail.body and f"/lindenhafen/ideen/{idea.number}/" in mail.body
    assert "Antrag stellen" in mail.body


def test_answer_stands_below_the_first_when_given_again(field, clara, carla, published):
    idea = published()
    actions.answer(idea=idea, text="Ja.", field=field, by=clara)
    actions.answer(idea=idea, text="Und noch etwas.", field=None, by=carla)
    idea.refresh_from_db()
    assert idea.answers.count() == 2 and idea.field == field


def test_answer_is_refused_when_empty_or_not_public(clara, hand_in, published):
    with pytest.raises(Refused, match="nicht öffentlich"):
        actions.answer(idea=hand_in(), text="Ja.", field=None, by=clara)
    with pytest.raises(Refused, match="leer"):
        actions.answer(idea=published(), text=" ", field=None, by=clara)
    assert not Answer.objects.exists()


def test_pass_on_says_to_whom_when_another_is_responsible(clara, published):
    idea = published(email="s@example.org")
    answer = actions.pass_on(idea=idea, to_whom="an das Straßenamt.", because="Es ist eine Landesstraße.", by=clara)
    assert (idea.status, answer.passed_to) == (states.PASSED_ON, "das Straßenamt")
    assert "weitergegeben an: das Straßenamt" in Message.objects.latest("pk").body
    assert queries.passed_to([idea]) == {idea.pk: "das Straßenamt"}
    actions.answer(idea=idea, text="Das Amt baut im Mai.", field=None, by=clara)
    assert idea.status == states.ANSWERED


def test_withdraw_blanks_name_and_address_when_the_author_takes_it_back(area, published):
    idea, before = published(email="s@example.org", first_name="Samir", show_name=True), version(area)
    actions.withdraw(idea=idea, because="zurückgenommen")
    idea.refresh_from_db()
    assert (idea.status, idea.email, idea.first_name) == (states.WITHDRAWN, "", "")
    assert version(area) > before


def test_withdraw_is_refused_when_an_application_came_of_it(clara, published):
    idea = published()
    actions.advance(thread=idea.thread, to=states.APPLIED, by=clara)
    with pytest.raises(Refused):
        actions.withdraw(idea=idea, because="zurückgenommen")


def test_advance_moves_every_upstream_idea_that_may_when_two_flow_together(area, clara, published, hand_in):
    one, two, new = published(), published(), hand_in()
    thread = joined(area=area, ideas=[one, two, new])
    before = version(area)
    moved = actions.advance(thread=thread, to=states.APPLIED, by=clara)
    assert {idea.pk for idea in moved} == {one.pk, two.pk}
    assert version(area) > before
    new.refresh_from_db()
    assert new.status == states.NEW
    assert list(queries.voices(thread)) == [one, two, new]
    assert list(queries.voices(one.thread)) == [one]


def test_advance_changes_nothing_when_the_move_is_not_allowed(clara, published):
    idea = published()
    assert actions.advance(thread=idea.thread, to=states.DONE, by=clara) == []


def test_note_stays_internal_when_the_office_writes_one(clara, hand_in):
    idea = hand_in()
    actions.note(idea=idea, text="Ruft am Dienstag an.", by=clara)
    entry = Entry.objects.get(verb="noted")
    assert entry.because == "Ruft am Dienstag an." and not entry.public
    with pytest.raises(Refused):
        actions.note(idea=idea, text="", by=clara)


def test_ideas_of_finds_public_ideas_when_the_address_is_the_same(hand_in, published):
    mine = published(email="Samir@example.org")
    hand_in(email="samir@example.org")
    published(email="")
    assert list(queries.ideas_of("samir@example.org")) == [mine]
    assert list(queries.ideas_of("")) == []
