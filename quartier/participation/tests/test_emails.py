import pytest
from django.utils import translation

from quartier.mail.models import Message
from quartier.participation import actions


@pytest.mark.parametrize(
    ("language", "first_words", "then"),
    [
        ("en", "Your idea no. 1 has reached us", "Answer to your idea no. 1"),
        ("tr", "1 numaralı fikriniz bize ulaştı", "1 numaralı fikrinize cevap"),
        ("ar", "وصلتنا فكرتك رقم 1", "جواب على فكرتك رقم 1"),
        ("uk", "Ваша ідея № 1 надійшла до нас", "Відповідь на Вашу ідею № 1"),
    ],
)
def test_every_mail_speaks_as_the_page_did_whoever_answers(hand_in, clara, field, language, first_words, then):
    with translation.override(language):
        idea = hand_in(email="samir@example.org")
    actions.publish(idea=idea, by=clara)
    actions.answer(idea=idea, text="Das passt gut.", field=field, by=clara)
    first, answer = Message.objects.order_by("pk")
    assert first.subject == first_words and f"/{language}/lindenhafen/ideen/" in first.body
    assert answer.subject == then and "Das passt gut." in answer.body and f"/{language}/lindenhafen/" in answer.body


def test_what_the_office_writes_down_is_told_in_german(hand_in, clara):
    with translation.override("en"):
        idea = hand_in(email="samir@example.org", source="office", entered_by=clara)
    assert Message.objects.get().subject == f"Ihre Idee Nr. {idea.number} ist bei uns"
