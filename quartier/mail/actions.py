"""Nachrichten in die Post legen, freigeben, verwerfen; was aus dem Senden wurde, festhalten."""

from typing import Any

from django.db.models import Model

from quartier.history.actions import action, lock, move
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.mail import rules, states
from quartier.mail.models import Message


@action
def send(
    *, scope: Scope, to: str, subject: str, body: str, about: Model, held: bool = False, calendar: str = ""
) -> Message:
    """Before: a text for one address. Effect: a Message row. After: the worker sends it within seconds.

    ``about``: the row it is about; ``held``: it waits until somebody has read and released it; ``calendar``: an
    iCalendar file that goes along. Called inside the action that gives the reason, so both are kept or neither.
    """
    return Message.objects.create(
        scope=scope, to=to.strip(), subject=" ".join(subject.split())[:200], body=body.strip() + "\n",
        kind=about._meta.label_lower, row=about.pk, status=states.HELD if held else states.READY, calendar=calendar,
    )  # fmt: skip


@action
def forget_address(*, about: Model) -> int:
    """The addresses of all mails about this row go, because the person's time with us is over. Returns how many.

    What still waits to be sent goes out first. Law: Art. 5(1)(e) GDPR.
    """
    rows = Message.objects.filter(kind=about._meta.label_lower, row=about.pk)
    return rows.exclude(status=states.READY).exclude(to="").update(to="")


@action
def release(*, message: Message, by: Any) -> Message:
    """Before: held, or not delivered. Effect: ready, recorded. After: sent by the worker.

    Refused: it is sent, dropped or ready already; its address was erased.
    """
    rules.must_have_address(message)
    move(message, states.READY, by=by, scope=message.scope_id, verb="mail_released")
    Message.objects.filter(pk=message.pk).update(tries=0, claimed_at=None, not_before=None, error="")
    return message


@action
def drop(*, message: Message, by: Any) -> Message:
    """Before: held, or not delivered. Effect: dropped, recorded; the text stays readable. Refused: sent or ready."""
    move(message, states.DROPPED, by=by, scope=message.scope_id, verb="mail_dropped")
    return message


@action
def claim(*, message: Message) -> bool:
    """Before: ready. Effect: this worker alone sends it. False when another was faster or the message has moved on."""
    found = Message.objects.filter(pk=message.pk, status=states.READY, claimed_at__isnull=True)
    return bool(found.update(claimed_at=dates.now()))


@action
def delivered(*, message: Message) -> Message:
    """Before: claimed. Effect: sent, with the time; the mail server has taken it."""
    Message.objects.filter(pk=message.pk).update(sent_at=dates.now(), claimed_at=None, error="")
    move(message, states.SENT, by=None, scope=message.scope_id, verb="mail_sent")
    return message


@action
def undelivered(*, message: Message, reason: str, final: bool) -> Message:
    """Before: claimed. Effect: tried again later, or, when ``final`` or after the last pause, failed with the reason.

    ``reason``: a sentence without an address in it.
    """
    locked = lock(message)
    pause = None if final else rules.pause(locked.tries)
    message.tries, message.error = locked.tries + 1, reason[:200]
    message.not_before = dates.now() + pause if pause else None
    Message.objects.filter(pk=message.pk).update(
        tries=message.tries, error=message.error, not_before=message.not_before, claimed_at=None
    )
    if pause is None:
        move(message, states.FAILED, by=None, scope=message.scope_id, verb="mail_failed")
    return message
