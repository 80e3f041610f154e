"""Meetings are planned, called, begun, attended and closed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.committees import emails, queries, states
from quartier.committees.models import Attendance, Committee, Meeting, Motion, Seat
from quartier.events.actions import announce
from quartier.events.actions import cancel as cancel_event
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.actions import send
from quartier.search.actions import renew

PLAN = frozenset(["starts_at", "ends_at", "place", "public"])


@action
def plan_meeting(
    *, committee: Committee, starts_at: dt.datetime, ends_at: dt.datetime, place: str, by: Any, public: bool = True
) -> Meeting:
    """Before: a body. Effect: a meeting with the body's next number; nobody is told yet.

    ``starts_at``, ``ends_at``: aware. The same time and place again is the same meeting, while nobody is invited. Refused: it ends before it begins, the body is dissolved.
    """
    if ends_at <= starts_at:
        raise Refused(_("Das Ende muss nach dem Beginn liegen."))
    if committee.dissolved_on is not None:
        raise Refused(_("Dieses Gremium ist aufgelöst."))
    times = {"starts_at": starts_at, "ends_at": ends_at, "status": states.PLANNED}
    if same := Meeting.objects.filter(committee=lock(committee), place=place, **times).order_by("pk").first():
        return same
    scope = committee.area.scope_id
    meeting = Meeting.objects.create(
        committee=committee, number=next_number(scope=scope, series=f"meeting-{committee.pk}"), starts_at=starts_at,
        ends_at=ends_at, place=place, public=public,
    )  # fmt: skip
    record(scope=scope, verb="planned", row=meeting, by=by)
    return meeting


@action
def change_meeting(*, meeting: Meeting, by: Any, **fields: Any) -> Meeting:
    """Before: planned, nobody invited. Effect: new time, place or publicity (fields of ``PLAN``), recorded.

    Refused: already invited (call it off and plan anew, so that everybody hears of it), or it would end too early.
    """
    if unknown := set(fields) - PLAN:
        raise TypeError(f"not editable: {sorted(unknown)}")
    row = lock(meeting)
    if row.status != states.PLANNED:
        raise Refused(_("Zu dieser Sitzung ist schon eingeladen. Bitte sagen Sie sie ab und planen Sie eine neue."))
    for name, value in fields.items():
        setattr(row, name, value)
    if row.ends_at <= row.starts_at:
        raise Refused(_("Das Ende muss nach dem Beginn liegen."))
    row.save(update_fields=list(fields))
    record(scope=row.committee.area.scope_id, verb="changed", row=row, by=by)
    return row


@action
def invite(*, meeting: Meeting, by: Any) -> int:
    """Before: planned. Effect: invited; a mail to every seat with an address; a public meeting becomes a date.

    Returns the number of mails. Too late for the period of the rules of procedure is allowed and shown, not refused:
    the body decides what follows. Refused: not planned any more, over, nobody sits in the body on that day.
    """
    committee, area = meeting.committee, meeting.committee.area
    move(meeting, states.INVITED, by=by, scope=area.scope_id, verb="invited", public=meeting.public)
    if meeting.ends_at <= dates.now():
        raise Refused(_("Diese Sitzung liegt in der Vergangenheit. Bitte planen Sie eine neue."))
    seats = list(committee.seats.held_on(queries.day_of(meeting)).select_related("person"))
    if not seats:
        raise Refused(_("In diesem Gremium sitzt noch niemand. Bitte tragen Sie zuerst die Sitze ein."))
    if meeting.public and meeting.event_id is None:
        event = announce(
            area=area, title=committee.name, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
            place=meeting.place, by=by, summary="Öffentliche Sitzung. Zuhören können alle.",
        )  # fmt: skip
        Meeting.objects.filter(pk=meeting.pk).update(event=event)
        meeting.event = event
    reached = [seat for seat in seats if seat.person.email]
    motions = queries.agenda(meeting)
    for seat in reached:
        subject, body = emails.invitation(meeting, seat, motions)
        send(scope=area.scope, to=seat.person.email, subject=subject, body=body, about=meeting)
    return len(reached)


@action
def begin(*, meeting: Meeting, by: Any) -> Meeting:
    """Before: invited. Effect: it runs; attendance and votes can be taken.

    Refused: nobody was invited, no rules of procedure are in force on that day.
    """
    if lock(meeting).status == states.PLANNED:
        raise Refused(_("Zu dieser Sitzung wurde noch nicht eingeladen. Bitte laden Sie zuerst ein."))
    if queries.constitution(meeting.committee, queries.day_of(meeting)) is None:
        raise Refused(_("Für diesen Tag gilt noch keine Geschäftsordnung. Bitte tragen Sie sie zuerst ein."))
    move(meeting, states.RUNNING, by=by, scope=meeting.committee.area.scope_id, verb="begun", public=meeting.public)
    return meeting


@action
def mark_present(*, meeting: Meeting, seat: Seat, by: Any, replaces: Seat | None = None) -> Attendance:
    """Before: invited or running. Effect: the seat is in the room; a deputy votes in the place of ``replaces``.

    Coming back after leaving is the same row. Refused: not this body's seat, not held that day, ``replaces`` is there
    or has another deputy, somebody sits there for this seat.
    """
    row = lock(meeting)
    if row.status not in (states.INVITED, states.RUNNING):
        raise Refused(_("Anwesend sein kann man nur bei einer Sitzung, die läuft oder gleich beginnt."))
    day = queries.day_of(row)
    wanted = {seat.pk} | ({replaces.pk} if replaces else set())
    if Seat.objects.held_on(day).filter(committee_id=row.committee_id, pk__in=wanted).count() != len(wanted):
        raise Refused(_("Dieser Sitz gehört an diesem Tag nicht zu diesem Gremium."))
    _must_be_free(row, seat, replaces)
    found, created = Attendance.objects.get_or_create(
        meeting=row, seat=seat, defaults={"came_at": dates.now(), "replaces": replaces}
    )
    if not created and (found.left_at is not None or found.replaces_id != getattr(replaces, "pk", None)):
        found.left_at, found.replaces = None, replaces
        found.save(update_fields=["left_at", "replaces"])
    record(scope=row.committee.area.scope_id, verb="came", row=found, by=by)
    return found


def _must_be_free(meeting: Meeting, seat: Seat, replaces: Seat | None) -> None:
    """A seat is in the room once: by its holder or by one deputy."""
    there = Attendance.objects.filter(meeting=meeting, left_at__isnull=True)
    if there.filter(replaces=seat).exists():
        raise Refused(_("Für diesen Sitz stimmt heute eine Vertretung. Bitte tragen Sie zuerst ein, dass sie geht."))
    if replaces is None:
        return
    if seat.kind != states.DEPUTY or replaces.kind == states.DEPUTY:
        raise Refused(_("Vertreten kann nur eine Stellvertretung, und nur einen Sitz mit Stimme."))
    if there.filter(seat=replaces).exists() or there.filter(replaces=replaces).exclude(seat=seat).exists():
        raise Refused(_("Dieser Sitz ist schon da oder schon vertreten."))


@action
def mark_left(*, meeting: Meeting, seat: Seat, by: Any) -> Attendance:
    """Before: in the room. Effect: left; a vote still open no longer counts theirs. Refused: was not there."""
    found = Attendance.objects.filter(meeting=lock(meeting), seat=seat, left_at__isnull=True).first()
    if found is None:
        raise Refused(_("Diese Person ist nicht als anwesend eingetragen."))
    found.left_at = dates.now()
    found.save(update_fields=["left_at"])
    record(scope=meeting.committee.area.scope_id, verb="went", row=found, by=by)
    return found


@action
def close_meeting(*, meeting: Meeting, minutes: str, by: Any) -> Meeting:
    """Before: running. Effect: closed with its minutes; items not decided wait for the next agenda.

    After: a public meeting shows its minutes. Refused: a vote is open, or counted and not yet recorded.
    """
    scope = meeting.committee.area.scope_id
    move(meeting, states.CLOSED, by=by, scope=scope, verb="closed", public=meeting.public)
    left = list(Motion.objects.filter(meeting=meeting).exclude(status__in=(states.DECIDED, states.WITHDRAWN)))
    for motion in left:
        if motion.status != states.LISTED:
            raise Refused(
                _("„%(title)s“ ist noch offen. Bitte halten Sie zuerst die Entscheidung fest oder vertagen Sie.")
                % {"title": motion.title}
            )
        move(motion, states.DRAFT, by=by, scope=scope, verb="postponed", thread=motion.thread_id)
        Motion.objects.filter(pk=motion.pk).update(meeting=None, position=0)
    Meeting.objects.filter(pk=meeting.pk).update(minutes=minutes)
    Attendance.objects.filter(meeting=meeting, left_at__isnull=True).update(left_at=dates.now())
    meeting.minutes = minutes
    renew(row=meeting)
    return meeting


@action
def cancel_meeting(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Before: planned or invited. Effect: called off; who was invited gets a mail, the public date says so.

    Its motions wait for the next agenda. Refused: no reason, already begun.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Er steht in der Absage."))
    area, invited = meeting.committee.area, lock(meeting).status == states.INVITED
    move(meeting, states.CANCELLED, by=by, scope=area.scope_id, verb="cancelled", because=reason, public=meeting.public)
    for motion in Motion.objects.filter(meeting=meeting, status=states.LISTED):
        move(motion, states.DRAFT, by=by, scope=area.scope_id, verb="postponed", thread=motion.thread_id)
        Motion.objects.filter(pk=motion.pk).update(meeting=None, position=0)
    if meeting.event is not None:
        cancel_event(event=meeting.event, reason=reason[:200], by=by)
    if invited:
        seats = meeting.committee.seats.held_on(queries.day_of(meeting)).exclude(person__email="")
        for seat in seats.select_related("person"):
            subject, body = emails.cancellation(meeting, seat, reason)
            send(scope=area.scope, to=seat.person.email, subject=subject, body=body, about=meeting)
    return meeting
