"""Calls for ideas, ideas, and what the office does with them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.areas.models import Area, FieldOfAction
from quartier.history.actions import action, begin_thread, lock, move, next_number, record, touch
from quartier.history.models import Thread
from quartier.kit import dates, spam
from quartier.kit.errors import Refused
from quartier.kit.spam import Sender
from quartier.mail import actions as mail
from quartier.participation import emails, queries, rules, states
from quartier.participation.models import Answer, Idea, IdeaCall
from quartier.search.actions import renew


@action
def open_call(
    *, area: Area, question: str, opens_on: dt.date, closes_on: dt.date, lead: str = "", by: User | None = None
) -> IdeaCall:
    """Ask the quarter a question; ideas of these days (both included) belong to it.

    Before: ``closes_on`` is not before ``opens_on``. After: the call stands on the ideas page while it is open.
    """
    if closes_on < opens_on:
        raise Refused(_("Der Aufruf endet, bevor er beginnt. Bitte sehen Sie die beiden Tage noch einmal an."))
    call = IdeaCall.objects.create(area=area, question=question, lead=lead, opens_on=opens_on, closes_on=closes_on)
    record(scope=area.scope_id, verb="call_opened", row=call, by=by, public=True)
    return call


@action
def hand_in(
    *,
    area: Area,
    title: str,
    text: str,
    place: str = "",
    first_name: str = "",
    show_name: bool = False,
    email: str = "",
    source: str = states.FORM,
    entered_by: User | None = None,
    sender: Sender | None = None,
    guide: int | None = None,
) -> Idea:
    """Take in an idea of a resident; ``entered_by`` is the person of the office who writes it down for somebody.

    Effect: a number, a thread, a row that nobody but the office sees. The same words within ten minutes are the same
    idea: a double click is harmless. After: with ``email`` a mail with the number and a link to take it back. It quotes
    nothing of what was typed, so that nobody can send messages of theirs through us. Without ``title`` the first
    sentence becomes it. Not public, so no page is made anew.

    ``sender``: from the public form; Refused when too many ideas come from there within the hour. What reads like
    advertising is taken in with the reason (``held``), and its mail waits until somebody has released the idea.
    The author's mails are in the language of the page, German where the office writes it down. ``guide``: number of the
    guide („So machen Sie ein Hoffest“) whose page led to the form.
    """
    if sender is not None:
        spam.admit("idea", sender, most=rules.MOST_PER_HOUR)
    number = next_number(scope=area.scope_id, series="idea")  # locks the series: a second click waits here
    title = title.strip() or rules.heading(text)
    like, call = queries.before_hand_in(area, title, text, since=dates.now() - rules.AGAIN_WITHIN)
    if like is not None and rules.is_same(like, title):
        return like  # the new number stays unused; hidden ideas leave such gaps too
    held = "" if sender is None else rules.held(title, text, place, first_name, again=like is not None)
    idea = Idea.objects.create(
        area=area, thread=begin_thread(scope=area.scope_id), call_id=call, number=number, title=title,
        text=text, place=place, first_name=first_name, show_name=show_name and bool(first_name), email=email,
        source=source, entered_by=entered_by, held=held, language=_language_of(entered_by), guide=guide,
    )  # fmt: skip
    record(scope=area.scope_id, verb="handed_in", row=idea, by=entered_by, thread=idea.thread_id)
    if not held:
        _write(idea, emails.received)
    return idea


def _language_of(entered_by: User | None) -> str:
    return settings.LANGUAGE_CODE if entered_by else get_language() or settings.LANGUAGE_CODE


def _write(idea: Idea, letter: Callable[..., emails.Mail], *more: Any) -> None:
    """A mail to the author, where an address is there, in the language of the page on which the idea was handed in;
    what the office wrote stays German.
    """
    if idea.email:
        with override(idea.language):
            subject, body = letter(idea, *more)
        mail.send(scope=idea.area.scope, to=idea.email, subject=subject, body=body, about=idea)


@action
def publish(*, idea: Idea, by: User | None, title: str = "") -> Idea:
    """Release an idea: everybody can read it from now on. ``title``: a better heading, the text stays as it was said.

    Before: new, or hidden by mistake. Refused in every other state. After: the mail that was held is written.
    """
    first = idea.held and idea.status == states.NEW
    if title and title != idea.title:
        idea.title = title
        Idea.objects.filter(pk=idea.pk).update(title=title)
    scope, facts = idea.area.scope_id, {"number": idea.number}
    move(idea, states.PUBLISHED, by=by, scope=scope, thread=idea.thread_id, public=True, facts=facts)
    if first:
        _write(idea, emails.received)
    renew(row=idea)
    return idea


@action
def hide(*, idea: Idea, reason: str, by: User | None) -> Idea:
    """Do not show an idea, or no longer; the reason is kept and goes to the author, where an address is there.

    Refused without a reason, and when it is hidden or withdrawn already.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Wer die Idee hatte, soll ihn lesen können."))
    scope = idea.area.scope_id
    move(idea, states.HIDDEN, by=by, scope=scope, thread=idea.thread_id, because=reason)
    touch(scope)
    _write(idea, emails.hidden, reason)
    renew(row=idea)
    return idea


