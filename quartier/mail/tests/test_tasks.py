"""Sending: once, by one worker, with a reason when it fails, and never with an address in the log."""

import datetime as dt
import logging
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from quartier.history.actions import action
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.links import to
from quartier.mail import actions, states, tasks
from quartier.mail.models import Message

pytestmark = pytest.mark.django_db


class Unwilling(EmailBackend):
    """A mail server that refuses, with the answer set for the test."""

    answer: Exception = ConnectionRefusedError()

    def send_messages(self, letters):
        raise self.answer


def unwilling(settings, answer):
    Unwilling.answer = answer
    settings.EMAIL_BACKEND = f"{__name__}.Unwilling"


@pytest.fixture
def message(area):
    return actions.send(
        scope=area.scope, to="jana@example.org", subject="Ihre\nIdee", body="Guten Tag, danke.", about=area
    )


def test_a_ready_message_is_sent_once(message):
    assert message.subject == "Ihre Idee"
    assert tasks.deliver_waiting.call() == 1
    assert tasks.deliver_waiting.call() == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["jana@example.org"], "Ihre Idee")
    message.refresh_from_db()
    assert (message.status, message.sent_at is not None) == (states.SENT, True)


def test_a_calendar_goes_along_as_a_file(area):
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:Nähabend\r\nEND:VCALENDAR\r\n"
    actions.send(scope=area.scope, to="j@example.org", subject="A", body="B", about=area, calendar=text)
    tasks.deliver_waiting.call()
    (part,) = [part for part in mail.outbox[0].message().walk() if part.get_filename()]
    assert (part.get_filename(), part.get_content_type()) == ("termin.ics", "text/calendar")
    assert part.get_payload(decode=True).decode().splitlines() == text.splitlines()


def test_addresses_go_with_the_row_they_were_about_and_what_waits_goes_out_first(message, area, city):
    other = actions.send(scope=area.scope, to="k@example.org", subject="A", body="B", about=city)
    assert actions.forget_address(about=area) == 0, "it is still to be sent"
    tasks.deliver_waiting.call()
    assert actions.forget_address(about=area) == 1
    assert {row.pk: row.to for row in Message.objects.all()} == {message.pk: "", other.pk: "k@example.org"}


def test_a_held_message_waits_for_somebody(area, clara):
    held = actions.send(scope=area.scope, to="j@example.org", subject="A", body="B", about=area, held=True)
    assert tasks.deliver_waiting.call() == 0
    actions.release(message=held, by=clara)
    assert tasks.deliver_waiting.call() == 1


def test_a_dropped_message_is_never_sent(area, clara):
    held = actions.send(scope=area.scope, to="j@example.org", subject="A", body="B", about=area, held=True)
    actions.drop(message=held, by=clara)
    assert tasks.deliver_waiting.call() == 0
    with pytest.raises(Refused):
        actions.release(message=held, by=clara)


def test_a_message_of_a_failed_action_is_never_sent(area):
    @action
    def broken():
        actions.send(scope=area.scope, to="j@example.org", subject="A", body="B", about=area)
        raise Refused("Halt")

    with pytest.raises(Refused):
        broken()
    assert not Message.objects.exists()


def test_only_one_worker_claims(message):
    assert [actions.claim(message=message), actions.claim(message=message)] == [True, False]
    assert tasks.deliver_waiting.call() == 0


def test_a_sleeping_server_is_tried_again_and_then_the_office_is_told(message, settings):
    unwilling(settings, ConnectionRefusedError())
    moment, tries = dates.now(), 0
    for _ in range(20):
        with dates.clock_at(moment):
            tasks.deliver_waiting.call()
        message.refresh_from_db()
        tries += 1
        if message.status == states.FAILED:
            break
        assert message.not_before > moment
        moment = message.not_before
    assert (message.status, message.tries, tries) == (states.FAILED, 6, 6)
    assert "nicht zu erreichen" in message.error


def test_an_unknown_address_fails_at_once_and_stays_out_of_log_and_reason(message, settings, caplog):
    unwilling(settings, smtplib.SMTPRecipientsRefused({"jana@example.org": (550, b"No jana@example.org here")}))
    with caplog.at_level(logging.DEBUG):
        tasks.deliver_waiting.call()
    message.refresh_from_db()
    assert message.status == states.FAILED
    assert "550" in message.error
    assert "jana" not in message.error + caplog.text


def test_a_failed_message_is_sent_again_when_released(message, clara, settings):
    backend = settings.EMAIL_BACKEND
    unwilling(settings, smtplib.SMTPDataError(554, b"no"))
    tasks.deliver_waiting.call()
    settings.EMAIL_BACKEND = backend
    message.refresh_from_db()
    actions.release(message=message, by=clara)
    assert tasks.deliver_waiting.call() == 1


def test_a_message_whose_worker_died_is_not_sent_twice(message):
    actions.claim(message=message)
    with dates.clock_at(dates.now() + dt.timedelta(minutes=11)):
        assert tasks.deliver_waiting.call() == 0
    message.refresh_from_db()
    assert message.status == states.FAILED
    assert "Vielleicht" in message.error


def test_the_outbox_shows_the_own_quarter_only(area, other_area, clara, erna, message, client_of):
    page = to("mail:outbox", area=area.slug)
    assert "Ihre Idee" in client_of(clara).get(page).content.decode()
    assert client_of(erna).get(page).status_code == 404
    elsewhere = to("mail:message", area=other_area.slug, pk=message.pk)
    assert client_of(erna).get(elsewhere).status_code == 404


def test_a_held_message_is_read_and_sent_on_the_page(area, clara, client_of):
    held = actions.send(
        scope=area.scope, to="j@example.org", subject="Bescheid", body="<b>Hallo</b>", about=area, held=True
    )
    client, page = client_of(clara), to("mail:message", area=area.slug, pk=held.pk)
    shown = client.get(page).content.decode()
    assert "&lt;b&gt;Hallo" in shown
    assert client.post(page, {"release": "1"}).status_code == 302
    assert tasks.deliver_waiting.call() == 1
    again = client.post(page, {"release": "1"})
    assert "Das geht nicht mehr" in again.content.decode()


def test_the_outbox_costs_the_same_with_many(area, clara, client_of, django_assert_max_num_queries):
    client, page = client_of(clara), to("mail:outbox", area=area.slug)
    for number in range(35):
        actions.send(scope=area.scope, to="j@example.org", subject=f"Nr. {number}", body="x", about=area)
    client.get(page)
    with django_assert_max_num_queries(11):
        first = client.get(page).content.decode()
    assert "Nr. 34" in first
    assert "Nr. 4<" not in first
    assert "vor=" in first


@action
def _erase_all():
    Message.objects.all().delete()


class Slow(EmailBackend):
    """While it thinks, the time of every message to be erased has come."""

    def send_messages(self, letters):
        _erase_all()
        return super().send_messages(letters)


def test_a_message_erased_while_it_was_sent_keeps_nothing_back(message, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    assert tasks.deliver_waiting.call() == 1
    assert len(mail.outbox) == 1
