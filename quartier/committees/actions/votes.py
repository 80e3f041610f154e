"""A motion is voted on: recusals, votes, counting, decision, and taking a decision back."""

from typing import Any

from django.db import IntegrityError, models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from quartier.committees import queries, rules, states
from quartier.committees.actions.motions import _must_take, _place, _recuse_applicants
from quartier.committees.models import Attendance, Decision, Meeting, Motion, Recusal, Seat, Tally, Vote
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates, money
from quartier.kit.errors import Refused
from quartier.search.actions import renew


@action
def recuse(*, motion: Motion, seat: Seat, reason: str, by: Any) -> Recusal:
    """Before: not counted yet. Effect: the seat takes no part in the vote; a vote already cast is void.

    ``by``: the person themselves or the chair. The same twice is one recusal. Refused: counted or decided already, a
    seat of another body.
    """
    locked = lock(motion)
    if locked.status in (states.COUNTED, states.DECIDED, states.WITHDRAWN):
        raise Refused(_("Die Abstimmung ist geschlossen. Befangenheit muss vorher erklärt werden."))
    if seat.committee_id != locked.committee_id:
        raise Refused(_("Dieser Sitz gehört zu einem anderen Gremium."))
    found = Recusal.objects.filter(motion=motion, seat=seat).first()
    if found is not None:
        return found
    row = Recusal.objects.create(motion=motion, seat=seat, reason=reason[:200], by=_person(by), at=dates.now())
    record(scope=motion.committee.area.scope_id, verb="recused", row=row, by=by, thread=motion.thread_id)
    return row


@action
def open_vote(*, motion: Motion, by: Any) -> Motion:
    """Before: on the agenda of a running meeting with a quorum. Effect: those present can vote; older votes are void.

    Refused: the meeting does not run, too few are there, the vote is open or over.
    """
    _must_be_in_session(motion)
    _recuse_applicants(motion)
    move(motion, states.VOTING, by=by, scope=motion.committee.area.scope_id, verb="opened", thread=motion.thread_id)
    Motion.objects.filter(pk=motion.pk).update(ballot=models.F("ballot") + 1)
    motion.refresh_from_db(fields=["ballot"])
    return motion


@action
def vote(*, motion: Motion, seat: Seat, choice: str) -> Vote:
    """Before: the vote is open, the seat in the room and not recused. Effect: one more row; the last of a seat counts.

    ``choice``: yes, no or abstain. Two queries, no stamp is changed: all members vote in the same minute. The database
    refuses what this reading could not see yet (closed in the same moment). Refused: with the sentence why not.
    """
    if choice not in dict(states.CHOICES):
        raise Refused(_("Bitte wählen Sie: dafür, dagegen oder Enthaltung."))
    there = Attendance.objects.voting().filter(meeting_id=OuterRef("meeting_id"), seat_id=seat.pk)
    recused = Recusal.objects.filter(motion_id=OuterRef("pk"), seat_id=seat.pk)
    status, ballot, present, biased = (
        Motion.objects.filter(pk=motion.pk)
        .values_list("status", "ballot")
        .annotate(there=Exists(there), biased=Exists(recused))
        .get()
    )
    if why := rules.why_no_vote(status, present=present, recused=biased):
        raise Refused(why)
    try:
        return Vote.objects.create(motion_id=motion.pk, seat=seat, ballot=ballot, choice=choice, at=dates.now())
    except IntegrityError as error:
        raise Refused(_("Die Abstimmung ist geschlossen. Ihre Stimme wurde nicht mehr gezählt.")) from error


@action
def close_vote(*, motion: Motion, by: Any) -> Tally:
    """Before: the vote is open. Effect: nobody can vote any more; the last votes are counted.

    Votes under way are waited for: each is either counted here or refused. Counted are seats that are in the room and
    not recused. Refused: the vote is not open (closed by somebody else).
    """
    _read_anew(motion)
    if motion.status != states.VOTING:
        raise Refused(_("Diese Abstimmung ist nicht offen. Vielleicht hat jemand sie schon geschlossen."))
    _counted(motion, by)
    return _tally(motion, queries.count(motion), by, typed=False)


@action
def type_tally(*, motion: Motion, yes: int, no: int, abstain: int, by: Any) -> Tally:
    """Before: on the agenda or open, a show of hands was counted in the room. Effect: its totals count, no votes.

    Refused: more votes than people in the room who may vote, no quorum, already counted.
    """
    _must_be_in_session(motion)
    _recuse_applicants(motion)
    there = queries.count(motion)
    if yes + no + abstain > there.voters:
        raise Refused(
            _("Das sind %(cast)d Stimmen, stimmen können hier aber nur %(voters)d. Bitte zählen Sie noch einmal nach.")
            % {"cast": yes + no + abstain, "voters": there.voters}
        )
    _counted(motion, by)
    typed = queries.Count(yes=yes, no=no, abstain=abstain, recused=there.recused, present=there.present)
    return _tally(motion, typed, by, typed=True)