@action
def answer(*, idea: Idea, text: str, field: FieldOfAction | None, by: User) -> Answer:
    """Answer an idea in public and name the field of action it belongs to; a second answer stands below the first.

    Before: published. After: a mail to the author, where an address is there. Refused while it is not public.
    """
    _must_be_public(idea)
    row = _say(idea, by, text)
    if field is not None and field.pk != idea.field_id:
        idea.field = field
        Idea.objects.filter(pk=idea.pk).update(field=field)
    if idea.status in (states.PUBLISHED, states.PASSED_ON):
        move(idea, states.ANSWERED, by=by, scope=idea.area.scope_id, thread=idea.thread_id)
    _write(idea, emails.answered, row)
    return row


@action
def pass_on(*, idea: Idea, to_whom: str, by: User, because: str = "") -> Answer:
    """Give the idea to whom it concerns (``to_whom``: „Straßenamt Hohenwerder“), say why in public, tell the author.

    Before: published or answered. Refused while it is not public, and once it has become an application.
    """
    _must_be_public(idea)
    if not to_whom.strip():
        raise Refused(_("Bitte schreiben Sie, an wen Sie die Idee weitergeben."))
    row = _say(idea, by, because, passed_to=rules.whom(to_whom)[:120])
    move(idea, states.PASSED_ON, by=by, scope=idea.area.scope_id, thread=idea.thread_id)
    _write(idea, emails.passed_on, row)
    return row


def _must_be_public(idea: Idea) -> None:
    """Locks the idea and brings its state up to date."""
    idea.status = lock(idea).status
    if not idea.is_public:
        raise Refused(_("Diese Idee ist nicht öffentlich. Geben Sie sie zuerst frei, dann können Sie antworten."))


def _say(idea: Idea, by: User, text: str, passed_to: str = "") -> Answer:
    if not (text.strip() or passed_to):
        raise Refused(_("Die Antwort ist noch leer."))
    row = Answer.objects.create(idea=idea, text=text.strip(), passed_to=passed_to, by=by, at=dates.now())
    verb = "passed_on" if passed_to else "answered"
    record(scope=idea.area.scope_id, verb=verb, row=row, by=by, thread=idea.thread_id, public=True)
    renew(row=idea)
    return row


@action
def withdraw(*, idea: Idea, because: str, by: User | None = None) -> Idea:
    """Take an idea back: by its author through the link in the mail, or by the office for the author.

    After: gone from the public pages; first name and address are blanked. Refused once an application came of it.
    """
    scope = idea.area.scope_id
    move(idea, states.WITHDRAWN, by=by, scope=scope, thread=idea.thread_id, because=because)
    touch(scope)
    idea.first_name, idea.email, idea.show_name = "", "", False
    Idea.objects.filter(pk=idea.pk).update(first_name="", email="", show_name=False)
    renew(row=idea)
    return idea


@action
def advance(*, thread: Thread, to: str, by: User | None) -> list[Idea]:
    """Bring the ideas from which the thread came to the state the later step has reached.

    ``to``: a state of ideas. Ideas whose state does not allow the move stay as they are. Returns those that moved.
    """
    moved = []
    for idea in queries.voices(thread).select_related("area"):
        if to in idea.MOVES.get(idea.status, ()):
            move(idea, to, by=by, scope=idea.area.scope_id, thread=idea.thread_id)
            touch(idea.area.scope_id)
            moved.append(idea)
    return moved


@action
def note(*, idea: Idea, text: str, by: User) -> None:
    """An internal note of the office on the idea; stands in its history, never in public. Refused when empty."""
    if not text.strip():
        raise Refused(_("Die Notiz ist noch leer."))
    record(scope=idea.area.scope_id, verb="noted", row=idea, by=by, thread=idea.thread_id, because=text.strip())


@action
def tell_office(*, area: Area) -> int:
    """A mail to everybody of the office about what came in by the public forms since the last one.

    Before: the last one is an hour old, and something new waits; otherwise nothing happens. Returns how many mails.
    """
    lock(area)  # two workers at once write one round
    last = queries.office_told(area)
    if last and dates.now() - last < rules.TELL_EVERY:
        return 0
    waiting = queries.unread(area, last)
    if not waiting.anything:
        return 0
    with override(settings.LANGUAGE_CODE):
        subject, body = emails.to_read(area, waiting)
    managers = queries.managers(area)
    for to in managers:
        mail.send(scope=area.scope, to=to, subject=subject, body=body, about=area)
    record(
        scope=area.scope_id,
        verb="office_told",
        row=area,
        facts={"ideas": waiting.ideas, "registrations": waiting.registrations},
    )
    return len(managers)
