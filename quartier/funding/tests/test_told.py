"""What an applicant is told of a question, a refusal and an objection: what to do, and until when."""

import datetime as dt
from typing import Any

import pytest

from quartier.funding import actions, exports, panels, states
from quartier.funding.models import Application, Check, Objection, ObjectionReply
from quartier.history.queries import of_row
from quartier.kit import dates, links
from quartier.kit.errors import Conflict, Refused
from quartier.mail.models import Message
from quartier.network import actions as network


def last_mail() -> str:
    return str(Message.objects.order_by("-pk").first().body)


def page(client: Any, row: Application) -> str:
    return str(client.get(links.to("funding:my_application", pk=row.pk)).content.decode())


def test_a_question_says_until_when_an_answer_should_be_there(desk: Any, client_of: Any) -> None:
    row, day = desk.submitted(), dates.today() + dt.timedelta(days=9)
    made = actions.check(application=row, result=states.QUESTION, note="Wer hilft?", answer_by=day, by=desk.clara)
    again = actions.check(application=row, result=states.QUESTION, note="Wer hilft?", answer_by=day, by=desk.clara)
    assert made == again and Check.objects.count() == 1, "a click twice"
    told = f"bis zum {day.day}."
    assert told in last_mail() and "Wer hilft?" in last_mail()
    html = page(client_of(desk.ayse), row)
    assert told in html and "Wer hilft?" in html and "Antwort einreichen" in html
    assert not list(panels.due(desk.area, desk.clara))
    with dates.clock_at(dates.now() + dt.timedelta(days=10)):
        (late,) = panels.due(desk.area, desk.clara)
    assert late.when == day and late.verb == "Nachfassen"


def test_a_day_that_is_over_is_refused_and_a_complete_application_has_none(desk: Any) -> None:
    row, day = desk.submitted(), dates.today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="schon vorbei"):
        actions.check(application=row, result=states.QUESTION, note="Wer?", answer_by=day, by=desk.clara)
    assert actions.check(application=row, result=states.COMPLETE, answer_by=day, by=desk.clara).answer_by is None


def test_the_office_types_the_day_beside_its_question(desk: Any, client_of: Any) -> None:
    row = desk.submitted()
    url = links.to("funding:team_application", area=desk.area.slug, number=row.number)
    client, proposed = client_of(desk.clara), dates.today() + dt.timedelta(days=panels.ANSWER_DAYS)
    assert proposed.isoformat() in client.get(url).content.decode()
    typed = {"do": "check", "pruefung-result": "question", "pruefung-note": "Wer?", "pruefung-answer_by": ""}
    client.post(url, typed)
    assert Check.objects.get().answer_by is None


def test_a_refusal_says_what_can_be_done_and_its_letter_is_there(desk: Any, client_of: Any) -> None:
    row = desk.submitted()
    actions.reject(application=row, reason="Der Fonds zahlt keine Reisen.", by=desk.clara)
    remedy = exports.remedy_of(Application.objects.get(pk=row.pk))
    assert remedy and remedy in last_mail()
    client = client_of(desk.ayse)
    html = page(client, row)
    assert "Absage vom" in html and "Der Fonds zahlt keine Reisen." in html and "Widerspruch" in html
    letter = client.get(links.to("funding:my_letter", pk=row.pk))
    assert letter.status_code == 200 and letter["Content-Type"] == "application/pdf"
    asked = client.get(links.to("funding:my_objection", pk=row.pk)).content.decode()
    assert "Bis wann das geht" in asked and "Ihre Absage ist vom" in asked


def test_two_people_who_refuse_for_two_reasons_are_told(desk: Any) -> None:
    row = desk.submitted()
    first = actions.reject(application=row, reason="Zu teuer.", by=desk.clara)
    assert actions.reject(application=row, reason="Zu teuer.", by=desk.clara) == first
    with pytest.raises(Conflict, match="anderen Grund"):
        actions.reject(application=row, reason="Nicht im Quartier.", by=desk.carla)


def test_a_question_nobody_answers_may_end_in_a_refusal(desk: Any) -> None:
    row = desk.submitted()
    actions.check(application=row, result=states.QUESTION, note="Wer hilft?", by=desk.clara)
    made = actions.reject(application=row, reason="Auf unsere Frage kam keine Antwort.", by=desk.clara)
    assert Application.objects.get(pk=row.pk).rejection == made