@action
def vote_again(*, motion: Motion, reason: str, by: Any) -> Motion:
    """Before: open or counted, not decided. Effect: back on the agenda; the votes so far are void, the totals stay.

    Refused: no reason, decided already.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie dazu, warum noch einmal abgestimmt wird."))
    scope = motion.committee.area.scope_id
    move(motion, states.LISTED, by=by, scope=scope, verb="vote_void", thread=motion.thread_id, because=reason)
    return motion


@action
def decide(
    *, motion: Motion, reason: str, by: Any, condition: str = "", amount_cents: int | None = None
) -> Decision:  # fmt: skip
    """Before: counted, with a quorum. Effect: a decision with the next number of the year, told in public.

    The result follows from the votes and the majority of the rules of procedure. ``amount_cents``: what was decided, at
    most what was asked (that, when left out); a refusal decides nothing. After a decision was taken back the new one
    reverses it. Refused: no reason, no quorum, more than asked, not counted, decided already.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie die Begründung dazu. Sie steht öffentlich beim Beschluss."))
    _read_anew(motion)
    committee, tally = motion.committee, queries.tally_of(motion)
    if motion.status == states.COUNTED and tally is not None and not rules.quorate(tally.present, tally.needed):
        raise Refused(_no_quorum(tally.present, tally.needed))
    scope = committee.area.scope_id
    move(motion, states.DECIDED, by=by, scope=scope, verb="motion_decided", thread=motion.thread_id)
    assert tally is not None
    result = states.ACCEPTED if rules.accepted(_majority(tally, motion), tally.yes, tally.no) else states.REFUSED
    cents = _decided_cents(motion, result, amount_cents)
    year = dates.today().year
    decision = Decision.objects.create(
        motion=motion, tally=tally, year=year, number=next_number(scope=scope, series=f"decision-{year}"),
        area=committee.area, result=result, amount_cents=cents, reason=reason.strip(), condition=condition.strip(),
        present=tally.present, needed=tally.needed, by=_person(by), at=dates.now(),
        reverses=motion.decisions.order_by("-pk").first(),
    )  # fmt: skip
    facts = {"motion": motion.pk}
    record(scope=scope, verb="decided", row=decision, by=by, thread=motion.thread_id, public=True, facts=facts)
    renew(row=decision)
    return decision


@action
def take_back(*, decision: Decision, meeting: Meeting, reason: str, by: Any) -> Motion:
    """Before: the decision in force, a coming meeting. Effect: the body decides anew there; told in public.

    The decision stays as a row; the new one reverses it. Whoever acted on it (a grant) has to look at theirs. Refused:
    no reason, not the newest decision, the meeting is over or another body's.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Er steht öffentlich beim Beschluss."))
    motion = decision.motion
    if motion.decisions.filter(pk__gt=decision.pk).exists():
        raise Refused(_("Diesen Beschluss hat schon ein neuerer ersetzt."))
    _must_take(meeting, motion)
    scope = motion.committee.area.scope_id
    move(motion, states.LISTED, by=by, scope=scope, verb="relisted", thread=motion.thread_id)
    _place(motion, meeting)
    record(
        scope=scope, verb="taken_back", row=decision, by=by, thread=motion.thread_id, because=reason, public=True
    )  # fmt: skip
    return motion


# What the verbs share -----------------------------------------------------------------------------------------------
def _person(by: Any) -> Any:
    return by if getattr(by, "is_authenticated", False) else None


def _read_anew(motion: Motion) -> None:
    """Lock the motion and see what others did to it since it was read."""
    lock(motion)
    motion.refresh_from_db(fields=["status", "meeting", "ballot"])


def _must_be_in_session(motion: Motion) -> None:
    _read_anew(motion)
    meeting = motion.meeting
    if meeting is None or meeting.status != states.RUNNING:
        raise Refused(_("Abstimmen geht nur in einer Sitzung, die läuft. Bitte beginnen Sie zuerst die Sitzung."))
    found = queries.quorum(meeting)
    if not found.reached:
        raise Refused(_no_quorum(found.present, found.needed))


def _no_quorum(present: int, needed: int) -> str:
    return _(
        "Nicht beschlussfähig: Es sind %(present)d da, nötig sind %(needed)d. So kann nichts beschlossen werden. "
        "Tragen Sie ein, wer noch gekommen ist, oder vertagen Sie."
    ) % {"present": present, "needed": needed}


def _counted(motion: Motion, by: Any) -> None:
    scope = motion.committee.area.scope_id
    move(motion, states.COUNTED, by=by, scope=scope, verb="counted", thread=motion.thread_id)


def _tally(motion: Motion, count: queries.Count, by: Any, *, typed: bool) -> Tally:
    assert motion.meeting is not None
    found = queries.quorum(motion.meeting)
    return Tally.objects.create(
        motion=motion, yes=count.yes, no=count.no, abstain=count.abstain, recused=count.recused,
        present=count.present, seats=found.seats, needed=found.needed, typed=typed, by=_person(by), at=dates.now(),
    )  # fmt: skip


def _majority(tally: Tally, motion: Motion) -> str:
    day = queries.day_of(motion.meeting) if motion.meeting else dates.local(tally.at).date()
    found = queries.constitution(motion.committee, day)
    return found.majority if found else states.SIMPLE


def _decided_cents(motion: Motion, result: str, asked: int | None) -> int:
    if result == states.REFUSED:
        return 0
    cents = motion.amount_cents if asked is None else asked
    if not 0 <= cents <= motion.amount_cents:
        raise Refused(
            _("Beschlossen werden können höchstens die beantragten %(amount)s.")
            % {"amount": money.euro(motion.amount_cents)}
        )
    return cents
