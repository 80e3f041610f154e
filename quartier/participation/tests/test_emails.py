from django.utils import translation

from quartier.mail.models import Message
from quartier.participation import actions


def test_the_first_mail_speaks_as_the_page_did_and_the_answer_german(hand_in, clara, field):
    with translation.override("en"):
        idea = hand_in(email="samir@example.org")
        actions.publish(idea=idea, by=clara)
        actions.answer(idea=idea, text="Das passt gut.", field=field, by=clara)
    first, answer = Message.objects.order_by("pk")
    assert first.subject == f"Your idea no. {idea.number} has reached us" and "/en/lindenhafen/ideen/" in first.body
    assert answer.subject == f"Antwort auf Ihre Idee Nr. {idea.number}" and "/en/" not in answer.body


def test_what_the_office_writes_down_is_told_in_german(hand_in, clara):
    with translation.override("en"):
        idea = hand_in(email="samir@example.org", source="office", entered_by=clara)
    assert Message.objects.get().subject == f"Ihre Idee Nr. {idea.number} ist bei uns"