def test_the_office_does_not_refuse_what_a_body_decides(desk: Any) -> None:
    row = desk.checked()
    with pytest.raises(Refused, match="entscheidet"):
        actions.reject(application=row, reason="Gefällt uns nicht.", by=desk.clara)


def test_an_objection_is_confirmed_waits_for_the_office_and_shows_its_answer(desk: Any, client_of: Any) -> None:
    row = desk.submitted()
    actions.reject(application=row, reason="Zu teuer.", by=desk.clara)
    given = {"application": row, "about": states.ABOUT_REFUSAL, "text": "Wir haben gespart.", "by": desk.ayse}
    made = actions.object_to(received_on=dates.today(), **given)
    assert actions.object_to(received_on=dates.today(), **given) == made and Objection.objects.count() == 1
    assert "eingegangen" in last_mail() and "müssen nichts weiter tun" in last_mail()
    (due,) = panels.objections(desk.area, desk.clara)
    assert due.url.endswith("/widerspruch/") and row.title in due.title
    client = client_of(desk.ayse)
    assert "Das Büro antwortet Ihnen" in page(client, row)
    actions.answer_objection(objection=made, upheld=True, reason="Stimmt.", by=desk.clara)
    assert "wird neu entschieden" in last_mail() and not list(panels.objections(desk.area, desk.clara))
    assert "Antwort des Büros vom" in page(client, row)


def test_an_answer_to_an_objection_is_given_once(desk: Any) -> None:
    row = desk.submitted()
    actions.reject(application=row, reason="Zu teuer.", by=desk.clara)
    made = actions.object_to(
        application=row, about=states.ABOUT_REFUSAL, text="", received_on=dates.today(), by=desk.ayse
    )
    first = actions.answer_objection(objection=made, upheld=False, reason="Es bleibt dabei.", by=desk.clara)
    assert actions.answer_objection(objection=made, upheld=False, reason="Es bleibt dabei.", by=desk.clara) == first
    assert "was Sie noch tun können" in last_mail()
    with pytest.raises(Conflict, match="schon geantwortet"):
        actions.answer_objection(objection=made, upheld=True, reason="Doch.", by=desk.carla)
    assert ObjectionReply.objects.count() == 1


def test_the_confirmation_does_not_forbid_what_the_rules_allow(desk: Any) -> None:
    desk.submitted()
    assert "kaufen Sie noch nichts" in last_mail() and desk.jury.name in last_mail()


def test_the_office_is_told_where_no_mail_goes_out(desk: Any, client_of: Any) -> None:
    row = desk.submitted(owner=None)
    network.update_person(person=row.person, by=desk.clara, email="")
    url = links.to("funding:team_application", area=desk.area.slug, number=row.number)
    client, before = client_of(desk.clara), Message.objects.count()
    answer = client.post(url, {"do": "reject", "absage-reason": "Der Fonds zahlt keine Reisen."}, follow=True)
    assert "Ohne E-Mail-Adresse" in answer.content.decode() and Message.objects.count() == before


def test_a_question_is_answered_in_words_once_and_the_office_reads_both(desk: Any, client_of: Any) -> None:
    row = desk.submitted()
    actions.check(application=row, result=states.QUESTION, note="Wer hilft?", by=desk.clara)
    mine, address = client_of(desk.ayse), links.to("funding:my_application", pk=row.pk)
    too_long = mine.post(address, {"do": "submit", "answer": "Der Chor. " * 300})
    assert "Der Chor. Der Chor." in too_long.content.decode() and "2000" in too_long.content.decode()
    row.refresh_from_db()
    assert row.status == states.RETURNED, "nothing was sent, nothing lost"
    for _click in range(2):
        assert mine.post(address, {"do": "submit", "answer": "Der Chor\nvom Kanal."}).status_code == 302
    told = [entry for entry in of_row("funding.application", row.pk) if entry.verb == "resubmitted"]
    assert [(entry.because, entry.public) for entry in told] == [("Der Chor\nvom Kanal.", False)]
    office = client_of(desk.clara).get(links.to("funding:team_application", area="lindenhafen", number=row.number))
    text = office.content.decode()
    assert "Der Chor<br>vom Kanal." in text and "Wer hilft?" in text
    (due,) = panels.due(desk.area, desk.clara)
    assert "Antwort ist da" in due.why


def test_an_answer_nobody_asked_for_is_refused(desk: Any) -> None:
    row = desk.draft()
    with pytest.raises(Refused, match="keine Frage offen"):
        actions.submit(application=row, by=desk.ayse, answer="Der Chor.")
