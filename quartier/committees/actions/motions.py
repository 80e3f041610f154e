"""Motions are proposed, put on an agenda, taken off it and withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.committees import queries, rules, states
from quartier.committees.models import Committee, Meeting, Motion, MotionSubject, Recusal
from quartier.history.actions import action, lock, move, record
from quartier.history.models import Thread
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.network.models import Organisation, Person


@action
def propose(
    *, committee: Committee, title: str, wording: str, amount_cents: int = 0, thread: Thread | None = None,
    persons: Sequence[Person] = (), organisations: Sequence[Organisation] = (), by: Any,
) -> Motion:  # fmt: skip
    """Before: something a body is to decide. Effect: a motion that waits for an agenda.

    ``amount_cents``: the most that can be decided; ``thread``: where the decision is told; ``persons`` and
    ``organisations``: whom it concerns, they and who sits for them are presumed biased. Refused: no title or wording.
    """
    if not title.strip() or not wording.strip():
        raise Refused(_("Eine Vorlage braucht einen Titel und einen Wortlaut, über den abgestimmt werden kann."))
    motion = Motion.objects.create(
        committee=committee, title=title.strip()[:120], wording=wording.strip(), amount_cents=amount_cents,
        thread=thread,
    )  # fmt: skip
    subjects = [MotionSubject(motion=motion, person=person) for person in persons]
    subjects += [MotionSubject(motion=motion, organisation=organisation) for organisation in organisations]
    MotionSubject.objects.bulk_create(subjects)
    record(scope=committee.area.scope_id, verb="proposed", row=motion, by=by, thread=thread)
    return motion


@action
def put_on_agenda(*, motion: Motion, meeting: Meeting, by: Any) -> Motion:
    """Before: a motion that waits, a meeting that is not over. Effect: the last item of its agenda, told in public.

    Applicants who sit in the body are recused at once. Refused: another body's meeting, closed or called off, already
    on an agenda.
    """
    _must_take(meeting, motion)
    move(
        motion, states.LISTED, by=by, scope=motion.committee.area.scope_id, verb="listed", thread=motion.thread_id,
        public=True, facts={"jury": int(motion.committee.kind == states.JURY), "day": _ordinal(meeting)},
    )  # fmt: skip
    _place(motion, meeting)
    return motion


@action
def take_off(*, motion: Motion, by: Any, reason: str = "") -> Motion:
    """Before: on an agenda, not being voted on. Effect: waits for another one; the reason is told in public.

    Refused: a vote is open, counted or decided.
    """
    move(
        motion, states.DRAFT, by=by, scope=motion.committee.area.scope_id, verb="postponed", thread=motion.thread_id,
        because=reason, public=True,
    )  # fmt: skip
    Motion.objects.filter(pk=motion.pk).update(meeting=None, position=0)
    motion.meeting, motion.position = None, 0
    return motion


@action
def withdraw(*, motion: Motion, reason: str, by: Any) -> Motion:
    """Before: not voted on. Effect: the body no longer decides on it. Refused: a vote is open, counted or decided."""
    move(
        motion, states.WITHDRAWN, by=by, scope=motion.committee.area.scope_id, verb="motion_withdrawn",
        thread=motion.thread_id, because=reason,
    )  # fmt: skip
    return motion


def _must_take(meeting: Meeting, motion: Motion) -> None:
    locked = lock(meeting)
    if locked.committee_id != motion.committee_id:
        raise Refused(_("Diese Vorlage gehört zu einem anderen Gremium."))
    if locked.status in (states.CLOSED, states.CANCELLED):
        raise Refused(_("Diese Sitzung ist beendet oder abgesagt. Bitte wählen Sie eine andere."))


def _place(motion: Motion, meeting: Meeting) -> None:
    """Put a listed motion at the end of the meeting's agenda and recuse those whose own motion it is."""
    motion.meeting, motion.position = meeting, queries.last_position(meeting) + 1
    Motion.objects.filter(pk=motion.pk).update(meeting=meeting, position=motion.position)
    _recuse_applicants(motion)


def _recuse_applicants(motion: Motion) -> None:
    """Whose own motion it is takes no part in the vote; nobody has to declare or confirm that."""
    meeting = motion.meeting
    assert meeting is not None
    persons = set(motion.subjects.exclude(person=None).values_list("person_id", flat=True))
    if not persons:
        return
    seats = motion.committee.seats.held_on(queries.day_of(meeting)).exclude(recusals__motion=motion)
    with override(settings.LANGUAGE_CODE):  # the reason is kept
        found = rules.biased(seats, persons, ())
    for bias in found:
        Recusal.objects.create(motion=motion, seat=bias.seat, reason=bias.reason, at=dates.now())


def _ordinal(meeting: Meeting) -> int:
    """The local day of the meeting as a number, for the entry's facts."""
    return dates.local(meeting.starts_at).date().toordinal()
